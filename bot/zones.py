"""Time zone names people use: US zones, the 100 largest US cities, IANA names and cities, offsets."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

US_ZONES: Final[dict[str, str]] = {
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Arizona": "America/Phoenix",
    "Pacific": "America/Los_Angeles",
    "Alaska": "America/Anchorage",
    "Hawaii": "Pacific/Honolulu",
}
"""Zones offered as buttons."""

_ABBREVIATIONS: Final = {
    "Eastern": "et est edt",
    "Central": "ct cst cdt",
    "Mountain": "mt mst mdt",
    "Pacific": "pt pst pdt",
    "Alaska": "akst akdt",
    "Hawaii": "hst",
}

# The 100 largest US cities by the 2020 census and later estimates, plus a few near the cutoff.
_CITIES: Final = {
    "America/New_York": (
        "new york city, nyc, philadelphia, jacksonville, columbus, charlotte, washington, washington dc, boston, "
        "baltimore, atlanta, miami, raleigh, virginia beach, tampa, cleveland, cincinnati, pittsburgh, greensboro, "
        "lexington, orlando, newark, jersey city, st petersburg, durham, buffalo, norfolk, "
        "winston salem, chesapeake, richmond, toledo, hialeah, port st lucie, cape coral, fort lauderdale"
    ),
    "America/Detroit": "detroit",
    "America/Indiana/Indianapolis": "indianapolis, fort wayne",
    "America/Kentucky/Louisville": "louisville",
    "America/Chicago": (
        "chicago, houston, san antonio, dallas, austin, fort worth, nashville, oklahoma city, memphis, milwaukee, "
        "kansas city, omaha, minneapolis, wichita, arlington, new orleans, tulsa, st louis, "
        "corpus christi, st paul, lincoln, plano, madison, laredo, lubbock, irving, garland, "
        "baton rouge, huntsville, birmingham, frisco, mckinney, montgomery, des moines, little rock"
    ),
    "America/Denver": "denver, el paso, albuquerque, colorado springs, aurora, salt lake city",
    "America/Boise": "boise",
    "America/Phoenix": "phoenix, tucson, mesa, chandler, gilbert, glendale, scottsdale, tempe",
    "America/Los_Angeles": (
        "los angeles, la, san diego, san jose, san francisco, seattle, portland, las vegas, north las vegas, "
        "henderson, fresno, sacramento, long beach, oakland, bakersfield, anaheim, riverside, santa ana, stockton, "
        "irvine, chula vista, reno, spokane, santa clarita, san bernardino, modesto, tacoma, fremont, fontana, "
        "moreno valley, oxnard, huntington beach"
    ),
    "America/Anchorage": "anchorage",
    "Pacific/Honolulu": "honolulu, urban honolulu",
}

_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s*([+\-\u2212])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE | re.ASCII)
_MAX_OFFSET_HOURS: Final = 14


_NO_PLACES: Final = ("localtime", "Factory", "posixrules")
_COPIES: Final = ("posix/", "right/", "SystemV/")
"""Folders that repeat the zones, some of them with leap seconds."""


def use_locked_data() -> None:
    """Read zones from the installed package tzdata, never from the host's files, which may be years old."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


def known_zones() -> list[str]:
    """The IANA names of places, sorted; not names that mean whatever the host is set to, or nowhere."""
    found = zoneinfo.available_timezones()
    return sorted(name for name in found if name not in _NO_PLACES and not name.startswith(_COPIES))


def find_zone(typed: str) -> str | None:
    """The zone's stored name (IANA, or "UTC-05:00" for a bare offset); None if nothing matches."""
    if match := _OFFSET.fullmatch(typed.strip()):
        return _fixed(*match.groups())
    return _names().get(_plain(typed))


def is_fixed(name: str) -> bool:
    """True if the zone is a bare offset without daylight saving time."""
    return name.startswith(("UTC", "GMT", "Etc/"))


def complete(typed: str, limit: int) -> list[tuple[str, str]]:
    """(label, zone name) of zones whose name or city contains the text typed so far."""
    plain = _plain(typed)
    hits = (name for name in known_zones() if "/" in name and plain in _plain(name))
    found = [(f"{label} time", name) for label, name in US_ZONES.items() if plain in _plain(f"{label} {name}")]
    cities = [(f"{city.title()} ({name})", name) for city, name in _city_names() if plain and city.startswith(plain)]
    return [*found, *cities, *((name, name) for name in hits)][:limit]


def _fixed(sign: str, hours: str, minutes: str | None) -> str | None:
    if int(hours) > _MAX_OFFSET_HOURS:
        return None
    return f"UTC{'+' if sign == '+' else '-'}{int(hours):02}:{minutes or '00'}"


def _plain(name: str) -> str:
    without_state = re.sub(r",\s*[a-z]{2}$", "", name.casefold().replace("d.c.", "dc").strip())
    words = re.sub(r"[\s_.,\-]+", " ", without_state).split()
    words = ["st" if word == "saint" else word for word in words if word != "time"]
    return " ".join(words[1:] if words[:1] == ["us"] and len(words) > 1 else words)


def _city_names() -> Iterator[tuple[str, str]]:
    for name, cities in _CITIES.items():
        for city in cities.split(", "):
            yield city, name


@cache
def _names() -> dict[str, str]:
    iana = sorted(known_zones(), key=len, reverse=True)
    names = {_plain(name.rpartition("/")[2]): name for name in iana if "/" in name and not name.startswith("Etc/")}
    names |= {_plain(name): name for name in iana}
    names |= dict(_city_names())
    for label, name in US_ZONES.items():
        names[label.casefold()] = name
        names |= dict.fromkeys(_ABBREVIATIONS.get(label, "").split(), name)
    return names
