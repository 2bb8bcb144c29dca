"""Telegram's updates read as events, through the library's own parser."""

from __future__ import annotations

from typing import Any, Final

import pytest
from telegram import Update

from adapters.telegram import read
from bot.chat import Address, Command, Left, Pressed, Said

ADA: Final = {"id": 5_000_000_001, "is_bot": False, "first_name": "Ada"}
PRIVATE: Final = {"id": 5_000_000_001, "type": "private", "first_name": "Ada"}
GROUP: Final = {"id": -100_123, "type": "supergroup", "title": "Class"}
FORUM: Final = {**GROUP, "is_forum": True}
CHANNEL: Final = {"id": -100_456, "type": "channel", "title": "News"}
BOT: Final = {"id": 1, "is_bot": True, "first_name": "Another"}
DIRECT: Final = Address("telegram", "5000000001", "5000000001", direct=True)
IN_GROUP: Final = Address("telegram", "5000000001", "-100123", direct=False, space="-100123")
IN_TOPIC: Final = Address("telegram", "5000000001", "-100123", direct=False, space="-100123", thread="7")


def update(**content: Any) -> Update:  # noqa: ANN401 - JSON
    return Update.de_json({"update_id": 77, **content}, None)


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] = ADA, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"message_id": 3, "date": 1_700_000_000, "chat": chat, "from": sender, **content}


@pytest.mark.parametrize(
    ("said", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/start mock", "start", "mock"),
        ("/start@cehrs_tutor_bot  mock ", "start", "mock"),
        ("/MOCK 5", "mock", "5"),
        ("/mock\nclinical\n5", "mock", "clinical\n5"),
        ("/mock@another_bot 5", "mock", "5"),
        ("/mock -5", "mock", "-5"),
        ("/mock " + "9" * 4000, "mock", "9" * 4000),
        ("/mock <b>*_~|</b> @everyone \u202e😀", "mock", "<b>*_~|</b> @everyone \u202e😀"),
        ("/" + "x" * 4000, "x" * 4000, ""),
    ],
)
def test_commands_in_private(said: str, name: str, argument: str) -> None:
    found = read.event(update(message=message(text=said)), "cehrs_tutor_bot")
    assert found == Command("telegram:77", DIRECT, name, argument)


@pytest.mark.parametrize(
    "said", ["B", "in 6 weeks", "/", "/ mock", "//mock", "/\u043c\u043ek", "1/15", "😀", "/mock,5", "/a@b@c"]
)
def test_free_text_in_private(said: str) -> None:
    assert read.event(update(message=message(text=said)), "cehrs_tutor_bot") == Said("telegram:77", DIRECT, said)


PHOTO: Final = {"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [PHOTO]},
        {"photo": [PHOTO], "caption": "/mock 5"},
        {"contact": {"phone_number": "1", "first_name": "x"}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
    ],
)
def test_what_is_no_text_is_free_text_without_words(content: dict[str, Any]) -> None:
    assert read.event(update(message=message(**content)), "cehrs_tutor_bot") == Said("telegram:77", DIRECT, "")
    assert read.event(update(message=message(GROUP, **content)), "cehrs_tutor_bot") is None


@pytest.mark.parametrize(
    ("chat", "content", "address"),
    [
        (GROUP, {"text": "/mock 5"}, IN_GROUP),
        (GROUP, {"text": "/mock@CEHRS_tutor_bot 5"}, IN_GROUP),
        (FORUM, {"text": "/mock 5", "message_thread_id": 7, "is_topic_message": True}, IN_TOPIC),
        (GROUP, {"text": "/mock 5", "message_thread_id": 7}, IN_GROUP),
    ],
)
def test_commands_in_groups(chat: dict[str, Any], content: dict[str, Any], address: Address) -> None:
    found = read.event(update(message=message(chat, **content)), "cehrs_tutor_bot")
    assert found == Command("telegram:77", address, "mock", "5")


@pytest.mark.parametrize(
    "content",
    [
        {"message": message(GROUP, text="/mock@another_bot 5")},
        {"message": message(GROUP, text="hello")},
        {"message": message(sender=BOT, text="/mock")},
        {"message": message(CHANNEL, text="/mock")},
        {"message": {key: value for key, value in message(text="/mock").items() if key != "from"}},
        {"message": message(pinned_message=message(text="x"))},
        {"message": message(GROUP, new_chat_members=[ADA])},
        {"edited_message": message(text="/mock")},
        {"channel_post": message(CHANNEL, text="/mock")},
        {"callback_query": {"id": "1", "from": ADA, "chat_instance": "1", "data": "x", "inline_message_id": "i"}},
        {
            "callback_query": {
                "id": "1",
                "from": ADA,
                "chat_instance": "1",
                "game_short_name": "x",
                "message": message(),
            }
        },
        {},
    ],
)
def test_what_is_nothing_to_us(content: dict[str, Any]) -> None:
    assert read.event(update(**content), "cehrs_tutor_bot") is None


@pytest.mark.parametrize("data", ["answer:17:a", "", "x" * 200, "é😀", "\u202e"])
@pytest.mark.parametrize(
    ("pressed", "address"),
    [
        (message(sender=BOT, text="?"), DIRECT),
        ({"chat": PRIVATE, "message_id": 3, "date": 0}, DIRECT),
        (message(GROUP, BOT, text="?"), IN_GROUP),
        (message(FORUM, BOT, text="?", message_thread_id=7, is_topic_message=True), IN_TOPIC),
        ({"chat": GROUP, "message_id": 3, "date": 0}, IN_GROUP),
    ],
)
def test_presses(pressed: dict[str, Any], address: Address, data: str) -> None:
    query = {"id": "12", "from": ADA, "chat_instance": "1", "data": data, "message": pressed}
    found = update(callback_query=query)
    assert read.event(found, "cehrs_tutor_bot") == Pressed("telegram:77", address, data)
    assert read.press(found) == read.Press("12", 3)


def test_a_press_without_its_message_can_be_answered() -> None:
    query = {"id": "12", "from": ADA, "chat_instance": "1", "data": "x", "inline_message_id": "i"}
    assert read.press(update(callback_query=query)) == read.Press("12", None)
    assert read.press(update(message=message(text="x"))) is None


def membership(chat: dict[str, Any], status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    old, new = {"user": BOT, "status": "member"}, {"user": BOT, "status": status, **until}
    return {"chat": chat, "from": ADA, "date": 1_700_000_000, "old_chat_member": old, "new_chat_member": new}


def test_only_a_block_in_private_is_a_goodbye() -> None:
    blocked = update(my_chat_member=membership(PRIVATE, "kicked"))
    assert read.event(blocked, "cehrs_tutor_bot") == Left("telegram:77", DIRECT)
    for chat, status in [(PRIVATE, "member"), (GROUP, "kicked"), (GROUP, "left")]:
        assert read.event(update(my_chat_member=membership(chat, status)), "cehrs_tutor_bot") is None


@pytest.mark.parametrize("broken", [{"message": {}}, {"callback_query": "x"}, {"message": message(text="x", date="x")}])
def test_an_update_that_cannot_be_parsed_keeps_its_number_only(broken: dict[str, Any]) -> None:
    assert read.readable({"update_id": 77, **broken}) == {"update_id": 77}


def test_an_update_with_fields_of_the_future_is_read() -> None:
    raw = {"update_id": 77, "message": message(text="/mock", hologram={"colour": 1})}
    assert read.readable(raw) is raw
