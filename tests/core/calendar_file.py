"""A plan's calendar file, as another library reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from bot.chat import Card

if TYPE_CHECKING:
    from datetime import date, datetime

    from tests.bench import Person, Stage


def learner(stage: Stage, *typed: str) -> Person:
    ann = stage.person()
    ann.begin(*typed)
    return ann


def answers(ann: Person, count: int, *, right: bool = True, where: str = "") -> None:
    ann.say(f"/practice {where} {count}".replace("  ", " "))
    for _ in range(count):
        ann.answer(right=right)
        ann.tap("Next")


@dataclass(frozen=True)
class Entry:
    """An entry of the calendar file, as another library reads it."""

    uid: str
    title: str
    note: str
    first: date
    after: date
    sequence: int
    stamp: datetime
    shown: str


def entries(ann: Person) -> list[Entry]:
    """Ask for the calendar file and read it."""
    held: Any = calendar(ann)
    assert held.errors == []
    assert held["VERSION"] == "2.0"
    assert not held.walk("VALARM")
    return [as_entry(each) for each in held.walk("VEVENT")]


def as_entry(each: Any) -> Entry:  # noqa: ANN401 - icalendar's values are a union of thirty types
    assert each.errors == []
    span = each["DTSTART"].dt, each["DTEND"].dt
    words = str(each["SUMMARY"]), str(each.get("DESCRIPTION", ""))
    return Entry(str(each["UID"]), *words, *span, int(each["SEQUENCE"]), each["DTSTAMP"].dt, str(each["TRANSP"]))


def calendar(ann: Person) -> Calendar:
    ann.say("/plan calendar")
    [card] = [reply for reply in ann.replies if isinstance(reply, Card)]
    assert card.file is not None
    assert card.file.name == "cehrs-plan.ics"
    assert all(len(line) <= 75 for line in card.file.content.split(b"\r\n"))
    assert card.file.content.count(b"\n") == card.file.content.count(b"\r\n")
    read = Calendar.from_ical(card.file.content)
    assert isinstance(read, Calendar)
    return read
