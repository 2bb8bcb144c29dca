"""Draw a card's picture off the event loop, one at a time; if that fails, fall back to words."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import structlog

from bot.chat import text
from bot.drawing.artist import png
from bot.words.pictures import busy

if TYPE_CHECKING:
    from bot.chat import Card, Picture

NAME = "picture.png"
log = structlog.get_logger()

MAX_WAITING: Final = 20
"""Pictures in the queue, which takes a second or two; beyond that, one is put into words."""
_QUEUE: Final = ThreadPoolExecutor(1, thread_name_prefix="drawing")
"""Draws one picture at a time, so that a rush of pictures leaves the processor to the answers."""
_waiting: Final[set[asyncio.Future[bytes]]] = set()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture ready to send: PNG bytes, its description in words, and whether a button leads to the same in words."""

    content: bytes
    alt: str
    worded: bool = False


async def drawn(card: Card) -> tuple[Card, Drawn | None]:
    """The card without its picture, and the drawn picture; if drawing fails, the card with the picture in words.

    So, too, if the queue is full. Equal figures are drawn once per process, and a chat has one picture in the queue at
    most, because its replies are sent in order. Never raises.
    """
    if card.picture is None:
        return card, None
    if len(_waiting) >= MAX_WAITING:
        log.warning("too many pictures wait: one was put into words")
        return said(card, busy()), None
    try:
        content = await _drawn(card.picture)
    except Exception as error:  # noqa: BLE001 - a broken picture must not hide the card
        kind, reason = type(card.picture.figures).__name__, type(error).__name__
        log.error("a picture was not drawn", kind=kind, error=reason)  # noqa: TRY400 - a traceback may show figures
        return said(card), None
    return replace(card, picture=None), Drawn(content, card.picture.alt, card.picture.worded)


def said(card: Card, why: str = "") -> Card:
    """The card with its picture replaced by text, which a sentence may introduce."""
    if card.picture is None:
        return card
    words = "\n\n".join(filter(None, (why, card.picture.alt)))
    return replace(card, body=text(card.body, "\n\n", words), picture=None)


async def _drawn(picture: Picture) -> bytes:
    drawing = asyncio.get_running_loop().run_in_executor(_QUEUE, png, picture.figures)
    _waiting.add(drawing)
    drawing.add_done_callback(_waiting.discard)
    return await drawing
