"""Memory used by the servers the Discord bot is in: this client compared with discord.py's own.

Run as `python -m benchmarks.servers`. Connects to nothing; gateway events are passed to the clients directly.
"""

from __future__ import annotations

import gc
import tracemalloc
from functools import partial
from typing import Any, Final

import discord

from adapters.discord.client import Client
from adapters.discord.servers import Servers

SERVERS: Final = 2000
CHANNELS: Final = 30
ROLES: Final = 20
BIG: Final = (500, 250)
"""Channels and roles of a server with 100,000 members."""
LARGE: Final = 100_000
MEGABYTE: Final = 1e6


def server(number: int, channels: int, roles: int, members: int) -> dict[str, Any]:
    """A server as Discord's GUILD_CREATE describes it to a bot without the members intent."""
    first = 10**18 + number * 10**6
    rights = [{"id": str(first + each), "type": 0, "allow": "1024", "deny": "0"} for each in range(4)]
    return {
        "id": str(first),
        "name": f"Study group {number}",
        "owner_id": str(first + 1),
        "member_count": members,
        "large": members == LARGE,
        "joined_at": "2026-11-20T12:00:00+00:00",
        "unavailable": False,
        "members": [],
        "emojis": [],
        "features": [],
        "channels": [_channel(first + 1000 + each, each, rights) for each in range(channels)],
        "roles": [_role(first + each, each) for each in range(roles)],
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "stickers": [],
        "soundboard_sounds": [],
    }


def main() -> None:
    """Print the table."""
    lines = [f"{SERVERS} servers of {CHANNELS} channels and {ROLES} roles; one of {BIG[0]} and {BIG[1]} besides\n"]
    lines += ["| client | MB for all of them | MB for the big one |", "| --- | --- | --- |"]
    for name, client in (("this tutor's", _ours()), ("discord.py's", _plain())):
        many = _kept(client, [partial(server, n, CHANNELS, ROLES, 200) for n in range(SERVERS)])
        one = _kept(client, [partial(server, SERVERS, *BIG, LARGE)])
        lines.append(f"| {name} | {many:.1f} | {one:.2f} |")
    print("\n".join(lines))  # noqa: T201 - a command says what it measured


def _ours() -> discord.Client:
    client = Client()
    Servers(client, lambda _: None)  # events are discarded
    return client


def _plain() -> discord.Client:
    return discord.Client(
        intents=discord.Intents(guilds=True, dm_messages=True),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
    )


def _kept(client: discord.Client, servers: list[Any]) -> float:
    """Megabytes a client retains after being told of servers."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for make in servers:
        client._connection.parsers["GUILD_CREATE"](make())  # noqa: SLF001 - as the gateway hands it on
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / MEGABYTE


def _channel(number: int, position: int, rights: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(number),
        "type": 0,
        "name": f"channel-{position}",
        "position": position,
        "permission_overwrites": rights,
        "topic": "What this channel is about, in a sentence or two.",
        "parent_id": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
    }


def _role(number: int, position: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": f"Role {position}",
        "permissions": "1024",
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


if __name__ == "__main__":
    main()
