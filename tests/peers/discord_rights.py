"""Discord's permission arithmetic: a server's roles, then a channel's overwrites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.peers.discord_servers import Server
    from tests.peers.discord_world import Channel, User

ADMINISTRATOR: Final = 1 << 3
MANAGE_GUILD: Final = 1 << 5
VIEW_CHANNEL: Final = 1 << 10
SEND_MESSAGES: Final = 1 << 11
MANAGE_MESSAGES: Final = 1 << 13
EMBED_LINKS: Final = 1 << 14
ATTACH_FILES: Final = 1 << 15
READ_HISTORY: Final = 1 << 16
MENTION_EVERYONE: Final = 1 << 17
USE_COMMANDS: Final = 1 << 31
CONNECT: Final = 1 << 20
MANAGE_THREADS: Final = 1 << 34
SEND_IN_THREADS: Final = 1 << 38
EVERYTHING: Final = (1 << 53) - 1
DEFAULT: Final = (
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_HISTORY | USE_COMMANDS | SEND_IN_THREADS | CONNECT
)
"""The relevant permissions of @everyone in a new server."""


def permissions(server: Server, user: User, channel: Channel | None = None) -> int:
    """A user's permissions in a channel, or in the server as a whole."""
    if user.id not in server.members:
        return 0
    mine = {server.id, *server.members[user.id]}
    base = 0
    for role in mine:
        base |= server.roles[role].permissions
    if base & ADMINISTRATOR or server.owner is user:
        return EVERYTHING
    return base if channel is None else _overwritten(base, server, user, mine, channel)


def _overwritten(base: int, server: Server, user: User, mine: set[str], channel: Channel) -> int:
    place = channel.parent if channel.is_thread and channel.parent else channel
    roles = [place.overwrites[role] for role in mine - {server.id} if role in place.overwrites]
    steps = [[place.overwrites[key]] if key in place.overwrites else [] for key in (server.id, user.id)]
    for step in (steps[0], roles, steps[1]):
        for overwrite in step:
            base &= ~overwrite.deny
        for overwrite in step:
            base |= overwrite.allow
    return _implied(base, channel)


def _implied(base: int, channel: Channel) -> int:
    if not base & VIEW_CHANNEL:
        return 0
    if not base & (SEND_IN_THREADS if channel.is_thread else SEND_MESSAGES):
        base &= ~(EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE)
    return base
