"""Telegram's updates read as events, through the library's own parser."""

from __future__ import annotations

from typing import Any, Final

import pytest
from telegram import Update

from adapters.telegram import read
from bot.chat import Added, Address, Command, Event, Left, Moved, Pressed, Removed, Room, Said

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
    assert read.event(found, "cehrs_tutor_bot") == Pressed("telegram:77", address, data, message="3")
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
    for chat, status in [(PRIVATE, "member"), (CHANNEL, "kicked"), (CHANNEL, "left")]:
        assert read.event(update(my_chat_member=membership(chat, status)), "cehrs_tutor_bot") is None


RIGHTS: Final = ("manage_chat", "delete_messages", "manage_video_chats", "restrict_members", "promote_members")
MORE: Final = ("change_info", "invite_users", "post_stories", "edit_stories", "delete_stories", "be_edited")
SENDS: Final = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls")
OTHERS: Final = ("send_other_messages", "add_web_page_previews", "pin_messages", "manage_topics", "change_info")
LAST: Final = ("invite_users", "react_to_messages", "edit_tag")


def status(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"user": BOT, "status": name.split(maxsplit=1)[0]}
    if name == "administrator":
        found |= {f"can_{right}": False for right in (*RIGHTS, *MORE)} | {"is_anonymous": False}
    if name.startswith("restricted"):
        sends = (f"send_{kind}" for kind in SENDS)
        found |= {f"can_{right}": False for right in (*sends, *OTHERS, *LAST)} | {"until_date": 0}
        found["is_member"] = name == "restricted inside"
    return found | ({"until_date": 0} if name == "kicked" else {})


IN: Final = ("member", "administrator", "restricted inside")
OUT: Final = ("left", "kicked", "restricted outside")
OF_GROUP: Final = Address("telegram", "", "-100123", direct=False, space="-100123")


@pytest.mark.parametrize("before", [*IN, *OUT])
@pytest.mark.parametrize("after", [*IN, *OUT])
def test_the_bot_is_added_and_removed_when_it_goes_in_or_out(before: str, after: str) -> None:
    change = {
        "chat": GROUP,
        "from": ADA,
        "date": 1,
        "old_chat_member": status(before),
        "new_chat_member": status(after),
    }
    expected: Event | None = None
    if (before in IN) != (after in IN):
        expected = Added("telegram:77", OF_GROUP, unsure=True) if after in IN else Removed("telegram:77", OF_GROUP)
    assert read.event(update(my_chat_member=change), "cehrs_tutor_bot") == expected


EVE: Final = {"id": 5_000_000_002, "is_bot": False, "first_name": "Eve"}


def test_who_leaves_is_told_whoever_removed_them() -> None:
    gone = read.event(update(message=message(GROUP, ADA, left_chat_member=EVE)), "cehrs_tutor_bot")
    assert gone == Left("telegram:77", Address("telegram", "5000000002", "-100123", direct=False, space="-100123"))
    assert read.event(update(message=message(GROUP, ADA, left_chat_member=BOT)), "cehrs_tutor_bot") is None


HIDDEN: Final = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def test_both_ends_of_a_move_say_the_same() -> None:
    old = {"id": -123, "type": "group", "title": "Class"}
    leaving = update(message=message(old, ADA, migrate_to_chat_id=-100123))
    arriving = update(message=message(GROUP, HIDDEN, sender_chat=GROUP, migrate_from_chat_id=-123))
    where = Address("telegram", "", "-123", direct=False, space="-123")
    for found in (leaving, arriving):
        assert read.event(found, "cehrs_tutor_bot") == Moved("telegram:77", where, "-100123")


def test_a_command_for_managers_says_where_it_was_given() -> None:
    topic: dict[str, Any] = {"message_thread_id": 7, "is_topic_message": True}
    for chat, more, address in [(GROUP, {}, IN_GROUP), (FORUM, topic, IN_TOPIC)]:
        found = read.event(update(message=message(chat, text="/Group@cehrs_tutor_bot show", **more)), "cehrs_tutor_bot")
        room = Room("-100123", address.thread, "Class")
        assert found == Command("telegram:77", address, "group", "show", manager=False, room=room)
    in_private = read.event(update(message=message(text="/group show")), "cehrs_tutor_bot")
    assert in_private == Command("telegram:77", DIRECT, "group", "show")


def test_a_hidden_administrator_is_one_and_may_only_manage() -> None:
    def said(text: str, sender: dict[str, Any], chat: dict[str, Any]) -> Event | None:
        found = message(GROUP, sender, sender_chat=chat, text=text)
        return read.event(update(message=found), "cehrs_tutor_bot")

    room = Room("-100123", "", "Class")
    managing = Command("telegram:77", OF_GROUP, "group", "show", manager=True, room=room)
    assert said("/group show", HIDDEN, GROUP) == managing
    assert said("/daily", HIDDEN, GROUP) is None
    assert said("hello", HIDDEN, GROUP) is None
    assert said("/group show", HIDDEN, CHANNEL) is None
    assert said("/group show", {**HIDDEN, "id": 136817688}, CHANNEL) is None  # someone who speaks as a channel
    assert said("/group show", {"id": 777000, "is_bot": False, "first_name": "Telegram"}, CHANNEL) is None
    assert said("/group show", ADA, GROUP) is None


@pytest.mark.parametrize("broken", [{"message": {}}, {"callback_query": "x"}, {"message": message(text="x", date="x")}])
def test_an_update_that_cannot_be_parsed_keeps_its_number_only(broken: dict[str, Any]) -> None:
    assert read.readable({"update_id": 77, **broken}) == {"update_id": 77}


def test_an_update_with_fields_of_the_future_is_read() -> None:
    raw = {"update_id": 77, "message": message(text="/mock", hologram={"colour": 1})}
    assert read.readable(raw) is raw


@pytest.mark.parametrize(("given", "found"), [({"language_code": "en-GB"}, "en-GB"), ({}, "")])
def test_the_language_of_the_app_comes_along(given: dict[str, str], found: str) -> None:
    ada = {**ADA, **given}
    pressed = {"id": "9", "from": ada, "chat_instance": "1", "data": "t", "message": message(sender=BOT, text="a")}
    updates = [update(message=message(sender=ada, text=said)) for said in ("/start", "hello")]
    events = [read.event(each, "a_bot") for each in (*updates, update(callback_query=pressed))]
    assert [event.locale for event in events if isinstance(event, Command | Said | Pressed)] == [found] * 3


REPLIED: Final = message(GROUP, {**ADA, "id": 7}, text="hello")


@pytest.mark.parametrize(
    ("chat", "replied", "whom"),
    [
        (GROUP, REPLIED, "7"),
        (GROUP, message(GROUP, BOT, text="hello"), ""),
        (GROUP, message(GROUP, BOT, text="hello", sender_chat=GROUP), ""),
        (FORUM, {**message(FORUM, text=""), "forum_topic_created": {"name": "Duels", "icon_color": 1}}, ""),
        (PRIVATE, message(text="hello"), ""),
        (GROUP, None, ""),
    ],
)
def test_a_command_knows_whose_message_it_replies_to(
    chat: dict[str, Any], replied: dict[str, Any] | None, whom: str
) -> None:
    content = {"reply_to_message": replied} if replied else {}
    found = read.event(update(message=message(chat, text="/duel", **content)), "cehrs_tutor_bot")
    assert isinstance(found, Command)
    assert found.whom == whom
