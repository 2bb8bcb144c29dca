"""Where messages go on Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat import Address


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, and a topic of it or None."""

    chat: int
    thread: int | None = None


def place(address: Address) -> Place:
    """Return where an address is; a private chat has the person's own number."""
    return Place(int(address.chat or address.user), int(address.thread) if address.thread else None)
