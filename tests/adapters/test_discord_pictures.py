"""Pictures on Discord: an attachment with a description, which edits keep or drop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from adapters.discord.render import MAX_CONTENT, paged
from adapters.drawing import Drawn
from bot.chat import Address, Button, Card, File, Picture, Pressed, Push, PushId, text
from bot.drawing.artist import png
from tests.bench import NOON
from tests.drawing.samples import STREAK, WEEK
from tests.peers.discord_bench import FakeTutor, adapter, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat import Reply
    from tests.peers.discord import DiscordPeer

ROWS = ((Button("Next", "t:1"),),)
WEEKLY = Card(text("Your week"), ROWS, picture=Picture(WEEK, "6 of 7 days"))
STREAKING = Card(text("Your streak"), ROWS, replace=True, picture=Picture(STREAK, "12 days"))
PICTURES = ("/channels/.*/messages", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Undrawable:
    pass


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


def pressing(*replies: Reply) -> FakeTutor:
    return FakeTutor(lambda event: list(replies) if isinstance(event, Pressed) else [WEEKLY])


@pytest.mark.parametrize("kind", ["direct", "server"])
async def test_a_picture_is_an_attachment_with_a_description(peer: DiscordPeer, kind: str) -> None:
    ada = peer.phone("ada").at(kind)  # type: ignore[arg-type]  # both are kinds
    async with serving(peer, pressing()):
        await ada.command("streak")
        seen = await ada.see("Your week")
    assert seen.attachments == [("picture.png", png(WEEK))]
    assert seen.descriptions == ["6 of 7 days"]
    assert (seen.plain, seen.buttons) == ("Your week", [["Next"]])


async def test_an_edit_puts_the_new_picture_in_the_old_ones_place(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing(STREAKING)):
        await ada.command("streak")
        seen = await ada.see("Your week")
        await ada.tap("Next")
        assert await ada.see("Your streak") is seen
    assert (seen.attachments, seen.descriptions) == ([("picture.png", png(STREAK))], ["12 days"])


async def test_an_edit_without_a_picture_drops_it(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing(Card(text("Gone"), ROWS, replace=True))):
        await ada.command("streak")
        seen = await ada.see("Your week")
        await ada.tap("Next")
        assert await ada.see("Gone") is seen
    assert (seen.attachments, seen.descriptions) == ([], [])


async def test_a_new_message_leaves_the_picture_where_it_is(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    async with serving(peer, pressing(Card(text("And more")))):
        await ada.command("streak")
        seen = await ada.see("Your week")
        await ada.tap("Next")
        await ada.see("And more")
    assert seen.descriptions == ["6 of 7 days"]


async def test_a_file_and_a_picture_come_together(peer: DiscordPeer) -> None:
    both = Card(text("Your plan"), file=File("plan.ics", b"BEGIN"), picture=WEEKLY.picture)
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [both])):
        await ada.command("streak")
        seen = await ada.see("Your plan")
    assert [name for name, _ in seen.attachments] == ["plan.ics", "picture.png"]
    assert seen.descriptions == ["", "6 of 7 days"]


async def test_a_picture_that_cannot_be_drawn_is_said(peer: DiscordPeer) -> None:
    broken = Card(text("Your week"), ROWS, picture=Picture(Undrawable(), "6 of 7 days"))
    ada = peer.phone("ada")
    async with serving(peer, FakeTutor(lambda _: [broken])):
        await ada.command("streak")
        seen = await ada.see("Your week")
    assert (seen.plain, seen.attachments, seen.buttons) == ("Your week\n\n6 of 7 days", [], [["Next"]])


@pytest.mark.parametrize(("status", "code"), [(413, 40005), (403, 50013)])
async def test_a_picture_that_discord_refuses_is_said(peer: DiscordPeer, status: int, code: int) -> None:
    ada = peer.phone("ada")
    peer.refuse(status, code, "No.", method="PATCH", path="/webhooks/")
    async with serving(peer, pressing()):
        await ada.command("streak")
        seen = await ada.see("Your week")
    assert (seen.plain, seen.attachments, seen.buttons) == ("Your week\n\n6 of 7 days", [], [["Next"]])


async def test_a_push_carries_its_picture_once(peer: DiscordPeer) -> None:
    ada = peer.phone("ada")
    peer.cut("after", method="POST", path="/channels/.*/messages")
    async with adapter(peer, FakeTutor()) as chat:
        chat.pauses = (0.01, 0.01)
        address = Address("discord", ada.user.id, ada.channel.id, direct=True)
        assert (await chat.deliver(Push(PushId(1, NOON, NOON), address, (WEEKLY,), NOON))).outcome == "sent"
    assert [message.descriptions for message in ada.messages] == [["6 of 7 days"]]


def test_in_words_a_page_still_fits() -> None:
    (page,) = paged(Card(text("x" * 1990)), Drawn(b"", "a long story " * 9))
    assert len(page.in_words.content) == MAX_CONTENT
    assert page.in_words.content.startswith("x" * 1990)
    assert page.in_words.picture is None


def test_of_several_pages_the_last_has_the_picture() -> None:
    pages = paged(Card(text("x " * 2000), ROWS), Drawn(b"png", "words"))
    assert [bool(page.picture) for page in pages] == [False] * (len(pages) - 1) + [True]
