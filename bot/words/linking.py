"""Linking the accounts of one person, and unlinking one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text

SHARED: Final = (
    "Linked accounts share everything: answers, streak, settings, and exam date. Either one can /export all of it or"
    " delete it all with /forget."
)


def link_line(code: str) -> str:
    """The line to send in the other chat."""
    return f"/link {code}"


def link_code(code: str) -> Text:
    return text(
        "Send this in your other chat within ten minutes:\n",
        bold(link_line(code)),
        "\nEach chat will then ask you to confirm. After that, your answers are counted together."
        " The code is yours alone: don't show it to anyone.",
    )


def check_link(platforms: Sequence[str]) -> Text:
    return text(
        bold(f"Link this chat to a {_named(platforms)} account?"),
        f"\n{SHARED}\n\nContinue only if you made this code yourself. If someone sent it to you, choose No.",
    )


def asked_there(platforms: Sequence[str]) -> Text:
    return text(
        f"One step left: confirm it in your {_named(platforms)} chat. I have asked there; if you see nothing there,"
        " send /link. Nothing is shared until you do."
    )


def was_it_you(platforms: Sequence[str], answers: int) -> Text:
    return text(
        bold(f"Was that you? A {_named(platforms)} account with {_answers(answers)} wants to link to this one."),
        f"\n{SHARED}\n\nIf it wasn't you, choose No, and nothing is shared.",
    )


def not_joined() -> Text:
    return text("All right, nothing was changed.")


def linked(answers: int) -> Text:
    held = _answers(answers)
    return text(f"Linked: your two chats now count as one learner with {held}. To undo that, send /unlink.")


def nothing_linked() -> Text:
    return text("This chat isn't linked to another one. To link two, send /link.")


def check_unlink(platforms: Sequence[str]) -> Text:
    return text(
        bold("Unlink this chat?"),
        f"\nEverything stays with your {_named(platforms)} account. This chat starts over with nothing.",
    )


def taken_out(platforms: Sequence[str]) -> Text:
    return text(
        f"Done. Your answers and settings stay with your {_named(platforms)} account. To start over here, send /start."
    )


def one_left() -> Text:
    return text(
        "One of your chats is no longer linked to this one. Everything stays here, and that chat can't see it anymore."
    )


def _named(platforms: Sequence[str]) -> str:
    return " and ".join(platform.capitalize() for platform in platforms)


def _answers(count: int) -> str:
    return "no answers yet" if not count else "1 answer" if count == 1 else f"{count:,} answers"
