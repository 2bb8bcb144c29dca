"""A live round against the real process, which may be killed at any time: what comes, and who presses what."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.walk.ledger import CHOSE, Ledger
from tests.walk.live_hall import BOSS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from tests.walk.house import House
    from tests.walk.live_hall import LiveHall, Post

SIZE: Final = 5
SECONDS: Final = 60
STEP: Final = 10.0
"""Seconds that the clock moves while something is waited for."""
GLANCE: Final = 0.3
"""Seconds of real time for each step."""
GIVES_UP: Final = 120.0
PRESSES: Final = 20
"""Tries after which a press counts as never answered."""
LETTERS: Final = ("A", "B", "C", "D")


@dataclass(slots=True)
class Rounds:
    """The live rounds of a group, one after another, and the ledger of what their players were told."""

    house: House
    hall: LiveHall
    ledger: Ledger = field(default_factory=Ledger)
    number: int = 0
    """The round's id: the store counts them from 1."""
    first: int = 0
    """How many posts there were before the round."""
    deaths: int = 0
    waking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin(self) -> Post:
        """Start a round; return its lobby."""
        self.first = len(self.hall.posts())
        self.number += 1
        await self.alive()
        await self.hall.command(BOSS, f"/quiz {SIZE} {SECONDS}s")
        return await self.reach(self.lobby, "the lobby", step=0)

    async def ask(self, position: int) -> Post:
        """Wait for a question."""
        return await self.reach(lambda: self._open(position), f"question {position}")

    async def reveal(self, position: int) -> Post:
        """Wait for a question's reveal."""
        return await self.reach(lambda: self._post(f"{_place(position)}: the answer is"), f"reveal {position}")

    async def board(self) -> Post:
        """Wait for the end."""
        return await self.reach(self.over, "the board")

    def lobby(self) -> Post | None:
        """The lobby's newest message."""
        return self._post(f"{SIZE} questions, {SECONDS} seconds each.")

    def over(self) -> Post | None:
        """The board's newest message."""
        return self._post("The live round is over")

    async def shown(self, what: str, count: int = 0) -> Post:
        """Wait for a post outside of a round: the newest of them, once there are so many."""

        def found() -> Post | None:
            posts = [post for post in self.hall.posts() if what in post.text]
            return posts[-1] if len(posts) >= max(1, count) else None

        return await self.reach(found, what, step=0 if not count else STEP)

    async def answer(self, member: int, letter: str, position: int) -> None:
        """Have a member press a letter until they are told that an answer was taken, and note it."""
        said = await self.pressed(member, letter, lambda: self._open(position), CHOSE.search)
        self.ledger.note(self.hall.direct(member).user, (self.number, position), said)

    async def pressed(
        self, member: int, label: str, post: Callable[[], Post | None], wanted: Callable[[str], object]
    ) -> str:
        """Have a member press a button until they are told what is wanted; return it."""
        said = ""
        for _ in range(PRESSES):
            await self.alive()
            found = post()
            assert found, f"no {label} to press; shown: {self._shown()}"
            if wanted(said := await self.hall.press(member, label, found.id)):
                return said
        raise AssertionError(f"never answered: {label}; last: {said!r}; {self.log()}")

    async def alive(self) -> None:
        """Start the process if it is dead, once for everyone who waits for it."""
        async with self.waking:
            self.house.count_death()
            await self.house.live()

    async def killed_during(self, work: Iterable[Coroutine[object, object, None]], seconds: float) -> None:
        """Kill the process so many seconds into some work, which goes on until it is done."""
        await asyncio.gather(self._kill_after(seconds), *work)

    async def reach(self, found: Callable[[], Post | None], what: str, step: float = STEP) -> Post:
        """Wait until something is seen, in time that passes faster than it does, and restart the process if need be."""
        try:
            async with asyncio.timeout(GIVES_UP):
                while not (seen := found()):
                    await self.alive()
                    self.house.move(step)
                    await self._glance(found)
        except TimeoutError:
            raise AssertionError(f"not seen: {what}; shown: {self._shown()}; {self.log()}") from None
        return seen

    def log(self) -> str:
        """Return the end of the process's log."""
        return (self.house.folder / "log").read_text()[-2000:]

    async def _glance(self, found: Callable[[], Post | None]) -> None:
        end = asyncio.get_running_loop().time() + GLANCE
        while not found() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110 - it crosses a process's wire
            await asyncio.sleep(0.01)

    async def _kill_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        async with self.waking:
            assert self.house.life is not None
            await self.house.kill()
            self.deaths += 1

    def _open(self, position: int) -> Post | None:
        """The question's newest message: a death between sending and noting it leaves two."""
        return next((post for post in self._posts() if _asks(post, position)), None)

    def _post(self, what: str) -> Post | None:
        return next((post for post in self._posts() if what in post.text), None)

    def _posts(self) -> list[Post]:
        return list(reversed(self.hall.posts()[self.first :]))

    def _shown(self) -> list[str]:
        return [post.text[:300] for post in self.hall.posts()][-4:]


def _asks(post: Post, position: int) -> bool:
    return post.text.startswith(_place(position)) and post.buttons[:4] == LETTERS


def _place(position: int) -> str:
    return f"Question {position} of {SIZE}"
