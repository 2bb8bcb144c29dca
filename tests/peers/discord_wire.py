"""The JSON in which the loopback Discord tells of its world."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.peers.discord_world import Channel, Interaction, Message, User, World

FIRST_FILE = 1_000
"""The id of a message's first attachment, beyond any number of a file in a request."""
CONTEXTS = {"server": 0, "direct": 1, "group": 2}


def user(one: User) -> dict[str, Any]:
    return {
        "id": one.id,
        "username": one.name,
        "discriminator": "0",
        "global_name": one.name.title(),
        "avatar": None,
        "bot": one.bot,
        "flags": 0,
        "public_flags": 0,
    }


def application(world: World) -> dict[str, Any]:
    return {
        "id": world.application,
        "name": "tutor",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "owner": user(world.bot),
        "flags": 0,
        "bot": user(world.bot),
    }


def channel(one: Channel) -> dict[str, Any]:
    if one.kind == "direct":
        return {"id": one.id, "type": 1, "last_message_id": None, "flags": 0, "recipients": [user(one.owner)]}
    if one.kind == "group":
        people = {"recipients": [user(one.owner)], "owner_id": one.owner.id, "icon": None, "name": None}
        return {"id": one.id, "type": 3, "last_message_id": None, "flags": 0} | people
    place = {"guild_id": one.guild, "name": "general", "position": 0, "parent_id": None, "nsfw": False, "topic": None}
    return {"id": one.id, "type": 0, "last_message_id": None, "flags": 0, "rate_limit_per_user": 0} | place


def message(one: Message) -> dict[str, Any]:
    return {
        "id": one.id,
        "channel_id": one.channel.id,
        "author": user(one.author),
        "content": one.content,
        "timestamp": now(),
        "edited_timestamp": now() if one.edits else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [_attachment(number, *file, said) for number, file, said in _files(one)],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": one.components,
        "flags": one.flags,
    } | ({"nonce": one.nonce} if one.nonce else {})


def interaction(world: World, one: Interaction) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": one.id,
        "application_id": world.application,
        "type": one.kind,
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": one.channel.id,
        "channel": channel(one.channel),
        "context": CONTEXTS[one.channel.kind],
        "authorizing_integration_owners": {"1": one.user.id}
        if one.channel.kind == "group"
        else {"0": one.channel.guild or "0"},
        "attachment_size_limit": 10_485_760,
        "entitlements": [],
        "locale": "en-US",
        "app_permissions": "0",
    }
    if one.channel.guild:
        made |= {"guild_id": one.channel.guild, "guild": {"id": one.channel.guild, "locale": "en-US", "features": []}}
        made |= {"guild_locale": "en-US", "member": _member(one.user)}
    else:
        made["user"] = user(one.user)
    return made | ({"message": message(one.message)} if one.message else {})


def now() -> str:
    return datetime.now(UTC).isoformat()


def _member(one: User) -> dict[str, Any]:
    dates = {"joined_at": now(), "premium_since": None, "communication_disabled_until": None}
    rest = {"roles": [], "deaf": False, "mute": False, "pending": False, "flags": 0, "nick": None, "avatar": None}
    return {"user": user(one), "permissions": "0"} | dates | rest


def _files(one: Message) -> list[tuple[int, tuple[str, bytes], str]]:
    return list(zip(range(len(one.attachments)), one.attachments, one.descriptions, strict=True))


def _attachment(number: int, name: str, content: bytes, description: str) -> dict[str, Any]:
    address = f"https://cdn.discordapp.com/attachments/{number}/{name}"
    said = {"description": description} if description else {}
    kept = {"id": str(FIRST_FILE + number), "filename": name, "size": len(content)}
    return kept | {"url": address, "proxy_url": address} | said
