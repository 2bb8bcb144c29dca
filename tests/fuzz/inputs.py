"""Make hostile inputs from dice, so that a seed, hypothesis, or a coverage-guided fuzzer can choose them."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, Final

from tests.fuzz.acts import CANARY, scene, token
from tests.fuzz.town import GROUP, PERSON

if TYPE_CHECKING:
    from random import Random

TOKEN: Final = "a|1|0"
ODD: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 2**63, 2**70, 1e308, "", "x", "9" * 400, "\0", "\ud800", CANARY),
    *([], {}, [[]], [None], {"id": None}, {"id": CANARY}, [{}], {"type": "private"}),
)
FILES: Final = {
    ".gift": "// c\n$CATEGORY: x\n::T::[html]<p>Which?</p>{=one#yes ~two#no ~%50%three ~four####all}\n\n",
    ".txt": "Which one?{\n=one\n~two\n~three\n~four\n}\n\n",
    ".csv": 'stem,option A,option B,option C,option D,answer,rationale B\n"Which?",one,two,three,four,B,Because.\n',
    ".jsonl": '{"stem": "Which?", "options": ["one", "two", "three", "four"], "answer": 1, "rationales": ["", "x"]}\n',
}
PIECES: Final = (
    *(
        "\0",
        "\ud7ff",
        "\ufeff",
        "\u2028",
        "\u0085",
        '"',
        "'",
        ",",
        ";",
        "\t",
        "|",
        "\\",
        "\r",
        "\n",
        "{",
        "}",
        "[",
        "]",
    ),
    *("=", "~", "#", "####", "->", "::", "%50%", "$CATEGORY:", "sep=;\n", "<b>", "</", "&#99999999;", "&lt", "1e999"),
    *("NaN", "null", "T", "FALSE", "=1..9", "\xff\xfe", "[" * 3_000, "a" * 3_000, "-1", "9" * 5_000, CANARY),
)
VARIABLES: Final = {
    "DATABASE_URL": f"postgresql://tutor:{CANARY}@db.example:5432/tutor?sslmode=require",
    "TELEGRAM_TOKEN": f"123:{CANARY}",
    "TELEGRAM_WEBHOOK_SECRET": CANARY,
    "TELEGRAM_PUSH_RATE": "20",
    "DISCORD_TOKEN": CANARY,
    "DISCORD_SHARDS": "0-3/8",
    "ADMINS": "telegram:1,discord:2",
    "PORT": "8080",
    "HEALTH_PORT": "9090",
    "CONTENT_DIR": "content",
    "LOG_LEVEL": "INFO",
}
PARTS: Final = (
    *(
        "",
        " ",
        "\n",
        "\u0663",
        "\ud800",
        "-",
        "1e9",
        "999999999999",
        "nan",
        ":",
        "@",
        "/",
        "//",
        "?",
        "#",
        "%",
        "%zz",
        "[",
    ),
    *("]", "sqlite:///", "sqlite://", "mysql://", "postgres://", "?options=-c", "&host=", "::1", "0/0", "5-2/3", "\\"),
)


def updates(dice: Random) -> dict[str, Any]:
    """A scene, and updates of Telegram in which something is missing or odd. "#3" is a button in sight."""
    return {"scene": scene(dice), "raw": [_update(dice) for _ in range(dice.randint(1, 40))]}


def interactions(dice: Random) -> dict[str, Any]:
    """A scene, and interactions of Discord in which something is missing or odd."""
    return {"scene": scene(dice), "raw": [_interaction(dice) for _ in range(dice.randint(1, 40))]}


def file(dice: Random) -> list[str]:
    """A file of questions that was cut, joined, or written over: its extension, and its bytes as Latin-1."""
    suffix = dice.choice(list(FILES))
    text = FILES[suffix] * dice.randint(1, 3)
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(text) + 1)
        text = text[:start] + dice.choice(PIECES) + text[start + dice.choice((0, 0, 1, 5, 40)) :]
    return [suffix, text.encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "replace").decode("latin-1")]


def environment(dice: Random) -> dict[str, str]:
    """Variables of the environment, some of them odd."""
    names = dice.sample(list(VARIABLES), dice.randint(1, 4))
    return {name: _value(dice, VARIABLES[name]) for name in names}


def _value(dice: Random, usual: str) -> str:
    at = dice.randrange(len(usual) + 1)
    cut = usual[:at] + dice.choice(PARTS) + usual[at + dice.choice((0, 0, 1, 5)) :]
    return dice.choice((usual, cut, cut, cut, dice.choice(PARTS)))


def _update(dice: Random) -> dict[str, Any]:
    """An update; some are sound, but for their text or token."""
    return _mangled(dice, _told(dice, dice.choice(_UPDATES)))


def _interaction(dice: Random) -> dict[str, Any]:
    return _mangled(dice, _told(dice, {**_INTERACTION, **dice.choice(_INTERACTIONS)}))


def _told(dice: Random, raw: dict[str, Any]) -> dict[str, Any]:
    """With a button or a token in place of the usual one."""
    pressed = f"#{dice.randrange(10)}" if dice.random() < 0.7 else token(dice)
    made: dict[str, Any] = json.loads(json.dumps(raw).replace(json.dumps(TOKEN), json.dumps(pressed)))
    return made


def _mangled(dice: Random, raw: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(raw)
    for _ in range(dice.choice((0, 0, 1, 1, 2))):
        _mangle(dice, made)
    return made


def _mangle(dice: Random, held: Any) -> None:  # noqa: ANN401 - JSON
    """Drop, replace, or add something somewhere inside."""
    keys = list(held) if isinstance(held, dict) else list(range(len(held)))
    if not keys:
        return
    key = dice.choice(keys)
    if isinstance(held[key], dict | list) and held[key] and dice.random() < 0.9:
        _mangle(dice, held[key])
    elif dice.random() < 0.4:
        del held[key]
    else:
        held[key] = copy.deepcopy(dice.choice(ODD))


_USER: Final = {"id": PERSON, "is_bot": False, "first_name": CANARY, "username": CANARY, "language_code": "en"}
_BOT: Final = {"id": 1, "is_bot": True, "first_name": "Tutor", "username": "tutor_bot"}
_PRIVATE: Final = {"id": PERSON, "type": "private", "first_name": CANARY}
_GROUP: Final = {"id": GROUP, "type": "supergroup", "title": CANARY, "is_forum": True}
_MESSAGE: Final = {"message_id": 5, "date": 1_790_000_000, "chat": _PRIVATE, "from": _USER, "text": CANARY}
_IN_GROUP: Final = {**_MESSAGE, "chat": _GROUP, "message_thread_id": 3, "is_topic_message": True}
_MEMBER: Final = {"user": _BOT, "status": "member"}
_CHANGE: Final = {
    "chat": _GROUP,
    "from": _USER,
    "date": 1_790_000_000,
    "old_chat_member": {**_MEMBER, "status": "left"},
}
_ROWS: Final = {"inline_keyboard": [[{"text": "A", "callback_data": TOKEN}]]}
_QUERY: Final = {"id": "9", "from": _USER, "chat_instance": "1", "data": TOKEN}
_UPDATES: Final[tuple[dict[str, Any], ...]] = (
    {"message": _MESSAGE},
    {"message": {**_MESSAGE, "text": "/start why_1", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}},
    {"message": {**_IN_GROUP, "text": "/group setup time 12:30", "sender_chat": _GROUP}},
    {"message": {**_IN_GROUP, "left_chat_member": _USER}},
    {"message": {**_IN_GROUP, "migrate_to_chat_id": GROUP - 1}},
    {"message": {**_MESSAGE, "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}},
    {"callback_query": {**_QUERY, "message": {**_MESSAGE, "from": _BOT, "reply_markup": _ROWS}}},
    {"callback_query": {**_QUERY, "message": {"message_id": 5, "date": 0, "chat": _GROUP}}},
    {"callback_query": {**_QUERY, "inline_message_id": "i"}},
    {"my_chat_member": {**_CHANGE, "new_chat_member": _MEMBER}},
    {"my_chat_member": {**_CHANGE, "chat": _PRIVATE, "new_chat_member": {"user": _BOT, "status": "kicked"}}},
    {"inline_query": {"id": "4", "from": _USER, "query": CANARY, "offset": ""}},
)
_CHANNEL: Final = {"id": "30", "type": 0, "name": CANARY, "permissions": "2048", "position": 0, "guild_id": str(-GROUP)}
_PERSON: Final = {"id": str(PERSON), "username": CANARY, "discriminator": "0", "avatar": None, "global_name": CANARY}
_INTERACTION: Final[dict[str, Any]] = {
    "id": "10",
    "application_id": "11",
    "token": CANARY,
    "version": 1,
    "locale": "en-US",
    "context": 0,
    "guild_id": str(-GROUP),
    "channel_id": "30",
    "channel": _CHANNEL,
    "app_permissions": "2048",
    "entitlements": [],
    "member": {"user": _PERSON, "roles": [], "permissions": "32", "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0},
    "authorizing_integration_owners": {"0": "20"},
    "attachment_size_limit": 1,
}
_SHOWN: Final[dict[str, Any]] = {
    "id": "40",
    "channel_id": "30",
    "content": CANARY,
    "author": {**_PERSON, "id": "40"},
    "type": 0,
    "flags": 64,
    "embeds": [],
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "pinned": False,
    "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "A", "custom_id": TOKEN}]}],
}
_DIRECT: Final = {"context": 1, "guild_id": None, "member": None, "user": _PERSON, "channel": {"id": "30", "type": 1}}
_OPTIONS: Final = [{"name": "questions", "type": 4, "value": 5, "focused": True}]
_SETUP: Final = [{"name": "setup", "type": 1, "options": [{"name": "channel", "type": 7, "value": "31"}]}]
_TARGET: Final = {
    "id": "6",
    "name": "Explain this",
    "type": 3,
    "target_id": "40",
    "resolved": {"messages": {"40": _SHOWN}},
}
_INTERACTIONS: Final[tuple[dict[str, Any], ...]] = (
    {"type": 2, "data": {"id": "5", "name": "mock", "type": 1, "options": _OPTIONS}},
    {"type": 2, "data": {"id": "5", "name": "group", "type": 1, "options": _SETUP}},
    {"type": 2, "data": _TARGET},
    {"type": 4, "data": {"id": "5", "name": "mock", "type": 1, "options": _OPTIONS}},
    {"type": 3, "data": {"custom_id": TOKEN, "component_type": 2}, "message": _SHOWN},
    {**_DIRECT, "type": 3, "data": {"custom_id": TOKEN, "component_type": 2}, "message": _SHOWN},
    {**_DIRECT, "type": 2, "data": {"id": "5", "name": "daily", "type": 1}},
)
