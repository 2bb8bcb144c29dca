"""Lists in a sentence, and sentences that are shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def every(items: Sequence[str]) -> str:
    """Join as in "one, two, and three"; by semicolons if an item has a comma of its own."""
    return _joined(items, "and")


def either(items: Sequence[str]) -> str:
    """Join as in "one, two, or three", with semicolons as in `every`."""
    return _joined(items, "or")


def shortened(said: str, most: int) -> str:
    """Return a text of at most `most` characters, cut after a word."""
    return said if len(said) <= most else f"{said[:most].rpartition(' ')[0].rstrip(',;:')}…"


def _joined(items: Sequence[str], word: str) -> str:
    comma = ";" if any("," in each for each in items) else ","
    if len(items) <= 2 and comma == ",":  # noqa: PLR2004 - a pair takes no comma
        return f" {word} ".join(items)
    return f"{comma} ".join([*items[:-1], f"{word} {items[-1]}" if len(items) > 1 else items[-1]])
