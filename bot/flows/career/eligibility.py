"""`/eligibility`: at most four questions, and "likely yes", "not yet" or "ask NHA"; never a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.chat import Button, Card
from bot.flows.career import dialogue
from bot.flows.career.dates import months_after, years_after
from bot.flows.career.dialogue import Dialogue, Step
from bot.flows.past_dates import read_month
from bot.words import labels
from bot.words.career import eligibility as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.bank.career import Career, Figure
    from bot.chat import Reply
    from bot.context import LearnerContext

DAY: Final = r"\d{4}-\d\d-\d\d"
YES, NO, SOON, LATER, UNSURE, EXPIRED = "y", "n", "s", "l", "u", "o"
FIRST, SECOND = "a", "b"


def eligibility(context: LearnerContext, _argument: str) -> list[Reply]:
    """Begin with the question about the diploma."""
    return dialogue.go_on(context, DIALOGUE)


def _step(context: LearnerContext, answers: tuple[str, ...]) -> Step | None:
    known, step = context.library.career, None
    given = _Given.of(answers)
    if not given.diploma:
        taps = {labels.YES: YES, career_labels.EXPECTED_SOON: SOON, career_labels.NO: NO}
        step = Step(words.diploma(), taps)
    elif given.diploma == SOON and not given.expected:
        within = known.values("eligible-pending")
        taps = {career_labels.within_months(int(within[0])): SOON, career_labels.LATER_THAN_THAT: LATER}
        step = Step(words.expected(within), taps, _day, DAY)
    elif not given.program:
        taps = {career_labels.YES_FINISHED: YES, career_labels.I_AM_IN_ONE: SOON, career_labels.NO: NO}
        step = Step(words.program(known.number("eligible-program")), taps)
    elif given.program == YES and not given.finished:
        taps = {
            career_labels.less_than_years(int(known.number("eligible-program"))): UNSURE,
            career_labels.LONGER_AGO: EXPIRED,
        }
        step = Step(words.finished(), taps, _day, DAY)
    elif not given.work and not _program_opens(given, known, context.today):
        step = _work(known)
    return step


def _work(known: Career) -> Step:
    first, second = known.by_id["eligible-work-1"], known.by_id["eligible-work-2"]
    one, two = words.work_labels(first, second)
    taps = {one: FIRST, two: SECOND, career_labels.LESS_OR_NONE: NO, career_labels.NOT_SURE: UNSURE}
    return Step(words.work(first, second), taps)


def _day(context: LearnerContext, said: str) -> str:
    return read_month(said, context.today).isoformat()


@dataclass(frozen=True, slots=True)
class _Given:
    """The answers by question; "" if not asked yet."""

    diploma: str = ""
    expected: str = ""
    program: str = ""
    finished: str = ""
    work: str = ""

    @classmethod
    def of(cls, answers: tuple[str, ...]) -> _Given:
        rest = list(answers)
        diploma = rest.pop(0) if rest else ""
        expected = rest.pop(0) if diploma == SOON and rest else ""
        program = rest.pop(0) if rest else ""
        finished = rest.pop(0) if program == YES and rest else ""
        return cls(diploma, expected, program, finished, rest.pop(0) if rest else "")


def _program_opens(given: _Given, known: Career, today: date) -> bool:
    if given.program != YES or given.finished == EXPIRED:
        return False
    if given.finished == UNSURE:
        return True
    ended = date.fromisoformat(given.finished)
    return ended <= today <= years_after(ended, int(known.number("eligible-program")))


def _end(context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
    known, given = context.library.career, _Given.of(answers)
    grades: list[tuple[str, str]] = [*_diploma(given, known, context.today), *_route(context, given, known)]
    kinds = {kind for kind, _ in grades}
    head = words.MISSING if NO in kinds else words.ASK if UNSURE in kinds else words.LIKELY
    if head != words.LIKELY:
        grades.append((UNSURE, words.pending(known.by_id["eligible-instructor"])))
    handbook = known.by_id["handbook"]
    rows = ((Button(handbook.name, url=handbook.source.url), dialogue.to_desk()),)
    return [Card(words.verdict(head, [reason for _, reason in grades], handbook), rows, replace=replace)]


def _diploma(given: _Given, known: Career, today: date) -> list[tuple[str, str]]:
    """Return what the diploma means: YES, NO or UNSURE, with the reason."""
    if given.diploma == YES:
        return [(YES, words.has_diploma())]
    if given.diploma == NO:
        return [(NO, words.no_diploma())]
    longest = max(known.values("eligible-pending"))
    far = given.expected not in {SOON, LATER} and date.fromisoformat(given.expected) > months_after(today, int(longest))
    if far:
        return [(NO, words.too_far(longest))]
    return [(UNSURE, words.pending(known.by_id["eligible-pending"]))]


def _route(context: LearnerContext, given: _Given, known: Career) -> list[tuple[str, str]]:
    years = int(known.number("eligible-program"))
    found = _program(context, given, years)
    if _program_opens(given, known, context.today):
        return found
    work = _worked(given, known)
    if work[0][0] == YES:
        return work  # it makes up for a program that does not qualify
    if given.work == NO and _is_ahead(given, context.today):
        routes = known.by_id["eligible-work-1"], known.by_id["eligible-work-2"]
        return [(NO, found[0][1] + words.or_work(*routes))]
    return [*found, *work]


def _is_ahead(given: _Given, today: date) -> bool:
    """True if the program is not finished yet."""
    if given.finished in {"", UNSURE, EXPIRED}:
        return given.program == SOON
    return date.fromisoformat(given.finished) > today


def _program(context: LearnerContext, given: _Given, years: int) -> list[tuple[str, str]]:
    """Return what the program means; nothing without one."""
    said = {
        NO: [],
        SOON: [(NO, words.program_ahead())],
        EXPIRED: [(NO, words.program_expired(years))],
        UNSURE: [(YES, words.program_counts_some_time(years))],
    }
    key = given.finished or given.program
    return said[key] if key in said else _dated(context, date.fromisoformat(key), years)


def _dated(context: LearnerContext, ended: date, years: int) -> list[tuple[str, str]]:
    until = years_after(ended, years)
    if ended > context.today:
        return [(NO, words.program_ahead_until(ended, until, context.today))]
    if until < context.today:
        return [(NO, words.program_expired(years))]
    exam = context.learner.exam_date
    late = [(UNSURE, words.exam_after(exam, context.today))] if exam and exam > until else []
    return [(YES, words.program_counts(until, context.today)), *late]


def _worked(given: _Given, known: Career) -> list[tuple[str, str]]:
    routes: dict[str, Figure] = {FIRST: known.by_id["eligible-work-1"], SECOND: known.by_id["eligible-work-2"]}
    if given.work in routes:
        return [(YES, words.work_counts(routes[given.work])), (YES, words.work_supervised())]
    if given.work == UNSURE:
        return [(UNSURE, words.work_unsure())]
    return [(NO, words.no_work(*routes.values()))]


DIALOGUE: Final = Dialogue("eligibility", _step, _end)
