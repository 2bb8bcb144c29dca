"""A simulation on screen: one message, edited in place, that shows a question or the overview.

Every button names its question or target, never "the next one": pressed twice, late, or on a second device, it does the
same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Choose, Finish, Flag, Jump, Overview, button
from bot.chat import MAX_COLUMNS, MAX_ROWS, Card, Toast
from bot.errors import Refusal
from bot.flows import letters
from bot.flows.exam.ending import leave, over, own
from bot.flows.exam_time import left
from bot.storage.tables import EXAM, id_of
from bot.words import exam as words
from bot.words import labels, refusals
from bot.words.labels import exam as exam_labels
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession

PAGE: Final = MAX_ROWS * MAX_COLUMNS
"""Jump buttons per page: as many as any platform's message holds, so the way to the pages is on another card."""
KEPT: Final = 60
"""Number of choices stored for one question; no one changes their mind more often."""
MAX_DIGITS: Final = 3


def choose(context: LearnerContext, action: Choose, *, pressed: bool = True) -> list[Reply]:
    """Store a choice, which stays until the next one, and move on."""
    attempt, session = _attempt(context, action.attempt)
    if action.letter not in range(len(LETTERS)):
        raise Refusal(refusals.old_button())
    if ended := over(context, session, replace=pressed):
        return ended
    chosen, question = attempt.shown[action.letter], context.library.published(attempt.question)
    if question is None or attempt.wording != question.wording:
        return [put(context, session, attempt, replace=pressed)]
    if not attempt.drafts:
        context.store.answered = True
    if attempt.drafts[-1:] != chosen:
        attempt.drafts = (attempt.drafts + chosen)[-KEPT:]
    return [put(context, session, _following(context, session, attempt), replace=pressed)]


def flag(context: LearnerContext, action: Flag) -> list[Reply]:
    """Flag a question for a second look, or remove the flag."""
    attempt, session = _attempt(context, action.attempt)
    if ended := over(context, session, replace=True):
        return ended
    attempt.flagged = bool(action.on)
    return [put(context, session, attempt, replace=True)]


def jump(context: LearnerContext, action: Jump) -> list[Reply]:
    """Show another question in the same message."""
    session = own(context, action.session)
    if ended := over(context, session, replace=True):
        return ended
    position = _position(context, session, action.to)
    if position is None:
        return [Toast(words.nothing_so(action.to))]
    return [_show(context, session, position, replace=True)]


def overview(context: LearnerContext, action: Overview) -> list[Reply]:
    """Show all questions by number, or 25 of them as buttons."""
    session = own(context, action.session)
    if ended := over(context, session, replace=True):
        return ended
    leave(context, session)
    signs = _signs(context.store.quiz_sessions.attempts(action.session), session.size)
    pages = _pages(session.size)
    if not action.page:
        return [Card(words.overview(signs, left(context, session)), _overview_rows(session, signs), replace=True)]
    if action.page > len(pages):
        raise Refusal(refusals.old_button())
    first, last = pages[action.page - 1]
    return [Card(words.numbers(first, last), _numbers(session, signs, first, last), replace=True)]


def resume(context: LearnerContext, session: QuizSession, *, replace: bool = False) -> list[Reply]:
    """Show the last question shown, or the report if time is up."""
    return over(context, session, replace=replace) or [_show(context, session, session.cursor, replace=replace)]


def typed(context: LearnerContext, attempt: Attempt, place: int | None, said: str) -> list[Reply]:
    """Take a letter or an option as the choice, a number or "skip" as a jump; [] for other text, or after the end."""
    session = context.store.quiz_sessions.get(attempt.session_id, context.me)
    if session is None or session.ended_at is not None or attempt.id is None:
        return []
    if place is not None and session.visit_at is None:
        return resume(context, session)  # another card is in sight: a letter meant for it must not change an answer
    if place is not None:
        return choose(context, Choose(attempt.id, place), pressed=False)
    if context.learner.expecting or not (position := _meant(attempt, said)):
        return []
    if ended := over(context, session, replace=False):
        return ended
    return [_show(context, session, position, replace=False)] if position <= session.size else []


def put(context: LearnerContext, session: QuizSession, attempt: Attempt, *, replace: bool) -> Card:
    """Put a question on the screen; its time starts to run, and the previous question's stops."""
    leave(context, session)
    session.cursor, session.visit_at = attempt.position, context.now
    question = context.library.published(attempt.question)
    attempt.shown_at, attempt.shown_in = context.now, context.chat_key
    attempt.wording = question.wording if question else ""
    if not context.unasked:
        context.learner.expecting = ""
    head = words.head(attempt.position, session.size, left(context, session), flagged=attempt.flagged)
    if question is None:
        return Card(words.gone(head), navigation(session, attempt), replace=replace)
    chosen = int(attempt.drafts[-1]) if attempt.drafts else None
    body = words.question(question, attempt.order, head=head, chosen=chosen)
    answers = tuple(button(label, Choose(id_of(attempt), letter)) for letter, label in enumerate(LETTERS))
    return Card(body, (answers, *navigation(session, attempt)), replace=replace)


