"""The quick quiz in the exam's proportions, explained after each question or at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Explain, Review, Stop
from bot.chat import Card
from bot.commands import MAX_QUIZ, MIN_QUIZ
from bot.context import button
from bot.errors import Refusal
from bot.flows import push_times, results
from bot.flows import quiz_session as run
from bot.learning.quiz_selection import allocate, draw, paper
from bot.reading import read_number, scope_and_number
from bot.storage.tables import Sitting
from bot.words import questions as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Turn

DEFAULT_SIZE: Final = 10


def mock(turn: Turn, argument: str) -> list[Reply]:
    """Begin a quiz, or show the open question of the one that is open."""
    return push_times.settle_in(turn) + _mock(turn, argument)


def _mock(turn: Turn, argument: str) -> list[Reply]:
    if found := turn.store.sittings.open(turn.me, "mock"):
        return run.go_on(turn, found) if found.explain else [_start_card(found, found.size)]
    domain, wanted = _read(turn, argument)
    questions = _paper(turn, domain, wanted)
    if not questions:
        return [Card(words.nothing_left("this domain"))]
    sitting = turn.store.sittings.start(
        Sitting(
            learner_id=turn.me,
            kind="mock",
            title=f"Mock: {turn.library.name(domain)}" if domain else "Mock",
            size=len(questions),
            questions=questions,
            explain="",
            scope=domain,
            started_at=turn.now,
        )
    )
    return [_start_card(sitting, wanted)]


def explain(turn: Turn, action: Explain) -> list[Reply]:
    """Take the choice of when to explain, once, and go on."""
    sitting = turn.store.sittings.get(action.sitting, turn.me)
    if sitting is None or sitting.kind != "mock" or action.when not in {"each", "end"}:
        raise Refusal(refusals.old_button())
    if not sitting.explain:
        sitting.explain = action.when
    return run.go_on(turn, sitting, replace=sitting.ended_at is None)


def review(turn: Turn, action: Review) -> list[Reply]:
    """Show a missed question with its explanation; Next leads to the one after it."""
    sitting = turn.store.sittings.get(action.sitting, turn.me)
    if sitting is None:
        raise Refusal(refusals.old_button())
    held = turn.library.bank.questions
    wrong = [a for a in results.missed(turn.store.sittings.askings(action.sitting)) if a.question in held]
    if action.index >= len(wrong):
        return [Card(words.review_done())]
    asking = wrong[action.index]
    card = run.explanation(turn, sitting, asking, replace=False)
    (_, guess), second = run.after(asking, sitting)
    onward = button("Next", Review(action.sitting, action.index + 1))
    return [Card(card.body, ((onward, guess), second))]


def _read(turn: Turn, argument: str) -> tuple[str, int]:
    """Return the domain's id ("" for all) and the number of questions of "revenue 15" or "15 revenue"."""
    scope, number = scope_and_number(argument)
    wanted = DEFAULT_SIZE if number is None else read_number(number, MIN_QUIZ, MAX_QUIZ)
    if not scope:
        return "", wanted
    domain = turn.library.find_domain(scope)
    if domain is None:
        raise Refusal(refusals.not_a_quiz())
    return domain.id, wanted


def _paper(turn: Turn, domain: str, wanted: int) -> list[str]:
    last = turn.store.answers.last_asked(turn.me)
    standing = turn.store.exams.standing(turn.me)
    items = [item for item in turn.library.within(domain) if item.id not in standing]
    if domain:
        return draw(items, wanted, last, turn.rng)
    counts, carry = allocate(wanted, turn.library.weights, turn.learner.carry, turn.rng)
    turn.learner.carry = carry
    return paper(items, turn.library.domain_of, counts, last, turn.rng)


def _start_card(sitting: Sitting, wanted: int) -> Card:
    assert sitting.id is not None  # noqa: S101 - stored
    choices = (
        button("Explain each", Explain(sitting.id, "each")),
        button("Explain at the end", Explain(sitting.id, "end")),
    )
    rows = (choices, (button("Stop", Stop(sitting.id)),))
    return Card(words.quiz_start(sitting.title, sitting.size, wanted), rows)
