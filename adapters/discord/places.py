"""Where people and servers are on Discord, as the core's addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import Address

if TYPE_CHECKING:
    import discord

PLATFORM: Final = "discord"


def of_interaction(interaction: discord.Interaction) -> Address:
    """Return where a person is. A group chat, or one between two people, is no direct chat with the bot."""
    direct = interaction.guild_id is None and not interaction.context.private_channel
    space = str(interaction.guild_id or "")
    return Address(PLATFORM, str(interaction.user.id), str(interaction.channel_id or ""), direct, space)


def of_message(message: discord.Message) -> Address:
    """Return where a direct message was written."""
    return Address(PLATFORM, str(message.author.id), str(message.channel.id), direct=True)


def of_server(server: str) -> Address:
    """Return a server, where nobody in particular speaks."""
    return Address(PLATFORM, "", "", direct=False, space=server)
