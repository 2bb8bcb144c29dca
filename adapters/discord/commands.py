"""Build Discord's slash and message commands from the command table and register them when they change."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import AppCommandOptionType, app_commands

from adapters.discord.errors import BROKEN, described
from bot.commands import COMMANDS, MESSAGE_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat import Ask, Handler, Suggestion
    from bot.commands import CommandSpec, Option

log = structlog.get_logger()

MESSAGE: Final = discord.AppCommandType.message.value
"""Discord's type of a message command."""
CHOICES: Final = ("domain", "setting", "form", "questions", "switch", "starters", "seconds")
"""Kinds of options that are fixed lists."""
COMPLETED: Final = ("topic", "term", "faq", "scope", "zone", "state", "occupation", "days", "answers")
"""Kinds of options that are completed while typing."""
MAX_CHOICES: Final = 25
MAX_CHOICE: Final = 100
"""Character limit for a choice's name and for its value."""

KINDS: Final = {
    "integer": AppCommandOptionType.integer,
    "channel": AppCommandOptionType.channel,
    "role": AppCommandOptionType.role,
    "person": AppCommandOptionType.user,
}
"""Discord's types for options that are not strings."""
POSTABLE: Final = tuple(
    kind.value
    for kind in (
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.news_thread,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
    )
)
"""Channel types a question can be posted in. A forum takes only threads, not messages."""
MANAGERS: Final = discord.Permissions(manage_guild=True).value
"""Permission required to see a manager command, unless the server's own settings override it."""

INSTALLS: Final = app_commands.AppInstallationType(guild=True, user=True).to_array()
CONTEXTS: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True).to_array()
ONLY_MANAGERS: Final = {
    "default_member_permissions": MANAGERS,
    "integration_types": app_commands.AppInstallationType(guild=True).to_array(),
    "contexts": app_commands.AppCommandContext(guild=True).to_array(),
}


async def register(client: discord.Client, tutor: Handler, ask: Ask) -> None:
    """Register the commands if they changed since the last registration; failures are only logged."""
    key = f"discord-commands:{client.application_id}"
    commands = payload({kind: await ask(tutor.suggest, kind, "") for kind in CHOICES})
    fingerprint = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
    if client.application_id is None or await ask(tutor.recall, key) == fingerprint:
        return
    try:
        await client.http.bulk_upsert_global_commands(client.application_id, commands)
    except (*BROKEN, discord.RateLimited, discord.HTTPException) as error:
        log.warning("Discord did not take the commands", **described(error))
        return
    await ask(tutor.remember, key, fingerprint)
    log.info("Discord has new commands", count=len(commands))


def payload(choices: Mapping[str, Sequence[Suggestion]]) -> list[dict[str, Any]]:
    """Return the commands in Discord's format; `choices` maps option kinds to their fixed lists."""
    on_messages = [
        {"type": MESSAGE, "name": name, "integration_types": INSTALLS, "contexts": CONTEXTS}
        for name in MESSAGE_COMMANDS
    ]
    return [*(_command(spec, choices) for spec in COMMANDS if spec.menu), *on_messages]


def choice(suggestion: Suggestion) -> app_commands.Choice[str] | None:
    """The suggestion as a Discord choice; None if its value is too long to send."""
    if not suggestion.label or not 0 < len(suggestion.value) <= MAX_CHOICE:
        return None
    return app_commands.Choice(name=suggestion.label[:MAX_CHOICE], value=suggestion.value)


def _command(spec: CommandSpec, choices: Mapping[str, Sequence[Suggestion]]) -> dict[str, Any]:
    made = {
        "type": 1,
        "name": spec.name,
        "description": spec.description,
        "options": _parts(spec.parts, choices) if spec.parts else _options(spec, choices),
        "integration_types": INSTALLS,
        "contexts": CONTEXTS,
    }
    return made | (ONLY_MANAGERS if spec.managed else {})


def _parts(parts: Sequence[CommandSpec], choices: Mapping[str, Sequence[Suggestion]]) -> list[dict[str, Any]]:
    """The subcommands; a two-word part goes into a group named after its first word."""
    made: dict[str, dict[str, Any]] = {}
    for part in parts:
        first, _, second = part.name.partition(" ")
        one = {"type": 1, "name": second or first, "description": part.description, "options": _options(part, choices)}
        group = {"type": 2, "name": first, "description": part.description, "options": list[dict[str, Any]]()}
        if second:
            made.setdefault(first, group)["options"].append(one)
        else:
            made[first] = one
    return list(made.values())


def _options(spec: CommandSpec, choices: Mapping[str, Sequence[Suggestion]]) -> list[dict[str, Any]]:
    return [_option(option, choices) for option in spec.options]


def _option(option: Option, choices: Mapping[str, Sequence[Suggestion]]) -> dict[str, Any]:
    kind = KINDS.get(option.kind, AppCommandOptionType.string)
    made: dict[str, Any] = {"type": kind.value, "name": option.name, "description": option.description}
    if option.kind in CHOICES:
        made["choices"] = [found.to_dict() for found in map(choice, choices[option.kind]) if found][:MAX_CHOICES]
    if option.kind in COMPLETED:
        made["autocomplete"] = True
    if option.kind == "channel":
        made["channel_types"] = list(POSTABLE)
    bounds = {"min_value": option.minimum, "max_value": option.maximum}
    return made | {name: bound for name, bound in bounds.items() if bound is not None}
