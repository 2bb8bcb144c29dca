"""Places and their time zones: US cities, states and zip codes from `zipcodes`, the world's cities from `tzdata`.

`zipcodes` unpacks its data on first use, so nothing is read here before someone types a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STATES: Final[Mapping[str, str]] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "DC", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "PR": "Puerto Rico", "VI": "Virgin Islands", "GU": "Guam", "AS": "American Samoa",
    "MP": "Northern Mariana Islands",
}  # fmt: skip
AMERICAN: Final = frozenset({"US", "PR", "VI", "GU", "AS", "MP", "UM"})
"""Countries in tzdata's tables."""
_AMERICAN_RULES: Final = frozenset({"EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"})
"""tzdata's names for US rules that belong to no place."""
WORLD_SIZE: Final = 10
"""Weight of a tzdata city beside US places, in zip codes, since tzdata has no sizes."""
_SHORT: Final = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_MARKS: Final = re.compile(r"[^\w]+|_")
_FIELD: Final = "|"
_LAST: Final = "\U0010ffff"
"""Sorts after every character of a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its name, where it is ("Oregon", "Ireland"), its zone's IANA name, and its size in zip codes."""

    name: str
    where: str
    zone: str
    size: int


def plain(name: str) -> str:
    """Return a place's name normalized for comparison: lower case, no punctuation, the usual short forms."""
    folded = name.casefold()
    bare = folded if folded.isalpha() else _MARKS.sub(" ", folded.replace("d.c.", "dc"))
    words = bare.split()
    return " ".join(_SHORT.get(word, word) for word in words)


@cache
def zones() -> frozenset[str]:
    """Return the IANA names that `tzdata` has, whatever the host has, except the one that means nowhere."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - {"Factory"}


def country(zone: str) -> str:
    """Return the two-letter country code of a zone; "" for an old name or a zone of no country."""
    return _countries().get(zone, "")


def is_american(zone: str) -> bool:
    """Return True if a zone, or the zone an old name stands for, is in the US or its territories."""
    return (country(zone) or country(_links().get(zone, ""))) in AMERICAN or zone in _AMERICAN_RULES


def by_zip(code: str) -> Place | None:
    """Return the place of a five-digit zip code; None if there is none, or it is military and has no zone."""
    import zipcodes  # noqa: PLC0415 - see the module's docstring

    found = [each for each in zipcodes.matching(code) if each["state"] in STATES]
    if not found:
        return None
    city, state = found[0]["city"], found[0]["state"]
    return Place(city, STATES[state], _in_tzdata(found[0]["timezone"], state), 1)


def cities(typed: str) -> list[Place]:
    """Return the US cities of that name, or of a name and state such as "Portland, ME", largest first."""
    wanted = plain(typed)
    if found := _named(wanted):
        return found
    for name, state in _with_state(wanted):
        if found := [place for place in _named(name) if place.where == STATES[state]]:
            return found
    return []


def state(typed: str) -> list[Place]:
    """Return a US state once for each of its zones, largest part first; [] if there is no such state."""
    code = _state_codes().get(plain(typed), "")
    if not code:
        return []
    return [Place(STATES[code], code, zone, size) for zone, size in _state_zones()[code].most_common()]


def abroad(typed: str) -> list[Place]:
    """Return what `tzdata` knows outside the US: the cities of its zones, and countries with a single time."""
    found = _abroad().get(plain(typed))
    return [found] if found else []


def beginning(typed: str, limit: int) -> list[Place]:
    """Return US cities for typed text: a full name with part of a state, then the largest whose names begin with it."""
    wanted = plain(typed)
    rows = _rows()
    hits = rows[bisect_left(rows, wanted) : bisect_left(rows, f"{wanted}{_LAST}")]
    found = nlargest(limit, map(_place, hits), key=lambda place: place.size)
    city, _, begun = wanted.rpartition(" ")
    return [*(place for place in _named(city) if _is_state(place.where, begun)), *found][:limit]


def _is_state(name: str, begun: str) -> bool:
    return plain(name).startswith(begun) or _state_codes()[plain(name)].casefold().startswith(begun)


def _named(wanted: str) -> list[Place]:
    """Return the cities of a name, one for each state, largest first."""
    rows = _rows()
    here = rows[bisect_left(rows, f"{wanted}{_FIELD}") : bisect_left(rows, f"{wanted}{_FIELD}{_LAST}")]
    found = sorted(map(_place, here), key=lambda place: (-place.size, place.where))
    return list({place.where: place for place in reversed(found)}.values())[::-1]


def _with_state(wanted: str) -> Iterator[tuple[str, str]]:
    """Yield each way to read the last words of a name as a state."""
    words = wanted.split()
    for count in range(1, min(4, len(words))):
        if code := _state_codes().get(" ".join(words[-count:])):
            yield " ".join(words[:-count]), code


def _place(row: str) -> Place:
    _, name, code, size, zone = row.split(_FIELD)
    return Place(name, STATES[code], zone, int(size))


def _in_tzdata(zone: str, code: str) -> str:
    """Return the zone itself if `tzdata` has it, otherwise the state's most common zone."""
    return zone if zone in zones() else _state_zones()[code].most_common(1)[0][0]


