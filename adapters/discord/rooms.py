"""Find out what prevents posting in a server channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from adapters.discord.errors import BROKEN, MISSING_ACCESS, OBSTACLES, UNKNOWN_GUILD, described
from bot.chat import Room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.client import Client
    from bot.chat import Command, Obstacle

log = structlog.get_logger()

CHANNEL: Final = discord.AppCommandOptionType.channel.value


def named(interaction: discord.Interaction, options: Sequence[dict[str, Any]]) -> Room:
    """The channel given as an option, not checked yet; otherwise the channel the command was used in."""
    current = str(interaction.channel_id or "")
    chosen = next((str(one.get("value", "")) for one in options if one.get("type") == CHANNEL), current)
    if chosen == current:
        name = _name(getattr(interaction.channel, "name", ""))
        return Room(current, name=name, obstacle=_here(interaction), roles=True)
    data: dict[str, Any] = dict(interaction.data or {})
    known = data.get("resolved", {}).get("channels", {})
    return Room(chosen, name=_name(known.get(chosen, {}).get("name", "")), roles=True)


async def looked_at(client: Client, event: Command) -> Command:
    """A manager's command with its room's obstacle filled in, asking Discord only when necessary."""
    room, address = event.room, event.address
    if room is None:
        return event
    if address.space not in client.servers:  # a user-only install can never post
        return replace(event, room=replace(room, obstacle="removed"))
    if room.chat == address.chat or not event.manager:
        return event
    return replace(event, room=replace(room, obstacle=await _there(client, address.space, room.chat)))


async def for_notices(client: Client, server: str) -> str:
    """The channel where Discord posts a server's own notices; "" if there is none, or the bot may not write there.

    Raises:
        discord.HTTPException: Discord did not say.
    """
    chat = str((await client.http.get_guild(int(server), with_counts=False)).get("system_channel_id") or "")
    return "" if not chat or await _there(client, server, chat) else chat


async def is_in(client: discord.Client, server: str) -> bool:
    """True if the bot is a member of the server.

    Raises:
        discord.HTTPException: Discord did not say.
    """
    return await _joined(client, server) is not None


async def _joined(client: discord.Client, server: str) -> discord.Guild | None:
    try:
        return await client.fetch_guild(int(server), with_counts=False)
    except discord.HTTPException as error:
        if error.code not in (UNKNOWN_GUILD, MISSING_ACCESS):
            raise
        return None


def _here(interaction: discord.Interaction) -> Obstacle:
    return _obstacle(interaction.app_permissions, interaction.channel)


async def _there(client: Client, server: str, chat: str) -> Obstacle:
    """Ask Discord about another channel: three requests, four for a thread. "" if Discord doesn't answer."""
    try:
        guild = await _joined(client, server)
        return await _asked(client, guild, int(chat)) if guild else "removed"
    except (discord.InvalidData, ValueError):
        return "missing"  # or in another server
    except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
        found = OBSTACLES.get(error.code, "") if isinstance(error, discord.HTTPException) else ""
        log.info("a channel can't be looked at", obstacle=found, **described(error))
        return found


async def _asked(client: Client, guild: discord.Guild, chat: int) -> Obstacle:
    channel = await guild.fetch_channel(chat)
    place = await guild.fetch_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
    if isinstance(place, discord.Thread) or client.user is None:
        return "missing"
    if not isinstance(channel, discord.abc.Messageable):
        return "forbidden"  # a forum or a category
    return _obstacle(place.permissions_for(await guild.fetch_member(client.user.id)), channel)


def _obstacle(may: discord.Permissions, channel: object) -> Obstacle:
    is_thread = isinstance(channel, discord.Thread)
    if isinstance(channel, discord.VoiceChannel | discord.StageChannel) and not may.connect:
        return "forbidden"  # the chat of a voice channel is closed to anyone who may not join it
    if not may.view_channel or not (may.send_messages_in_threads if is_thread else may.send_messages):
        return "forbidden"
    return "closed" if isinstance(channel, discord.Thread) and channel.locked and not may.manage_threads else ""


def _name(name: str) -> str:
    return f"#{name}" if name else ""
