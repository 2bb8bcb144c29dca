"""Texts that only the terminal shows."""

from __future__ import annotations

from typing import Final

from bot.chat import Text, text

LEAVE: Final = frozenset({"quit", "exit", "/quit", "/exit"})


def how_to() -> Text:
    return text(
        "Answer with a letter or a number. Where I say tap, type the button's number or its name."
        " /help lists what I can do; quit leaves."
    )


def written(path: str) -> Text:
    return text(f"Written to {path}")


def not_written(why: str) -> Text:
    return text(f"The file wasn't saved. {why}")


def bye() -> Text:
    return text("See you tomorrow.")