@cache
def _rows() -> list[str]:
    """Return every US city as "plain name|name|state|size|zone", sorted: compact, and searched by bisection."""
    return _read()[0]


@cache
def _state_zones() -> dict[str, Counter[str]]:
    return _read()[1]


@cache
def _read() -> tuple[list[str], dict[str, Counter[str]]]:
    """Return the rows, and how many zip codes of each state are in each zone."""
    import zipcodes  # noqa: PLC0415 - see the module's docstring

    rows: list[str] = []
    states: dict[str, Counter[str]] = {}
    for code in STATES:
        found = zipcodes.filter_by(state=code, active=True)
        states[code] = Counter(each["timezone"] for each in found if each["timezone"] in zones())
        rows += _state_rows(code, found, states[code].most_common(1)[0][0])
    return sorted(rows), states


def _state_rows(code: str, found: list[dict[str, Any]], usual: str) -> Iterator[str]:
    """Yield the rows of a state's cities; a city that straddles a boundary gets the zone of most of its zip codes."""
    counts: dict[str, dict[str, int]] = {}
    known = zones()
    for each in found:
        zone = each["timezone"]
        for name in {each["city"], *each["acceptable_cities"]}:
            here = counts.setdefault(name, {})
            here[zone] = here.get(zone, 0) + 1
    for name, count in counts.items():
        zone = max(count, key=count.__getitem__)
        yield _FIELD.join((plain(name), name, code, str(sum(count.values())), zone if zone in known else usual))


@cache
def _countries() -> dict[str, str]:
    lines = (line.split("\t") for line in _table("zone.tab"))
    return {fields[2]: fields[0] for fields in lines}


@cache
def _country_names() -> dict[str, str]:
    lines = (line.split("\t") for line in _table("iso3166.tab"))
    return {fields[0]: fields[1].partition(" (")[0] for fields in lines}


@cache
def _links() -> dict[str, str]:
    """Return the zone that each old name stands for."""
    lines = (line.split() for line in _table("tzdata.zi") if line.startswith("L "))
    return {old: zone for _, zone, old in lines}


@cache
def _abroad() -> dict[str, Place]:
    """Return places by plain name, cities also with their country; of two zones, the current name wins."""
    named = [zone for zone in zones() if "/" in zone and not zone.startswith(("Etc/", "US/")) and not is_american(zone)]
    cities = [_city_of(zone) for zone in sorted(named, key=lambda zone: (bool(country(zone)), zone))]
    kept = Counter(place.where for place in cities if country(place.zone))
    found = {plain(place.where): replace(place, name=place.where, where="the country") for place in cities}
    found = {name: place for name, place in found.items() if kept[place.name] == 1}
    found |= {plain(f"{place.name} {place.where}"): place for place in cities}
    return found | {plain(place.name): place for place in cities}


def _city_of(zone: str) -> Place:
    name = zone.rpartition("/")[2].replace("_", " ")
    return Place(name, _country_names().get(country(zone), zone.partition("/")[0]), zone, WORLD_SIZE)


@cache
def _state_codes() -> dict[str, str]:
    return {plain(name): code for code, name in STATES.items()} | {code.casefold(): code for code in STATES}


def _table(name: str) -> list[str]:
    lines = files("tzdata").joinpath("zoneinfo", name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
