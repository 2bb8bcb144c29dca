"""Posts in groups, edited by slot, and what happens if Telegram does not accept them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from adapters.telegram import Pace
from bot.chat import Card, Delivery, Slot, text
from bot.drawing.artist import png
from tests.adapters.telegram_cards import CHART, QUESTION, counted, posted, revealed, sent
from tests.adapters.telegram_house import fair_house, to_group
from tests.drawing.samples import WEEK
from tests.peers.telegram_methods import SAME
from tests.peers.telegram_rules import Upload

CAPTION = 1024 - len(CHART.alt) - 1


async def test_a_question_is_posted_in_its_topic_and_named_by_its_slot() -> None:
    async with fair_house(serve=False) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        group.say_hidden("hello")
        assert await posted(home, group, replace(QUESTION, mention="role"), thread="7") == sent("2")
        [message] = group.messages
        assert (message.id, message.thread, message.text) == (2, 7, "Which is first?")
        assert message.buttons == ["A", "B", "C", "D", "Why"]
        assert (message.button("Why") or {})["url"] == "https://t.me/cehrs_tutor_bot?start=why_1"
        assert ada.open("Why", message)
        assert ada.screen[-1].text == "/start why_1"


async def test_a_card_without_a_slot_is_posted_and_not_named() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        assert await posted(home, group, Card(text("The week")), QUESTION) == sent("2")
        assert [message.text for message in group.messages] == ["The week", "Which is first?"]


async def test_the_count_is_edited_and_an_edit_that_changes_nothing_is_one() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        assert await posted(home, group, QUESTION) == sent("1")
        for number in (1, 2, 2):
            assert await posted(home, group, counted(number)) == sent("1")
        [message] = group.messages
        assert message.edits == ["Which is first?", "Which is first? 1 answered"]
        assert message.buttons == ["A", "B", "C", "D", "Why"]
        home.asked_for = [SAME]


@pytest.mark.parametrize("anew", [True, False])
@pytest.mark.parametrize("kind", ["text", "photo"])
@pytest.mark.parametrize("lost", ["deleted", "old", "MESSAGE_ID_INVALID"])
async def test_a_message_that_is_gone_is_sent_anew_or_let_go(lost: str, kind: str, anew: bool) -> None:  # noqa: FBT001 - two cases
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        if lost == "deleted":
            group.drop(group.messages[0])
            home.asked_for = ["message to edit not found"]
        elif lost == "old":
            group.messages[0].inaccessible = True
            home.asked_for = ["message can't be edited"]
        else:
            home.peer.refuse(400, f"Bad Request: {lost}")
        card = revealed(anew=anew) if kind == "photo" else replace(counted(1), slot=Slot("q:1", "1", anew=anew))
        count = len(group.messages)
        assert await posted(home, group, card) == sent("2" if anew else "")
        assert len(group.messages) == count + anew


async def test_a_reveal_turns_the_question_into_a_picture_however_often_it_comes() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        for _ in range(2):  # the second after a crash
            assert await posted(home, group, revealed()) == sent("1")
        [message] = group.messages
        assert message.photo is not None
        assert message.photo.content == png(WEEK)
        assert message.text == f"Right: C\n{CHART.alt}"
        assert message.body.styled("bold") == ["Right: C"]
        assert message.buttons == []


async def test_a_message_that_has_become_a_picture_still_changes_its_words() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        await posted(home, group, revealed())
        for _ in range(2):
            assert await posted(home, group, counted(3)) == sent("1")
        [message] = group.messages
        assert message.text == "Which is first? 3 answered"
        assert message.photo
        home.asked_for = ["there is no text in the message to edit", SAME]
        long = Card(text("x" * 1025), slot=Slot("q:1", "1"))
        assert await posted(home, group, long) == sent("2")
        assert [bool(each.photo) for each in group.messages] == [True, False]
        assert message.buttons == []


@pytest.mark.parametrize(("length", "messages"), [(CAPTION, 1), (CAPTION + 1, 2), (1700, 2), (4096, 2), (4097, 3)])
async def test_a_reveal_that_is_too_long_for_a_caption_has_its_picture_under_it(length: int, messages: int) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        assert await posted(home, group, revealed("x" * length)) == sent("1")
        assert len(group.messages) == messages
        assert "".join(message.unfolded for message in group.messages) == "x" * length
        assert group.messages[-1].photo
        assert [message.under for message in group.messages] == [None, *[1] * (messages - 1)]
        later = [*home.peer.calls("sendMessage"), *home.peer.calls("sendPhoto")][1:]
        assert [call.get("disable_notification") for call in later] == ["true"] * (messages - 1)
        if messages == 2:  # after a crash before the settling, only what cannot be edited comes twice
            assert await posted(home, group, revealed("x" * length)) == sent("1")
            assert [bool(message.photo) for message in group.messages] == [False, True, True]
            home.asked_for = [SAME]


@pytest.mark.parametrize("how", ["new", "edited", "picture"])
async def test_a_picture_that_may_not_be_sent_is_said(how: str) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        if how != "new":
            await posted(home, group, revealed(message="") if how == "picture" else QUESTION)
        group.without_photos = True
        home.asked_for = ["not enough rights to send photos to the chat"]
        assert await posted(home, group, revealed("Right: D", "" if how == "new" else "1")) == sent("1")
        [message] = group.messages
        assert message.text == f"Right: D\n{CHART.alt}"
        assert bool(message.photo) == (how == "picture")
        home.asked_for += ["there is no text in the message to edit"] if how == "picture" else []


@pytest.mark.parametrize(
    "said", ["CHAT_SEND_PHOTOS_FORBIDDEN", "CHAT_SEND_MEDIA_FORBIDDEN", "PHOTO_INVALID_DIMENSIONS"]
)
async def test_a_picture_that_the_server_refuses_is_said(said: str) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        home.peer.refuse(400, f"Bad Request: {said}", times=1)
        assert await posted(home, group, revealed()) == sent("1")
        assert (group.messages[0].text, group.messages[0].photo) == (f"Right: C\n{CHART.alt}", None)


async def test_markup_that_is_refused_is_edited_in_plain() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        for card in (revealed(), replace(revealed("Wrong"), picture=None)):
            home.peer.refuse(400, "Bad Request: can't parse entities: new rules")
            assert await posted(home, group, card) == sent("1")
            assert group.messages[0].body.entities == ()
            group.messages[0].photo = None


@pytest.mark.parametrize("card", [QUESTION, counted(1), revealed()])
async def test_what_may_mend_itself_is_tried_again(card: Card) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        home.peer.flood(7.0)
        assert await posted(home, group, card) == Delivery("retry", 7.0)
        home.peer.cut("before")
        assert await posted(home, group, card) == Delivery("retry")
        home.peer.cut("after")
        assert await posted(home, group, card) == Delivery("retry")
        assert (await posted(home, group, card)).outcome == "sent"
        edited = card is not QUESTION
        assert len(group.messages) == (1 if edited else 3)
        home.asked_for = [SAME] if edited and not card.picture else []


async def test_a_slot_that_is_no_number_is_not_raised() -> None:
    async with fair_house(serve=False) as home:
        assert await posted(home, home.peer.group(), counted(1, "x")) == Delivery("retry")


async def test_a_group_gets_no_more_than_it_takes_and_counts_wait_first() -> None:
    async with fair_house(serve=False, pace=Pace(most=4, seconds=60.0, kept=2)) as home:
        group, other, ada = home.peer.group(), home.peer.group(), home.peer.phone(known=True)
        home.peer.methods.group_limit = (4, 60.0)
        assert await posted(home, group, QUESTION) == sent("1")
        assert await posted(home, group, counted(1)) == sent("1")
        late = await posted(home, group, counted(2))
        assert late.outcome == "retry"
        assert 40 < late.retry_after <= 60
        following = replace(QUESTION, slot=Slot("q:2"))
        both = Delivery("sent", messages=(("q:1", "1"), ("q:2", "2")))
        assert await posted(home, group, revealed(), following) == both
        assert (await posted(home, group, QUESTION)).outcome == "retry"
        assert len(home.peer.calls("sendMessage")) == 2
        assert await posted(home, other, QUESTION) == sent("1")
        for _ in range(6):
            direct = to_group(group, Card(text("hello")))
            direct = replace(direct, address=replace(direct.address, user=str(ada.id), chat=str(ada.id), direct=True))
            assert (await home.chat.deliver(direct)).outcome == "sent"


async def test_what_had_to_wait_is_sent_after_the_wait() -> None:
    async with fair_house(serve=False, pace=Pace(most=1, seconds=0.3, kept=0)) as home:
        group = home.peer.group()
        home.peer.methods.group_limit = (1, 0.1)
        for number in ("1", "2", "3"):
            while (delivery := await posted(home, group, QUESTION)).outcome == "retry":  # noqa: ASYNC110 - the delivery says how long
                await asyncio.sleep(delivery.retry_after)
            assert delivery == sent(number)


async def test_the_picture_that_is_sent_is_a_file() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        await posted(home, group, revealed())
        [call] = home.peer.calls("editMessageMedia")
        assert [type(value) for value in call.values()].count(Upload) == 1
