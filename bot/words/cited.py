"""Where an answer is from: each source once, with its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from bot.words import moments

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.bank.facts import Citation

OWN: Final = "This project"
"""What the source of a rule of the tutor's own is called."""
OWN_RULES: Final = "Source: this tutor's own rules."
NONE: Final = "none found"
"""What a fact cites that says only that no source says anything."""
NO_SOURCE: Final = "I looked for a source and found none."
MANY: Final = 4
"""Sources that are named before "and 2 more"."""
_DATED: Final = re.compile(r"\b20\d\d\b")
_TWO: Final = re.compile(r"(?<=\)) and ")
"""Stands between two sources, the first of which has its date."""


class Sourced(Protocol):
    """A fact, or a figure of the career desk."""

    @property
    def source(self) -> Citation:
        """What was read."""

    @property
    def date(self) -> dt.date:
        """Its day, or the day on which it was read."""


def sources(found: Iterable[Sourced], more: str = "") -> str:
    """Return the line that names the sources, and `more`; "" for none."""
    cited: dict[str, str] = {}
    for each in found:
        for name in _TWO.split(each.source.cite.rstrip(".")):
            cited.setdefault(name, name if _DATED.search(name) else f"{name} ({moments.month(each.date)})")
    cited.update({more: more} if more else {})
    named = [said for name, said in cited.items() if name not in {OWN, NONE}]
    if named:
        others = f"; and {len(named) - MANY} more" if len(named) > MANY else ""
        return f"Source: {'; '.join(named[:MANY])}{others}."
    return NO_SOURCE if NONE in cited else OWN_RULES if cited else ""
