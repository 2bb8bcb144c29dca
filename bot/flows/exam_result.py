"""The exam's result: it checks the readiness estimate, and leads to the renewal or to the next attempt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Run, Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import model, progress, prompts, push_times, score_report
from bot.flows.career import after, kept, next_date, renewal
from bot.flows.past_dates import read_past_date
from bot.storage.career_tables import ExamResult
from bot.words import labels
from bot.words import result as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.chat import Button, Reply, Rows, Text
    from bot.context import LearnerContext

OTHER: Final = "other"
"""Asks for the day in words."""
SURE: Final = " sure"
"""Marks a day that contradicts another result but was confirmed."""
PASSED: Final = "passed"
NOT_PASSED: Final = "not passed"
_TOLD = re.compile(
    r"(?:i )?(passed|pass|not passed|not pass|did not pass|failed|fail|not this time)[,.:]?"
    r"(?: (\d{1,3})(?![\d/.-]))?(?: (?:on )?(.+))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What someone says about their exam; `taken` is the day as they wrote it, "" if they did not."""

    passed: bool
    score: int | None
    taken: str

    @property
    def verdict(self) -> str:
        """Return it as it can be typed, without the day."""
        return " ".join([PASSED if self.passed else NOT_PASSED, *([str(self.score)] if self.score else [])])

    @property
    def typed(self) -> str:
        """Return all of it as it can be typed."""
        return f"{self.verdict} {self.taken}".strip()


def result(context: LearnerContext, argument: str) -> list[Reply]:
    """Take the exam's result; ask for the day unless the stored exam date has come."""
    if not argument.strip():
        return [ask(words.ask_result(context.today))]
    told = _read(context, argument)
    if clash := contradiction(context, told):
        return [clash]
    if told.taken == OTHER or (not told.taken and not _is_over(context)):
        return [_ask_when(context, told)]
    return _dated(context, told, told.taken)


def typed(context: LearnerContext, verdict: str, said: str) -> list[Reply]:
    """Take typed text after the day was asked for."""
    return _dated(context, _read(context, verdict), said)


def told(context: LearnerContext, typed: str) -> tuple[Told | None, date | None]:
    """Return what a text says about the exam, and its day; a score without a verdict decides by itself.

    Without verdict and score, there is only the day.

    Raises:
        Refusal: it does not say it, or its day or score cannot be.
    """
    first = typed.split(maxsplit=1)[0]
    if first.isdecimal():
        passing = context.library.bank.blueprint.score.passing
        typed = f"{PASSED if int(first) >= passing else NOT_PASSED} {typed}"
    elif first not in {PASSED, NOT_PASSED.split()[0]}:
        return None, read_past_date(typed.removeprefix("on "), context.today)
    found = _read(context, typed)
    day = read_past_date(found.taken, context.today) if found.taken else None
    return replace(found, taken=day.isoformat() if day else ""), day


def contradiction(context: LearnerContext, told: Told) -> Card | None:
    """Return the card that asks again if the verdict and the score contradict each other; None if they do not."""
    if told.score is None or told.passed == (told.score >= context.library.bank.blueprint.score.passing):
        return None
    return _ask_which(context, told, told.score)


def ask(said: Text, day: date | None = None) -> Card:
    """Ask how it went; the day may be known already."""
    taken = f" {day.isoformat()}" if day else ""
    ways = {labels.I_PASSED: PASSED, labels.NOT_THIS_TIME: NOT_PASSED}
    return Card(said, (tuple(button(label, Run("result", f"{verdict}{taken}")) for label, verdict in ways.items()),))


def _dated(context: LearnerContext, told: Told, said: str) -> list[Reply]:
    """Take a result with its day, unless it contradicts another one that was reported."""
    is_sure, said = said.endswith(SURE), said.removesuffix(SURE)
    taken = read_past_date(said or str(context.learner.exam_date), context.today)
    other = None if is_sure else _contradicted(context, told, taken)
    return _settle(context, told, taken) if other is None else [_ask_again(context, told, taken, other)]


def _contradicted(context: LearnerContext, told: Told, taken: date) -> ExamResult | None:
    """Return the failure after a pass, or the pass before a failure: no one retakes an exam they passed."""
    results = context.store.learners.results(context.me)
    if told.passed:
        return next((each for each in results if not each.passed and each.taken_on > taken), None)
    return next((each for each in results if each.passed and each.taken_on < taken), None)


