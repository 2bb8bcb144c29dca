"""The terminal as one side of a duel whose other side is somewhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.adapters.test_terminal_dialogues import TerminalPhone, at_a_terminal
from tests.duelists import play

if TYPE_CHECKING:
    from tests.bench import Stage


async def played(phone: TerminalPhone, count: int) -> str:
    """Type the letters of a side, so many of them right."""
    for number in range(1, 6):
        [text] = phone.shown()
        assert f"{number} of 5" in text
        letter = next(
            found[0] for found in re.findall(r"^([A-D])\. (The right thing)?", text, re.MULTILINE) if found[1]
        )
        await phone.say(letter if number <= count else next(each for each in "ABCD" if each != letter))
        if number < 5:
            await phone.tap("Next")
    return phone.shown()[0]


async def test_the_terminal_challenges_and_finds_the_result_in_duel(stage: Stage) -> None:
    ann = stage.person("ann")
    async with at_a_terminal(stage) as here:
        await here.say("/duel")
        [shown] = here.shown()
        assert "I accept the duel:" not in shown, "a button that only Telegram has"
        [code] = set(re.findall(r"/duel [A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", shown))
        ann.say(code)
        await here.say("/duel")
        await here.tap("Play")
        await here.tap("Start")
        assert "You're done: 3 of 5 right." in await played(here, 3)
        play(ann, 5)
        await here.say("/duel")
        assert "Your opponent won, 5 to 3." in here.shown()[0]


async def test_the_terminal_accepts_and_plays_last(stage: Stage) -> None:
    ann = stage.person("ann")
    async with at_a_terminal(stage) as here:
        ann.say("/duel")
        await here.say(ann.button("Tap to copy it").copy.lower())
        ann.say("/duel")
        ann.tap("Play")
        play(ann, 2)
        await here.tap("Start")
        assert "You won, 4 to 2." in await played(here, 4)
