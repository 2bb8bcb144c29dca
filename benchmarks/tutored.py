"""A scripted learner taught by the real tutor through `Tutor.handle`, with a simulated clock."""

from __future__ import annotations

import random
import re
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.scripted import FORGIVEN, GUESSES, START, Asked
from bot.chat import Address, Card, Command, Delivery, Pressed, flat
from bot.learning import Engine
from bot.storage.database import Database
from bot.tutor import Tutor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.scripted import Script
    from bot.bank.library import Library
    from bot.chat import Event, Reply

SECONDS: Final = 40
HOME: Final = Address("telegram", "learner", "chat", direct=True)
_OPTION: Final = re.compile(r"^([A-D])\. (.*)$", re.MULTILINE)


@dataclass(slots=True)
class Clock:
    """A clock that stops until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the time that it was set to."""
        return self.now


@dataclass(frozen=True, slots=True)
class Told:
    """What the learner read at a time; an answered question has its id, whether it was `right`, known, and pushed."""

    at: datetime
    day: int
    text: str
    question: str = ""
    right: bool = False
    known: bool = False
    leads: bool = False
    kind: str = ""


@dataclass(slots=True)
class Pupil:
    """The learner's phone: what is on it, what was read so far, and their luck."""

    tutor: Tutor
    clock: Clock
    library: Library
    script: Script
    day: int = 0
    log: list[Told] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    events: int = 0
    luck: np.random.Generator = field(init=False)
    stems: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.luck = np.random.default_rng((self.script.seed, self.script.a_day))
        self.stems = {question.stem: question.id for question in self.library.bank.published}

    def say(self, typed: str) -> str:
        """Give a command and return what is shown."""
        name, _, argument = typed[1:].partition(" ")
        return self._send(Command(self._id(), HOME, name, argument))

    def tap(self, label: str) -> str:
        """Tap the newest button whose label begins with this."""
        rows = (row for card in reversed(self.cards) for row in card.rows)
        token = next(each.token for row in rows for each in row if each.label.startswith(label))
        return self._send(Pressed(self._id(), HOME, token))

    def receive(self) -> None:
        """Take what is due to be sent."""
        for push in filter(None, map(self.tutor.build, self.tutor.claim("telegram", 10, 20))):
            self._read(push.replies)
            self.tutor.settle(push.id, Delivery("sent", chat=HOME.chat))

    @property
    def asked(self) -> str:
        """The id of the question on the screen; "" for none."""
        body = flat(self.cards[-1].body) if self.cards else ""
        if not _OPTION.search(body) or len(self.cards[-1].rows) < 1 or self.cards[-1].rows[0][0].label != "A":
            return ""
        return next((name for stem, name in self.stems.items() if stem in body), "")

    def answer(self, *, leads: bool, kind: str = "daily") -> None:
        """Answer the question on the screen, by luck."""
        question = self.library.bank.questions[self.asked]
        chance = 1 - FORGIVEN * (1 - self.script.right) if question.id in self.seen else self.script.right
        right = bool(self.luck.random() < chance)
        guessed = right and kind != "placement" and bool(self.luck.random() < GUESSES)
        options = _OPTION.findall(flat(self.cards[-1].body))
        letter = next(at for at, option in options[-4:] if (option == question.key.text) is right)
        self.clock.now += timedelta(seconds=SECONDS)
        self._send(Pressed(self._id(), HOME, _token(self.cards[-1], letter)))
        self._note(question.id, right=right, known=right and not guessed, leads=leads, kind=kind)
        if guessed:
            self.tap("I guessed")
        self.seen.add(question.id)

    def _note(self, question: str, *, right: bool, known: bool, leads: bool, kind: str) -> None:
        told = self.log.pop()
        self.log.append(Told(told.at, self.day, told.text, question, right, known, leads, kind))

    def _send(self, event: Event) -> str:
        return self._read(self.tutor.handle(event))

    def _read(self, replies: Sequence[Reply]) -> str:
        self.cards += [reply for reply in replies if isinstance(reply, Card)]
        shown = "\n\n".join(flat(r.body) if isinstance(r, Card) else str(r.text) for r in replies)
        self.log.append(Told(self.clock.now, self.day, shown))
        return shown

    def _id(self) -> str:
        self.events += 1
        return f"telegram:{self.events}"


def begin(library: Library, script: Script, folder: str) -> Pupil:
    """Return a learner who has gone through /start, at a daily hour which is that of `START`."""
    database = Database(f"sqlite:///{folder}/tutor.db")
    database.migrate()
    clock = Clock()
    pupil = Pupil(Tutor(database, library, clock, random.Random(script.seed)), clock, library, script)
    pupil.say("/start")
    exam = (START + timedelta(days=script.days)).date()
    pupil.say(f"/settings exam {exam.isoformat() if script.exam else 'not booked'}")
    for setting in ("zone UTC", f"time {START:%H:%M}", f"size {script.a_day}", "reminders off", "weekly off"):
        pupil.say(f"/settings {setting}")
    return pupil


def days(pupil: Pupil) -> Iterator[int]:
    """Let the days of the script pass, answering each day's set, which the push begins."""
    for day in pupil.script.study_days:
        pupil.day, pupil.clock.now = day, max(pupil.clock.now, START + timedelta(days=day, minutes=1))
        pupil.receive()
        if not pupil.asked:
            pupil.say("/daily")
        number = 0
        while pupil.asked and number < pupil.script.a_day:
            pupil.answer(leads=number == 0)
            pupil.tap("Next")
            number += 1
        yield day


def study(library: Library, script: Script) -> list[Asked]:
    """Return what a learner is asked by the real tutor, as `scripted.study` does by the engine alone."""
    with tempfile.TemporaryDirectory() as folder:
        pupil = begin(library, script, str(Path(folder)))
        for _ in days(pupil):
            pass
    return list(_beside_an_engine(library, script, [told for told in pupil.log if told.question]))


def _beside_an_engine(library: Library, script: Script, answers: Sequence[Told]) -> Iterator[Asked]:
    """Yield the answers as asked, with the predictions of an engine that is told about them."""
    bank, exam = library.catalogue, (START + timedelta(days=script.days)).date() if script.exam else None
    engine = Engine.start(bank, library.bank.blueprint, exam, zone=UTC, seed=1)
    for each in answers:
        waiting = each.leads and engine.count_due(each.at) > 0
        foreseen = engine.foreseen(each.question, each.at)
        engine.observe(each.at, each.question, each.right, SECONDS, each.right and not each.known)
        yield Asked(each.day, bank.number[each.question], each.known, foreseen, each.leads, waiting)


def _token(card: Card, letter: str) -> str:
    return next(each.token for row in card.rows for each in row if each.label == letter)
