"""Servers of the loopback Discord: roles, channels, members, and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tests.peers import discord_wire as wire
from tests.peers.discord_rights import DEFAULT, MANAGE_GUILD, permissions
from tests.peers.discord_world import Channel, Overwrite, User

if TYPE_CHECKING:
    from tests.peers.discord_world import Message, World

GUILDS: Final = 1 << 0
"""Intent for events about servers, their channels and roles."""
TEXT, VOICE, CATEGORY, ANNOUNCEMENT, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 2, 4, 5, 11, 12, 15
LONG_AGO: Final = timedelta(days=100)


@dataclass(slots=True)
class Role:
    """A role of a server."""

    id: str
    name: str
    permissions: int = 0
    mentionable: bool = False


class Server:
    """A server with a "general" channel, an owner, and the bot as a member with only everyone's permissions.

    Attributes:
        members: each member's role ids, by user id; the everyone role, which has the server's id, is implied.
        joined: when the bot joined.
        away: True during an outage.
    """

    def __init__(self, world: World, number: str, name: str) -> None:
        self.world, self.id, self.name = world, number, name
        self.owner = User(world.snowflake(), f"owner of {name}")
        world.users[self.owner.id] = self.owner
        self.roles = {number: Role(number, "@everyone", DEFAULT)}
        self.members: dict[str, set[str]] = {self.owner.id: set(), world.bot.id: set()}
        self.joined = datetime.now(UTC) - LONG_AGO
        self.away = False
        self.crowd = 0
        """Number of additional members, who never do anything."""
        self.notices: Channel | None = None
        """Where Discord posts the server's own notices."""
        self.general = self.channel("general")

    def channel(self, name: str, kind: int = TEXT) -> Channel:
        """Create a channel."""
        return self.world.open(Channel(self.world.snowflake(), "server", self.owner, self.id, name, kind))

    def thread(self, name: str, parent: Channel | None = None, kind: int = PUBLIC_THREAD) -> Channel:
        """Create a thread in a channel."""
        made = self.channel(name, kind)
        made.parent = parent or self.general
        return made

    def role(self, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
        """The role of that name, created if necessary."""
        for role in self.roles.values():
            if role.name == name:
                return role
        made = Role(self.world.snowflake(), name, permissions, mentionable)
        self.roles[made.id] = made
        return made

    def join(self, user: User, *roles: Role) -> None:
        """Add a user as a member, with these roles."""
        self.members.setdefault(user.id, set()).update(role.id for role in roles)

    def manager(self, user: User) -> None:
        """Add a user who may manage the server."""
        self.join(user, self.role("managers", MANAGE_GUILD))

    def leave(self, user: User) -> None:
        """Remove a member. The bot is not notified, since that takes a privileged intent."""
        self.members.pop(user.id, None)

    def allow(self, channel: Channel, who: Role | User, rights: int) -> None:
        """Allow permissions in a channel."""
        self._overwrite(channel, who, rights, 0)

    def deny(self, channel: Channel, who: Role | User, rights: int) -> None:
        """Deny permissions in a channel."""
        self._overwrite(channel, who, 0, rights)

    def may(self, user: User, channel: Channel | None = None) -> int:
        """A user's permissions in a channel, or in the server as a whole."""
        return permissions(self, user, channel)

    @property
    def channels(self) -> list[Channel]:
        """The existing channels and threads."""
        return [one for one in self.world.channels.values() if one.guild == self.id]

    @property
    def has_bot(self) -> bool:
        """True if the bot is a member."""
        return self.world.bot.id in self.members

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its messages and threads."""
        for thread in [one for one in self.channels if one.parent is channel]:
            await self.delete_channel(thread)
        del self.world.channels[channel.id]
        for message in [one for one in self.world.messages.values() if one.channel is channel]:
            del self.world.messages[message.id]
        kind = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.world.tell(kind, wire.channel(channel), GUILDS)

    async def delete_message(self, message: Message) -> None:
        """Delete a message. The bot is not notified, since it did not request that intent."""
        del self.world.messages[message.id]
        self.world.changed()

    async def archive(self, thread: Channel, *, locked: bool = False) -> None:
        """Archive a thread, as Discord does after inactivity."""
        thread.archived, thread.locked = True, locked or thread.locked
        await self.world.tell("THREAD_UPDATE", wire.channel(thread), GUILDS)

    async def kick_bot(self) -> None:
        """Remove the bot."""
        self.members.pop(self.world.bot.id, None)
        await self.world.tell("GUILD_DELETE", {"id": self.id}, GUILDS)

    async def add_bot(self) -> None:
        """Add the bot, whether or not it was there before."""
        self.members[self.world.bot.id] = set()
        self.joined = datetime.now(UTC)
        await self.world.tell("GUILD_CREATE", wire.guild_created(self), GUILDS)

    async def go_away(self) -> None:
        """Start an outage."""
        self.away = True
        await self.world.tell("GUILD_DELETE", {"id": self.id, "unavailable": True}, GUILDS)

    async def come_back(self) -> None:
        """End an outage."""
        self.away = False
        await self.world.tell("GUILD_CREATE", wire.guild_created(self) | {"unavailable": False}, GUILDS)

    def _overwrite(self, channel: Channel, who: Role | User, allow: int, deny: int) -> None:
        old = channel.overwrites.get(who.id, Overwrite())
        new = Overwrite(isinstance(who, User), old.allow & ~deny | allow, old.deny & ~allow | deny)
        channel.overwrites[who.id] = new