def navigation(session: QuizSession, attempt: Attempt) -> Rows:
    """Return the buttons under a simulation's question, except its letters."""
    me, here = id_of(session), attempt.position
    way = (
        [button(labels.NEXT, Jump(me, str(here + 1)))]
        if here < session.size
        else [button(exam_labels.HAND_IN, Finish(me, "ask"))]
    )
    if here > 1:
        way.append(button(labels.PREVIOUS, Jump(me, str(here - 1))))
    mark = (
        button(exam_labels.UNFLAG, Flag(id_of(attempt), 0))
        if attempt.flagged
        else button(exam_labels.FLAG, Flag(id_of(attempt), 1))
    )
    return ((*way, mark), (button(exam_labels.OVERVIEW, Overview(me, 0)),))


def _meant(attempt: Attempt, said: str) -> int:
    """Return the position a typed number or "skip" leads to; 0 for neither."""
    if letters.is_skip(said):
        return attempt.position + 1
    return int(said) if said.isdecimal() and len(said) <= MAX_DIGITS else 0


def _following(context: LearnerContext, session: QuizSession, attempt: Attempt) -> Attempt:
    """Return the question to show after a choice: the next one, or the same one with the choice marked."""
    if context.settings.confirm_each:
        return attempt
    return context.store.exams.at(id_of(session), attempt.position + 1) or attempt


def _show(context: LearnerContext, session: QuizSession, position: int, *, replace: bool) -> Card:
    attempt = context.store.exams.at(id_of(session), position)
    if attempt is None:
        raise Refusal(refusals.old_button())
    return put(context, session, attempt, replace=replace)


def _position(context: LearnerContext, session: QuizSession, to: str) -> int | None:
    """Return the position that is meant; None if there is none."""
    if to == "back":
        return session.cursor
    if to not in {"open", "flagged"}:
        return int(to) if to.isdecimal() and len(to) <= MAX_DIGITS else 0
    sheet = context.store.quiz_sessions.attempts(id_of(session))
    return next((a.position for a in sheet if (a.flagged if to == "flagged" else not a.drafts)), None)


def _overview_rows(session: QuizSession, signs: str) -> Rows:
    me = id_of(session)
    pages = tuple(
        button(exam_labels.numbers(first, last), Overview(me, n))
        for n, (first, last) in enumerate(_pages(session.size), 1)
    )
    firsts: list[Button] = []
    if words.OPEN in signs or words.FLAGGED_OPEN in signs:
        firsts.append(button(exam_labels.FIRST_OPEN, Jump(me, "open")))
    if words.FLAGGED in signs or words.FLAGGED_OPEN in signs:
        firsts.append(button(exam_labels.FIRST_FLAGGED, Jump(me, "flagged")))
    ways = (button(labels.return_to(session.cursor), Jump(me, "back")), button(exam_labels.HAND_IN, Finish(me, "ask")))
    return (tuple(firsts), ways, pages) if firsts else (ways, pages)


def _numbers(session: QuizSession, signs: str, first: int, last: int) -> Rows:
    buttons = [button(_numbered(n, signs[n - 1]), Jump(id_of(session), str(n))) for n in range(first, last + 1)]
    return tuple(tuple(buttons[at : at + MAX_COLUMNS]) for at in range(0, len(buttons), MAX_COLUMNS))


def _numbered(position: int, sign: str) -> str:
    return str(position) if sign == words.ANSWERED else f"{position} {sign}"


def _signs(sheet: Sequence[Attempt], size: int) -> str:
    """Return a symbol for each position."""
    signs = [words.ANSWERED] * size
    for attempt in sheet:
        plain = (words.OPEN, words.ANSWERED)[bool(attempt.drafts)]
        signs[attempt.position - 1] = (
            (words.FLAGGED_OPEN, words.FLAGGED)[bool(attempt.drafts)] if attempt.flagged else plain
        )
    return "".join(signs)


def _pages(size: int) -> list[tuple[int, int]]:
    return [(first, min(first + PAGE - 1, size)) for first in range(1, size + 1, PAGE)]


def _attempt(context: LearnerContext, attempt_id: int) -> tuple[Attempt, QuizSession]:
    attempt = context.store.quiz_sessions.attempt(attempt_id, context.me)
    if attempt is None or attempt.mode != EXAM:
        raise Refusal(refusals.old_button())
    return attempt, own(context, attempt.session_id)
