"""What a person's app reveals about where they are: a hint at their time zone."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_REGION: Final = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})", re.IGNORECASE | re.ASCII)
_WIDE: Final = frozenset(
    {"AQ", "AU", "BR", "CA", "CD", "CL", "FM", "GL", "ID", "KI", "KZ", "MN", "MX", "PF", "RU", "US"}
)
"""Regions with several inhabited zones; on its own, the region suggests none of them."""
LIKELY: Final = ("Eastern", "Central", "Pacific", "Mountain", "Arizona", "Hawaii", "Alaska")
"""US zones, most populated first."""


def zone_of(locale: str) -> str:
    """Return the zone that a locale such as "en-GB" suggests; "" if its region has several, or it names none."""
    match = _REGION.fullmatch(locale)
    return _zones().get(match[1].upper(), "") if match else ""


@cache
def _zones() -> dict[str, str]:
    """Return each region's zone, from the table of the time zones; a region's first line is its main zone."""
    found: dict[str, str] = {"UA": "Europe/Kyiv"}
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text("ascii").splitlines():
        region, _, rest = line.partition("\t")
        if not line.startswith("#") and region not in _WIDE:
            found.setdefault(region, rest.split("\t")[1])
    return found
