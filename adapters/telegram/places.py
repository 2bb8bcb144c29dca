"""Message destinations on Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat import Address


@dataclass(frozen=True, slots=True)
class Place:
    """A message destination: a chat, and a topic in it or None."""

    chat: int
    thread: int | None = None


def place(address: Address) -> Place:
    """The destination for an address; a private chat's id is the person's own."""
    return Place(int(address.chat or address.user), int(address.thread) if address.thread else None)
