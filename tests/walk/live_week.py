"""A study group's week of live rounds against the real process, which is killed in the middle of them."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.walk.group import DAYS, EVENING, MORNING, NOON, SUNDAY, Week
from tests.walk.learner import Learner
from tests.walk.live_game import Game
from tests.walk.live_round import SIZE, Rounds
from tests.walk.live_side import DILIGENT, DUELISTS, STUDENTS, Classroom, Duels, answers, name_of

if TYPE_CHECKING:
    import random

    from tests.walk.house import House
    from tests.walk.live_hall import LiveHall

MEMBERS: Final = 50
VERDICT: Final = re.compile("^(Right: |Not quite: )", re.MULTILINE)
REGULARS: Final = tuple(range(6))
"""Members who answer the question of the day."""
EARLY: Final = tuple(range(5, 12))
"""Members who join in the lobby."""
LATE: Final = tuple(range(40, 46))
"""Members who come to each round late."""
LEAVERS: Final = (46, 47, 48)
"""One leaves in the middle of each round."""
DEATHS: Final = {1: ("lobby", "open"), 3: ("open", "reveal"), 5: ("lobby", "reveal")}
"""The days with a live round, and the phases in which the process is killed."""
TUESDAY, WEDNESDAY, FRIDAY = 1, 2, 4


@dataclass(slots=True)
class LiveWeek:
    """A week of a group."""

    house: House
    hall: LiveHall
    rng: random.Random
    rounds: Rounds = field(init=False)
    duels: Duels = field(init=False)
    classroom: Classroom = field(init=False)
    boards: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rounds = Rounds(self.house, self.hall)
        self.duels, self.classroom = Duels(self.rounds), Classroom(self.house, self.hall)

    async def live(self) -> None:
        """Run the week from Monday on; raise if anything is lost, stored twice, or not shown."""
        week = Week(self.house, self.hall, MEMBERS)
        await week.open(SUNDAY, EVENING)
        await self.classroom.begin()
        for day in range(DAYS):
            week.to(NOON, day=None)
            await self._daily(day)
            if day in DEATHS:
                self.boards.append(await self._game(len(self.boards), DEATHS[day]).play())
            await self._beside(day)
            week.to(MORNING, day=None)
            await self.rounds.shown("Question of the day: the answer is", count=day + 1)
            if day == TUESDAY:
                await self.duels.answered()
        await self._compare()
        await self.house.stop()

    async def _daily(self, day: int) -> None:
        post = await self.rounds.shown("Question of the day\n")
        told = [self.rounds.pressed(each, "ABCD"[(each + day) % 4], lambda: post, VERDICT.search) for each in REGULARS]
        await asyncio.gather(*told)

    def _game(self, number: int, deaths: tuple[str, ...]) -> Game:
        players = [member for member in range(MEMBERS) if member not in (*LATE, *LEAVERS[:number])]
        return Game(self.rounds, self.rng, deaths, players, EARLY, LATE, LEAVERS[number])

    async def _beside(self, day: int) -> None:
        """What some do in private on a day."""
        if day == TUESDAY:
            await self.duels.challenged()
        if day == WEDNESDAY:
            await self.classroom.work(DILIGENT[0])
        if day == FRIDAY:
            await self.duels.by_code()
            await self.classroom.work(DILIGENT[1])
            seen = await self.classroom.look()
            assert f"Done: {', '.join(map(name_of, DILIGENT))}" in seen, seen

    async def _compare(self) -> None:
        """Compare what players were told with what is stored, and with what they get as a file."""
        self.rounds.ledger.compare(self.house.folder)
        kept = answers(self.house)
        for member in DUELISTS:
            assert kept[self._user(member), "duel"] == 5
        assert sum(count for (_, mode), count in kept.items() if mode == "group") == DAYS * len(REGULARS)
        for member in (REGULARS[0], EARLY[-1], LATE[0], DILIGENT[0], DUELISTS[0]):
            held = await self._export(member)
            user = self._user(member)
            assert len(held) == sum(count for (each, _), count in kept.items() if each == user)
            played = sum(each == user for each, *_ in self.rounds.ledger.told)
            assert sum(each["mode"] == "live" for each in held) == played
            assert played >= len(DEATHS) * (SIZE - 2)

    async def _export(self, member: int) -> list[dict[str, str]]:
        learner = Learner(self.house, self.hall.direct(member))
        await learner.say("/export", "as a JSON file")
        found: list[dict[str, str]] = json.loads(learner.screen.files()[-1])["answers"]
        return found

    def _user(self, member: int) -> str:
        return self.hall.direct(member).user


def overheard(week: LiveWeek) -> list[str]:
    """Return everything that the group, or a member, saw of what was for someone else alone."""
    told = {member: "\n".join(week.hall.asides(member)) for member in range(MEMBERS)}
    public = "\n".join(post.text for post in week.hall.posts())
    private = ("You chose", "You placed", "You tied", "Your duel", "Lee", week.classroom.code)
    found = [f"everyone: {said}" for said in private if said in public]
    for member, said in told.items():
        found += [f"{member}: {name_of(each)}" for each in STUDENTS if each != member and name_of(each) in said]
        if member not in STUDENTS and (week.classroom.code in said or "Fall cohort" in said):
            found.append(f"{member}: the class")
        if member not in DUELISTS and "opponent" in said:
            found.append(f"{member}: a duel")
    return found
