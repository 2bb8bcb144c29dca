"""Draw figures in characters for a terminal: block bars and a calendar of letters."""

from __future__ import annotations

from datetime import timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from bot.figures import (
    DayFigures,
    ExamFigures,
    GroupAnswerFigures,
    GroupWeekFigures,
    ProgressFigures,
    StreakFigures,
    WeekFigures,
)
from bot.figures.career import PassFigures, PayFigures, RoiFigures
from bot.figures.classroom import ClassFigures
from bot.words import class_pictures, day, group_pictures
from bot.words import pictures as words
from bot.words.career import pictures as career
from bot.words.career.desk import dollars

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

FULL, EMPTY = "█", "░"
LENGTH: Final = 18
"""Length of a bar, in characters."""
NAME: Final = 24
WIDTH: Final = 80


def text_art(figures: Hashable) -> str:
    """The picture as text in lines of at most 80 characters; "" if these figures have no text version."""
    lines = _LINES.get(type(figures))
    return "\n".join(each for line in lines(figures) for each in _wrapped(line.rstrip())) if lines else ""


def _day(figures: DayFigures) -> Iterator[str]:
    yield day.TITLE
    for said, more in day.steps(figures):
        yield f"{FULL} {said} {more}"


def _progress(figures: ProgressFigures) -> Iterator[str]:
    for domain in figures.domains:
        bar = _bar((domain.level or 0) / 100)
        yield f"{domain.name:{NAME}.{NAME}} {bar} {words.level(domain)}; {words.weight(domain.weight)}"
    yield from _named(words.WEAKEST, figures.weakest)
    first = figures.today - timedelta(days=len(figures.days) - 1)
    yield f"{words.in_days(figures.days)}, {words.day(first)} to {words.day(figures.today)}"
    yield from _columns(figures.days)
    yield words.forecast(figures)


def _streak(figures: StreakFigures) -> Iterator[str]:
    yield f"{words.in_a_row(figures.length).capitalize()}, {words.best(figures.best)}, {words.freezes(figures.freezes)}"
    yield words.today(figures.answered, figures.goal)
    last = len(figures.marks) - 1
    yield f"    {words.span_of_days(figures.first, figures.first + timedelta(days=last))}"
    for row, name in enumerate(("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")[: last + 1]):
        yield " ".join((name, *(words.LETTERS[mark] for mark in figures.marks[row::7])))
    kinds = dict.fromkeys(figures.marks)
    yield ", ".join(f"{letter} {words.legend(mark)}" for mark, letter in words.LETTERS.items() if mark in kinds)
    yield ", ".join(words.tally(figures))


def _exam(figures: ExamFigures) -> Iterator[str]:
    yield f"{figures.title}: {words.right(figures.right, figures.total)}"
    yield f"{words.CHANCE}: {words.chance(figures.chance)}. {words.passing(figures.passing)}."
    for each in figures.domains:
        bar = _bar(each.right / max(1, each.total))
        yield f"{each.name:{NAME}.{NAME}} {bar} {words.of(each.right, each.total)}"
    yield f"Time: {words.minutes(figures.minutes, figures.allowed)}"
    if pace := words.paces(figures):
        yield f"{words.PACE} ({words.allows(figures.limit)})"
        yield from _columns(list(pace.values()))
    for earlier in figures.earlier[-words.EARLIER :]:
        bar = _bar(earlier.right / max(1, earlier.total))
        yield f"{words.day(earlier.day):{NAME}} {bar} {words.of(earlier.right, earlier.total)}"


def _week(figures: WeekFigures) -> Iterator[str]:
    last = figures.first + timedelta(days=max(0, len(figures.answers) - 1))
    yield f"{words.WEEK}, {words.span_of_days(figures.first, last)}: {words.days_answered(figures)}"
    yield words.days_counted(figures)
    yield from _columns(figures.answers)
    yield words.topics(figures)
    yield from _named(words.FRESH, figures.fresh)
    yield from _named(words.focus(figures.planned), figures.focus)


def _group_answer(figures: GroupAnswerFigures) -> Iterator[str]:
    yield f"{group_pictures.ANSWERED}: {figures.label}"
    yield group_pictures.outcome(figures)
    whole = group_pictures.whole(figures)
    for each in figures.letters:
        bar = _bar(each.count / whole)
        yield f"{each.letter} {bar} {group_pictures.number(each.count):>7}{group_pictures.verdict(each)}"
    yield from _said(group_pictures.streak(figures.days))


