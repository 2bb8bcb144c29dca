"""The loopback Discord's world as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.peers.discord_servers import Role, Server
    from tests.peers.discord_world import Channel, Interaction, Message, User, World

FIRST_FILE = 1_000
"""Id of a message's first attachment, higher than any file number in a request."""
VOICE = 2
"""The type of a channel to talk in."""
LARGE = 50
NOTHING = (
    *("icon", "splash", "banner", "description", "afk_channel_id", "application_id", "rules_channel_id"),
    *("system_channel_id", "public_updates_channel_id", "safety_alerts_channel_id", "vanity_url_code"),
)
NONE_OF = (
    *("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level"),
    *("premium_tier", "premium_subscription_count", "nsfw_level", "system_channel_flags"),
)
"""Server fields that are always empty or 0."""
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
    place = {"guild_id": one.guild, "name": one.name, "nsfw": False, "parent_id": one.parent.id if one.parent else None}
    place |= {"id": one.id, "type": one.type, "last_message_id": None, "flags": 0, "rate_limit_per_user": 0}
    voice = {"bitrate": 64_000, "user_limit": 0, "rtc_region": None} if one.type == VOICE else {}
    return place | voice | (_thread(one) if one.is_thread else _place(one))


def role(one: Role, position: int) -> dict[str, Any]:
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    made = {"id": one.id, "name": one.name, "permissions": str(one.permissions), "mentionable": one.mentionable}
    looks = {"color": 0, "colors": colors, "hoist": False, "icon": None, "unicode_emoji": None}
    return made | looks | {"position": position, "managed": False, "flags": 0}


def guild(server: Server) -> dict[str, Any]:
    roles = [role(one, position) for position, one in enumerate(server.roles.values())]
    made: dict[str, Any] = {"id": server.id, "name": server.name, "owner_id": server.owner.id, "roles": roles}
    made |= {"emojis": [], "stickers": [], "features": [], "afk_timeout": 300, "preferred_locale": "en-US"}
    return made | dict.fromkeys(NOTHING) | dict.fromkeys(NONE_OF, 0) | {"premium_progress_bar_enabled": False}


def guild_created(server: Server) -> dict[str, Any]:
    """The gateway's description of a server; without the members intent, only the bot is listed as a member."""
    channels = [channel(one) for one in server.channels if not one.is_thread]
    threads = [channel(one) for one in server.channels if one.is_thread and not one.archived]
    made = guild(server) | {"channels": channels, "threads": threads, "members": [member(server, server.world.bot)]}
    count = len(server.members) + server.crowd
    made |= {"joined_at": server.joined.isoformat(), "member_count": count, "large": count > LARGE}
    lists = ("voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds")
    return made | {name: [] for name in lists}


def member(server: Server, one: User) -> dict[str, Any]:
    dates = {"joined_at": now(), "premium_since": None, "communication_disabled_until": None}
    rest = {"deaf": False, "mute": False, "pending": False, "flags": 0, "nick": None, "avatar": None}
    return {"user": user(one), "roles": sorted(server.members.get(one.id, ()))} | dates | rest


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
        "mention_roles": sorted(one.notified - {"everyone"}),
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
        server = world.servers[one.channel.guild]
        may = {"permissions": str(server.may(one.user, one.channel))}
        made |= {"app_permissions": str(server.may(world.bot, one.channel)), "channel": channel(one.channel) | may}
        made |= {"guild_id": one.channel.guild, "guild": {"id": one.channel.guild, "locale": "en-US", "features": []}}
        made |= {"guild_locale": "en-US", "member": member(server, one.user) | may}
    else:
        made["user"] = user(one.user)
    return made | ({"message": message(one.message)} if one.message else {})


def now() -> str:
    return datetime.now(UTC).isoformat()


def resolved(world: World, server: Server, one: User, ids: list[str]) -> dict[str, Any]:
    """The channels and roles that a command's options refer to."""
    found = [world.channels[number] for number in ids if number in world.channels]
    channels = {each.id: channel(each) | {"permissions": str(server.may(one, each))} for each in found}
    roles = {number: role(server.roles[number], 1) for number in ids if number in server.roles}
    return {key: value for key, value in (("channels", channels), ("roles", roles)) if value}


def _place(one: Channel) -> dict[str, Any]:
    overwrites = [
        {"id": key, "type": int(each.member), "allow": str(each.allow), "deny": str(each.deny)}
        for key, each in one.overwrites.items()
    ]
    return {"position": 0, "topic": None, "permission_overwrites": overwrites}


def _thread(one: Channel) -> dict[str, Any]:
    about = {"archived": one.archived, "locked": one.locked, "auto_archive_duration": 1440, "archive_timestamp": now()}
    return {"thread_metadata": about, "owner_id": one.owner.id, "message_count": 0, "member_count": 1}


def _files(one: Message) -> list[tuple[int, tuple[str, bytes], str]]:
    return list(zip(range(len(one.attachments)), one.attachments, one.descriptions, strict=True))


def _attachment(number: int, name: str, content: bytes, description: str) -> dict[str, Any]:
    address = f"https://cdn.discordapp.com/attachments/{number}/{name}"
    said = {"description": description} if description else {}
    kept = {"id": str(FIRST_FILE + number), "filename": name, "size": len(content)}
    return kept | {"url": address, "proxy_url": address} | said
