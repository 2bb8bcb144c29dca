"""Track only which servers the bot is in, leaving discord.py's own server cache empty."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import structlog

from adapters.discord.places import PLATFORM, of_server
from adapters.discord.shards import Shard
from bot.chat import Added, Removed

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

HEARD: Final = ("READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE")
"""Gateway events still parsed by discord.py; for any other it would cache the server's channels and roles."""
SHOWN: Final[dict[str, Any]] = {"content": "", "components": [], "embeds": [], "attachments": [], "mentions": []}
"""The parts of a message that people see, empty."""
RECENT: Final = timedelta(hours=47)
"""How recent a join must be to be reported at startup: the core recognizes duplicate events for 48 hours."""


Parser: TypeAlias = "Callable[[dict[str, Any]], object]"
_SKIPPED: Final = itertools.count(1)
log = structlog.get_logger()


class Servers:
    """Ids of the servers the bot is in, from the gateway; a server in an outage is still one of them."""

    def __init__(
        self,
        client: discord.Client,
        tell: Callable[[Added | Removed], object],
        shard: Shard | None = None,
        beside: Servers | None = None,
    ) -> None:
        """Replace discord.py's own parsers; `tell` is called with events in order.

        Shards share what they know: `shard` is this client's own, and `beside` is what another client has built.
        """
        self._tell = tell
        self._shard = shard or Shard()
        self._joined: dict[str, str] = {} if beside is None else beside._joined  # noqa: SLF001 - another of its kind
        """When the bot joined each server, in Discord's format; "" until Discord says."""
        parsers = client._connection.parsers  # noqa: SLF001 - the only way to keep events out of the cache
        kept = {name: parsers[name] for name in HEARD} | {"GUILD_CREATE": self._created, "GUILD_DELETE": self._deleted}
        kept["INTERACTION_CREATE"] = _lightened(kept["INTERACTION_CREATE"])
        kept["MESSAGE_CREATE"] = _of_people(kept["MESSAGE_CREATE"])
        self._read_ready = kept["READY"]
        parsers.clear()
        parsers.update({name: _guarded(name, parser) for name, parser in kept.items()}, READY=self._ready)

    def __contains__(self, server: str) -> bool:
        return server in self._joined

    def __len__(self) -> int:
        return len(self._joined)

    def _ready(self, data: dict[str, Any]) -> None:
        now = {str(one["id"]) for one in data["guilds"]}
        gone = {each for each in self._joined if self._shard.has(each)} - now
        joined = {each: self._joined.pop(each) for each in gone}
        for server in now:
            self._joined.setdefault(server, "")
        self._read_ready(data | {"guilds": []})
        for server, at in joined.items():
            self._removed(server, at)

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


def _lightened(parser: Parser) -> Parser:
    """Keep the library from parsing what the pressed message shows, since only the message itself matters."""

    def parse(data: dict[str, Any]) -> None:
        parser(data | {"message": data["message"] | SHOWN} if data.get("message") else data)

    return parse


def _of_people(parser: Parser) -> Parser:
    """Skip messages of bots: the gateway reports every message that this one sends."""

    def parse(data: dict[str, Any]) -> None:
        if not data["author"].get("bot"):
            parser(data)

    return parse


def _guarded(name: str, parser: Parser) -> Parser:
    """Skip a malformed event: its exception would end the connection."""

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
