"""Where the loopback Discord lets a bot write, and what its REST API reveals about servers and channels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tests.peers import discord_wire as wire
from tests.peers.discord_rights import (
    ATTACH_FILES,
    MANAGE_MESSAGES,
    MANAGE_THREADS,
    MENTION_EVERYONE,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    VIEW_CHANNEL,
)
from tests.peers.discord_servers import CATEGORY, FORUM, GUILDS
from tests.peers.discord_world import Refused

if TYPE_CHECKING:
    from aiohttp import web

    from tests.peers.discord_rest import Body
    from tests.peers.discord_servers import Server
    from tests.peers.discord_world import Channel, User, World

MENTIONED: Final = re.compile(r"<@&(\d+)>")
CALLED: Final = re.compile(r"<@!?(\d+)>")


def writable(world: World, number: str, *, files: bool) -> Channel:
    """The channel if the bot may send there; unarchives a thread.

    Raises:
        Refused: the bot may not send there.
    """
    channel = _known(world, number)
    if channel.guild:
        _post(world.servers[channel.guild], world.bot, channel, files=files)
    elif channel.kind != "direct":
        raise Refused(403, 50001, "Missing Access")
    elif not channel.owner.open:
        raise Refused(403, 50007, "Cannot send messages to this user")
    elif not channel.owner.shares_server:
        raise Refused(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
    channel.archived = False
    return channel


def editable(world: World, number: str, *, files: bool, flags: bool) -> None:
    """Check whether the bot may edit its own messages in a channel.

    Raises:
        Refused: it may not.
    """
    channel = _known(world, number)
    if not channel.guild:
        return
    may = _seen(world.servers[channel.guild], world.bot, channel)
    if channel.archived:
        raise Refused(400, 50083, "Thread is archived")
    if channel.locked and not may & MANAGE_THREADS:
        raise Refused(400, 160005, "This thread is locked")
    if (files and not may & ATTACH_FILES) or (flags and not may & MANAGE_MESSAGES):
        raise Refused(403, 50013, "Missing Permissions")


def notified(world: World, channel: Channel, body: dict[str, Any]) -> set[str]:
    """The roles notified by a new message, and "everyone"."""
    server = world.servers.get(channel.guild)
    if server is None:
        return set()
    content, allowed = str(body.get("content") or ""), body.get("allowed_mentions")
    parsed = ["everyone", "roles"] if allowed is None else allowed.get("parse") or []
    named = {str(role) for role in (allowed or {}).get("roles") or ()}
    rings = bool(server.may(world.bot, channel) & MENTION_EVERYONE)
    asked = {
        role for role in MENTIONED.findall(content) if role in server.roles and ("roles" in parsed or role in named)
    }
    every = {"everyone"} if rings and "everyone" in parsed and re.search("@everyone|@here", content) else set()
    return every | {role for role in asked if rings or server.roles[role].mentionable}


def called(world: World, channel: Channel, body: dict[str, Any]) -> set[str]:
    """The people notified by a new message in a server: its members alone."""
    server, allowed = world.servers.get(channel.guild), body.get("allowed_mentions")
    named = {str(user) for user in (allowed or {}).get("users") or ()}
    parsed = allowed is None or "users" in (allowed.get("parse") or ())
    found = CALLED.findall(str(body.get("content") or ""))
    return {user for user in found if server and user in server.members and (parsed or user in named)}


class Places:
    """Routes that describe servers and channels."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.routes = (
            ("GET", "/channels/{channel}", self._channel),
            ("PATCH", "/channels/{channel}", self._edit_thread),
            ("GET", "/guilds/{guild}", self._guild),
            ("GET", "/guilds/{guild}/members/{user}", self._member),
        )

    async def _channel(self, request: web.Request, _body: Body) -> dict[str, Any]:
        channel = _known(self.world, request.match_info["channel"])
        if channel.guild:
            _seen(self.world.servers[channel.guild], self.world.bot, channel)
        return wire.channel(channel)

    async def _edit_thread(self, request: web.Request, body: Body) -> dict[str, Any]:
        """Unarchive a thread, the only change a bot without permissions may make."""
        channel = _known(self.world, request.match_info["channel"])
        may = _seen(self.world.servers[channel.guild], self.world.bot, channel) if channel.guild else 0
        if channel.locked and not may & MANAGE_THREADS:
            raise Refused(400, 160005, "This thread is locked")
        if not channel.is_thread or body.fields != {"archived": False} or not may & SEND_IN_THREADS:
            raise Refused(403, 50013, "Missing Permissions")
        channel.archived = False
        await self.world.tell("THREAD_UPDATE", wire.channel(channel), GUILDS)
        return wire.channel(channel)

    async def _guild(self, request: web.Request, _body: Body) -> dict[str, Any]:
        return wire.guild(self._in(request))

    async def _member(self, request: web.Request, _body: Body) -> dict[str, Any]:
        server, user = self._in(request), request.match_info["user"]
        known: dict[str, User] = self.world.users | {self.world.bot.id: self.world.bot}
        if user not in server.members:
            raise Refused(404, 10007, "Unknown Member")
        return wire.member(server, known[user])

    def _in(self, request: web.Request) -> Server:
        server = self.world.servers.get(request.match_info["guild"])
        if server is None or not server.has_bot:
            raise Refused(404, 10004, "Unknown Guild")
        return server


def _known(world: World, number: str) -> Channel:
    if number not in world.channels:
        raise Refused(404, 10003, "Unknown Channel")
    return world.channels[number]


def _seen(server: Server, bot: User, channel: Channel) -> int:
    """The bot's permissions in a channel it can see."""
    may = server.may(bot, channel)
    if server.away:
        raise Refused(503, 0, "Service Unavailable")
    if not may & VIEW_CHANNEL:
        raise Refused(403, 50001, "Missing Access")
    return may


def _post(server: Server, bot: User, channel: Channel, *, files: bool) -> None:
    may = _seen(server, bot, channel)
    if channel.type in (CATEGORY, FORUM):
        raise Refused(400, 50008, "Cannot send messages in a non-text channel")
    if channel.locked and not may & MANAGE_THREADS:
        raise Refused(400, 160005, "This thread is locked")
    if not may & (SEND_IN_THREADS if channel.is_thread else SEND_MESSAGES) or (files and not may & ATTACH_FILES):
        raise Refused(403, 50013, "Missing Permissions")
