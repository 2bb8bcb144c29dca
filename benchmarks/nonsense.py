"""What nonsense costs the learners, with the limits on what one person may send, and without.

Run as `python -m benchmarks.nonsense`. Everything goes through the core of one process on SQLite, as it arrives: in
each round, a hundred events of nonsense arrive, then everyone who learns presses a letter or Next. The sender of the
nonsense has used up their minute; in the last rows they have just come, and do not pause. CPU time
only, so the table holds on a busy machine, too.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot import limits
from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.faq import load_faq
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Address, Card, Command, Pressed, Said
from bot.incoming import read
from bot.limits import Limits, Rate
from bot.storage.database import Database
from bot.tutor import Tutor

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT: Final = Path(__file__).parent.parent / "content"
EVENTS: Final = 100
"""Events of nonsense in a round."""
LEARNERS: Final = 10
ROUNDS: Final = 20
FIRST: Final = 96
"""Rounds beside people who have just come, which take 48 seconds; a quiz has questions for no more."""
UNLIMITED: Final[tuple[Rate, ...]] = ()
NONSENSE: Final = ("/progress", "/faq what is it", "asdf qwer zxcv", "/define zzz", "/plan", "/settings time 99")


@dataclass
class Party:
    """A tutor, and people who send it something each round."""

    tutor: Tutor
    clock: list[datetime]
    learners: int = LEARNERS
    count: int = 0
    spent: float = 0.0
    """CPU seconds of the latest round."""
    buttons: dict[str, list[str]] = field(default_factory=dict)

    def send(self, who: str, typed: str) -> float:
        """Send a text, a command, or a token that begins with "#"; return the CPU seconds it took."""
        self.count += 1
        name, where = f"telegram:{self.count}", Address("telegram", who, who, direct=True)
        command, _, argument = typed[1:].partition(" ")
        event = Command(name, where, command, argument) if typed.startswith("/") else Said(name, where, typed)
        begun = time.process_time()
        replies = self.tutor.handle(Pressed(name, where, typed[1:]) if typed.startswith("#") else event)
        taken = time.process_time() - begun
        cards = [reply for reply in replies if isinstance(reply, Card)]
        self.buttons[who] = [b.token for card in cards[-1:] for row in card.rows for b in row if b.token]
        return taken

    def learn(self, who: str) -> float:
        """Press the first button: a letter under a question, Next under an explanation."""
        return self.send(who, f"#{self.buttons[who][0]}")

    def round(self, flooders: int, number: int) -> float:
        """Let nonsense arrive, then a press of each learner; return their mean wait, from the round's begin.

        A round takes half a second, or as long as the work takes.
        """
        self.clock[0] += timedelta(seconds=max(0.0, 0.5 - self.spent))
        events = range(EVENTS if flooders else 0)
        behind = sum(self.send(f"f{at % flooders}", NONSENSE[(number + at) % len(NONSENSE)]) for at in events)
        waits = []
        for each in range(self.learners):
            behind += self.learn(f"l{each}")
            waits.append(behind)
        self.spent = behind
        return statistics.mean(waits)


def main() -> None:
    """Print the table."""
    lines = [f"{LEARNERS} learners; milliseconds of CPU from the arrival of a press to its answer, median\n"]
    lines += ["| | a learner waits | times alone |", "| --- | --- | --- |"]
    alone = measured(0, limits.RATES)
    for label, found in (
        ("learners alone", alone),
        (f"beside {EVENTS} events of one person, with the limits", measured(1, limits.RATES)),
        (f"beside an event each of {EVENTS} people, with the limits", measured(EVENTS, limits.RATES)),
        ("the same without the limits", measured(EVENTS, UNLIMITED)),
        ("beside 100 people who have just come, in the median of 48 seconds", measured(EVENTS, fresh=True)),
        ("the same, on average", measured(EVENTS, fresh=True, of=statistics.mean)),
    ):
        lines.append(f"| {label} | {1_000 * found:.1f} | {found / alone:.2f} |")
    print("\n".join(lines))  # noqa: T201 - a command says what it measured


def measured(
    flooders: int,
    rates: tuple[Rate, ...] = limits.RATES,
    *,
    fresh: bool = False,
    of: Callable[[list[float]], float] = statistics.median,
) -> float:
    """Median (or `of`) over the rounds of a learner's mean wait, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'tutor.db'}")
        database.migrate()
        party = _gathered(database, 0 if fresh else flooders, rates)
        waits = [party.round(flooders, number) for number in range(FIRST if fresh else ROUNDS)]
        database.close()
    return of(waits)


def _gathered(database: Database, flooders: int, rates: tuple[Rate, ...]) -> Party:
    clock = [datetime(2026, 11, 20, 17, tzinfo=UTC)]
    facts = load_facts(CONTENT)
    library = Library(load(CONTENT), facts.about, facts, faq=load_faq(CONTENT, facts), career=load_career(CONTENT))
    tutor = Tutor(database, library, lambda: clock[0] + timedelta(seconds=time.process_time()), random.Random(7))
    tutor._limits = Limits(rates)  # noqa: SLF001 - the product has one set of limits
    party = Party(tutor, clock)
    for number in range(LEARNERS):
        party.send(f"l{number}", "/start")
        party.send(f"l{number}", "/mock 50")
    for number in range(flooders):
        party.send(f"f{number}", "/start")
        _use_up(tutor._limits, f"f{number}", clock[0])  # noqa: SLF001 - the product has one set of limits
    return party


def _use_up(limit: Limits, who: str, now: datetime) -> None:
    """Use up everything a person may send in a minute."""
    request = read(Said("telegram:0", Address("telegram", who, who, direct=True), ""))
    for _ in range(limits.RATES[0].most):
        limit.pause(request, now)


if __name__ == "__main__":
    main()
