"""Reports on questions: in the learner's own words, by kind, or in one tap under the explanation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Complain, ExplainMore, button
from bot.bank import forms
from bot.bank.understanding import Asked, Unclear
from bot.chat import Card, Toast, flat
from bot.errors import Refusal
from bot.flows import explain_more, prompts, siblings
from bot.flows import quiz_session as run
from bot.storage.report_tables import Report
from bot.words import questions as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.actions import NotClear
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

MAX_REPORT: Final = 1_000
MAX_REPORTS: Final = 20
"""Reports per person per day."""
DAY: Final = timedelta(days=1)
UNCLEAR: Final = "unclear"
WORDS: Final = "words"
"""The kind of a report in the learner's own words."""
NEVER_MIND: Final = frozenset({"never mind", "nevermind", "nothing", "no", "cancel", "forget it", "go back"})
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
    _keep_once(context, last.question, WORDS, argument.strip())
    return [Card(words.reported_about(context.library.bank.questions.get(last.question)))]


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
    if asks := context.address.direct and not context.learner.expecting:
        context.learner.expecting = f"{prompts.REPORT}{action.attempt}"
    return [Card(words.what_is_wrong(question, typed=asks), (rows[:2], rows[2:]))]


def typed(context: LearnerContext, number: str, said: str) -> list[Reply] | None:
    """Take typed text as what is wrong with the question asked about; None if it was meant for something else."""
    asked, context.learner.expecting = context.learner.expecting, ""
    attempt = context.store.quiz_sessions.attempt(int(number), context.me)
    plain = forms.bare(said)
    if plain in NEVER_MIND:
        return [Card(words.not_reported())]
    if attempt is None or _is_aside(context, attempt, said):
        return None
    try:
        return _told(context, attempt, said.strip(), next((each for each in KINDS if KINDS[each].lower() == plain), ""))
    except Refusal as refusal:
        context.learner.expecting = asked
        return [Card(refusal.text)]


def _told(context: LearnerContext, attempt: Attempt, said: str, kind: str) -> list[Reply]:
    if len(said) > MAX_REPORT:
        raise Refusal(refusals.too_long(MAX_REPORT))
    _keep_once(context, attempt.question, kind or WORDS, "" if kind else said)
    return [Card(words.reported())]


def _is_aside(context: LearnerContext, attempt: Attempt, said: str) -> bool:
    """True for a command, a term, a question to the tutor, or a mood; and once another question has come."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    if last and last.id != attempt.id and run.is_open(context, last):
        return True
    meaning = context.library.understanding.meaning(said)
    if isinstance(meaning, Unclear):
        return meaning.manner not in {"near", "far"}
    return not isinstance(meaning, Asked) or forms.is_question(said)


def not_clear(context: LearnerContext, action: NotClear) -> list[Reply]:
    """Report a question as unclear, and explain more of it, since the learner may need help, too."""
    attempt = context.store.quiz_sessions.attempt(action.attempt, context.me)
    if attempt is None:
        raise Refusal(refusals.old_button())
    _keep_once(context, attempt.question, UNCLEAR)
    more = explain_more.more(context, ExplainMore(action.attempt)) if siblings.has_more(context, attempt) else []
    return [Toast(flat(words.reported())), *more]


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
