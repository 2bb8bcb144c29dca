"""The loopback Discord's gateway: sessions, heartbeats, numbered events, resuming."""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from aiohttp import WSMsgType, web

from tests.peers import discord_wire as wire
from tests.peers.discord_servers import GUILDS

if TYPE_CHECKING:
    from tests.peers.discord_world import Message, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
INVALID_SHARD = 4010
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014
SERVER_MESSAGES: Final = 1 << 9
DIRECT_MESSAGES: Final = 1 << 12
PRIVILEGED: Final = 1 << 1 | 1 << 8 | 1 << 15
"""Members, presences, message content: each must be enabled for the app."""
KNOWN_INTENTS: Final = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
API_VERSION: Final = "10"


@dataclass(slots=True)
class Session:
    """What a client identified as; outlives its connection."""

    id: str
    intents: int
    shard: tuple[int, int] = (0, 1)
    """Its number, from 0, and how many there are."""
    events: list[dict[str, Any]] = field(default_factory=list)
    connection: Connection | None = None
    replay: int = 0
    """How many already delivered events the next resume repeats."""

    def has(self, server: str) -> bool:
        """True if it is told what happens in a server; number 0 is told what happens in none."""
        number, count = self.shard
        return (int(server or 0) >> 22) % count == number

    def is_told(self, name: str, data: dict[str, Any]) -> bool:
        """True if an event is for it."""
        return self.has(str(data.get("id" if name.startswith("GUILD_") else "guild_id") or ""))


