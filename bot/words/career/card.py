"""A pass to share."""

from __future__ import annotations

from bot.chat import Text, bold, text


def card(*, named: bool) -> Text:
    tail = "" if named else " No name is on it unless you send one."
    return text(bold("It's yours to share."), f" Save the picture, or forward this message.{tail}")


def ask_name() -> Text:
    return text("What name do you want on it? Send it. I put it on the picture and don't keep it.")


def not_passed() -> Text:
    return text("You'll get the card once you pass. When you do, send /result passed and the date.")


def not_a_name() -> Text:
    return text("Send a name with 2 to 40 letters, spaces, periods, hyphens, and apostrophes, such as Ann Lee.")
