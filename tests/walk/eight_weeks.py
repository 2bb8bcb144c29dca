"""Eight weeks of one learner through the whole tutor, and what they read in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from benchmarks import tutored
from benchmarks.scripted import Script
from bot.words import moments
from tests.bench import with_siblings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.tutored import Pupil, Told
    from bot.bank.library import Library

A_DAY = 3
PRACTICED = range(5, 56, 7)
LOOKED = range(0, 56, 14)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@dataclass(frozen=True)
class Weeks:
    """What a learner read and answered, and the bank that it was about."""

    library: Library
    log: list[Told]

    @property
    def answers(self) -> list[Told]:
        return [told for told in self.log if told.question]

    def later(self, told: Told, question: str) -> Iterator[Told]:
        """The answers to a question or its siblings on later days."""
        point = self.library.point_of
        for each in self.answers:
            if each.day > told.day and point[each.question] == point[question]:
                yield each

    def before(self, told: Told) -> list[Told]:
        return [each for each in takewhile(lambda each: each is not told, self.log) if each.question]

    def shown(self) -> Iterator[tuple[Told, str]]:
        """Each question as it was put on the screen."""
        stems = {q.stem: q.id for q in self.library.bank.published}
        for told in self.log:
            if not told.question and "\nD. " in told.text and "Source:" not in told.text:
                yield told, next(name for stem, name in stems.items() if stem in told.text)


def lived(folder: str) -> Weeks:
    """Eight weeks to the exam, three questions a day, right in 60% of first sights."""
    library = with_siblings()
    pupil = tutored.begin(library, Script(A_DAY, 0.6, seed=5), folder)
    pupil.say("/settings weekly on")
    _live(pupil)
    return Weeks(library, pupil.log)


def named(word: str, today: date, *, ahead: bool) -> date:
    """The date that "tomorrow", a weekday, or a date means, seen from a day."""
    for days in range(7):
        day = today + timedelta(days=days if ahead else -days)
        if word in (moments.on_weekday(day, today), f"on {day:%A}"):
            return day
    typed = re.sub(rf"^on (?:{WEEKDAY}, )?", "", word)
    typed = typed if "," in typed else f"{typed}, {today.year}"
    return datetime.strptime(typed, "%B %d, %Y").date()  # noqa: DTZ007 - a date


def _live(pupil: Pupil) -> None:
    """Place the learner; then eight weeks, with practice on some days and a look around on others."""
    pupil.say("/placement")
    while pupil.asked:
        pupil.answer(leads=False, kind="placement")
    for day in tutored.days(pupil):
        if day in LOOKED:
            for command in ("/plan", "/progress", "/ready"):
                pupil.say(command)
            pupil.tap("In words")
        if day in PRACTICED:
            pupil.say("/practice mix 3")
            for _ in range(3):
                pupil.answer(leads=False, kind="practice")
                pupil.tap("Next")
