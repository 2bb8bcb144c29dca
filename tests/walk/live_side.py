"""What happens alongside a group's live rounds: two duels, and a class with an assignment."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tests.classroom import CODE
from tests.walk.learner import Learner
from tests.walk.live_hall import BOSS
from tests.walk.live_round import GIVES_UP

if TYPE_CHECKING:
    from tests.walk.house import House, Screen
    from tests.walk.live_hall import LiveHall
    from tests.walk.live_round import Rounds

DUELISTS: Final = (30, 31, 32, 33)
CHALLENGER, OPPONENT, GIVER, TAKER = DUELISTS
"""Members: a duel in the group, and one by code."""
STUDENTS: Final = (20, 21, 22, 23)
DILIGENT: Final = STUDENTS[:2]
"""Students who do the assignment."""
TASK: Final = 3
ENDED: Final = "^(A tie|You won|Your opponent won)"
DUEL: Final = 5
ANSWERS: Final = """
SELECT identity.user_id, attempt.mode, count(*), count(DISTINCT attempt.session_id || ':' || attempt.position)
FROM attempt JOIN identity ON identity.learner_id = attempt.learner_id
WHERE attempt.answered_at IS NOT NULL GROUP BY identity.user_id, attempt.mode
"""


@dataclass(slots=True)
class Duels:
    """Two duels, played over more than one day and through a death of the process."""

    rounds: Rounds
    challenge: str = ""
    """The message of the one in the group."""

    async def challenged(self) -> None:
        """Post a challenge in the group; the person who accepts it plays at once, and the process is killed then."""
        await self.rounds.alive()
        await self.rounds.hall.command(CHALLENGER, "/duel")
        self.challenge = (await self.rounds.shown("Who's in?")).id
        opponent = await self._enter(OPPONENT, "I accept")
        await self.rounds.shown("The duel is on.")
        await opponent.tap("Start", f"1 of {DUEL}")
        await self.rounds.killed_during([opponent.study("^You're done")], 1.0)

    async def answered(self) -> None:
        """The challenger plays the morning after."""
        challenger = await self._enter(CHALLENGER, "Play")
        await challenger.tap("Start", f"1 of {DUEL}")
        await challenger.study(ENDED)
        await self.rounds.shown("This duel is over.")

    async def by_code(self) -> None:
        """Play a duel whose code went from one private chat to another."""
        giver, taker = (self._learner(self.rounds.hall.direct(member)) for member in (GIVER, TAKER))
        await giver.say("/duel", "You've been challenged to a CEHRS duel.")
        shared = "\n".join(seen.text for seen in giver.screen.look().values())
        await taker.say(f"/duel {CODE.findall(shared)[-1]}", "Your duel")
        await taker.tap("Start", f"1 of {DUEL}")
        await taker.study("^You're done")
        await giver.say("/duel", "Your duels")
        await giver.tap("Play", "minute starts when it appears")
        await giver.tap("Start", f"1 of {DUEL}")
        await giver.study(ENDED)

    async def _enter(self, member: int, label: str) -> Learner:
        await self.rounds.alive()
        learner = self._learner(await self.rounds.hall.enter(member, label, self.challenge))
        async with asyncio.timeout(GIVES_UP):
            while not any("Your duel" in seen.text for seen in learner.screen.look().values()):  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.01)
        return learner

    def _learner(self, screen: Screen) -> Learner:
        return Learner(self.rounds.house, screen)


@dataclass(slots=True)
class Classroom:
    """An instructor's class with an assignment."""

    house: House
    hall: LiveHall
    code: str = ""
    students: dict[int, Learner] = field(default_factory=dict)

    async def begin(self) -> None:
        """Start the class, and let its members join by name."""
        self.students = {member: Learner(self.house, self.hall.direct(member)) for member in (BOSS, *STUDENTS)}
        for learner in self.students.values():
            await learner.say("/start", "When is your exam?")
            await learner.tap("Skip", "")
        teacher, exam = self.students[BOSS], datetime.now(UTC).date() + timedelta(days=60)
        await teacher.say(f'/class new "Fall cohort" exam {exam}', "is ready")
        self.code = CODE.findall("\n".join(seen.text for seen in teacher.screen.look().values()))[-1]
        for member in STUDENTS:
            await self._join(member)
        await teacher.say(f"/class assign scheduling {TASK} by Saturday", "Assigned: Scheduling")

    async def work(self, member: int) -> None:
        """Have a student do the assignment."""
        learner = self.students[member]
        await learner.say("/daily", "")
        await learner.tap("For class: Scheduling", f"1 of {TASK}")
        await learner.study(f"For class: Scheduling[^?]*of {TASK}")

    async def look(self) -> str:
        """Return what the teacher sees of the assignment."""
        await self.students[BOSS].say("/class work", "Scheduling")
        return [*self.students[BOSS].screen.look().values()][-1].text

    async def _join(self, member: int) -> None:
        learner = self.students[member]
        await learner.say(f"/join {self.code}", "Join Fall cohort?")
        await learner.tap("Type my name", "What name should your instructor see?")
        await learner.say(name_of(member), f"Your instructor sees you as {name_of(member)}.")


def name_of(member: int) -> str:
    """Return the name a student types, which only the teacher may also see."""
    return f"Student {'ABCDEFGH'[member % 8]}. Lee"


def answers(house: House) -> dict[tuple[str, str], int]:
    """Return how many answers of each kind are stored of each user; raise if one is stored twice."""
    with closing(sqlite3.connect(house.folder / "tutor.db")) as connection:
        rows = connection.execute(ANSWERS).fetchall()
    assert all(count == different for *_, count, different in rows), "an answer is stored twice"
    return {(user, mode): count for user, mode, count, _ in rows}
