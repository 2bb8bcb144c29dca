"""Texts that only the terminal shows."""

from __future__ import annotations

from typing import Final

from bot.chat import Text, text

LEAVE: Final = frozenset({"quit", "exit", "/quit", "/exit"})


def how_to() -> Text:
    return text(
        "Answer with a letter or a number. To pick a button, type its number or its name."
        " /help lists what I can do; quit leaves."
    )


def with_mark(mark: str) -> Text:
    """Say how to choose a button where a bare number means something else."""
    return text(f"For a button, type {mark} and its number. A number alone is taken as your answer.")


def written(path: str) -> Text:
    return text(f"Written to {path}")


def not_written(why: str) -> Text:
    return text(f"The file wasn't saved. {why}")


def bye() -> Text:
    return text("See you tomorrow.")
