"""Conversations as data: the same text files are played through the core and through every adapter.

> typed text or a /command        @ Label    taps the newest button that begins so
                                  {code} in what is typed is the last long code that was shown
! right    ! wrong                taps the right or a wrong letter of the question in sight
+ 1d    + 3h    + 20m             moves the clock, and lets what is due be sent
= text                            must stand in what was shown since the last act
~ text                            must not stand there
# comment
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "conversations"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
SPACED = re.compile(r"\d\s+%")
Transcript: TypeAlias = "list[tuple[str, list[str]]]"
"""Each act with what it showed."""
_CODE = re.compile(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}\b")
_UNITS = {"d": 86_400, "h": 3_600, "m": 60}


class Phone(Protocol):
    """One person's chat on some platform, as a test drives it."""

    async def say(self, typed: str) -> None:
        """Type a command or a text, and wait for the answer."""

    async def tap(self, label: str) -> None:
        """Tap the newest button whose label begins with this, and wait for the answer."""

    async def wait(self, seconds: float) -> None:
        """Move the clock, and wait for what is due."""

    def shown(self) -> Sequence[str]:
        """Return the plain text of each message, toasts included, that was shown or edited since the last act."""


def stems(texts: Sequence[str]) -> str:
    """Return what was shown as one text."""
    return "\n".join(texts)


def letter(texts: Sequence[str], *, right: bool) -> str:
    """Return the letter of the right option of the question in sight, or of a wrong one (see `bench.question`)."""
    lines: list[tuple[str, str]] = re.findall(r"^([A-D])\. (.*)$", stems(texts), re.MULTILINE)
    return next(at for at, option in lines[-4:] if option.startswith("The right thing") is right)


async def play(name: str, phone: Phone, *, pushes: bool = True) -> Transcript:
    """Play a conversation; return each act with what it showed, except codes, which always differ.

    Without `pushes`, everything after a wait is skipped up to the next typed input: nothing arrives unasked.
    """
    transcript: Transcript = []
    texts: list[str] = []
    code = ""
    unasked = False
    for number, line in enumerate((FOLDER / f"{name}.txt").read_text().splitlines(), 1):
        sign, _, rest = line.strip().partition(" ")
        unasked = sign == "+" or (unasked and sign != ">")
        if unasked and sign != "+" and not pushes:
            continue
        where = f"{name}:{number}: {line}\n--- shown:\n" + stems(texts)
        if sign == "=":
            assert rest in stems(texts), where
        elif sign == "~":
            assert rest not in stems(texts), where
        elif sign and sign != "#":
            await _act(phone, sign, rest.replace("{code}", code), texts)
            texts = list(phone.shown())
            assert not SPACED.search(stems(texts)), f"a space before the percent sign after {where}"
            code = next(iter(_CODE.findall(stems(texts))), code)
            transcript.append((line, [_CODE.sub("{code}", each) for each in texts]))
    return transcript


def lasting(name: str) -> list[str]:
    """Return what a conversation looks for wherever it is played, even where nothing arrives unasked."""
    found: list[str] = []
    unasked = False
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        unasked = line[:1] == "+" or (unasked and line[:1] != ">")
        if line.startswith("= ") and not unasked:
            found.append(line.removeprefix("= "))
    return found


async def _act(phone: Phone, sign: str, rest: str, texts: Sequence[str]) -> None:
    if sign == ">":
        await phone.say(rest)
    elif sign == "@":
        await phone.tap(rest)
    elif sign == "!":
        await phone.tap(letter(texts, right=rest == "right"))
    elif sign == "+":
        await phone.wait(int(rest[:-1]) * _UNITS[rest[-1]])
    else:
        raise ValueError(f"no such act: {sign}")
