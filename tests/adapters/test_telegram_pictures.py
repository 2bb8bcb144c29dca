"""Pictures on Telegram: a photo with the card as its caption, its words folded up under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.chat import Address, Button, Card, File, Picture, Pressed, Push, PushId, bold, text
from bot.drawing.artist import png
from tests.adapters.telegram_house import AB, QUICK, house, until
from tests.bench import NOON
from tests.drawing.samples import STREAK, WEEK

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House

WEEKLY = Picture(WEEK, "Your week: 6 of 7 days.")


@dataclass(frozen=True, slots=True)
class Undrawable:
    pass


def card(body: str = "Your week", **more: object) -> Card:
    return Card(text(bold(body)), AB, picture=WEEKLY, **more)  # type: ignore[arg-type]  # the fields of a card


def sent(home: House, count: int) -> bool:
    return len(home.peer.calls("sendPhoto")) == count


def pressing(before: Card, after: Card) -> Callable[[Event], list[Reply]]:
    return lambda event: [after if isinstance(event, Pressed) else before]


async def test_words_that_a_button_leads_to_are_not_folded_up_but_shown_if_the_photo_is_refused() -> None:
    async with house(lambda _: [replace(card(), picture=replace(WEEKLY, worded=True))]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        seen = await ada.see("Your week")
        assert seen.photo is not None
        assert seen.text == "Your week"
        home.peer.refuse(400, "Bad Request: IMAGE_PROCESS_FAILED", method="sendPhoto", times=9)
        ada.say("/week")
        assert (await ada.see(WEEKLY.alt)).text == f"Your week\n{WEEKLY.alt}"


async def test_a_photo_has_the_card_as_its_caption_and_its_words_folded_up() -> None:
    async with house(lambda _: [card()]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        seen = await ada.see("Your week")
        assert seen.photo is not None
        assert seen.photo.content == png(WEEK)
        assert seen.text == "Your week\nYour week: 6 of 7 days."
        assert seen.body.styled("bold") == ["Your week"]
        assert seen.body.styled("expandable_blockquote") == ["Your week: 6 of 7 days."]
        assert seen.unfolded == "Your week"
        assert seen.buttons == ["A", "B"]
        assert [request.method for request in home.peer.requests].count("sendPhoto") == 1
        assert not home.peer.refused


async def test_a_chat_is_told_of_a_picture_that_takes_a_while_and_of_no_other() -> None:
    for drawing, told in ((0.0, ["upload_photo"]), (60.0, [])):
        png.cache_clear()
        async with house(lambda _: [card()], patience=replace(QUICK, drawing=drawing)) as home:
            ada = home.peer.phone()
            ada.say("/week")
            await ada.see("Your week")
            assert home.peer.methods.actions == [(ada.id, action) for action in told]
            assert not home.peer.refused


async def test_a_picture_comes_even_where_the_telling_is_refused() -> None:
    png.cache_clear()
    async with house(lambda _: [card()], patience=replace(QUICK, drawing=0.0)) as home:
        home.peer.refuse(400, "Bad Request: something new", method="sendChatAction")
        ada = home.peer.phone()
        ada.say("/week")
        assert (await ada.see("Your week")).photo


async def test_what_the_card_says_already_is_not_said_twice() -> None:
    async with house(lambda _: [card(f"So: {WEEKLY.alt}")]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        assert (await ada.see("So:")).text == f"So: {WEEKLY.alt}"


FOLDED = len(WEEKLY.alt) + 1


@pytest.mark.parametrize(("length", "messages"), [(1024 - FOLDED, 1), (1025 - FOLDED, 2), (3000, 2), (5000, 3)])
async def test_a_card_that_is_too_long_for_a_caption_follows_its_photo(length: int, messages: int) -> None:
    async with house(lambda _: [card("x" * length)]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        last = await ada.see(lambda message: message.buttons == ["A", "B"])
        assert len(ada.messages) == messages
        assert [bool(message.photo) for message in ada.messages] == [True] + [False] * (messages - 1)
        assert last is ada.messages[-1]
        assert "".join(message.unfolded for message in ada.messages) == "x" * length
        assert ada.messages[0].text.endswith(WEEKLY.alt)
        assert not home.peer.refused


async def test_the_units_of_a_caption_are_counted_as_telegram_does() -> None:
    body = "\U0001f600" * ((1024 - FOLDED) // 2) + "x"
    async with house(lambda _: [Card(text(body, " "), AB, picture=WEEKLY)]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        await ada.see(lambda message: bool(message.buttons))
        assert not home.peer.refused


async def test_a_photo_goes_before_a_file() -> None:
    async with house(lambda _: [card(file=File("plan.ics", b"BEGIN"))]) as home:
        ada = home.peer.phone()
        ada.say("/plan")
        last = await ada.see(lambda message: message.document is not None)
        assert [bool(message.photo) for message in ada.messages] == [True, False]
        assert (last.text, last.buttons) == ("Your week", ["A", "B"])


async def test_a_press_under_a_photo_is_answered_anew_and_the_old_buttons_go() -> None:
    async with house(pressing(card(), Card(text("Next week"), AB, replace=True))) as home:
        ada = home.peer.phone()
        ada.say("/week")
        photo = await ada.see("Your week")
        ada.tap("A")
        new = await ada.see("Next week")
        await until(lambda: not photo.buttons)
        assert (new.photo, new.buttons) == (None, ["A", "B"])
        assert photo.text.startswith("Your week")
        ada.tap("B")  # of the new one, which is a text
        await until(lambda: len(home.peer.calls("editMessageText")) == 2)
        assert len(ada.messages) == 2


async def test_a_text_does_not_turn_into_a_photo() -> None:
    async with house(pressing(Card(text("?"), AB), card(replace=True))) as home:
        ada = home.peer.phone()
        ada.say("/week")
        asked = await ada.see("?")
        ada.tap("A")
        photo = await ada.see("Your week")
        await until(lambda: not asked.buttons)
        assert photo.photo is not None
        assert photo.buttons == ["A", "B"]
        assert not home.peer.calls("editMessageText")


async def test_a_second_press_on_a_photo_harms_nothing() -> None:
    async with house(pressing(card(), card(replace=True))) as home:
        ada = home.peer.phone()
        ada.say("/week")
        photo = await ada.see("Your week")
        token = (photo.button("A") or {})["callback_data"]
        for count in (2, 3):
            ada.press(token, photo)
            await until(partial(sent, home, count))
        await until(lambda: len(home.peer.calls("editMessageReplyMarkup")) == 2)
        assert [refusal.method for refusal in home.peer.refused] == ["editMessageReplyMarkup"]


async def test_a_picture_that_cannot_be_drawn_is_said() -> None:
    broken = Card(text("Your week"), AB, picture=Picture(Undrawable(), "6 of 7 days"))
    async with house(lambda _: [broken]) as home:
        ada = home.peer.phone()
        ada.say("/week")
        seen = await ada.see("Your week")
        assert (seen.text, seen.buttons, seen.photo) == ("Your week\n\n6 of 7 days", ["A", "B"], None)


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (400, "Bad Request: not enough rights to send photos to the chat"),
        (413, "Request Entity Too Large"),
    ],
)
async def test_a_picture_that_telegram_refuses_is_said(code: int, description: str) -> None:
    async with house(lambda _: [card()]) as home:
        home.peer.refuse(code, description, method="sendPhoto", times=9)
        ada = home.peer.phone()
        ada.say("/week")
        seen = await ada.see("Your week")
        assert (seen.text, seen.photo, seen.buttons) == (f"Your week\n{WEEKLY.alt}", None, ["A", "B"])
        assert len(home.peer.calls("sendPhoto")) == 1


async def test_a_caption_whose_markup_is_refused_is_sent_plain() -> None:
    async with house(lambda _: [card()]) as home:
        home.peer.refuse(400, "Bad Request: can't parse entities: new rules", method="sendPhoto")
        ada = home.peer.phone()
        ada.say("/week")
        seen = await ada.see("Your week")
        assert seen.photo is not None
        assert (seen.text, seen.body.entities) == (f"Your week\n{WEEKLY.alt}", ())


async def test_a_photo_waits_out_a_flood_and_a_cut_line() -> None:
    async with house(lambda _: [card()]) as home:
        home.peer.flood(0.05, method="sendPhoto")
        home.peer.cut("before", method="sendPhoto")
        ada = home.peer.phone()
        ada.say("/week")
        assert (await ada.see("Your week")).photo is not None
        assert len(ada.messages) == 1


async def test_a_push_carries_its_picture() -> None:
    async with house(serve=False) as home:
        ada = home.peer.phone(known=True)
        address = Address("telegram", str(ada.id), str(ada.id), direct=True)
        weekly = Card(text("Your streak"), ((Button("Go on", "g"),),), picture=Picture(STREAK, "12 days"))
        delivery = await home.chat.deliver(Push(PushId(1, NOON, NOON), address, (weekly,), NOON))
        assert delivery.outcome == "sent"
        assert ada.messages[0].photo is not None
        assert ada.messages[0].text == "Your streak\n12 days"
