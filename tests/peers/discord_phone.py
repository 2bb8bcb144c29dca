"""A person's phone on the loopback Discord: what they see there and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from tests.peers import discord_wire as wire
from tests.peers.discord_gateway import DIRECT_MESSAGES
from tests.peers.discord_rules import INTEGER
from tests.peers.discord_world import COMMAND, COMPLETION, COMPONENT, Interaction, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_world import Channel, User

WAIT: Final = 5.0
"""Seconds that a person waits for something to appear."""


@dataclass(slots=True)
class Phone:
    """One person in one place: in the direct chat with the bot, or `at` another one."""

    peer: DiscordPeer
    user: User
    kind: Literal["direct", "server", "group"] = "direct"

    def at(self, kind: Literal["direct", "server", "group"]) -> Phone:
        """Return the same person in another place."""
        return Phone(self.peer, self.user, kind)

    @property
    def channel(self) -> Channel:
        """Return the place's channel."""
        return self.peer.world.channel(self.kind, self.user)

    @property
    def messages(self) -> list[Message]:
        """Return what the person sees in the place, oldest first."""
        every = self.peer.world.messages.values()
        return [one for one in every if one.channel is self.channel and one.only_for in (None, self.user)]

    @property
    def latest(self) -> Message:
        """Return the newest message of the bot."""
        return next(one for one in reversed(self.messages) if one.author.bot)

    async def see(self, text: str, timeout: float = WAIT) -> Message:  # noqa: ASYNC109 - a person's patience
        """Return the newest message of the bot that has the text in it, as soon as there is one."""
        return await self.wait_for(lambda one: text in one.plain, f"{text!r}", timeout)

    async def wait_for(self, wanted: Callable[[Message], bool], what: str, timeout: float = WAIT) -> Message:  # noqa: ASYNC109
        """Return the newest message of the bot that is wanted, as soon as there is one."""

        def found() -> Message | None:
            mine = (one for one in reversed(self.messages) if one.author.bot and not one.thinking)
            return next((one for one in mine if wanted(one)), None)

        message = await self.peer.world.until(found, timeout)
        assert message, f"no {what} in {[one.plain for one in self.messages]}"
        return message

    async def say(self, text: str) -> str:
        """Write a message; return its id. A bot without privileged intents is only told of it in the direct chat."""
        message = Message(self.peer.world.snowflake(), self.channel, self.user, text)
        self.peer.world.add(message)
        if self.kind == "direct":
            await self.peer.gateway.dispatch("MESSAGE_CREATE", wire.message(message), DIRECT_MESSAGES)
        return message.id

    async def command(self, name: str, **options: str | int) -> Interaction:
        """Choose a slash command with options as the menu offers it; return once it is acknowledged or has failed."""
        spec = await self._offered(name)
        for option, value in options.items():
            self._allow(spec, option, value)
        return await self.send_command(name, **options)

    async def send_command(self, name: str, **options: object) -> Interaction:
        """Send a slash command with whatever options, past the menu."""
        kinds = {option["name"]: option["type"] for option in self._spec(name).get("options", ())}
        given = [{"name": key, "type": kinds.get(key, 3), "value": value} for key, value in options.items()]
        data = {"id": "1", "name": name, "type": 1, "options": given}
        return await self._act(COMMAND, data, None)

    async def complete(self, name: str, **typed: str) -> list[dict[str, Any]]:
        """Return what the app offers for the option that is being typed, the last one given."""
        spec = await self._offered(name)
        kinds = {option["name"]: option for option in spec["options"]}
        focused = list(typed)[-1]
        assert kinds[focused].get("autocomplete"), f"{focused} has no completion"
        given = [{"name": key, "type": 3, "value": value, "focused": key == focused} for key, value in typed.items()]
        acted = await self._act(COMPLETION, {"id": "1", "name": name, "type": 1, "options": given}, None)
        return acted.choices

    async def tap(self, label: str, on: Message | None = None) -> Interaction:
        """Press a button (by its label or how that begins), by default on the newest message that has it."""
        for message in [on] if on else reversed(self.messages):
            button = _button(message, label)
            if button:
                assert "custom_id" in button, f"the button {label!r} opens an address"
                return await self.press(button["custom_id"], message)
        raise AssertionError(f"no button {label!r} in {[one.buttons for one in self.messages]}")

    async def press(self, custom_id: str, on: Message) -> Interaction:
        """Press with any custom id, also one that no button has."""
        return await self._act(COMPONENT, {"custom_id": custom_id, "component_type": 2}, on)

    def close_dm(self) -> None:
        """Take no more direct messages of the bot."""
        self.user.open = False

    def open_dm(self) -> None:
        """Take them again."""
        self.user.open = True

    async def _act(self, kind: int, data: dict[str, Any], on: Message | None) -> Interaction:
        interaction = self.peer.interact(kind, self.user, self.channel, data, on)
        await self.peer.gateway.dispatch("INTERACTION_CREATE", wire.interaction(self.peer.world, interaction))
        await self.peer.world.until(lambda: interaction.answer, self.peer.rest.deadline)
        interaction.failed = not interaction.answer
        return interaction

    async def _offered(self, name: str) -> dict[str, Any]:
        await self.peer.world.until(lambda: self._spec(name), WAIT)
        spec = self._spec(name)
        assert spec, f"there is no command {name!r}"
        assert wire.CONTEXTS[self.kind] in spec["contexts"], f"{name} is not offered here"
        return spec

    def _spec(self, name: str) -> dict[str, Any]:
        return next((command for command in self.peer.world.commands if command["name"] == name), {})

    def _allow(self, spec: dict[str, Any], name: str, value: str | int) -> None:
        option = next((one for one in spec["options"] if one["name"] == name), None)
        assert option, f"{spec['name']} has no option {name!r}"
        assert isinstance(value, int) == (option["type"] == INTEGER), f"{name} is of another type"
        if option.get("choices"):
            assert value in [choice["value"] for choice in option["choices"]], f"{value!r} is no choice for {name}"
        if isinstance(value, int):
            assert option.get("min_value", value) <= value <= option.get("max_value", value), (
                f"{value} is out of bounds"
            )


def _button(message: Message, label: str) -> dict[str, Any] | None:
    every = [button for row in message.components for button in row["components"]]
    exact = [button for button in every if button["label"] == label]
    return next(iter(exact or [button for button in every if button["label"].startswith(label)]), None)
