"""Track only which servers the bot is in, leaving discord.py's own server cache empty."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import structlog

from adapters.discord.places import PLATFORM, of_server
from bot.chat import Added, Removed

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

HEARD: Final = ("READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE")
"""Gateway events still parsed by discord.py; for any other it would cache the server's channels and roles."""
RECENT: Final = timedelta(hours=47)
"""How recent a join must be to be reported at startup: the core recognizes duplicate events for 48 hours."""


Parser: TypeAlias = "Callable[[dict[str, Any]], object]"
_SKIPPED: Final = itertools.count(1)
log = structlog.get_logger()


class Servers:
    """Ids of the servers the bot is in, from the gateway; a server in an outage is still one of them."""

    def __init__(self, client: discord.Client, tell: Callable[[Added | Removed], object]) -> None:
        """Replace discord.py's own parsers; `tell` is called with events in order."""
        self._tell = tell
        self._joined: dict[str, str] = {}
        """When the bot joined each server, in Discord's format; "" until Discord says."""
        parsers = client._connection.parsers  # noqa: SLF001 - the only way to keep events out of the cache
        kept = {name: parsers[name] for name in HEARD} | {"GUILD_CREATE": self._created, "GUILD_DELETE": self._deleted}
        self._read_ready = kept["READY"]
        parsers.clear()
        parsers.update({name: _guarded(name, parser) for name, parser in kept.items()}, READY=self._ready)

    def __contains__(self, server: str) -> bool:
        return server in self._joined

    def __len__(self) -> int:
        return len(self._joined)

    def _ready(self, data: dict[str, Any]) -> None:
        before = self._joined
        self._joined = {str(one["id"]): before.get(str(one["id"]), "") for one in data["guilds"]}
        self._read_ready(data | {"guilds": []})
        for server in before.keys() - self._joined.keys():
            self._removed(server, before[server])

    def _created(self, data: dict[str, Any]) -> None:
        server, joined = str(data["id"]), str(data.get("joined_at") or "")
        is_new = server not in self._joined
        is_known = self._joined.get(server) == joined
        self._joined[server] = joined
        if is_new or (not is_known and _is_recent(joined)):
            self._tell(Added(f"{PLATFORM}:{server}:added:{joined or _now()}", of_server(server)))

    def _deleted(self, data: dict[str, Any]) -> None:
        server = str(data["id"])
        if data.get("unavailable"):  # an outage; a GUILD_CREATE follows when it ends
            self._joined.setdefault(server, "")
        else:
            self._removed(server, self._joined.pop(server, ""))

    def _removed(self, server: str, joined: str) -> None:
        self._tell(Removed(f"{PLATFORM}:{server}:removed:{joined or _now()}", of_server(server)))


def _guarded(name: str, parser: Parser) -> Parser:
    """Skip an event that cannot be read: raised, its error would end the connection."""

    def parse(data: dict[str, Any]) -> None:
        try:
            parser(data)
        except Exception as error:  # noqa: BLE001 - the library checks no field, so anything may be missing or odd
            kind = type(error).__name__
            log.error("an event could not be read", event_kind=name, error=kind, so_far=next(_SKIPPED))  # noqa: TRY400

    return parse


def _is_recent(joined: str) -> bool:
    try:
        return datetime.now(UTC) - datetime.fromisoformat(joined) < RECENT
    except (ValueError, TypeError):
        return False


def _now() -> str:
    return datetime.now(UTC).isoformat()
