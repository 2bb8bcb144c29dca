"""A bot without a library, for raw requests to the loopback Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.peers import discord_world

if TYPE_CHECKING:
    import aiohttp

    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_world import Interaction


class Bot:
    """A bot without a library."""

    def __init__(self, peer: DiscordPeer, session: aiohttp.ClientSession) -> None:
        self.peer, self.session = peer, session
        self.phone = peer.phone("ada")
        self.commands = f"/applications/{peer.world.application}/commands"

    async def ask(self, method: str, path: str, body: object = None, *, token: str = "") -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {token or self.peer.token}"}
        async with self.session.request(method, self.peer.api_url + path, json=body, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None

    async def refused(self, method: str, path: str, body: object = None, *, token: str = "") -> tuple[int, int]:
        status, answer = await self.ask(method, path, body, token=token)
        refusal = self.peer.refused[-1]
        assert (refusal.status, refusal.code) == (status, answer["code"])
        return status, answer["code"]

    async def send(self, body: dict[str, Any]) -> tuple[int, Any]:
        return await self.ask("POST", f"/channels/{self.phone.channel.id}/messages", body)

    def interaction(self, kind: int = discord_world.COMMAND, on: discord_world.Message | None = None) -> Interaction:
        return self.peer.interact(kind, self.phone.user, self.phone.channel, {}, on)

    async def answer(self, one: Interaction, body: object, token: str = "") -> tuple[int, Any]:
        return await self.ask("POST", f"/interactions/{one.id}/{token or one.token}/callback", body)

    def webhook(self, one: Interaction, rest: str = "") -> str:
        return f"/webhooks/{self.peer.world.application}/{one.token}{rest}"


def place(errors: dict[str, Any]) -> str:
    """Where a form is wrong, as a dotted path, and how."""
    (key, inner), *_ = errors.items()
    return f": {inner[0]['code']}" if key == "_errors" else f"{key}." + place(inner)
