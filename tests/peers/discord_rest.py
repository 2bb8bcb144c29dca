"""The parts of Discord's REST API, version 10, that the tutor needs."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from tests.peers import discord_rules as rules
from tests.peers import discord_wire as wire
from tests.peers.discord_places import Places, called, editable, notified, writable
from tests.peers.discord_world import (
    COMMAND,
    COMPLETION,
    COMPONENT,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    Message,
    Refused,
)

if TYPE_CHECKING:
    from tests.peers.discord_gateway import Gateway
    from tests.peers.discord_world import Channel, Interaction, World

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8
ANSWERS: Final = {
    COMMAND: (MESSAGE, DEFERRED_MESSAGE),
    COMPONENT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE),
    COMPLETION: (CHOICES,),
}
"""Allowed types of first responses by type of interaction."""


class Body:
    """A request's body: JSON, or a form with JSON and files."""

    def __init__(self, fields: Any, files: list[tuple[str, bytes]]) -> None:  # noqa: ANN401 - JSON
        self.fields, self.files = fields, files

    @classmethod
    async def of(cls, request: web.Request) -> Body:
        """Read the body."""
        if not request.can_read_body:
            return cls({}, [])
        if request.content_type == "application/json":
            return cls(_json(await request.text()), [])
        form = await request.post()
        files = [(part.filename, part.file.read()) for part in form.values() if isinstance(part, web.FileField)]
        rules.uploads(files)
        return cls(_json(str(form["payload_json"])), files)


