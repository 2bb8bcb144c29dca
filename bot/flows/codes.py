"""Codes that people read aloud and type. They grant access, so they never come from the tutor's dice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.context import LearnerContext

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 characters, so 5 bits each; none can be mistaken for another."""
LONGEST: Final = 100
"""Character limit of a typed code; the rest is ignored."""
PART: Final = 4
_ALONE: Final = re.compile(rf"(join\s+)?((?:[{ALPHABET}]{{4}}[\s-]?){{2}}[{ALPHABET}]{{4}})\.?", re.IGNORECASE)


def make(context: LearnerContext, size: int) -> str:
    """Return a new secret code."""
    return "".join(context.secret(ALPHABET) for _ in range(size))


def tidy(typed: str) -> str:
    """Return a typed code without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]", "", typed[:LONGEST]).upper()


def alone(said: str) -> str:
    """Return the long code that makes up a whole text; "" if there is none.

    A dash, a digit, or a "join" before it tells it from words.
    """
    found = _ALONE.fullmatch(said.strip()[:LONGEST])
    return tidy(found[2]) if found and (found[1] or re.search(r"[\d-]", found[2])) else ""


def spaced(code: str) -> str:
    """Return a long code in groups of four, for reading."""
    return "-".join(code[at : at + PART] for at in range(0, len(code), PART))
