"""A calendar file of whole-day events (RFC 5545) as phones import it: local dates, no alarm, nobody shown as busy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

LINE: Final = 75
"""Maximum bytes per line."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class WholeDays:
    """An event from a first to a last date. A file with the same `uid` moves an event imported earlier.

    `canceled` cancels an event of an earlier file.
    """

    uid: str
    first: date
    last: date
    title: str
    note: str = ""
    canceled: bool = False


def calendar(name: str, entries: Iterable[WholeDays], now: datetime) -> bytes:
    """Return the file; `now` (aware) lets a later file replace an earlier one."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CEHRS tutor//Study plan//EN", "CALSCALE:GREGORIAN"]
    lines = [*head, "METHOD:PUBLISH", f"X-WR-CALNAME:{name.translate(_ESCAPED)}"]
    for entry in entries:
        lines.extend(_lines(entry, now))
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _lines(entry: WholeDays, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{int(now.timestamp()) // 60}"
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{entry.title.translate(_ESCAPED)}"
    if entry.note:
        yield f"DESCRIPTION:{entry.note.translate(_ESCAPED)}"
    yield "TRANSP:TRANSPARENT"
    if entry.canceled:
        yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def _folded(line: str) -> str:
    """Fold a line that is too long, without splitting a character."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            parts.append("")
            size = 1  # for the space at the start of the next line
        parts[-1] += character
        size += width
    return "\r\n ".join(parts)
