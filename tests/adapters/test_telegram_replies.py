"""What a learner sees on Telegram, through the real library and the peer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Button, Card, Command, File, Pressed, Said, Toast, bold, flat, italic, text
from tests.adapters.telegram_house import AB, house, until
from tests.peers.specs import needs_telegrams_description, telegram_faults

if TYPE_CHECKING:
    from bot.chat import Event, Reply


def only(*replies: Reply) -> list[Reply]:
    return list(replies)


async def test_a_conversation() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/mock@cehrs_tutor_bot  clinical 5")
        card = await ada.see("mock [clinical 5]")
        assert card.buttons == ["A", "B"]
        query = ada.tap("B")
        edited = await ada.see("pressed answer:b")
        assert (edited.id, edited.edits, edited.buttons) == (card.id, ["mock [clinical 5]"], [])
        assert await ada.answered(query) == ""
        ada.say("in 6 weeks")
        await ada.see("said [in 6 weeks]")
        assert not home.peer.refused
    assert [type(event) for event in home.tutor.events] == [Command, Pressed, Said]


@needs_telegrams_description
async def test_every_request_fits_the_bot_apis_description() -> None:
    file = Card(text("file"), AB, File("a.json", b"{}"))
    replies = only(Card(text(bold("hi")), AB, replace=True), file, Toast("done"))
    async with house(lambda _: replies) as home:
        ada = home.peer.phone()
        ada.say("/start")
        await ada.see(lambda message: message.document is not None)
        await ada.answered(ada.tap("A", on=ada.messages[0]))
        await until(lambda: len(ada.messages) == 4)
    methods = {request.method for request in home.peer.requests}
    assert methods >= {"getMe", "getUpdates", "sendMessage", "sendDocument", "answerCallbackQuery", "setMyCommands"}
    assert telegram_faults(home.peer.requests) == []


SPECIAL = "<b>&amp;</b> & *_~|` @everyone [x](y) \u202eright to left\u202c שלום 😀👩\u200d⚕️ </i>&lt;&#65;"


async def test_no_character_is_markup() -> None:
    body = text(SPECIAL + "\n", bold(SPECIAL), "\n", italic(SPECIAL))
    async with house(lambda _: only(Card(body))) as home:
        ada = home.peer.phone()
        ada.say("/help")
        message = await ada.see("everyone")
        assert message.text == flat(body)
        assert message.body.styled("bold") == message.body.styled("italic") == [SPECIAL]
        assert not home.peer.refused


async def test_a_torn_surrogate_does_not_stop_a_message() -> None:
    async with house(lambda _: only(Card(text("half \ud83d of it")))) as home:
        ada = home.peer.phone()
        ada.say("/help")
        assert (await ada.see("half")).text == "half \ufffd of it"


async def test_link_previews_are_off() -> None:
    async with house(lambda _: only(Card(text("https://example.org")))) as home:
        ada = home.peer.phone()
        ada.say("/about")
        await ada.see("example")
        assert home.peer.calls("sendMessage")[0]["link_preview_options"] == '{"is_disabled": true}'


async def test_a_long_card_becomes_pages_with_the_buttons_under_the_last() -> None:
    body = text(bold("😀" * 3000), "\n\n", "word " * 1500)
    async with house(lambda _: only(Card(body, AB))) as home:
        ada = home.peer.phone()
        ada.say("/help")
        await ada.see(lambda message: bool(message.buttons))
        assert len(ada.messages) == 4
        assert [message.buttons for message in ada.messages] == [[], [], [], ["A", "B"]]
        assert "".join("".join(message.text.split()) for message in ada.messages) == "".join(flat(body).split())
        assert not home.peer.refused


async def test_a_long_card_replaces_with_its_first_page_and_sends_the_rest() -> None:
    def answer(event: Event) -> list[Reply]:
        return only(Card(text("word " * 1000), AB, replace=isinstance(event, Pressed)))

    async with house(answer) as home:
        ada = home.peer.phone()
        ada.say("/help")
        await ada.see(lambda message: bool(message.buttons))
        ada.messages[0].rows = ada.messages[1].rows
        ada.tap("A", on=ada.messages[0])
        await until(lambda: len(ada.messages) == 3)
        assert len(home.peer.calls("editMessageText")) == 1
        assert ada.messages[0].buttons == []


@pytest.mark.parametrize(("length", "messages"), [(1024, 1), (1025, 2)])
async def test_a_file_carries_its_card_as_caption_where_it_fits(length: int, messages: int) -> None:
    file = File("export.json", b'{"answers": []}')
    async with house(lambda _: only(Card(text("x" * length), AB, file))) as home:
        ada = home.peer.phone()
        ada.say("/export")
        sent = await ada.see(lambda message: message.document is not None)
        assert sent.document is not None
        assert (sent.document.name, sent.document.content) == (file.name, file.content)
        assert sent.buttons == ["A", "B"]
        assert len(ada.messages) == messages
        assert ada.messages[0].text == "x" * length


async def test_a_file_cannot_replace_a_text_so_it_follows_it() -> None:
    card = Card(text("here it is"), (), File("export.json", b"{}"), replace=True)
    async with house(lambda event: only(card) if isinstance(event, Pressed) else only(Card(text("?"), AB))) as home:
        ada = home.peer.phone()
        ada.say("/export")
        await ada.see("?")
        ada.tap("A")
        await ada.see(lambda message: message.document is not None)
        assert [message.text for message in ada.messages] == ["here it is", ""]


async def test_the_toast_is_shown_over_the_chat_once() -> None:
    def answer(event: Event) -> list[Reply]:
        return only(Toast("Saved"), Card(text("next"), AB)) if isinstance(event, Pressed) else only(Card(text("?"), AB))

    async with house(answer) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("?")
        assert await ada.answered(ada.tap("A")) == "Saved"
        await ada.see("next")
        assert ada.toasts == ["Saved"]
        assert [message.text for message in ada.messages] == ["?", "next"]


async def test_a_toast_without_a_press_is_a_message() -> None:
    async with house(lambda _: only(Toast("Nothing to stop"))) as home:
        ada = home.peer.phone()
        ada.say("/stop")
        await ada.see("Nothing to stop")


async def test_a_press_is_answered_even_if_nothing_can_be_sent() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("daily")
        home.peer.refuse(400, "Bad Request: something new", chat=ada.id, times=9)
        assert await ada.answered(ada.tap("A")) == ""


async def test_a_press_that_the_core_has_nothing_to_say_to_is_answered() -> None:
    async with house(lambda event: [] if isinstance(event, Pressed) else only(Card(text("?"), AB))) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        message = await ada.see("?")
        assert await ada.answered(ada.tap("A")) == ""
        assert await ada.answered(ada.press(None, message)) == ""
        assert await ada.answered(ada.press("x", None)) == ""
        assert not message.edits


async def test_an_answer_that_comes_too_late_harms_nothing() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("daily")
        ada.tap("A").expired = True
        await ada.see("pressed")
        await until(lambda: home.peer.refused)
        ada.say("still there")
        await ada.see("still there")


async def test_an_edit_that_changes_nothing_is_fine() -> None:
    async with house(lambda _: only(Card(text("the same"), AB, replace=True))) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("the same")
        await ada.answered(ada.tap("A"))
        await until(lambda: home.peer.refused)
        assert "message is not modified" in home.peer.refused[0].description
        ada.say("/streak")
        await until(lambda: len(home.peer.calls("sendMessage")) == 2)
        assert len(ada.messages) == 2


async def test_a_message_that_cannot_be_edited_is_followed_by_a_new_one() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/daily")
        message = await ada.see("daily")
        message.inaccessible = True
        ada.tap("A")
        new = await ada.see("pressed")
        assert new.id != message.id


async def test_a_message_that_is_gone_is_followed_by_a_new_one() -> None:
    async with house() as home:
        ada = home.peer.phone()
        ada.say("/daily")
        message = await ada.see("daily")
        ada.screen.remove(message)
        ada.press("answer:a", message)
        await ada.see("pressed")
        assert [refusal.description for refusal in home.peer.refused] == ["Bad Request: message to edit not found"]


async def test_a_press_under_a_file_is_answered_with_a_new_message() -> None:
    def answer(event: Event) -> list[Reply]:
        file = None if isinstance(event, Pressed) else File("a.json", b"{}")
        return only(Card(text("card"), AB, file, replace=isinstance(event, Pressed)))

    async with house(answer) as home:
        ada = home.peer.phone()
        ada.say("/export")
        await ada.see("card")
        ada.tap("A")
        assert (await ada.see("card")).document is None


async def test_buttons_may_open_addresses() -> None:
    button = Button("Open", url="https://example.org/a?b=c&d")
    async with house(lambda _: only(Card(text("source"), ((button,),)))) as home:
        ada = home.peer.phone()
        ada.say("/about")
        assert ((await ada.see("source")).button("Open") or {})["url"] == "https://example.org/a?b=c&d"


async def test_replies_of_one_chat_keep_their_order_while_another_waits() -> None:
    async with house(lambda event: only(Card(text(f"{event.id} 1")), Card(text(f"{event.id} 2")))) as home:
        ada, bob = home.peer.phone(), home.peer.phone("Bob")
        home.peer.flood(0.1, chat=ada.id)
        numbers = [ada.say("one"), ada.say("two")]
        last = bob.say("three")
        await bob.see(f"{last}:{home.bot} 2")
        assert not ada.messages
        await ada.see(f"{numbers[1]}:{home.bot} 2")
        assert [message.text for message in ada.messages] == [
            f"telegram:{n}:{home.bot} {i}" for n in numbers for i in (1, 2)
        ]
