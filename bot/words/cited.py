"""The sources of an answer: each once, with its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from bot.words import moments

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.bank.facts import Citation

OWN: Final = "This project"
"""Name of the source of the tutor's own rules."""
OWN_RULES: Final = "Source: this tutor's own rules."
NONE: Final = "none found"
"""The citation of a fact that only says that no source covers it."""
NO_SOURCE: Final = "I looked for a source and found none."
MANY: Final = 4
"""Sources named before "and 2 more"."""
_DATED: Final = re.compile(r"\b20\d\d\b")
_TWO: Final = re.compile(r"(?<=\)) and ")
"""Separates two sources, the first of which has its own date."""


class Sourced(Protocol):
    """A fact, or a figure of the career desk."""

    @property
    def source(self) -> Citation:
        """The source that was read."""

    @property
    def date(self) -> dt.date:
        """Its date, or the date on which it was read."""


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
