"""Parse typed times of day, time zones, and clock formats. Refuse with a working example."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import time
from typing import TYPE_CHECKING, Final

from bot import places, zones
from bot.actions import button
from bot.errors import Refusal
from bot.reading import plain
from bot.words import labels, refusals
from bot.words.moments import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.actions import Action

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|(?<=\d\d)(\d{2}))?(?: o'clock)?(?: ?([a-z][a-z. ]*))?", re.ASCII)
_HALVES: Final = {
    **dict.fromkeys(("a", "am", "a.m.", "a.m", "a. m.", "in the morning"), "a"),
    **dict.fromkeys(("p", "pm", "p.m.", "p.m", "p. m.", "in the afternoon", "in the evening", "at night"), "p"),
}
_ZIP = re.compile(r"\d{5}(?:[ -]?\d{4})?", re.ASCII)
_AUTOMATIC: Final = ("auto", "automatic", "like my time zone", "my time zone", "time zone", "zone")
_BETWEEN: Final = re.compile(r"^(?:from|between) ")
_SPANNED: Final = re.compile(r"\s*(?:-|\u2013|\b(?:to|until|till|til|through|thru|and)\b)\s*")
_NAMED_TIMES: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def bare_hour(typed: str) -> int | None:
    """Return the hour of a bare number from 1 to 12, which may mean morning or afternoon; otherwise None."""
    tidy = plain(typed).removeprefix("at ").removesuffix(" o'clock")
    return int(tidy) if re.fullmatch(r"0?[1-9]|1[0-2]", tidy, re.ASCII) else None


def read_time(typed: str) -> time:
    """Parse a time of day such as "12:30", "7 pm", "0730" or "noon".

    Raises:
        Refusal: it is not a time, or an hour that could be morning or afternoon.
    """
    if (hour := bare_hour(typed)) is not None:
        raise Refusal(refusals.which_half(hour))
    return _clock(typed)


def _clock(typed: str) -> time:
    tidy = plain(typed).removeprefix("at ")
    if tidy in _NAMED_TIMES:
        return _NAMED_TIMES[tidy]
    match = _CLOCK.fullmatch(tidy)
    if not match or (match[4] and match[4] not in _HALVES):
        raise Refusal(refusals.not_a_time())
    hour, minute, half = int(match[1]), int(match[2] or match[3] or 0), _HALVES.get(match[4] or "", "")
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        raise Refusal(refusals.not_a_time())
    if half:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal(refusals.not_a_time()) from None


def read_zone(typed: str, offer: Callable[[str], Action] | None = None) -> str:
    """Return the stored name of a zone, given the name of a zone, city or state, a zip code, or an offset.

    `offer` makes the action of a button that chooses a zone by its stored name; without it there are no buttons.

    Raises:
        Refusal: no zone or place has that name, or places in several zones do, which are then offered.
    """
    found = zones.find(plain(typed))
    if not found:
        raise Refusal(refusals.not_a_zip() if _ZIP.fullmatch(plain(typed)) else refusals.not_a_zone())
    if len(found) > 1:
        # One button per zone: places that share a zone would get identical buttons, which Discord refuses.
        shared = {each.name: [other.where for other in found if other.name == each.name] for each in found if offer}
        rows = tuple(
            (button(labels.place(found[0].place, where), offer(name)),) for name, where in shared.items() if offer
        )
        raise Refusal(refusals.which_place(found[0].place, [each.where for each in found]), rows)
    return found[0].name


def found_place(typed: str) -> str:
    """Return the place through which a zone was found, such as "Gotham, Wisconsin"; "" if the zone itself was named."""
    found = zones.find(plain(typed))
    if len(found) != 1 or not found[0].place:
        return ""
    place, where = found[0].place, found[0].where
    if where == "the state" and len(places.state(place)) > 1:
        return f"{place}, most of which is on {zones.spoken(found[0].name)} time"
    return place if where in {"the state", place} or where.endswith(" time") else f"{place}, {where}"


def bare_span(typed: str) -> tuple[int, int] | None:
    """Return the hours of two bare numbers from 1 to 12, such as "9 to 7", which may be night or day; else None."""
    ends = _SPANNED.split(_BETWEEN.sub("", plain(typed)))
    hours = [bare_hour(each) for each in ends]
    return (hours[0], hours[1]) if len(hours) == 2 and hours[0] and hours[1] else None  # noqa: PLR2004 - "from" and "to"


def read_span(typed: str) -> tuple[time, time]:
    """Parse two times such as "21:00-08:00", "from 10 pm until 6 am" or "10 pm 6 am".

    Raises:
        Refusal: they are not two times.
    """
    tidy = _BETWEEN.sub("", plain(typed))
    parts = _SPANNED.split(tidy)
    if len(parts) == 2:  # noqa: PLR2004 - "from" and "to"
        return _clock(parts[0]), _clock(parts[1])
    pieces = tidy.split()
    for at in range(1, len(pieces)):
        with suppress(Refusal):
            return _clock(" ".join(pieces[:at])), _clock(" ".join(pieces[at:]))
    raise Refusal(refusals.not_a_span())


def read_hours(typed: str) -> str:
    """Parse the clock format that times are shown in: "12", "24", "automatic" or "my time zone".

    Raises:
        Refusal: it is none of them.
    """
    tidy = plain(typed).replace("-", " ").removesuffix(" clock").removesuffix("s").removesuffix(" hour")
    meanings = {"12": "12", "24": "24", "am/pm": "12", **dict.fromkeys(_AUTOMATIC, AUTOMATIC)}
    if tidy not in meanings:
        raise Refusal(refusals.not_hours())
    return meanings[tidy]
