"""Practice of a domain, a topic, or what was missed, guessed or saved; and a topic's note with three questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run
from bot.chat import Card
from bot.commands import MAX_QUIZ, MIN_QUIZ
from bot.context import button
from bot.errors import Refusal
from bot.flows import model, push_times
from bot.flows import quiz_session as run
from bot.reading import read_number, scope_and_number
from bot.storage.tables import Sitting
from bot.words import menus, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat import Reply
    from bot.context import Turn

DEFAULT_SIZE: Final = 10
LEARN_SIZE: Final = 3
MIX: Final = "mix"
"""Everything, weighted like the exam."""


def practice(turn: Turn, argument: str) -> list[Reply]:
    """Begin a round of practice; without an argument, go on with the open one or offer what there is."""
    settled = push_times.settle_in(turn)
    if not argument.strip():
        found = turn.store.sittings.open(turn.me, "practice")
        return settled + (run.go_on(turn, found) if found else [_menu(turn)])
    scope, number = scope_and_number(argument)
    wanted = DEFAULT_SIZE if number is None else read_number(number, MIN_QUIZ, MAX_QUIZ)
    return settled + _begin(turn, scope or MIX, wanted)


def learn(turn: Turn, argument: str) -> list[Reply]:
    """Show a topic's note, then three questions on it."""
    if not argument.strip():
        return [_weak_topics(turn)]
    topic = turn.library.find_topic(argument)
    if topic is None:
        raise Refusal(refusals.not_a_topic())
    note = turn.library.bank.notes.get(topic.id)
    cards: list[Reply] = [Card(note)] if note else []
    size = min(LEARN_SIZE, len(turn.library.within(topic.id)))
    return cards + _start(turn, "learn", topic.name, topic.id, size, ())


def _begin(turn: Turn, scope: str, wanted: int) -> list[Reply]:
    if scope == MIX:
        return _start(turn, "practice", "Practice", "", min(wanted, len(turn.library.items)), ())
    if scope in {"missed", "guessed", "saved"}:
        questions = [question for question in _kept(turn, scope) if _is_asked(turn, question)][:wanted]
        return _start(turn, "practice", f"Practice: {scope}", scope, len(questions), questions)
    place = turn.library.find_domain(scope) or turn.library.find_topic(scope)
    if place is None:
        raise Refusal(refusals.not_a_scope())
    size = min(wanted, len(turn.library.within(place.id)))
    return _start(turn, "practice", f"Practice: {place.name}", place.id, size, ())


def _start(turn: Turn, kind: str, title: str, scope: str, size: int, questions: Iterable[str]) -> list[Reply]:
    if not size:
        return [Card(words.nothing_left(title.removeprefix("Practice: ")))]
    if found := turn.store.sittings.open(turn.me, kind):
        turn.store.sittings.end(found, turn.now)
    sitting = Sitting(learner_id=turn.me, kind=kind, title=title, size=size, scope=scope, started_at=turn.now)
    sitting.questions = list(questions)
    return run.go_on(turn, turn.store.sittings.start(sitting))


def _kept(turn: Turn, scope: str) -> list[str]:
    if scope == "saved":
        return [saved.question for saved in turn.store.learners.saved(turn.me)]
    latest = turn.store.answers.latest(turn.me)
    return [a.question for a in latest if (a.correct is False if scope == "missed" else a.correct and a.guessed)]


def _is_asked(turn: Turn, question: str) -> bool:
    found = turn.library.bank.questions.get(question)
    return found is not None and found.asked


def _menu(turn: Turn) -> Card:
    domains = [button(f"In {d.name}", Run("practice", d.id)) for d in turn.library.bank.blueprint.domains]
    kept = tuple(button(scope.capitalize(), Run("practice", scope)) for scope in ("missed", "guessed", "saved"))
    return Card(menus.practice(), ((*domains[:1],), (*domains[1:3],), (*domains[3:],), kept))


def _weak_topics(turn: Turn) -> Card:
    labels = {topic: f"Learn: {turn.library.name(topic)}"[:40] for topic in model.worth_most(turn)}
    rows = tuple((button(label, Run("learn", topic)),) for topic, label in labels.items())
    return Card(menus.learn(), rows)
