"""`tutor facts`: every fact on one line, and what is due to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.bank import career, facts
from bot.bank.faults import Fault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bot.bank.career import Career, Figure
    from bot.bank.facts import Fact, Facts

HEAD: Final = ("id", "sure", "date", "recheck", "number", "text")


def table(known: Facts, desk: Career, today: dt.date) -> str:
    """Return the facts and the career desk's figures as lines of text, then how many are due for a re-check."""
    rows = [HEAD, *map(_fact, known.by_id.values()), *map(_figure, desk.by_id.values())]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD) - 1)]
    lines = ["  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows]
    due = [fault.id for fault in rechecks(known, desk, today)]
    named = f": {', '.join(due)}" if due else ""
    return "\n".join([*lines, "", f"{len(rows) - 1} facts, {len(due)} due for a re-check{named}"])


def rechecks(known: Facts, desk: Career, today: dt.date) -> Iterator[Fault]:
    """Yield a hint for each fact and figure that is due for a re-check."""
    for fact in known.due(today):
        yield _hint(facts.FILE, fact.id, fact.recheck)
    for name, day in desk.due(today):
        yield _hint(career.FILE, name, day)


def _hint(file: str, name: str, day: dt.date | None) -> Fault:
    return Fault(file, 0, name, "recheck", f"read the source again: due since {day}", "hint")


def _fact(fact: Fact) -> tuple[str, ...]:
    return fact.id, fact.sure, str(fact.date), str(fact.recheck or ""), _numbers(fact.number), fact.text


def _figure(figure: Figure) -> tuple[str, ...]:
    numbers = figure.values or (() if figure.number is None else (figure.number,))
    return figure.id, figure.sure, str(figure.date), str(figure.recheck), _numbers(numbers), figure.text


def _numbers(numbers: tuple[float, ...]) -> str:
    return ", ".join(f"{number:g}" if number < MILLION else f"{number:.0f}" for number in numbers)


MILLION: Final = 1e5
"""From here on, `g` would format a number with an exponent."""
