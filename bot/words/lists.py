"""Lists in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def every(items: Sequence[str]) -> str:
    """Join as in "one, two, and three"."""
    return _joined(items, "and")


def either(items: Sequence[str]) -> str:
    """Join as in "one, two, or three"."""
    return _joined(items, "or")


def _joined(items: Sequence[str], word: str) -> str:
    if len(items) <= 2:  # noqa: PLR2004 - a pair takes no comma
        return f" {word} ".join(items)
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"
