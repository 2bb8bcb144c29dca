"""An answered question explained: the card that takes its place, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Complain, ExplainMore, Guessed, Next, NotClear, Review, Run, Save, Unsave, button
from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import buttons, model, returns, siblings
from bot.learning import duels
from bot.storage.tables import DUEL, EXAM, TOGETHER, id_of
from bot.words import exam as exam_words
from bot.words import labels, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from bot.chat import Button, Reply, Rows, Text
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession

LOOKED_BACK_AT: Final = ("daily", "mock", "practice", "learn", "placement")
"""Kinds of quiz sessions whose misses can be reviewed one after another."""


def card(context: LearnerContext, session: QuizSession, attempt: Attempt, *, replace: bool) -> Card:
    """Return the card that replaces an answered question; its rows lead on."""
    if session.kind in TOGETHER:
        return Card(body(context, attempt), _rows_alone(context, attempt), replace=replace)
    if session.kind == EXAM:
        progress = exam_words.exam_place(attempt.position, session.size)
    else:
        progress = f"{context.store.quiz_sessions.place(attempt)} of {session.size}"
    rows = rows_of(context, attempt, _onward(context, session, attempt))
    return Card(body(context, attempt, progress), rows, replace=replace)


def misses(context: LearnerContext, session: QuizSession) -> list[Attempt]:
    """Return a quiz session's wrong answers that can be reviewed, in order."""
    held, attempts = context.library.bank.questions, context.store.quiz_sessions.attempts(id_of(session))
    return [each for each in attempts if each.correct is False and each.question in held]


def body(context: LearnerContext, attempt: Attempt, progress: str = "") -> Text:
    """Explain a question.

    Raises:
        Refusal: it is no longer in the bank.
    """
    question = context.library.bank.questions.get(attempt.question)
    if question is None:
        raise Refusal(refusals.retired_question())
    was_guess = attempt.guessed and bool(attempt.correct)
    return words.explanation(
        question,
        attempt.order,
        attempt.chosen,
        label=context.library.label(attempt.topic),
        progress=progress,
        skipped=attempt.skipped,
        late=_is_late(attempt),
        after=words.after(guessed=was_guess, back=returns.promise(context, attempt)),
    )


def rows_of(context: LearnerContext, attempt: Attempt, onward: Button) -> Rows:
    """Return the buttons under an explanation; `onward` leads on."""
    return (onward, *_guess(attempt)), _tools(context, attempt), _deeper(context, attempt)


def own_questions(context: LearnerContext) -> tuple[Button, ...]:
    """Return the way to the learner's own questions, whether or not they are set up."""
    if context.learner.onboarded:
        return (buttons.today(),)
    return (button(words.own_questions(), Run("start")),)


def guessed(context: LearnerContext, action: Guessed) -> list[Reply]:
    """Count a right answer as not known."""
    attempt, session = explained(context, action.attempt)
    if not attempt.correct:
        return [Toast(words.guess_was_wrong(returns.promise(context, attempt)))]
    changes, attempt.guessed = not attempt.guessed, True
    held = context.store.models.get(context.me)
    if changes and held and attempt.answered_at and held.answered_at >= attempt.answered_at:
        model.spoil(context)
    told = card(context, session, attempt, replace=True)
    return [Toast(words.guess_counted(returns.promise(context, attempt))), told]


def save(context: LearnerContext, action: Save) -> list[Reply]:
    """Save a question for later; the button under it then undoes that."""
    attempt, session = explained(context, action.attempt)
    context.store.saved.add(context.me, attempt.question, context.now)
    return [Toast(words.saved()), card(context, session, attempt, replace=True)]


def unsave(context: LearnerContext, action: Unsave) -> list[Reply]:
    """Remove a question from the saved ones."""
    attempt, session = explained(context, action.attempt)
    context.store.saved.remove(context.me, attempt.question)
    return [Toast(words.unsaved()), card(context, session, attempt, replace=True)]


def explained(context: LearnerContext, attempt_id: int) -> tuple[Attempt, QuizSession]:
    """Return one of the learner's questions that may be explained, with its quiz session.

    Raises:
        Refusal: it is someone else's, unanswered, or part of a running simulation.
    """
    found = context.store.quiz_sessions.with_session(attempt_id, context.me)
    if found is None:
        raise Refusal(refusals.old_button())
    attempt, session = found
    if attempt.answered_at is None and not (session.kind == EXAM and session.ended_at):
        raise Refusal(refusals.old_button())
    return attempt, session


def _is_late(attempt: Attempt) -> bool:
    """True for a duel answer given after its minute, which does not count."""
    if attempt.mode != DUEL or attempt.answered_at is None or not attempt.skipped:
        return False
    return duels.is_late((attempt.answered_at - attempt.asked_at).total_seconds())


def _guess(attempt: Attempt) -> tuple[Button, ...]:
    """Return the button that takes back a right answer; none after a miss."""
    if not attempt.correct or attempt.guessed:
        return ()
    return (button(labels.I_GUESSED, Guessed(id_of(attempt))),)


def _onward(context: LearnerContext, session: QuizSession, attempt: Attempt) -> Button:
    """Return the way to the next question; from a miss of a finished quiz session, to the next miss."""
    if session.kind in LOOKED_BACK_AT and session.ended_at is not None and attempt.correct is False:
        at = [each.id for each in misses(context, session)].index(attempt.id)
        return button(labels.NEXT, Review(id_of(session), at + 1), "primary")
    return button(labels.NEXT, Next(id_of(session)))


def _tools(context: LearnerContext, attempt: Attempt) -> tuple[Button, ...]:
    me = id_of(attempt)
    is_saved = context.store.saved.has(context.me, attempt.question)
    keep = button(labels.UNSAVE, Unsave(me)) if is_saved else button(labels.SAVE, Save(me))
    return keep, button(labels.REPORT, Complain(me))


def _deeper(context: LearnerContext, attempt: Attempt) -> tuple[Button, ...]:
    me = id_of(attempt)
    more = (button(labels.EXPLAIN_MORE, ExplainMore(me)),) if siblings.has_more(context, attempt) else ()
    return *more, button(labels.POORLY_WORDED, NotClear(me))


def _rows_alone(context: LearnerContext, attempt: Attempt) -> Rows:
    """Return the buttons under a group question's explanation, which no other question follows."""
    return (*_guess(attempt), *_tools(context, attempt)), _deeper(context, attempt), own_questions(context)
