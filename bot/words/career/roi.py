"""What the exam costs over two years and what would cover it: as ranges, with what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.career.desk import cents, dollars, number, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.bank.career import Figure
    from bot.chat import Text

SKIPPED: Final = "skipped"
TITLE: Final = "CEHRS over 24 months"
EXAM: Final = "Exam, with retakes"
COURSE: Final = "Course and materials"
RENEWAL: Final = "Renewal"
TOTAL: Final = "Total"
LOW_MIDDLE_HIGH: Final = "low / middle / high"
KEPT: Final[Mapping[str, str]] = {
    "fee": "exam fee",
    "course": "course and materials",
    "hours": "study hours",
    "renewal": "renewal fee",
    "before": "pay now",
    "after": "pay after",
}
"""The numbers that a learner had kept, by the name of their option."""
LEVERS: Final[Mapping[str, str]] = {
    "fee": "the exam fee",
    "course": "the course and materials",
    "renewal": "the renewal fee",
    "chance": "your chance of passing",
}


@dataclass(frozen=True, slots=True)
class Three:
    """Low, middle and high."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures on the card; dollars, days, and shares of 1."""

    exam: Three
    course: Three
    renewal: Three
    total: Three
    delay: Three
    long_wait: Three
    raise_hour: Three
    raise_year: Three
    months: Three | None
    levers: Sequence[tuple[str, float]]
    chance: Three
    own_chance: bool
    longest: float
    hours: float
    before: float | None
    used: Sequence[Figure]


def ask_fee(fee: Figure) -> Text:
    return text(
        bold("What does CEHRS cost you, and what raise would pay for it?"),
        "\nI'll ask up to six questions and keep nothing unless you say so."
        f"\n\n{fee.text}\nWhat is your exam fee? Send it, or pick one.",
    )


def ask_course(guide: Figure, test: Figure) -> Text:
    return text(
        f"What will a course and study materials cost you? {guide.text} {test.text} This tutor is free."
        " Send one amount."
    )


def ask_hours() -> Text:
    return text(
        "How many hours will you study? Send a number, or pick one. I'll list your hours separately; they aren't"
        " part of the cost."
    )


def ask_renewal(figure: Figure) -> Text:
    return text(f"What will your first renewal cost? {figure.text} Send it, or pick one.")


def ask_before() -> Text:
    return text(
        "What do you earn now? Send an amount such as $17.50/hour or $52,000, or skip. With your pay before and after,"
        " I can tell you how many months it takes to break even; without it, I'll tell you the raise you'd need."
    )


def ask_after() -> Text:
    return text(
        "And after you pass, what pay have you been offered, or what do you have reason to expect? Send it the same"
        " way."
    )


def kept_before(lines: Sequence[str]) -> Text:
    return text(bold("You had me keep these numbers:"), *(f"\n- {line}" for line in lines))


def kept_line(name: str, value: str) -> str:
    return f"{KEPT[name]}: {value}"


def result(shown: Shown) -> Text:
    return text(
        bold(f"{TITLE}: {three(shown.total)}"),
        f"\n{EXAM}: {three(shown.exam)}, an average that includes the chance of paying for a retake",
        f"\n{COURSE}: {three(shown.course)}",
        f"\n{RENEWAL}, due at the end of the 24 months: {three(shown.renewal)}",
        "\n\n",
        bold("The raise that covers it in 24 months of full-time work: "),
        f"{three(shown.raise_hour, small=True)} an hour, or {three(shown.raise_year)} a year.",
        _months(shown),
        f"\n\nWaiting after failed attempts adds {_rounded(shown.delay, ' days')} on average; the risk of failing"
        f" three times is {_rounded(shown.long_wait, '%', 100)}, and then the wait may be {number(shown.longest)}"
        " months.",
        f"\nBased on {_chance(shown)}.",
        f"\nWhat changes the total most: {_levers(shown.levers)}.",
        _left_out(shown),
        sources(shown.used),
    )


def kept() -> Text:
    return text("I'll keep them. /roi starts with them next time; /forget deletes them with everything else.")


def dropped() -> Text:
    return text("I deleted them, and I hold none of your numbers.")


def not_an_option() -> Text:
    return text("I couldn't read that. Send /roi alone and I'll ask, or name what you know, as in /roi course 0.")


def not_an_amount() -> Text:
    return text("I couldn't read that amount. Send one like 95, $99.50, or 1,200.")


def out_of_range(most: int) -> Text:
    return text(f"That amount can't be right. Send one from $0 to {dollars(most)}.")


def not_a_wage() -> Text:
    return text("I couldn't read that wage. Send one like $17.50/hour or $52,000.")


def by_what() -> Text:
    return text(
        "Is that by the hour, the month, or the year? Send it like $17.50/hour, $3,000 a month, or $52,000 a year."
    )


def no_such_wage(least: int, most: int) -> Text:
    return text(f"I can't work with that wage. Send one from {dollars(least)} to {dollars(most)} an hour.")


def not_hours(most: int) -> Text:
    return text(f"Send a whole number of hours from 0 to {most}, such as 40.")


def three(span: Three, *, small: bool = False) -> str:
    """Return the middle with its range, or one amount if they are equal; small ones in cents."""
    ends = (span.low, span.middle, span.high)
    if small and span.high < 1:
        return _ranged((f"{round(100 * each)}" for each in ends), " cents")
    return _ranged(cents(100 * each) if small else dollars(each) for each in ends)


def _months(shown: Shown) -> str:
    if shown.months is None:
        return "\nEnter your pay before and after, and I can tell you how many months it takes."
    if isinf(shown.months.middle):
        return "\nYour pay after isn't higher than before, so it never pays for itself."
    ends = (shown.months.low, shown.months.middle, shown.months.high)
    said = _ranged((number(round(each, 1)) for each in ends), " months") if ends[-1] >= 1 else "less than a month"
    return f"\nWith the two wages you entered, it pays for itself in {said}."


def _rounded(span: Three, unit: str, times: int = 1) -> str:
    return _ranged((f"{round(times * each)}" for each in (span.low, span.middle, span.high)), unit)


def _ranged(said: Iterable[str], unit: str = "") -> str:
    low, middle, high = said
    return f"{low}{unit}" if low == high else f"about {middle}{unit} ({low} to {high})"


def _chance(shown: Shown) -> str:
    low, high = round(100 * shown.chance.low), round(100 * shown.chance.high)
    span = f"{low}%" if low == high else f"{low} to {high}%"
    if shown.own_chance:
        return f"your own chance of passing, {span}, from /ready, and up to three attempts"
    return f"a {span} chance of passing, from 2023 and 2024 NHA figures quoted by prep sites, and up to three attempts"


def _levers(levers: Sequence[tuple[str, float]]) -> str:
    moves = " and ".join(f"{LEVERS[name]} (by up to {dollars(moved)})" for name, moved in levers)
    return f"{moves}. I varied each over its range, or by 25% up and down where you gave one amount"


def _left_out(shown: Shown) -> str:
    worth = f" (worth {dollars(shown.hours * shown.before)} at your current pay)" if shown.before else ""
    unit = "hour" if shown.hours == 1 else "hours"
    hours = f"your {number(shown.hours)} study {unit}{worth}, " if shown.hours else ""
    return (
        f"\nNot included: {hours}travel, taxes, time off, or any effect of CEHRS on pay, since I found no study that"
        " measures it."
    )