class Connection:
    """One websocket."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.request, self.socket = request, socket
        self.session: Session | None = None
        self.intended: list[dict[str, Any]] = []
        """Everything the client sent."""
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, payload: dict[str, Any]) -> bool:
        """Send a payload with the compression the client requested; True if the connection accepted it."""
        line = json.dumps(payload)
        try:
            if self._deflate is None:
                await self.socket.send_str(line)
            else:
                packed = self._deflate.compress(line.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except ConnectionError:
            return False
        return True

    def abort(self) -> None:
        """Drop the connection without closing it properly."""
        if self.request.transport:
            self.request.transport.abort()


class Gateway:
    """All connections and sessions."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        world.tell = self.dispatch
        self.address = ""
        self.resume_address = ""
        """Where clients are sent to resume, if different from the address."""
        self.heartbeat_interval = 41_250
        self.shards, self.remaining = 1, 999
        """How many shards a bot is advised to use, and how often it may still identify."""
        self.close_identify: int | None = None
        """The code with which each identify is refused, if any."""
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identified = self.resumed = self.heartbeats = 0
        self.allowed_privileged = 0
        self.unavailable = 0
        """How many of the next connections are rejected."""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one client until it disconnects."""
        if self.unavailable:
            self.unavailable -= 1
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(request, socket)
        self.connections.append(connection)
        try:
            await self._speak(connection)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.connections.remove(connection)
            if connection.session and connection.session.connection is connection:
                connection.session.connection = None
            self.world.changed()
        return socket

    async def dispatch(self, name: str, data: dict[str, Any], intent: int = 0) -> bool:
        """Send an event to every session that wants it; True if any was connected."""
        reached = False
        for session in self.sessions.values():
            if intent & session.intents == intent and session.is_told(name, data):
                event = {"op": DISPATCH, "t": name, "s": len(session.events) + 1, "d": data}
                session.events.append(event)
                reached = bool(session.connection and await session.connection.send(event)) or reached
        return reached

    async def announce(self, name: str, message: Message) -> None:
        """Send an event about a message. Without the privileged intent, a bot reads only its own content in servers."""
        where = {"guild_id": message.channel.guild} if message.channel.guild else {}
        intent = SERVER_MESSAGES if where else DIRECT_MESSAGES
        await self.dispatch(name, wire.message(message) | where, intent)

    @property
    def connected(self) -> bool:
        """True if an identified client is connected."""
        return any(session.connection for session in self.sessions.values())

    async def ask_to_reconnect(self) -> None:
        """Ask every client to reconnect and resume."""
        for connection in list(self.connections):
            await connection.send({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid."""
        for connection in list(self.connections):
            if connection.session and not resumable:
                self.sessions.pop(connection.session.id, None)
            await connection.send({"op": INVALID_SESSION, "d": resumable})

    async def close(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in list(self.connections):
            await connection.socket.close(code=code)

    def abort(self) -> None:
        """Drop every connection without closing it properly."""
        for connection in list(self.connections):
            connection.abort()

    async def _speak(self, connection: Connection) -> None:
        query = connection.request.query
        if query.get("v") != API_VERSION or query.get("encoding", "json") != "json":
            await connection.socket.close(code=INVALID_VERSION)
            return
        await connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval}})
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            code = await self._heard(connection, message.data)
            if code:
                await connection.socket.close(code=code)

    async def _heard(self, connection: Connection, line: str) -> int:
        """Handle a client's message; return the code to close with, 0 for none."""
        try:
            payload = json.loads(line)
            operation, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            return DECODE_ERROR
        connection.intended.append(payload)
        if operation == HEARTBEAT:
            self.heartbeats += 1
            await connection.send({"op": HEARTBEAT_ACK})
            return 0
        if operation in (IDENTIFY, RESUME):
            if connection.session:
                return ALREADY_AUTHENTICATED
            return await (self._identify if operation == IDENTIFY else self._resume)(connection, data)
        return (0 if connection.session else NOT_AUTHENTICATED) if operation == PRESENCE else UNKNOWN_OPCODE

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> int:
        intents = data["intents"]
        if data["token"] != self.token:
            return BAD_TOKEN
        if intents & ~KNOWN_INTENTS:
            return INVALID_INTENTS
        if intents & PRIVILEGED & ~self.allowed_privileged:
            return DISALLOWED_INTENTS
        if self.close_identify:
            return self.close_identify
        shard = tuple(data.get("shard") or (0, 1))
        if shard[1] != self.shards and data.get("shard"):
            return INVALID_SHARD
        session = Session(self.world.snowflake(), intents, (shard[0], shard[1]), connection=connection)
        self.sessions[session.id] = connection.session = session
        self.identified += 1
        ready = {"op": DISPATCH, "t": "READY", "s": 1, "d": self._ready(session)}
        session.events.append(ready)
        await connection.send(ready)
        self.world.changed()
        if intents & GUILDS:
            await self._introduce(session)
        return 0

    async def _introduce(self, session: Session) -> None:
        """Announce to a new session each server it is in."""
        for server in [
            one for one in self.world.servers.values() if one.has_bot and not one.away and session.has(one.id)
        ]:
            data = wire.guild_created(server) | {"unavailable": False}
            event = {"op": DISPATCH, "t": "GUILD_CREATE", "s": len(session.events) + 1, "d": data}
            session.events.append(event)
            if session.connection:
                await session.connection.send(event)

    def _ready(self, session: Session) -> dict[str, Any]:
        mine = [one for one in self.world.servers.values() if one.has_bot and session.has(one.id)]
        return {
            "v": 10,
            "user": wire.user(self.world.bot),
            "guilds": [{"id": one.id, "unavailable": True} for one in mine],
            **({"shard": list(session.shard)} if session.shard[1] > 1 else {}),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.resume_address or self.address,
            "application": {"id": self.world.application, "flags": 0},
        }

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> int:
        if data["token"] != self.token:
            return BAD_TOKEN
        session = self.sessions.get(data["session_id"])
        if session is None:
            await connection.send({"op": INVALID_SESSION, "d": False})
            return 0
        connection.session, session.connection = session, connection
        since, session.replay = max(0, data["seq"] - session.replay), 0
        for event in session.events[since:]:
            await connection.send(event)
        await connection.send({"op": DISPATCH, "t": "RESUMED", "s": len(session.events), "d": {"_trace": []}})
        self.resumed += 1
        self.world.changed()
        return 0
