"""Pictures are drawn off the event loop; a picture that cannot be drawn is put into words."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from adapters import drawing
from adapters.drawing import MAX_WAITING, drawn, said
from bot.chat import Button, Card, Picture, flat, text
from bot.drawing.artist import png
from tests.drawing.samples import WEEK

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pytest

ROWS = ((Button("Next", "n"),),)


@dataclass(frozen=True, slots=True)
class Unheard:
    secret: str = "ann"


async def test_a_card_without_a_picture_stays_as_it_is() -> None:
    card = Card(text("hello"), ROWS)
    assert await drawn(card) == (card, None)
    assert said(card) is card


async def test_a_picture_is_drawn_in_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def slow(figures: Hashable) -> bytes:
        threads.append(threading.get_ident())
        return png(figures)

    monkeypatch.setattr(drawing, "png", slow)
    card, shown = await drawn(Card(text("hello"), ROWS, picture=Picture(WEEK, "a week")))
    assert card == Card(text("hello"), ROWS)
    assert shown is not None
    assert (shown.content, shown.alt) == (png(WEEK), "a week")
    assert threads != [threading.get_ident()]


async def test_the_event_loop_goes_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def waiting(_: Hashable) -> bytes:
        assert go_on.wait(5)
        return b"png"

    monkeypatch.setattr(drawing, "png", waiting)
    task = asyncio.create_task(drawn(Card(text("hello"), picture=Picture(WEEK, "a week"))))
    await asyncio.sleep(0)
    assert not task.done()
    go_on.set()
    assert (await task)[1] is not None


async def test_what_cannot_be_drawn_is_said_and_logged_by_its_kind() -> None:
    with capture_logs() as logs:
        card, shown = await drawn(Card(text("hello"), ROWS, picture=Picture(Unheard(), "a week in words")))
    assert shown is None
    assert card == Card(text("hello", "\n\n", "a week in words"), ROWS)
    assert logs == [
        {"event": "a picture was not drawn", "log_level": "error", "kind": "Unheard", "error": "KeyError"},
    ]
    assert "ann" not in str(logs)
    assert flat(card.body).endswith("a week in words")


async def test_a_full_queue_puts_the_next_picture_into_words_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def waiting(_: Hashable) -> bytes:
        assert go_on.wait(5)
        return b"png"

    monkeypatch.setattr(drawing, "png", waiting)
    card = Card(text("Your week"), ROWS, picture=Picture(WEEK, "a week in words"))
    tasks = [asyncio.create_task(drawn(card)) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0)
    shown, picture = await drawn(card)
    assert picture is None
    assert shown.rows == ROWS
    assert flat(shown.body) == (
        "Your week\n\nI have a lot of pictures to draw right now, so here it is in words:\n\na week in words"
    )
    go_on.set()
    assert all(found for _, found in await asyncio.gather(*tasks))
    assert (await drawn(card))[1], "there is room again"
