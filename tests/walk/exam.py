"""A learner takes the whole simulation despite kills, changes answers, submits, and exports everything."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any, Final

from tests.walk.learner import Learner

if TYPE_CHECKING:
    from random import Random

    from tests.walk.house import House

SIZE: Final = 125
PAGE: Final = 25
LATER: Final = 15
AT_ONCE: Final = 15
"""Answers changed immediately; the others are changed after the last question."""
LEFT_OPEN: Final = (17, 63, 125)
KILLED_AT: Final = (41, 90)
FLAGGED: Final = (5, 77)
ASSUMED: Final = "I assume it takes 66 to 78 out of 100"


class Candidate:
    """A candidate who keeps a record: `chosen` lists every option chosen, by position."""

    def __init__(self, house: House, rng: Random) -> None:
        self.house, self.rng = house, rng
        self.learner = Learner(house, house.screen)
        self.chosen: dict[int, list[str]] = {}

    async def sit(self) -> tuple[str, dict[str, Any]]:
        """Take the simulation; return the report as shown, and the export."""
        ann = self.learner
        await ann.say("/start", "When is your exam?")
        await ann.tap("Skip, give me a question", "1 of 5")
        await ann.say("/exam", "125 questions in 125 minutes")
        await ann.tap("Start now", f"Exam · 1 of {SIZE}")
        changed = set(self.rng.sample([p for p in range(1, SIZE) if p not in LEFT_OPEN], AT_ONCE + LATER))
        now = set(sorted(changed)[::2])
        for position in range(1, SIZE + 1):
            await self._answer(position, twice=position in now)
        for position in changed - now:
            await self._return_to(position)
            await self._choose(position)
        await ann.tap("Overview", f"{SIZE - len(LEFT_OPEN)} of {SIZE} answered, {len(FLAGGED)} flagged")
        await ann.tap("Turn in", "3 questions are unanswered")
        await ann.tap("Yes, turn it in", "judging by this one alone")
        await ann.tap("In words", ASSUMED)
        report = next(seen.text for seen in ann.screen.look().values() if ASSUMED in seen.text)
        await ann.say("/export", "as a JSON file")
        return report, json.loads(ann.screen.files()[-1])

    async def _answer(self, position: int, *, twice: bool) -> None:
        """Answer a question, which brings the next one; go back to change the answer, or to flag the question."""
        ann, following = self.learner, f"Exam · {position + 1} of {SIZE}"
        if position in LEFT_OPEN:
            if position < SIZE:
                await ann.tap("Next", following)
            return
        await self._choose(position)
        if twice:
            await ann.tap("Previous", "Your answer: ")
            await self._choose(position)
        if position in FLAGGED:
            await ann.tap("Previous", "Your answer: ")
            await ann.tap("Flag", "flagged")
            await ann.tap("Next", following)

    async def _choose(self, position: int) -> None:
        """Choose a letter other than the last one, and record its option."""
        number, text = next(
            (number, seen.text)
            for number, seen in self.learner.screen.look().items()
            if f"Exam · {position} of {SIZE}" in seen.text
        )
        options = dict(re.findall(r"^([A-D])\. (.*)$", text, re.MULTILINE))
        last = re.search("Your answer: ([A-D])", text)
        letter = self.rng.choice([each for each in "ABCD" if not last or each != last[1]])
        if position in KILLED_AT:
            self._kill_soon()
        await self.learner.press(letter, number, f"Exam · {position + 1} of {SIZE}")
        self.chosen.setdefault(position, []).append(options[letter])

    async def _return_to(self, position: int) -> None:
        ann, first = self.learner, (position - 1) // PAGE * PAGE + 1
        await ann.tap("Overview", "answered,")
        await ann.tap(f"{first}-", f"Questions {first} to ")
        await ann.tap(str(position), f"Exam · {position} of {SIZE}")

    def _kill_soon(self) -> None:
        """Kill the process with SIGKILL during the next press."""
        life = self.house.life
        assert life is not None
        asyncio.get_running_loop().call_later(self.rng.uniform(0.0, 0.02), life.kill)
