"""The text in pictures, and their text alternatives."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import MAX_ALT
from bot.words import moments
from bot.words.ready import between as percents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures import DomainLevel, ExamFigures, Mark, ProgressFigures, StreakFigures, WeekFigures
    from bot.figures.ranges import Range

day: Final = moments.short
span_of_days: Final = moments.dates
NAMED: Final = 3
"""Maximum length of lists."""
EARLIER: Final = 5
PROGRESS: Final = "Your progress"
STREAK: Final = "Your last 12 weeks"
WEEK: Final = "Your week"
KNOWN: Final = "Percent answered right without guessing"
WEAKEST: Final = "Weakest topics"
IF_TODAY: Final = "If the exam were today"
PASSING: Final = "Assumed passing mark"
CHANCE: Final = "Chance of passing"
PACE: Final = "Seconds per answer"
BEFORE: Final = "Compared with earlier ones"
NOW: Final = "Now"
FRESH: Final = "Topics now known"
FOCUS: Final = "This week"
LETTERS: Final[Mapping[Mark, str]] = {
    "counted": "C",
    "frozen": "F",
    "paused": "P",
    "short": "S",
    "missed": "M",
    "open": "O",
    "none": "-",
}
"""How a day is described in words."""
_MARKS: Final[Mapping[Mark, str]] = {
    "counted": "counted",
    "frozen": "kept by a freeze",
    "paused": "paused",
    "short": "kept on a day cut short by travel",
    "missed": "missed",
    "open": "open",
    "none": "before you started",
}


def busy() -> str:
    """Introduce the words that replace a picture while too many others are being drawn."""
    return "I have a lot of pictures to draw right now, so here it is in words:"


def progress_alt(figures: ProgressFigures) -> str:
    domains = [f"{d.name} ({d.weight}% of the exam): {level(d)}." for d in figures.domains]
    weakest = f"Weakest: {'; '.join(figures.weakest[:NAMED])}." if figures.weakest else ""
    return fit("Progress.", *domains, weakest, by_day(figures), forecast(figures))


def forecast(figures: ProgressFigures) -> str:
    """Return what is known of the exam, and the passing range if it still matters."""
    return f"{ready(figures)}." if figures.passed else f"{ready(figures)}. {passing(figures.passing)}."


def by_day(figures: ProgressFigures) -> str:
    return f"Answers by day, {day(figures.today)} last: {_list(figures.days)}."


def streak_alt(figures: StreakFigures) -> str:
    letters = "".join(LETTERS[mark] for mark in figures.marks)
    weeks = [f"{day(figures.first + timedelta(days=at))} {letters[at : at + 7]}" for at in range(0, len(letters), 7)]
    legend = ", ".join(f"{LETTERS[mark]} {name}" for mark, name in _MARKS.items() if mark in figures.marks)
    return fit(
        f"Streak: {in_a_row(figures.length)}, {best(figures.best)}, {freezes(figures.freezes)}.",
        f"{today(figures.answered, figures.goal)}.",
        f"In 12 weeks: {', '.join(tally(figures))}." if tally(figures) else "",
        f"By week, Sunday first ({legend}): {', '.join(weeks)}.",
    )


def exam_alt(figures: ExamFigures) -> str:
    domains = "; ".join(f"{d.name} {of(d.right, d.total)}" for d in figures.domains)
    earlier = "; ".join(f"{day(e.day)} {of(e.right, e.total)}" for e in figures.earlier[-EARLIER:])
    pace = paces(figures)
    return fit(
        f"{figures.title}: {of(figures.right, figures.total)} right.",
        f"{domains}." if domains else "",
        f"{CHANCE}: {chance(figures.chance)}.",
        f"{passing(figures.passing)}.",
        f"Time: {minutes(figures.minutes, figures.allowed)}.",
        f"{PACE}, start to end: {_list(list(pace.values()))} ({allows(figures.limit)})." if pace else "",
        f"Earlier: {earlier}." if earlier else "",
    )


def week_alt(figures: WeekFigures) -> str:
    days = _list(figures.answers)
    return fit(
        f"Your week from {day(figures.first)}: {days_answered(figures)}.",
        f"{days_counted(figures)}.",
        f"Answers by day, Monday first: {days}.",
        f"{topics(figures)}.",
        f"New: {'; '.join(figures.fresh[:NAMED])}." if figures.fresh else "",
        f"This week: {'; '.join(figures.focus[:NAMED])}." if figures.focus else "",
        f"{planned(figures.planned)}." if figures.planned else "",
    )


def of(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def level(domain: DomainLevel) -> str:
    if domain.level is None:
        return f"not started, {domain.answered} answered" if domain.answered else "not started"
    return f"{domain.level}% known, {domain.answered} answered"


def percent(share: int | None) -> str:
    return "not started" if share is None else f"{share}%"


def weight(share: int) -> str:
    return f"{share}% of exam"


def answered(count: int) -> str:
    return f"{count} answered"


def ready(figures: ProgressFigures) -> str:
    if figures.passed:
        return "You passed the exam"
    if figures.ready:
        return f"{IF_TODAY}: {span(figures.ready)} of 100 right"
    answers = "1 more answer" if figures.missing == 1 else f"{figures.missing} more answers"
    return f"A forecast comes after {answers}" if figures.missing else f"{IF_TODAY}: not yet known"


def span(between: Range) -> str:
    return f"{between.low}" if between.low == between.high else f"{between.low} to {between.high}"


def passing(between: Range) -> str:
    mark = f"between {between.low}% and {between.high}%" if between.low < between.high else f"{between.low}%"
    return f"{PASSING}: {mark}"


def in_days(answers: Sequence[int]) -> str:
    return f"{_answers(sum(answers))} in {len(answers)} days"


def in_a_row(days: int) -> str:
    return f"{days}-day streak" if days else "no streak yet"


def best(days: int) -> str:
    return f"longest {days}"


def freezes(count: int) -> str:
    return "1 freeze left" if count == 1 else f"{count or 'no'} freezes left"


def today(answered: int, target: int) -> str:
    return f"Today counts: {answered} answered" if answered >= target else f"Today: {of(answered, target)} answered"


def tally(figures: StreakFigures) -> list[str]:
    """Return the number of days of each kind that occurs."""
    counts = Counter(figures.marks)
    names = {**_MARKS, "counted": "day counted" if counts["counted"] == 1 else "days counted"}
    return [f"{counts[mark]} {name}" for mark, name in names.items() if counts[mark] and mark not in {"open", "none"}]


def legend(mark: Mark) -> str:
    return _MARKS[mark]


def chance(between: Range | None) -> str:
    return percents(between.low, between.high) if between else "not known"


def right(count: int, total: int) -> str:
    return f"{of(count, total)} right"


def paces(figures: ExamFigures) -> dict[str, int]:
    """Return the seconds of each part of the exam with an answer, by its position."""
    last = len(figures.pace) - 1
    names = ("start" if at == 0 else "end" if at == last else str(at + 1) for at in range(last + 1))
    return {name: seconds for name, seconds in zip(names, figures.pace, strict=True) if seconds is not None}


def minutes(used: int, allowed: int) -> str:
    return f"{used} of {allowed} min"


def allows(limit: int) -> str:
    return f"the exam allows {limit}"


def days_answered(figures: WeekFigures) -> str:
    days = sum(map(bool, figures.answers))
    return f"{_answers(sum(figures.answers))} on {'1 day' if days == 1 else f'{days} days'}, {figures.right} right"


def days_counted(figures: WeekFigures) -> str:
    counted = sum(count >= figures.goal for count in figures.answers)
    return f"Goal of {figures.goal} a day met on {counted} of {len(figures.answers)} days"


def by_weekday(answers: Sequence[int]) -> str:
    """List the answers of a week's days, Monday first."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return ", ".join(f"{name} {count}" for name, count in zip(names, answers, strict=True))


def topics(figures: WeekFigures) -> str:
    return f"{figures.count} of {figures.topics} topics {figures.counted}, {figures.count_before} a week ago"


def planned(count: int) -> str:
    return f"{_answers(count)} planned"


def focus(count: int) -> str:
    return f"{FOCUS}: {planned(count)}" if count else FOCUS


def fit(*sentences: str) -> str:
    """Join sentences into a text alternative, cut off when it gets too long."""
    said = " ".join(filter(None, sentences))
    return said if len(said) <= MAX_ALT else said[: MAX_ALT - 1].rsplit(" ", 1)[0] + "…"


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
