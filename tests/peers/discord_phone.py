"""A person's phone on the loopback Discord: what they see and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from tests.peers import discord_forms as forms
from tests.peers import discord_wire as wire
from tests.peers.discord_rules import ON_MESSAGE
from tests.peers.discord_world import COMMAND, COMPLETION, COMPONENT, Interaction, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_forms import Value
    from tests.peers.discord_world import Channel, User

WAIT: Final = 5.0
"""Seconds that a person waits for something to appear."""


@dataclass(slots=True)
class Phone:
    """One person in one place: the direct chat with the bot, or the place chosen with `at`."""

    peer: DiscordPeer
    user: User
    kind: Literal["direct", "server", "group"] = "direct"
    place: Channel | None = None
    """A server channel, if not the first channel of the first server."""

    def at(self, kind: Literal["direct", "server", "group"]) -> Phone:
        """The same person in another place."""
        return Phone(self.peer, self.user, kind)

    def in_(self, channel: Channel) -> Phone:
        """The same person in a server channel."""
        return Phone(self.peer, self.user, "server", channel)

    @property
    def channel(self) -> Channel:
        """The place's channel."""
        return self.place or self.peer.world.channel(self.kind, self.user)

    @property
    def messages(self) -> list[Message]:
        """What the person sees in the place, oldest first."""
        every = self.peer.world.messages.values()
        return [one for one in every if one.channel is self.channel and one.only_for in (None, self.user)]

    @property
    def latest(self) -> Message:
        """The bot's newest message."""
        return next(one for one in reversed(self.messages) if one.author.bot)

    async def see(self, text: str, timeout: float = WAIT) -> Message:  # noqa: ASYNC109 - a person's patience
        """Wait for a bot message containing the text and return the newest."""
        return await self.wait_for(lambda one: text in one.plain, f"{text!r}", timeout)

    async def wait_for(self, wanted: Callable[[Message], bool], what: str, timeout: float = WAIT) -> Message:  # noqa: ASYNC109
        """Wait for a bot message that satisfies `wanted` and return the newest."""

        def found() -> Message | None:
            mine = (one for one in reversed(self.messages) if one.author.bot and not one.thinking)
            return next((one for one in mine if wanted(one)), None)

        message = await self.peer.world.until(found, timeout)
        assert message, f"no {what} in {[one.plain for one in self.messages]}"
        return message

    async def say(self, text: str) -> str:
        """Write a message and return its id. A bot receives it if it subscribed to messages in that place."""
        message = Message(self.peer.world.snowflake(), self.channel, self.user, text)
        self.peer.world.add(message)
        await self.peer.gateway.announce("MESSAGE_CREATE", message)
        return message.id

    async def command(self, name: str, **options: Value) -> Interaction:
        """Choose a slash command with options from its menu; return once it is acknowledged or has failed.

        Name a subcommand in full: "group ask now". Pass channels and roles as objects.
        """
        spec = await self._offered(name)
        for option, value in options.items():
            forms.allow(self.peer.world, spec, option, value)
        return await self.send_command(name, **options)

    async def send_command(self, name: str, **options: object) -> Interaction:
        """Send a slash command with arbitrary options, bypassing the menu."""
        return await self._act(COMMAND, forms.filled(self.peer.world, self.user, self.channel, name, options), None)

    async def choose(self, name: str, on: Message) -> Interaction:
        """Choose a message command from the menu of a message."""
        await self.peer.world.until(lambda: forms.entry(self.peer.world, name), WAIT)
        found = forms.entry(self.peer.world, name)
        assert found, f"there is no message command {name!r}"
        assert wire.CONTEXTS[self.kind] in found["contexts"], f"{name} is not offered here"
        resolved = {"messages": {on.id: wire.message(on)}}
        data = {"id": found["id"], "name": name, "type": ON_MESSAGE, "target_id": on.id, "resolved": resolved}
        return await self._act(COMMAND, data, None)

    async def complete(self, name: str, **typed: str) -> list[dict[str, Any]]:
        """What the app offers for the option being typed, the last one given."""
        spec = await self._offered(name)
        kinds = {option["name"]: option for option in spec["options"]}
        focused = list(typed)[-1]
        assert kinds[focused].get("autocomplete"), f"{focused} has no completion"
        data = forms.filled(self.peer.world, self.user, self.channel, name, typed, focused)
        return (await self._act(COMPLETION, data, None)).choices

    async def tap(self, label: str, on: Message | None = None) -> Interaction:
        """Press a button by its label or a prefix of it, by default on the newest message that has it."""
        for message in [on] if on else reversed(self.messages):
            button = _button(message, label)
            if button:
                assert "custom_id" in button, f"the button {label!r} opens an address"
                return await self.press(button["custom_id"], message)
        raise AssertionError(f"no button {label!r} in {[one.buttons for one in self.messages]}")

    async def press(self, custom_id: str, on: Message) -> Interaction:
        """Press with any custom id, even one that no button has."""
        return await self._act(COMPONENT, {"custom_id": custom_id, "component_type": 2}, on)

    def close_dm(self) -> None:
        """Block direct messages from the bot."""
        self.user.open = False

    def open_dm(self) -> None:
        """Allow direct messages from the bot again."""
        self.user.open = True

    async def _act(self, kind: int, data: dict[str, Any], on: Message | None) -> Interaction:
        interaction = self.peer.interact(kind, self.user, self.channel, data, on)
        await self.peer.gateway.dispatch("INTERACTION_CREATE", wire.interaction(self.peer.world, interaction))
        await self.peer.world.until(lambda: interaction.answer, self.peer.rest.deadline)
        interaction.failed = not interaction.answer
        return interaction

    async def _offered(self, name: str) -> dict[str, Any]:
        """The command or subcommand, once it is registered and if the person is offered it here."""
        world = self.peer.world
        await world.until(lambda: forms.spec(world, name), WAIT)
        spec, whole = forms.spec(world, name), forms.spec(world, name.split(maxsplit=1)[0])
        assert spec, f"there is no command {name!r}"
        assert wire.CONTEXTS[self.kind] in whole["contexts"], f"{name} is not offered here"
        needed = int(whole.get("default_member_permissions") or 0)
        may = world.servers[self.channel.guild].may(self.user) if self.channel.guild else needed
        assert may & needed == needed, f"{name} is not offered to {self.user.name}"
        return spec


def _button(message: Message, label: str) -> dict[str, Any] | None:
    every = [button for row in message.components for button in row["components"]]
    exact = [button for button in every if button["label"] == label]
    return next(iter(exact or [button for button in every if button["label"].startswith(label)]), None)
