"""Draws a card's picture away from the event loop; what cannot be drawn is said."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot.chat import text
from bot.drawing.artist import png

if TYPE_CHECKING:
    from bot.chat import Card

NAME = "picture.png"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is sent: the bytes of a PNG, and what says the same."""

    content: bytes
    alt: str


async def drawn(card: Card) -> tuple[Card, Drawn | None]:
    """Return the card without its picture, and that drawn; where drawing fails the card says it in words.

    Equal figures are drawn once for a process. Never raises.
    """
    if card.picture is None:
        return card, None
    try:
        content = await asyncio.to_thread(png, card.picture.figures)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with a picture, the card is shown
        kind, reason = type(card.picture.figures).__name__, type(error).__name__
        log.error("a picture was not drawn", kind=kind, error=reason)  # noqa: TRY400 - a traceback may show figures
        return said(card), None
    return replace(card, picture=None), Drawn(content, card.picture.alt)


def said(card: Card) -> Card:
    """Return the card with what its picture shows in words."""
    if card.picture is None:
        return card
    return replace(card, body=text(card.body, "\n\n", card.picture.alt), picture=None)
