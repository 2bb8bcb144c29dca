"""Names that learners choose for themselves, where others read them."""

from __future__ import annotations

import unicodedata
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_ISOLATE: Final = "\u2068{}\u2069"


def named(alias: str) -> str:
    """An alias within English text, isolated so that a right-to-left one does not reorder the text around it."""
    turns = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in alias)
    return _ISOLATE.format(alias) if turns else alias


def same(alias: str) -> str:
    """What two aliases share that look alike except for case and width."""
    return unicodedata.normalize("NFKC", alias).casefold()
