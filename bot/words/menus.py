"""What stands above a choice of what to do."""

from __future__ import annotations

from bot.chat import Text, text


def practice() -> Text:
    return text("What do you want to practice? Tap, or send a topic such as /practice scheduling.")


def learn() -> Text:
    return text("These topics are worth most for you now. Tap one, or send one such as /learn scheduling.")
