"""Reads Discord's interactions and messages as the core's events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.chat import Address, Command, Pressed, Said
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

PLATFORM: Final = "discord"


def interacted(interaction: discord.Interaction) -> Command | Pressed | None:
    """Return what a person did with a slash command or a button, None for all else."""
    data: dict[str, Any] = dict(interaction.data or {})
    if interaction.user is discord.utils.MISSING:
        return None
    if interaction.type is discord.InteractionType.application_command:
        name = str(data.get("name", ""))
        return Command(_id(interaction.id), address(interaction), name, _argument(name, data.get("options", ())))
    if interaction.type is discord.InteractionType.component:
        return Pressed(_id(interaction.id), address(interaction), str(data.get("custom_id", "")))
    return None


def said(message: discord.Message) -> Said | None:
    """Return what a person wrote to the bot, None for bots, servers and Discord's own notices."""
    if message.author.bot or message.is_system() or not isinstance(message.channel, discord.DMChannel):
        return None
    place = Address(PLATFORM, str(message.author.id), str(message.channel.id), direct=True)
    return Said(_id(message.id), place, message.content)


def address(interaction: discord.Interaction) -> Address:
    """Return where the person is. A group chat, or one between two people, is no direct chat with the bot."""
    direct = interaction.guild_id is None and not interaction.context.private_channel
    space = str(interaction.guild_id or "")
    return Address(PLATFORM, str(interaction.user.id), str(interaction.channel_id or ""), direct, space)


def focused(interaction: discord.Interaction) -> tuple[str, str]:
    """Return the kind of the option that is being typed and what stands in it so far, ("", "") if none is known."""
    data: dict[str, Any] = dict(interaction.data or {})
    kinds = {option.name: option.kind for spec in COMMANDS if spec.name == data.get("name") for option in spec.options}
    for option in data.get("options", ()):
        if option.get("focused") and option["name"] in kinds:
            return kinds[option["name"]], str(option.get("value", ""))
    return "", ""


def _argument(name: str, options: Iterable[dict[str, Any]]) -> str:
    order = [option.name for spec in COMMANDS if spec.name == name for option in spec.options]
    given = {option["name"]: str(option.get("value", "")) for option in options}
    names = [*(known for known in order if known in given), *(other for other in given if other not in order)]
    return " ".join(given[each] for each in names)


def _id(snowflake: int) -> str:
    return f"{PLATFORM}:{snowflake}"