def _group_week(figures: GroupWeekFigures) -> Iterator[str]:
    yield f"{group_pictures.WEEK}, {group_pictures.dates(figures)}: {group_pictures.answers(figures)}"
    answered = [day.answered if day else 0 for day in figures.days]
    yield from _table("", [f"{_eighth(count, max(1, *answered)) * 2}" for count in answered])
    yield from _table("", group_pictures.weekdays(figures))
    yield from _table(group_pictures.ALL, group_pictures.answered_by_day(figures))
    yield from _table(group_pictures.RIGHT, group_pictures.right_by_day(figures))
    if None in figures.days:
        yield group_pictures.NO_QUESTION
    for title, name in group_pictures.topics(figures):
        yield f"{title}: {name}"
    if figures.goal:
        yield f"{group_pictures.TOGETHER}:"
        yield f"{_bar(group_pictures.reached(figures))} {group_pictures.goal(figures)}"
    yield from _said(group_pictures.streak(figures.streak))


def _class(figures: ClassFigures) -> Iterator[str]:
    yield f"{figures.name}, {words.day(figures.today)}: {class_pictures.members(figures)}"
    yield class_pictures.studied(figures)
    for domain in figures.domains:
        bar = _bar((domain.level.low + domain.level.high) / 200)
        yield f"{domain.name:{NAME}.{NAME}} {bar} {words.span(domain.level)}%; {words.weight(domain.weight)}"
    yield class_pictures.passes(figures)
    if figures.teach:
        yield f"{class_pictures.TEACH}: {'; '.join(figures.teach)}"


def _pay(figures: PayFigures) -> Iterator[str]:
    yield f"{figures.occupation}, {figures.vintage}. {career.A_YEAR}."
    most = max(*figures.percentiles, 1)
    for rank, amount in career.ranked(figures):
        yield f"{rank:{NAME}} {_bar(amount / most)} {dollars(amount)}"
    yield from _said(career.state(figures))


def _roi(figures: RoiFigures) -> Iterator[str]:
    yield f"{career.ROI}: {career.LOW_MIDDLE_HIGH}"
    most = max(1, figures.total.high)
    for part, name in career.PARTS.items():
        cost = getattr(figures, part)
        yield f"{name:{NAME}} {_bar(min(1, cost.middle / most))} {career.three(cost)}"
    yield career.pays(figures)


def _passed(figures: PassFigures) -> Iterator[str]:
    yield career.PASSED
    yield from _said(figures.name)
    yield from career.pass_lines(figures)
    yield career.TUTOR


def _wrapped(line: str) -> list[str]:
    return [line] if len(line) <= WIDTH else wrap(line, WIDTH, subsequent_indent="  ")


def _bar(part: float) -> str:
    """A bar filled to `part` (0 to 1); all bars have the same length, so they can be compared."""
    filled = min(LENGTH, max(part > 0, round(LENGTH * part)))
    return FULL * filled + EMPTY * (LENGTH - filled)


def _named(title: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{title}: {'; '.join(names[: words.NAMED])}"


def _columns(values: Sequence[int]) -> Iterator[str]:
    """Yield a line of columns in eighths of a block, and a line with their values."""
    most = max(1, *values, 1)
    yield " ".join(f"{_eighth(value, most) * 2:>3}" for value in values)
    yield " ".join(f"{value:>3}" for value in values)


def _eighth(value: int, most: int) -> str:
    return " ▁▂▃▄▅▆▇█"[-(-8 * value // most)]


def _said(line: str) -> Iterator[str]:
    if line:
        yield line


def _table(title: str, cells: Sequence[str]) -> Iterator[str]:
    yield f"{title:8} " + " ".join(f"{cell:>4}" for cell in cells)


_LINES: Final[dict[type, Callable[[Any], Iterator[str]]]] = {
    DayFigures: _day,
    ProgressFigures: _progress,
    StreakFigures: _streak,
    ExamFigures: _exam,
    WeekFigures: _week,
    GroupAnswerFigures: _group_answer,
    GroupWeekFigures: _group_week,
    ClassFigures: _class,
    PayFigures: _pay,
    RoiFigures: _roi,
    PassFigures: _passed,
}
