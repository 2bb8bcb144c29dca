"""Slash commands as Discord's apps offer them and fill them in: options, subcommands, channels and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tests.peers import discord_wire as wire
from tests.peers.discord_rules import CHANNEL, INTEGER, ON_MESSAGE, PART, PARTS_OF_PART, ROLE, STRING
from tests.peers.discord_servers import Role
from tests.peers.discord_world import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.peers.discord_world import User, World

Value: TypeAlias = str | int | Channel | Role


def spec(world: World, name: str) -> dict[str, Any]:
    """A registered command or subcommand; {} if there is none."""
    level, found = world.commands, dict[str, Any]()
    for word in name.split():
        found = next((one for one in level if one["name"] == word), {})
        level = found.get("options") or []
    return found


def entry(world: World, name: str) -> dict[str, Any]:
    """A registered message command; {} if there is none."""
    return next((one for one in world.commands if one["name"] == name and one.get("type") == ON_MESSAGE), {})


def allow(world: World, spec: dict[str, Any], name: str, value: Value) -> None:
    """Check that the menu lets a person give an option that value."""
    option = next((one for one in spec["options"] if one["name"] == name), None)
    assert option, f"{spec['name']} has no option {name!r}"
    assert option["type"] == _type(value), f"{name} is of another type"
    if option.get("choices"):
        assert value in [choice["value"] for choice in option["choices"]], f"{value!r} is no choice for {name}"
    if isinstance(value, int):
        assert option.get("min_value", value) <= value <= option.get("max_value", value), f"{value} is out of bounds"
    if isinstance(value, Channel):
        assert value.type in (option.get("channel_types") or [value.type]), f"{name} takes no such channel"
        assert value.id in world.channels, "the menu lists only what there is"


def filled(
    world: World, user: User, at: Channel, name: str, options: Mapping[str, object], focused: str = ""
) -> dict[str, Any]:
    """Interaction data for a command, whether or not its menu would offer it."""
    kinds = {option["name"]: option["type"] for option in spec(world, name).get("options", ())}
    given = [{"name": key, "type": kinds.get(key, STRING), "value": _sent(value)} for key, value in options.items()]
    given = [one | {"focused": True} if one["name"] == focused else one for one in given]
    first, *parts = name.split()
    for depth, part in reversed(list(enumerate(parts))):
        given = [{"name": part, "type": PARTS_OF_PART if depth < len(parts) - 1 else PART, "options": given}]
    data = {"id": "1", "name": first, "type": 1, "options": given}
    ids = [value.id for value in options.values() if isinstance(value, Channel | Role)]
    found = wire.resolved(world, world.servers[at.guild], user, ids) if at.guild else {}
    return data | ({"resolved": found} if found else {}) | ({"guild_id": at.guild} if at.guild else {})


def _type(value: Value) -> int:
    kinds = {str: STRING, int: INTEGER, Channel: CHANNEL, Role: ROLE}
    return kinds[type(value)]


def _sent(value: object) -> object:
    return value.id if isinstance(value, Channel | Role) else value
