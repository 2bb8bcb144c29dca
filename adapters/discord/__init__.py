"""The tutor on Discord: slash commands, buttons and direct messages, in servers and as a user-installed app."""

from adapters.discord.courier import Discord

__all__ = ["Discord"]
