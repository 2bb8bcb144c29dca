"""Reports on questions: in the learner's own words, by kind, or in one tap under the explanation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Complain, button
from bot.chat import Card, Toast, flat
from bot.errors import Refusal
from bot.storage.tables import Report
from bot.words import questions as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.actions import NotClear
    from bot.chat import Reply
    from bot.context import LearnerContext

MAX_REPORT: Final = 1_000
MAX_REPORTS: Final = 20
"""Reports per person per day."""
DAY: Final = timedelta(days=1)
UNCLEAR: Final = "unclear"
KINDS: Final = {"key": "Wrong answer", "old": "Out of date", UNCLEAR: "Unclear", "typo": "Typo"}


def report(context: LearnerContext, argument: str) -> list[Reply]:
    """Report the last question shown, in the learner's own words or by kind."""
    last = context.store.quiz_sessions.last_shown(context.me)
    if last is None or last.id is None:
        raise Refusal(refusals.nothing_to_report())
    if not argument.strip():
        return complain(context, Complain(last.id))
    if len(argument) > MAX_REPORT:
        raise Refusal(refusals.too_long(MAX_REPORT))
    _keep_once(context, last.question, "words", argument.strip())
    return [Card(words.reported())]


def complain(context: LearnerContext, action: Complain) -> list[Reply]:
    """Ask what is wrong with a question, or store what was said."""
    attempt = context.store.quiz_sessions.attempt(action.attempt, context.me)
    if attempt is None or action.kind not in {"", *KINDS}:
        raise Refusal(refusals.old_button())
    if action.kind:
        _keep_once(context, attempt.question, action.kind)
        return [Card(words.reported(), replace=True)]
    rows = tuple(button(label, Complain(action.attempt, kind)) for kind, label in KINDS.items())
    question = context.library.bank.questions.get(attempt.question)
    return [Card(words.what_is_wrong(question), (rows[:2], rows[2:]))]


def not_clear(context: LearnerContext, action: NotClear) -> list[Reply]:
    """Report a question as unclear and say thanks; the explanation stays where it is."""
    attempt = context.store.quiz_sessions.attempt(action.attempt, context.me)
    if attempt is None:
        raise Refusal(refusals.old_button())
    _keep_once(context, attempt.question, UNCLEAR)
    return [Toast(flat(words.reported()))]


def _keep_once(context: LearnerContext, question: str, kind: str, said: str = "") -> None:
    """Store a report, unless the same learner's same report is still open or came today.

    Raises:
        Refusal: they reached the day's limit.
    """
    lately = [each for each in context.store.learners.reports(context.me) if _counts(context, each)]
    if any((each.question, each.kind, each.text) == (question, kind, said) for each in lately):
        return
    if sum(context.now - each.reported_at < DAY for each in lately) >= MAX_REPORTS:
        raise Refusal(refusals.enough_reports(MAX_REPORTS))
    row = Report(learner_id=context.me, question=question, kind=kind, text=said, reported_at=context.now)
    context.store.learners.report(row)


def _counts(context: LearnerContext, report: Report) -> bool:
    return report.closed_at is None or context.now - report.reported_at < DAY