def _ask_again(context: LearnerContext, told: Told, taken: date, other: ExamResult) -> Card:
    sure = f"{told.verdict} {taken.isoformat()}{SURE}"
    prompts.confirm(context, "result", sure)
    rows = (
        (button(labels.YES, Run("result", sure)), button(labels.OTHER_DATE, Run("result", f"{told.verdict} {OTHER}"))),
    )
    return Card(words.contradicts(taken, other.taken_on, context.today, passed=told.passed), rows)


def _read(context: LearnerContext, typed: str) -> Told:
    match = _TOLD.fullmatch(" ".join(typed[:100].casefold().split()))
    scale = context.library.bank.blueprint.score
    if not match or (match[2] and not scale.scale_min <= int(match[2]) <= scale.scale_max):
        raise Refusal(words.not_a_result(context.today, scale.scale_min, scale.scale_max))
    return Told(match[1] in {"passed", "pass"}, int(match[2]) if match[2] else None, match[3] or "")


def _is_over(context: LearnerContext) -> bool:
    """True if the day of the exam is known, and a result without a day is of that one."""
    return context.learner.exam_date is not None and not _lies_ahead(context)


def _lies_ahead(context: LearnerContext) -> bool:
    return context.learner.exam_date is not None and context.learner.exam_date > context.today


def _ask_which(context: LearnerContext, told: Told, score: int) -> Card:
    """Ask again if the verdict and the score contradict each other."""
    if told.taken not in {"", OTHER}:
        told = replace(told, taken=read_past_date(told.taken, context.today).isoformat())
    fits, without = replace(told, passed=not told.passed), replace(told, score=None)
    ways = {each.passed: button(_verdict(each), Run("result", each.typed)) for each in (fits, without)}
    prompts.confirm(context, "result", fits.typed)
    passing = context.library.bank.blueprint.score.passing
    return Card(words.which(fits.typed, passing, score), ((ways[True], ways[False]),))


def _verdict(told: Told) -> str:
    return labels.I_PASSED if told.passed else labels.NOT_THIS_TIME


def _ask_when(context: LearnerContext, told: Told) -> Card:
    context.learner.expecting = f"result.{told.verdict}"
    if told.taken == OTHER:
        return Card(words.type_the_day(context.today))
    days = {labels.IT_WAS_TODAY: context.today, labels.YESTERDAY: context.today - timedelta(days=1)}
    taps = [button(label, Run("result", f"{told.verdict} {day.isoformat()}")) for label, day in days.items()]
    return Card(words.when(context.learner.exam_date, context.today), (tuple(taps), (_other_date(told),)))


def _other_date(told: Told) -> Button:
    return button(labels.OTHER_DATE, Run("result", f"{told.verdict} {OTHER}"))


def _settle(context: LearnerContext, told: Told, taken: date) -> list[Reply]:
    _keep(context, told, taken)
    context.learner.expecting = ""
    kept.drop(context, score_report.REPORT)
    renewal.plan(context)
    return _passed(context) if told.passed else _not_passed(context)


def _keep(context: LearnerContext, told: Told, taken: date) -> None:
    """Store a result, one for each day of an exam."""
    guess = model.engine(context).readiness(context.now)
    context.store.learners.keep_result(
        ExamResult(
            learner_id=context.me,
            taken_on=taken,
            passed=told.passed,
            score=told.score,
            chance=guess.chance.middle if guess else None,
            reported_at=context.now,
        )
    )


def _passed(context: LearnerContext) -> list[Reply]:
    context.settings = replace(context.settings, daily_question=False)
    if _lies_ahead(context):
        context.learner.exam_date = None
    push_times.plan(context)
    rows = (
        (
            button(career_labels.TOOLS["card"], Tool("open", "card")),
            button(career_labels.TOOLS["renewal"], Tool("open", "renewal")),
            button(career_labels.THE_CAREER_DESK, Tool("open", "desk")),
        ),
    )
    return [Card(words.passed(after.renew_by(context), context.today), rows)]


def _not_passed(context: LearnerContext) -> list[Reply]:
    context.learner.exam_date = None
    context.learner.expecting = "plan.exam"
    push_times.plan(context)
    topics = progress.levels(context, model.worth_most(context))
    earliest = next_date.earliest(context) or context.today
    return [Card(words.not_passed(topics, earliest, context.today), _next_dates(context))]


def _next_dates(context: LearnerContext) -> Rows:
    no_date = button(labels.NOT_BOOKED, Run("plan", "not booked"))
    report = (
        button(labels.ENTER_THE_REPORT, Tool("report")),
        button(career_labels.TOOLS["retake"], Tool("open", "retake")),
    )
    return (*next_date.offers(context), no_date), report
