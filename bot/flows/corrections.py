"""Corrections: tell learners what they answered, what is right now and why; and answer their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Address, Card
from bot.context import JobOutput, LearnerContext
from bot.flows.push_times import next_push
from bot.words import corrections as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.corrections import Correction
    from bot.chat import Text
    from bot.context import Context
    from bot.storage.tables import Due

NAME: Final = "correction"
SPREAD: Final = "corrections-spread"
"""Name of the note on which corrections were processed: answers recounted, learners scheduled."""
AT_ONCE: Final = 3
"""Maximum number of corrections in one message."""


def spread(context: Context) -> None:
    """Process corrections that are new since the last start: recount answers and schedule affected learners."""
    done = set(context.store.schedule.recall(SPREAD).split())
    fresh = [each for each in context.library.corrections if each.id not in done]
    for correction in fresh:
        _recount(context, correction)
        for learner in context.store.corrections.touched(correction.question, correction.until):
            context.store.models.drop(learner)
            schedule(context, learner)
    if fresh:
        context.store.schedule.remember(SPREAD, " ".join(sorted(done | {each.id for each in fresh})))


def answer_reports(context: Context, question: str, why: str) -> int:
    """Close every open report on a question and schedule a reply to each reporter; return how many reported."""
    reporters = context.store.corrections.close(question, why, context.now)
    for learner in reporters:
        schedule(context, learner)
    return len(reporters)


def schedule(context: Context, learner_id: int) -> None:
    """Schedule what a learner has yet to be told at their next daily hour."""
    learner, home = context.store.learners.get(learner_id), context.store.learners.home(learner_id)
    if learner and home:
        where = Address(home.platform, home.user_id, home.chat, direct=True)
        at = next_push(LearnerContext(context, learner, home, where))
        context.store.schedule.put(NAME, learner_id, home.platform, at)


def tell(context: LearnerContext, _row: Due) -> JobOutput:
    """Tell what is pending; nothing in minimal mode, where /about lists it."""
    pending = _pending(context)
    if context.settings.minimal or not pending:
        return JobOutput()
    again = next_push(context) if len(pending) > AT_ONCE else None
    return JobOutput((Card(words.told([said for _, said in pending[:AT_ONCE]])),), again)


def told(context: LearnerContext, _row: Due) -> None:
    """Record what was delivered, so that it is never repeated."""
    for name, _ in _pending(context)[:AT_ONCE]:
        context.store.corrections.tell(context.me, name, context.now)


def listed(context: LearnerContext) -> list[Text]:
    """Return every correction that affects one of the learner's answers, for /about."""
    return [said for correction in context.library.corrections if (said := _said(context, correction))]


def _pending(context: LearnerContext) -> list[tuple[str, Text]]:
    """Return what the learner has not been told yet, by name: corrections first, then replies to their reports."""
    known = context.store.corrections.told(context.me)
    fresh = [each for each in context.library.corrections if each.id not in known]
    found = [(each.id, said) for each in fresh if (said := _said(context, each))]
    return [*found, *((name, said) for name, said in _answers(context) if name not in known)]


def _answers(context: LearnerContext) -> Iterator[tuple[str, Text]]:
    for report in context.store.corrections.closed(context.me):
        question = context.library.bank.questions.get(report.question)
        yield f"report/{report.id}", words.report_closed(question.stem if question else "", report.closed_why)


def _said(context: LearnerContext, correction: Correction) -> Text | None:
    chosen = context.store.corrections.answered(context.me, correction.question, correction.until)
    question = context.library.bank.questions.get(correction.question)
    if chosen is None or question is None:
        return None
    reported = any(report.question == correction.question for report in context.store.learners.reports(context.me))
    return words.correction(correction, question.stem, chosen, reported=reported)


def _recount(context: Context, correction: Correction) -> None:
    """Count affected answers by the new key, or not at all if the question was wrong."""
    question = context.library.bank.questions.get(correction.question)
    if correction.kind == "retired" or question is None:
        context.store.corrections.recount(correction.question, correction.until, None)
    elif correction.kind == "key":
        context.store.corrections.recount(correction.question, correction.until, question.key.text)
