"""Codes that people read aloud and type. They open something, so they never come from the tutor's dice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.context import LearnerContext

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 characters, so 5 bits each; nothing that looks like something else."""
LONGEST: Final = 100
"""Characters that are read of a typed code."""
PART: Final = 4
_ALONE: Final = re.compile(rf"(?:join\s+)?((?:[{ALPHABET}]{{4}}[\s-]?){{2}}[{ALPHABET}]{{4}})\.?", re.IGNORECASE)


def make(context: LearnerContext, size: int) -> str:
    """Return a new secret code."""
    return "".join(context.secret(ALPHABET) for _ in range(size))


def tidy(typed: str) -> str:
    """Return a typed code without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]", "", typed[:LONGEST]).upper()


def alone(said: str) -> str:
    """Return the long code that a text consists of, "" if it is none; a dash or a digit tells it from a word."""
    found = _ALONE.fullmatch(said.strip()[:LONGEST])
    return tidy(found[1]) if found and re.search(r"[\d-]", found[1]) else ""


def spaced(code: str) -> str:
    """Return a long code in parts of four, as people read it."""
    return "-".join(code[at : at + PART] for at in range(0, len(code), PART))
