"""Answers: FAQ questions, glossary terms, and the closest match to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.bank.faq import Entry
from bot.bank.glossary import Term
from bot.bank.understanding import Asked, Named, Several, Studied, Unclear, Wanted
from bot.chat import Card
from bot.commands import COMMANDS
from bot.flows import buttons, topics, waiting
from bot.words import answers as words
from bot.words import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.bank.blueprint import Topic
    from bot.bank.understanding import Told
    from bot.chat import Button, Reply, Rows, Text
    from bot.context import LearnerContext

NAMES: Final = frozenset(spec.name for spec in COMMANDS)
PAGE: Final = 4
"""Questions per page: a row each, and one row that leads on."""
ACROSS: Final = 3
SUBJECTS: Final = 4
"""FAQ subjects per row: sixteen fit above an open question's letters."""
KNOWN_TERMS: Final = ("EOB", "HIPAA", "CPOE")


def define(context: LearnerContext, argument: str) -> list[Reply]:
    """Explain what a term means; during a simulation, say that this has to wait."""
    if waiting.in_exam(context):
        return waiting.beside(context, [Card(words.definitions_wait())])
    if not argument.strip():
        tries = (button(labels.define(name), Run("define", name)) for name in KNOWN_TERMS)
        return [Card(words.what_term(), (tuple(tries),))]
    found = context.library.understanding.define(argument)
    if not found:
        near = context.library.understanding.terms_near(argument)
        return waiting.beside(context, [Card(words.no_term(near=bool(near)), _near(near))])
    return waiting.beside(context, [_meanings(context, found)])


def faq(context: LearnerContext, argument: str) -> list[Reply]:
    """Answer an FAQ question by id or in free words; show a subject's questions; or show the subjects."""
    book, asked = context.library.faq, argument.strip()
    if not book.entries:
        return [Card(words.faq_empty())]
    if not asked:
        return waiting.beside(context, [_subjects(context)])
    if asked in book.by_id:
        return waiting.beside(context, [answered(context, book.by_id[asked])])
    name, _, page = asked.rpartition(" ") if asked[-1].isdecimal() else (asked, "", "")
    subject = next((topic for topic in book.topics if topic.casefold() == name.casefold()), "")
    if subject:
        return [_subject(context, subject, int(page[:2] or 1))]
    meaning = context.library.understanding.meaning(asked)
    if isinstance(meaning, Asked):
        return waiting.beside(context, [answered(context, meaning.entry)])
    return waiting.beside(context, [Card(words.nearest(), _near(context.library.understanding.questions(asked)))])


def told(context: LearnerContext, meaning: Told | Several | Unclear) -> list[Reply]:
    """Return the answer to what was meant, with the open question's buttons below it."""
    parts = meaning.parts if isinstance(meaning, Several) else (meaning,)
    return waiting.beside(context, [_card(context, each) for each in parts])


def _card(context: LearnerContext, meaning: Told | Unclear) -> Card:
    if isinstance(meaning, Named):
        return _defined(context, meaning.terms)
    if isinstance(meaning, Asked):
        return answered(context, meaning.entry, meaning.others)
    if isinstance(meaning, Studied):
        return topics.study(context, meaning.topic)
    return Card(_line(meaning), _near(meaning.near))


def _defined(context: LearnerContext, found: tuple[Term, ...]) -> Card:
    """Return the meanings of a name; during a simulation, say that they have to wait."""
    return Card(words.definitions_wait()) if waiting.in_exam(context) else _meanings(context, found)


def _meanings(context: LearnerContext, found: tuple[Term, ...]) -> Card:
    """Return the meanings of a name; if the open question is about it, that question counts as helped."""
    helped = words.looked_up() if waiting.help_with(context, found) else ()
    ids = dict.fromkeys(term.topic for term in found)
    held = [context.library.bank.blueprint.topic(each) for each in ids if each in context.library.domain_of]
    return Card((*words.terms(found), *helped), tuple(map(topics.ways, held[:ACROSS])))


def answered(context: LearnerContext, entry: Entry, others: Iterable[Entry] = ()) -> Card:
    """Return the answer to an FAQ question, its sources, what to do next, and what else may have been meant."""
    book = context.library.book
    body = words.answer(entry.question, entry.filled(book), entry.sources(book))
    step = entry.next
    ways: list[Button] = []
    if step and step.command in NAMES:
        ways.append(button(step.label, Run(step.command, step.argument)))
    ways.append(button(labels.more_on(entry.topic), Run("faq", entry.topic)))
    return Card(body, (tuple(ways), *_near(others)))


def _subjects(context: LearnerContext) -> Card:
    made = [button(labels.subject(topic), Run("faq", topic)) for topic in context.library.faq.topics]
    return Card(words.faq(), tuple(tuple(made[at : at + SUBJECTS]) for at in range(0, len(made), SUBJECTS)))


def _subject(context: LearnerContext, subject: str, page: int) -> Card:
    entries = context.library.faq.topics[subject]
    pages = -(-len(entries) // PAGE)
    page = min(max(page, 1), pages)
    rows: list[tuple[Button, ...]] = [(_choice(entry),) for entry in entries[PAGE * (page - 1) : PAGE * page]]
    more = (button(labels.MORE, Run("faq", f"{subject} {page % pages + 1}")),) if pages > 1 else ()
    rows.append((*more, button(labels.OTHER_SUBJECTS, Run("faq"))))
    return Card(words.faq_topic(labels.subject(subject)), tuple(rows))


def _near(found: Iterable[Entry | Term | Topic | Wanted]) -> Rows:
    return tuple((_choice(each),) for each in found)


def _choice(near: Entry | Term | Topic | Wanted) -> Button:
    if isinstance(near, Entry):
        return button(labels.fitting(near.short or near.question), Run("faq", near.id))
    if isinstance(near, Term):
        return button(labels.define(near.term), Run("define", near.key))
    if isinstance(near, Wanted) and near.command == "daily":
        return buttons.today()
    if isinstance(near, Wanted):
        return button(f"/{near.command}", Run(near.command, near.argument))
    return button(labels.learn(near.label), Run("learn", near.id))


def _line(meaning: Unclear) -> Text:
    return _LINES[meaning.manner]()


_LINES: Final[dict[str, Callable[[], Text]]] = {
    "hello": words.greeting,
    "thanks": words.thanks,
    "fine": words.fine,
    "bye": words.bye,
    "cross": words.sorry,
    "far": words.elsewhere,
    "near": words.nearest,
}
"""Replies to text that has no answer, by the kind of text."""
