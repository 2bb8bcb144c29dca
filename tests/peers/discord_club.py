"""A server from a test's point of view: its members' phones, and everything else a server can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.peers.discord_phone import Phone

if TYPE_CHECKING:
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_servers import Server
    from tests.peers.discord_world import Channel


class Club:
    """A server and its members' phones; `server` has the rest: channels, roles, permissions, events."""

    def __init__(self, peer: DiscordPeer, server: Server) -> None:
        self.peer, self.server = peer, server

    @property
    def id(self) -> str:
        """The server's id."""
        return self.server.id

    @property
    def general(self) -> Channel:
        """Its first channel."""
        return self.server.general

    def member(self, name: str, at: Channel | None = None, *, manager: bool = False) -> Phone:
        """A member's phone in a channel, by default the first; the person joins if necessary."""
        user = self.peer.world.person(name)
        self.server.join(user)
        if manager:
            self.server.manager(user)
        return Phone(self.peer, user, "server", at or self.general)
