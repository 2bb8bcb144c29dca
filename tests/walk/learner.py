"""The learner: acts until the expected reply appears, and records every result shown."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final, Protocol

from bot.storage.claims import LEASE

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.walk.house import Screen, Seen

PATIENCE: Final = 2.0
"""Seconds before a person tries again."""
GIVES_UP: Final = 90.0
VERDICT = re.compile(r"(?:Right: |you chose )([A-D])")


class Home(Protocol):
    """Where the learner's tutor lives."""

    rng: random.Random

    async def live(self) -> None:
        """Start what is to run, unless it is running."""

    def count_death(self) -> bool:
        """True if a process was killed since the last call."""

    def move(self, seconds: float) -> None:
        """Advance the clock."""


class Learner:
    """One person. `shown` holds (stem, chosen option) of each explanation seen."""

    def __init__(self, house: Home, screen: Screen) -> None:
        self.house = house
        self.screen = screen
        self.shown: set[tuple[str, str]] = set()
        self.questions: dict[str, dict[str, str]] = {}

    async def say(self, typed: str, until: str) -> None:
        """Type something until a new message contains the text."""
        before = self.screen.look()
        await self._try(lambda: self.screen.type(typed), lambda: self._news(before, until))

    async def tap(self, label: str, until: str) -> None:
        """Tap the newest such button until a new or changed message contains the text."""
        before = self.screen.look()
        self._newest(lambda seen: bool(_offers(seen, label)))

        async def act() -> None:
            # Once none is left, the result of an earlier tap is about to appear.
            found = [(number, _offers(seen, label)) for number, seen in self.screen.look().items()]
            if found := [(number, button) for number, button in found if button]:
                await self.screen.press(found[-1][1], found[-1][0])

        await self._try(act, lambda: self._news(before, until))

    async def press(self, label: str, number: str, until: str) -> None:
        """Press a button of one message until it contains the text; not again once the message has changed."""
        before = self.screen.look()

        async def act() -> None:
            if self.screen.look()[number] == before[number]:
                await self.screen.press(label, number)

        await self._try(act, lambda: self._news(before, until))

    async def wait(self, until: str) -> None:
        """Wait for an unsolicited message."""
        before = self.screen.look()

        async def act() -> None:
            # A push claimed by a killed process is resent when its lease ends.
            self.house.move(LEASE.total_seconds())

        await self._try(act, lambda: self._news(before, until))

    async def study(self, until: str) -> None:
        """Answer questions until a new or changed message contains the pattern."""
        begun = self.screen.look()
        while not any(re.search(until, seen.text) for n, seen in self.screen.look().items() if begun.get(n) != seen):
            going_on = [each for each in self.screen.look().items() if {"A", "Next"} & {*each[1].buttons}]
            number, seen = going_on[-1] if going_on else ("", None)
            if seen is None:
                await self.say("/daily", "")
            elif "A" in seen.buttons:
                await self._answer(number, seen)
            else:
                before = self.screen.look()
                await self._try(
                    lambda number=number: self.screen.press("Next", number),  # type: ignore[misc]
                    lambda before=before: self._news(before, ""),  # type: ignore[misc]
                )

    def _note(self) -> None:
        """Record the questions and results in sight."""
        for seen in self.screen.look().values():
            lines = dict(re.findall(r"^([A-D])\. (.*)$", seen.text, re.MULTILINE))
            if "A" in seen.buttons and len(lines) == 4:
                stem = seen.text.split("\nA. ")[0].strip().split("\n\n")[-1]
                self.questions[stem] = lines
            elif verdict := VERDICT.match(seen.text):
                stem = seen.text.split("\n\n")[1].strip()
                self.shown.add((stem, lines[verdict[1]]))

    async def _answer(self, number: str, seen: Seen) -> None:
        letter = self.house.rng.choice("ABCD")
        before = self.screen.look()
        stem = seen.text.split("\nA. ")[0].strip().split("\n\n")[-1]

        async def act() -> None:
            # Only if the question is still there; otherwise the result is already shown.
            if "A" in self.screen.look()[number].buttons:
                await self.screen.press(letter, number)

        await self._try(act, lambda: self._news(before, stem))

    async def _try(self, act: Callable[[], object] | None, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(GIVES_UP):
            while True:
                await self.house.live()
                if act:
                    await act()  # type: ignore[misc]
                if await self._patiently(seen):
                    self._note()
                    return

    async def _patiently(self, seen: Callable[[], bool]) -> bool:
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while loop.time() < end:
            if seen():
                return True
            if self.house.count_death():
                await self.house.live()
            await asyncio.sleep(0.01)
        return False

    def _news(self, before: dict[str, Seen], text: str) -> bool:
        return any(text in seen.text for number, seen in self.screen.look().items() if before.get(number) != seen)

    def _newest(self, wanted: Callable[[Seen], bool]) -> tuple[str, Seen]:
        looked = self.screen.look()
        found = next(((n, seen) for n, seen in reversed(looked.items()) if wanted(seen)), None)
        assert found, f"nothing such in sight: {[*looked.values()][-3:]}"
        return found


def _offers(seen: Seen, label: str) -> str:
    """The button of a message whose label begins with this; "" if there is none."""
    return next((button for button in seen.buttons if button.startswith(label)), "")
