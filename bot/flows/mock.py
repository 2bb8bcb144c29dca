"""The quick quiz in the exam's proportions, explained after each question or at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.actions import Review, Run, button
from bot.chat import Card
from bot.commands import MAX_QUIZ, MIN_QUIZ
from bot.errors import Refusal
from bot.flows import buttons, explanation, push_times
from bot.flows import quiz_session as run
from bot.learning.catalogue import HARD
from bot.learning.quiz_selection import allocate, draw, paper
from bot.learning.shares import KIND
from bot.reading import read_number, scope_and_number
from bot.storage.tables import QuizSession, id_of
from bot.words import labels, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from bot.actions import Explain
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.learning import Item

DEFAULT_SIZE: Final = 10
NEW: Final = "new "
"""Begins a quiz even if one is open."""


def mock(context: LearnerContext, argument: str) -> list[Reply]:
    """Begin a quiz, or show the open question of the current one."""
    return push_times.settle_in(context) + _mock(context, argument)


def _mock(context: LearnerContext, argument: str) -> list[Reply]:
    is_new, argument = argument.startswith(NEW), argument.removeprefix(NEW)
    domain, wanted = _read(context, argument)
    if found := context.store.quiz_sessions.open(context.me, "mock"):
        other = (
            f"{domain} {wanted}".strip() if argument.strip() and (found.scope, found.size) != (domain, wanted) else ""
        )
        if not (is_new and other):
            return _again(context, found, other)
        context.store.quiz_sessions.end(found, context.now)
    questions = _paper(context, domain, wanted)
    if not questions:
        return [Card(words.nothing_left("this domain"))]
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind="mock",
            title=f"{context.library.name(domain)} mock" if domain else "Mock",
            size=len(questions),
            questions=questions,
            explain=context.settings.mock_explains,
            scope=domain,
            started_at=context.now,
        )
    )
    return run.go_on(context, session, lead=_lead(session, wanted))


def _again(context: LearnerContext, found: QuizSession, other: str) -> list[Reply]:
    """Show the open question of a quiz; if another one was requested (its domain and size), say so and offer it."""
    if not other:
        return run.go_on(context, found)
    number = max(1, len(context.store.quiz_sessions.attempts(id_of(found))))
    replies = run.go_on(context, found, lead=words.quiz_goes_on(number, found.size))
    new = button(labels.START_A_NEW_ONE, Run("mock", f"{NEW}{other}"))
    last = replies[-1]
    return [*replies[:-1], replace(last, rows=(*last.rows, (new,)))] if isinstance(last, Card) else replies


def explain(context: LearnerContext, action: Explain) -> list[Reply]:
    """Store the choice of when to explain, for this quiz and the next ones, and continue."""
    session = context.store.quiz_sessions.get(action.session, context.me)
    if session is None or session.kind != "mock" or action.when not in {"each", "end"}:
        raise Refusal(refusals.old_button())
    if session.ended_at is not None:
        return run.go_on(context, session)
    session.explain = action.when
    context.settings = replace(context.settings, mock_explains=action.when)
    return run.go_on(context, session, lead=_lead(session, session.size), replace=True)


def review(context: LearnerContext, action: Review) -> list[Reply]:
    """Show a missed question with its explanation; Next leads to the following one."""
    session = context.store.quiz_sessions.get(action.session, context.me)
    if session is None:
        raise Refusal(refusals.old_button())
    wrong = explanation.misses(context, session)
    if action.index >= len(wrong):
        return [Card(words.review_done(), ((buttons.questions(context), buttons.progress()),))]
    attempt = wrong[action.index]
    card = explanation.card(context, session, attempt, replace=False)
    onward = button(labels.NEXT, Review(action.session, action.index + 1), "primary")
    return [Card(card.body, explanation.rows_of(context, attempt, onward))]


def _read(context: LearnerContext, argument: str) -> tuple[str, int]:
    """Parse "revenue 15" or "15 revenue" into the domain's id ("" for all) and the number of questions."""
    scope, number = scope_and_number(argument)
    wanted = DEFAULT_SIZE if number is None else read_number(number, MIN_QUIZ, MAX_QUIZ)
    if not scope:
        return "", wanted
    domain = context.library.find_domain(scope)
    if domain is None:
        raise Refusal(refusals.not_a_quiz())
    return domain.id, wanted


def _paper(context: LearnerContext, domain: str, wanted: int) -> list[str]:
    last = _last_asked(context)
    standing = context.store.exams.standing(context.me)
    items = [item for item in context.library.within(domain) if item.id not in standing]
    if wanted <= KIND and context.store.answers.count(context.me) < KIND:
        items = _without_hard(items, wanted)
    if domain:
        return draw(items, wanted, last, context.rng)
    counts, carry = allocate(wanted, context.library.weights, context.learner.carry, context.rng)
    context.learner.carry = carry
    return paper(items, context.library.domain_of, counts, last, context.rng)


def _without_hard(items: list[Item], wanted: int) -> list[Item]:
    """Return the questions for a new learner's short quiz: an easy start, if the bank has one."""
    easier = [item for item in items if item.difficulty <= HARD]
    return easier if len(easier) >= wanted else items


def _last_asked(context: LearnerContext) -> dict[str, float]:
    """Return when each question's knowledge point was last asked: its siblings count like the question itself."""
    point_of, points = context.library.point_of, dict[str, float]()
    for question, at in context.store.answers.last_asked(context.me).items():
        if point := point_of.get(question):
            points[point] = max(at, points.get(point, at))
    return {question: points[point] for question, point in point_of.items() if point in points}


def _lead(session: QuizSession, wanted: int) -> str:
    return words.quiz_start(session.title, session.size, session.explain, wanted)
