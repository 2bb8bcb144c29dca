"""Addresses of people and servers on Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Address

if TYPE_CHECKING:
    import discord

PLATFORM: Final = "discord"


def of_interaction(interaction: discord.Interaction) -> Address:
    """Address of an interaction. A group chat, or a chat between two people, is not a direct chat with the bot."""
    direct = interaction.guild_id is None and not interaction.context.private_channel
    space = str(interaction.guild_id or "")
    return Address(PLATFORM, str(interaction.user.id), str(interaction.channel_id or ""), direct, space)


def of_message(message: discord.Message) -> Address:
    """Address of a direct message."""
    return Address(PLATFORM, str(message.author.id), str(message.channel.id), direct=True)


def of_server(server: str) -> Address:
    """Address of a server, with no particular speaker."""
    return Address(PLATFORM, "", "", direct=False, space=server)
