"""`tutor facts`: every fact in a line, and what is due to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.bank.facts import FILE
from bot.bank.faults import Fault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bot.bank.facts import Fact, Facts

HEAD: Final = ("id", "sure", "date", "recheck", "number", "text")


def table(facts: Facts, today: dt.date) -> str:
    """Return the facts as lines of text, and below them how many are due for a re-check."""
    rows = [HEAD, *map(_row, facts.by_id.values())]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD) - 1)]
    lines = ["  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows]
    due = facts.due(today)
    named = f": {', '.join(fact.id for fact in due)}" if due else ""
    return "\n".join([*lines, "", f"{len(facts.by_id)} facts, {len(due)} due for a re-check{named}"])


def rechecks(facts: Facts, today: dt.date) -> Iterator[Fault]:
    """Yield a hint for each fact that is due for a re-check."""
    for fact in facts.due(today):
        yield Fault(FILE, 0, fact.id, "recheck", f"read the source again: due since {fact.recheck}", "hint")


def _row(fact: Fact) -> tuple[str, ...]:
    numbers = ", ".join(f"{number:g}" if number < MILLION else f"{number:.0f}" for number in fact.number)
    return fact.id, fact.sure, str(fact.date), str(fact.recheck or ""), numbers, fact.text


MILLION: Final = 1e5
"""From here on `g` would write a number with an exponent."""
