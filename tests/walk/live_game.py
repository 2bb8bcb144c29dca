"""One live round of the walk: who plays, what each presses, and what the channel has to show for it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.walk.live_round import LETTERS, SECONDS, SIZE

if TYPE_CHECKING:
    import random
    from collections.abc import Coroutine, Sequence

    from tests.walk.live_round import Rounds

LATE_AT: Final = 3
"""The question at which some members come to a round, and after which one leaves."""
KEY: Final = re.compile(r"the answer is ([A-D])")


@dataclass(slots=True)
class Game:
    """A round, and the phases in which the process is killed at a random point ("lobby", "open", "reveal").

    Attributes:
        players: members who play from the first question on; `early` of them join in the lobby.
        late: members who come at a later question.
        leaver: the player who leaves the group in the middle.
        since: each player's first question.
        keys: each question's right letter, as revealed.
        gone: players who left, where the platform tells the bot.
    """

    rounds: Rounds
    rng: random.Random
    deaths: Sequence[str]
    players: Sequence[int]
    early: Sequence[int]
    late: Sequence[int]
    leaver: int
    since: dict[int, int] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    async def play(self) -> str:
        """Play to the board and return it; raise if anything shown is not what was pressed."""
        await self.rounds.begin()
        await self._during("lobby", [self._join(member) for member in self.early])
        when = {phase: self.rng.randint(1, SIZE) for phase in self.deaths}
        present = {*self.players}
        for position in range(1, SIZE + 1):
            present |= {*self.late} if position == LATE_AT else set()
            self.since |= {member: position for member in present if member not in self.since}
            await self.rounds.ask(position)
            await self._question(position, sorted(present), deadly=when.get("open") == position)
            await self._reveal(position, deadly=when.get("reveal") == position)
            if position == LATE_AT:
                present -= {self.leaver}
                self.gone |= {self.leaver} if await self.rounds.hall.leave(self.leaver) else set()
        return await self._board()

    async def _join(self, member: int) -> None:
        await self.rounds.pressed(member, "Join", self.rounds.lobby, lambda said: " in." in said)

    async def _question(self, position: int, present: Sequence[int], *, deadly: bool) -> None:
        pressing = [self.rounds.answer(member, self.rng.choice(LETTERS), position) for member in present]
        await self._during("open" if deadly else "", pressing)
        for member in self.rng.sample(present, 3):
            await self.rounds.answer(member, self.rng.choice(LETTERS), position)

    async def _reveal(self, position: int, *, deadly: bool) -> None:
        self.rounds.house.move(SECONDS)
        await self._during("reveal" if deadly else "", [], longest=1.5)
        text = (await self.rounds.reveal(position)).text
        found, told = KEY.search(text), self._told(position)
        assert found, text
        self.keys[position] = found[1]
        counts = ", ".join(f"{letter} {told.count(letter)}" for letter in LETTERS)
        assert f"{told.count(found[1])} of {len(told)} right. {counts}." in text, (text, told)

    async def _board(self) -> str:
        post = await self.rounds.board()
        results = {member: self._results(member) for member in self.since if member not in self.gone}
        right, answered = (sum(each) for each in zip(*results.values(), strict=True))
        assert f"{SIZE} questions, {len(results)} players." in post.text, post.text
        assert f"1. A player with no name: {max(results.values())[0]} right" in post.text, post.text
        assert f"Together we got {round(100 * right / answered)}% right" in post.text, post.text
        for member in (*self.rng.sample(sorted(results), 4), self.late[0]):
            said = await self.rounds.pressed(member, "My place", self.rounds.over, lambda said: "asked while" in said)
            asked = SIZE - self.since[member] + 1
            assert f"{results[member][0]} right of {asked} questions asked" in said, said
        return post.text

    async def _during(self, phase: str, work: Sequence[Coroutine[object, object, None]], longest: float = 0.7) -> None:
        """Do some work, and if the process is to die in this phase, kill it at some moment of that."""
        if phase in self.deaths:
            await self.rounds.killed_during(work, self.rng.uniform(0, longest))
        else:
            await asyncio.gather(*work)

    def _told(self, position: int) -> list[str]:
        """The letters that players were told they chose."""
        return [each for member in self.since if (each := self._letter(member, position))]

    def _results(self, member: int) -> tuple[int, int]:
        """How many a player got right, and how many they answered."""
        chosen = {position: self._letter(member, position) for position in self.keys}
        return sum(self.keys[at] == chosen[at] for at in chosen), sum(bool(each) for each in chosen.values())

    def _letter(self, member: int, position: int) -> str:
        user = self.rounds.hall.direct(member).user
        return self.rounds.ledger.told.get((user, self.rounds.number, position), "")
