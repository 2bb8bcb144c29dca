"""What a typed time zone means: a US zone, a city, a state, a zip code, an IANA name, or an offset."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from bot import places
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from bot.places import Place

US_ZONES: Final[dict[str, str]] = {
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Arizona": "America/Phoenix",
    "Pacific": "America/Los_Angeles",
    "Alaska": "America/Anchorage",
    "Hawaii": "Pacific/Honolulu",
}
"""Maximum number of zones offered as buttons."""
MOST: Final = 5
"""Maximum number of places with the same name that are offered."""

_ABBREVIATIONS: Final = {
    "Eastern": "et est edt",
    "Central": "ct cst cdt",
    "Mountain": "mt mst mdt",
    "Pacific": "pt pst pdt",
    "Alaska": "akst akdt",
    "Hawaii": "hst",
}
_NICKNAMES: Final = {
    "nyc": "new york",
    "new york city": "new york",
    "la": "los angeles",
    "sf": "san francisco",
    "vegas": "las vegas",
    "philly": "philadelphia",
    "dc": "washington dc",
}
_SMALL_WORDS: Final = frozenset({"hi", "id", "in", "me", "oh", "ok", "or", "pa"})
"""State abbreviations that are also words: on their own they name no state."""
_COMMANDS: Final = frozenset(spec.name for spec in COMMANDS)
"""Words that name no town on their own: there is a Start in Louisiana, and a Stop in Kentucky."""
_RIVAL: Final = 8
"""A namesake is also offered if the largest has fewer than this many times its zip codes."""
_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s*([+\-\u2212])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE | re.ASCII)
_ZIP: Final = re.compile(r"(\d{5})(?:[ -]?\d{4})?", re.ASCII)
_MAX_OFFSET_HOURS: Final = 14


def use_locked_data() -> None:
    """Read zones from the installed package tzdata, never from the host's files, which may be years out of date."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone someone may mean: its stored name (IANA, or "UTC-05:00"), and the place, such as Portland in Oregon."""

    name: str
    place: str = ""
    where: str = ""


def find(typed: str) -> tuple[Zone, ...]:
    """Return the zone that is meant; several if the name is ambiguous; none if there is no such name."""
    if match := _OFFSET.fullmatch(typed.strip()):
        return _fixed(*match.groups())
    if match := _ZIP.fullmatch(typed.strip()):
        found = places.by_zip(match[1])
        return (Zone(found.zone, found.name, found.where),) if found else ()
    plain = _plain(typed)
    if name := _names().get(plain):
        return (Zone(name),)
    if plain in _COMMANDS:
        return ()
    return _part(plain) or _meant(list(_namesakes(_NICKNAMES.get(plain, plain))))


def is_fixed(name: str) -> bool:
    """True if the zone is a bare offset without daylight saving time."""
    return name.startswith(("UTC", "GMT", "Etc/"))


@cache
def spoken(name: str) -> str:
    """Return a zone's name as used in a sentence: "Eastern" for every US zone that keeps it, otherwise its city."""
    if is_fixed(name):
        return name
    if places.is_american(name):
        kept = next((label for label, each in US_ZONES.items() if _offsets(each) == _offsets(name)), "")
        if kept:
            return kept
    return name.rpartition("/")[2].replace("_", " ")


def complete(typed: str, limit: int) -> list[tuple[str, str]]:
    """(label, zone name) of zones whose name or city contains the text typed so far."""
    plain = _plain(typed)
    found = [(f"{label} time", name) for label, name in US_ZONES.items() if plain in _plain(f"{label} {name}")]
    towns = [(f"{each.name}, {each.where} ({each.zone})", each.zone) for each in _towns(plain, limit)]
    iana = (name for name in sorted(places.zones()) if "/" in name and plain in _plain(name))
    return [*found, *towns, *((name, name) for name in iana)][:limit]


def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """Return a zone's offsets from UTC in winter and in summer."""
    return tuple(zoneinfo.ZoneInfo(name).utcoffset(datetime(2026, month, 1)) for month in (1, 7))  # noqa: DTZ001 - local times


def _towns(plain: str, limit: int) -> list[Place]:
    if _ZIP.fullmatch(plain):
        found = places.by_zip(plain[:5])
        return [found] if found else []
    return places.beginning(plain, limit) if plain else []


def _fixed(sign: str, hours: str, minutes: str | None) -> tuple[Zone, ...]:
    if int(hours) > _MAX_OFFSET_HOURS:
        return ()
    return (Zone(f"UTC{'+' if sign == '+' else '-'}{int(hours):02}:{minutes or '00'}"),)


def _plain(name: str) -> str:
    words = [word for word in places.plain(name).split() if word != "time"]
    return " ".join(words[1:] if words[:1] == ["us"] and len(words) > 1 else words)


def _part(plain: str) -> tuple[Zone, ...]:
    """Return the zone of a part of a state, as in "Tennessee, Central time"."""
    state, _, label = plain.rpartition(" ")
    kept = label.capitalize() if label.capitalize() in US_ZONES else ""
    parts = places.state(state) if kept else []
    return tuple(Zone(part.zone, part.name, f"{kept} time") for part in parts if spoken(part.zone) == kept)[:1]


def _namesakes(plain: str) -> Iterator[tuple[Place, str]]:
    """Yield the places of a name, each with what distinguishes it from the others."""
    for city in [*places.cities(plain), *places.abroad(plain)]:
        yield city, city.where
    parts = [] if plain in _SMALL_WORDS else places.state(plain)
    for part in parts:
        yield part, f"{spoken(part.zone)} time" if len(_rivals(parts)) > 1 else "the state"


def _meant(found: list[tuple[Place, str]]) -> tuple[Zone, ...]:
    """Return the places large enough to be meant: only one if they share a zone, and at most `MOST`."""
    found.sort(key=lambda each: -each[0].size)
    likely = _rivals([place for place, _ in found])
    if len({place.zone for place in likely}) == 1:
        likely = likely[:1]
    where = dict(found)
    first = {place.zone: place for place in reversed(likely)}
    chosen = [*first.values(), *(place for place in likely if place not in first.values())][:MOST]
    return tuple(Zone(place.zone, place.name, where[place]) for place in likely if place in chosen)


def _rivals(sorted_: list[Place]) -> list[Place]:
    return [place for place in sorted_ if place.size * _RIVAL > sorted_[0].size]


@cache
def _names() -> dict[str, str]:
    """Return the zones that are named in full; a city is looked up as a place."""
    iana = sorted(places.zones(), key=len, reverse=True)
    names = {_plain(name): name for name in iana if not name.startswith("US/")}
    for label, name in US_ZONES.items():
        names[label.casefold()] = name
        names |= dict.fromkeys(_ABBREVIATIONS.get(label, "").split(), name)
    return names
