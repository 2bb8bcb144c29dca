"""`/sheet`: a study sheet to print, as PDF or Markdown, from the learner's own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card, File, flat
from bot.drawing import document
from bot.drawing.document import Block
from bot.errors import Refusal
from bot.flows import buttons, examday, model
from bot.words.career import sheet as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.glossary import Term
    from bot.bank.models import Question
    from bot.chat import Reply, Text
    from bot.context import LearnerContext

TOPICS: Final = 6
MISSED: Final = 60
TERMS: Final = 24
MARKDOWN: Final = "markdown"
FORMS: Final = {"": "pdf", "pdf": "pdf", MARKDOWN: "md", "md": "md", "text": "md"}


def sheet(context: LearnerContext, argument: str) -> list[Reply]:
    """Send the sheet as PDF, or as Markdown if requested."""
    form = FORMS.get(argument.strip().casefold())
    if form is None:
        raise Refusal(words.not_a_form())
    topics, missed = model.worth_most(context, TOPICS), _missed(context)
    terms = _terms(context, missed)
    blocks = _blocks(context, topics, missed, terms)
    content = document.markdown(blocks) if form == "md" else document.pdf(words.TITLE, blocks, words.FOOT, context.now)
    other = (career_labels.THE_SHEET_AS_PDF, "pdf") if form == "md" else (career_labels.THE_SHEET_AS_TEXT, MARKDOWN)
    rows = ((button(other[0], Run("sheet", other[1])), buttons.today()),)
    body = words.sheet(len(topics), len(missed), len(terms))
    return [Card(body, rows, file=File(f"{words.FILE}.{form}", content))]


def _blocks(context: LearnerContext, topics: list[str], missed: list[Question], terms: list[Term]) -> list[Block]:
    exam = context.learner.exam_date
    ahead = exam if exam and exam >= context.today else None
    head = [Block("title", words.TITLE), Block("text", words.made(context.today, ahead))]
    return [*head, *_checklist(context), *_points(context, missed), *_words(terms), *_notes(context, topics)]


def _notes(context: LearnerContext, topics: list[str]) -> list[Block]:
    found = [Block("heading", words.NOTES)]
    for topic in topics:
        found.append(Block("label", context.library.name(topic)))
        found += _note(context.library.bank.notes.get(topic, ()), context.library.name(topic))
    return found


def _note(note: Text, name: str) -> Iterator[Block]:
    """Yield a note's lines without its title and sources, which /learn shows."""
    leads = {line.strip() for span in note if span.style == "bold" for line in span.text.split("\n")}
    for said in map(str.strip, flat(note).split("\n")):
        if said == words.SOURCES:
            return
        if said and said != name:
            yield Block("lead", said) if said in leads else _line(said)


def _line(said: str) -> Block:
    return Block("item", said[1:].strip()) if said[0] in "-\u2022\u00b7" else Block("text", said)


def _points(context: LearnerContext, missed: list[Question]) -> list[Block]:
    if not missed:
        return [Block("heading", words.MISSED), Block("text", words.nothing_missed())]
    found, names = [Block("heading", words.MISSED)], dict.fromkeys(question.topic for question in missed)
    for topic in names:
        found.append(Block("label", context.library.name(topic)))
        found += [Block("item", question.brief) for question in missed if question.topic == topic]
    return found


def _words(terms: list[Term]) -> list[Block]:
    said = (words.term(each.term, each.expansion, each.means, each.confused_with) for each in terms)
    return [Block("heading", words.TERMS), *(Block("item", each) for each in said)] if terms else []


def _checklist(context: LearnerContext) -> list[Block]:
    found = [Block("heading", words.CHECKLIST)]
    for name, facts in examday.lists(context):
        found.append(Block("label", name))
        found += [Block("box" if each.to_do else "item", each.text) for each in facts]
    return found


def _missed(context: LearnerContext) -> list[Question]:
    """Return the questions whose last answer was wrong, newest first, one for each knowledge point."""
    bank, found = context.library.bank.questions, dict[str, "Question"]()
    for attempt in context.store.answers.latest(context.me):
        question = bank.get(attempt.question)
        if attempt.correct is False and question and question.published:
            found.setdefault(question.brief, question)
    return list(found.values())[:MISSED]


def _terms(context: LearnerContext, missed: list[Question]) -> list[Term]:
    """Return the terms that appear in the missed questions."""
    said = " ".join(f"{each.stem} {each.key.text} {each.brief}" for each in missed)
    terms = context.library.bank.glossary.terms
    return [term for term in terms if term.stands_in(said)][:TERMS]