def _json(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


class Rest:
    """The routes. Each raises `Refused` where Discord refuses."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world, self.gateway = world, gateway
        self.deadline = 3.0
        """Seconds allowed for the first response to an interaction."""
        self.token_life = 900.0
        """Seconds allowed for all further responses."""
        message = "/webhooks/{application}/{token}/messages/{message}"
        self.routes = (
            ("GET", "/users/@me", self._me),
            ("POST", "/users/@me/channels", self._open_channel),
            ("GET", "/gateway", self._gateway),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/@me", self._application),
            ("GET", "/applications/{application}/commands", self._commands),
            ("PUT", "/applications/{application}/commands", self._put_commands),
            *Places(world).routes,
            ("POST", "/channels/{channel}/messages", self._create_message),
            ("PATCH", "/channels/{channel}/messages/{message}", self._edit_message),
            ("POST", "/interactions/{interaction}/{token}/callback", self._callback),
            ("POST", "/webhooks/{application}/{token}", self._follow_up),
            ("GET", message, self._get_response),
            ("PATCH", message, self._edit_response),
            ("DELETE", message, self._delete_response),
        )

    async def _me(self, _request: web.Request, _body: Body) -> dict[str, Any]:
        return wire.user(self.world.bot)

    async def _application(self, _request: web.Request, _body: Body) -> dict[str, Any]:
        return wire.application(self.world)

    async def _gateway(self, _request: web.Request, _body: Body) -> dict[str, Any]:
        return {"url": self.gateway.address}

    async def _gateway_bot(self, _request: web.Request, _body: Body) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": self.gateway.remaining, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway.address, "shards": self.gateway.shards, "session_start_limit": limit}

    async def _commands(self, request: web.Request, _body: Body) -> list[dict[str, Any]]:
        self._own(request)
        return self.world.commands

    async def _put_commands(self, request: web.Request, body: Body) -> list[dict[str, Any]]:
        self._own(request)
        rules.commands(body.fields)
        kept = {"application_id": self.world.application, "version": "1"}
        self.world.commands = [{"id": self.world.snowflake()} | command | kept for command in body.fields]
        self.world.changed()
        return self.world.commands

    def _own(self, request: web.Request) -> None:
        if request.match_info["application"] != self.world.application:
            raise Refused(403, 20012, "You are not authorized to perform this action on this application")

    async def _open_channel(self, _request: web.Request, body: Body) -> dict[str, Any]:
        user = self.world.users.get(str(body.fields.get("recipient_id")))
        if user is None:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return wire.channel(self.world.channel("direct", user))

    async def _create_message(self, request: web.Request, body: Body) -> dict[str, Any]:
        channel = writable(self.world, request.match_info["channel"], files=bool(body.files))
        rules.message(body.fields, files=len(body.files))
        nonce = str(body.fields.get("nonce") or "")
        if nonce and body.fields.get("enforce_nonce"):
            for message in self.world.messages.values():
                if message.nonce == nonce and message.channel is channel:
                    return wire.message(message)
        message = self._made(channel, body, flags=int(body.fields.get("flags") or 0) & SUPPRESS_EMBEDS, nonce=nonce)
        message.notified = notified(self.world, channel, body.fields)
        message.called = called(self.world, channel, body.fields)
        await self.gateway.announce("MESSAGE_CREATE", message)
        return wire.message(message)

    async def _edit_message(self, request: web.Request, body: Body) -> dict[str, Any]:
        flags = "flags" in body.fields
        editable(self.world, request.match_info["channel"], files=bool(body.files), flags=flags)
        message = self.world.messages.get(request.match_info["message"])
        if message is None or message.channel.id != request.match_info["channel"] or message.only_for:
            raise Refused(404, 10008, "Unknown Message")
        if message.author is not self.world.bot:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        edited = self._edited(message, body)
        await self.gateway.announce("MESSAGE_UPDATE", message)
        return edited

    async def _callback(self, request: web.Request, body: Body) -> web.Response | dict[str, Any]:
        interaction = self.world.interactions.get(request.match_info["interaction"])
        late = interaction and asyncio.get_running_loop().time() - interaction.born > self.deadline
        if interaction is None or interaction.token != request.match_info["token"] or (late and not interaction.answer):
            raise Refused(404, 10062, "Unknown interaction")
        if interaction.answer:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body.fields.get("type"), body.fields.get("data") or {}
        if kind not in ANSWERS[interaction.kind]:
            raise rules.invalid("type", "INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK", "Not for this interaction.")
        if kind == UPDATE and interaction.message and interaction.message.id not in self.world.messages:
            raise Refused(404, 10008, "Unknown Message")
        self._answer(interaction, kind, data, body.files)
        self.world.changed()
        return (
            self._told(interaction) if request.query.get("with_response") in ("1", "true") else web.Response(status=204)
        )

    def _answer(
        self, interaction: Interaction, kind: int, data: dict[str, Any], files: list[tuple[str, bytes]]
    ) -> None:
        if kind == CHOICES:
            rules.completion(data.get("choices") or [])
            interaction.choices = data.get("choices") or []
        elif kind in (DEFERRED_UPDATE, UPDATE):
            interaction.original = interaction.message
            if kind == UPDATE and interaction.message:
                self._edited(interaction.message, Body(data, files))
        else:
            if kind == MESSAGE:
                rules.message(data, files=len(files))
            flags = int(data.get("flags") or 0) & (EPHEMERAL | SUPPRESS_EMBEDS) | (LOADING if kind != MESSAGE else 0)
            interaction.original = self._made(interaction.channel, Body(data, files), flags, interaction=interaction)
        interaction.answer = kind

    def _told(self, interaction: Interaction) -> dict[str, Any]:
        about: dict[str, Any] = {"id": interaction.id, "type": interaction.kind}
        resource: dict[str, Any] = {"type": interaction.answer}
        if interaction.answer in (MESSAGE, DEFERRED_MESSAGE) and interaction.original:
            about["response_message_id"] = interaction.original.id
            about["response_message_loading"] = interaction.original.thinking
            about["response_message_ephemeral"] = interaction.original.ephemeral
            resource["message"] = wire.message(interaction.original)
        return {"interaction": about, "resource": resource}

    async def _follow_up(self, request: web.Request, body: Body) -> dict[str, Any]:
        interaction = self._answered(request)
        rules.message(body.fields, files=len(body.files))
        waiting = interaction.original
        if (
            waiting and waiting.thinking and waiting.id in self.world.messages
        ):  # the first one replaces the "thinking" message
            return self._edited(waiting, body)
        flags = int(body.fields.get("flags") or 0) & (EPHEMERAL | SUPPRESS_EMBEDS)
        message = self._made(interaction.channel, body, flags, interaction=interaction)
        interaction.follow_ups.append(message)
        return wire.message(message)

    async def _get_response(self, request: web.Request, _body: Body) -> dict[str, Any]:
        return wire.message(self._response(request))

    async def _edit_response(self, request: web.Request, body: Body) -> dict[str, Any]:
        return self._edited(self._response(request), body)

    async def _delete_response(self, request: web.Request, _body: Body) -> web.Response:
        del self.world.messages[self._response(request).id]
        self.world.changed()
        return web.Response(status=204)

    def _answered(self, request: web.Request) -> Interaction:
        """The interaction for a webhook token, valid from the first response on for 15 minutes."""
        token = request.match_info["token"]
        found = next((one for one in self.world.interactions.values() if one.token == token), None)
        if found is None or request.match_info["application"] != self.world.application or not found.answer:
            raise Refused(404, 10015, "Unknown Webhook")
        if asyncio.get_running_loop().time() - found.born > self.token_life:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return found

    def _response(self, request: web.Request) -> Message:
        interaction, name = self._answered(request), request.match_info["message"]
        known = {message.id: message for message in interaction.follow_ups}
        message = interaction.original if name == "@original" else known.get(name)
        if message is None or message.id not in self.world.messages:
            raise Refused(404, 10008, "Unknown Message")
        return message

    def _made(
        self, channel: Channel, body: Body, flags: int, *, nonce: str = "", interaction: Interaction | None = None
    ) -> Message:
        message = Message(self.world.snowflake(), channel, self.world.bot, flags=flags, nonce=nonce)
        message.only_for = interaction.user if interaction and flags & EPHEMERAL else None
        self._fill(message, body)
        return self.world.add(message)

    def _edited(self, message: Message, body: Body) -> dict[str, Any]:
        if not message.thinking:
            message.edits.append(message.content)
        rules.message(body.fields, files=len(body.files), kept=_ids(message), before=message.content)
        message.flags = message.flags & ~LOADING | int(body.fields.get("flags") or 0) & SUPPRESS_EMBEDS
        self._fill(message, body)
        self.world.changed()
        return wire.message(message)

    def _fill(self, message: Message, body: Body) -> None:
        fields = body.fields
        message.content = str(fields.get("content", message.content) or "").strip()
        message.components = fields.get("components", message.components) or []
        _attach(message, fields.get("attachments"), body.files)
        allowed = (fields.get("allowed_mentions") or {"parse": ["everyone", "users", "roles"]}).get("parse") or []
        message.pings = message.pings or bool(allowed and ("@everyone" in message.content or "<@" in message.content))


def _ids(message: Message) -> range:
    return range(wire.FIRST_FILE, wire.FIRST_FILE + len(message.attachments))


def _attach(message: Message, listed: list[dict[str, Any]] | None, files: list[tuple[str, bytes]]) -> None:
    """Set a message's attachments: new files by number, existing ones by id; without a list, keep both."""
    found = dict(enumerate(zip(files, [""] * len(files), strict=True)))
    found |= dict(zip(_ids(message), zip(message.attachments, message.descriptions, strict=True), strict=True))
    if listed is None:
        listed = [{"id": number} for number in (*_ids(message), *range(len(files)))]
    chosen = [(found[int(one["id"])][0], one.get("description") or found[int(one["id"])][1]) for one in listed]
    message.attachments, message.descriptions = [file for file, _ in chosen], [said for _, said in chosen]
