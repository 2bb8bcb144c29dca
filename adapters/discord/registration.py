"""Makes Discord's slash commands from the table of commands and tells Discord when they have changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import AppCommandOptionType, app_commands

from adapters.discord.faults import BROKEN, described
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat import Ask, Handler, Suggestion
    from bot.commands import CommandSpec, Option

log = structlog.get_logger()

CHOICES: Final = ("domain", "setting", "form")
"""Kinds of options that are fixed lists."""
COMPLETED: Final = ("topic", "scope", "zone")
"""Kinds of options that are completed while one types."""
MAX_CHOICES: Final = 25
MAX_CHOICE: Final = 100
"""Characters of a choice's name and of its value."""

INSTALLS: Final = app_commands.AppInstallationType(guild=True, user=True).to_array()
CONTEXTS: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True).to_array()


async def register(client: discord.Client, tutor: Handler, ask: Ask) -> None:
    """Give Discord the commands if they are not the ones that it was given last; a failure is only logged."""
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
    """Return the commands as Discord takes them; `choices` holds the fixed lists by the kind of option."""
    return [_command(spec, choices) for spec in COMMANDS]


def choice(suggestion: Suggestion) -> app_commands.Choice[str] | None:
    """Return the suggestion as Discord takes it, None where its value is too long to be sent."""
    if not suggestion.label or not 0 < len(suggestion.value) <= MAX_CHOICE:
        return None
    return app_commands.Choice(name=suggestion.label[:MAX_CHOICE], value=suggestion.value)


def _command(spec: CommandSpec, choices: Mapping[str, Sequence[Suggestion]]) -> dict[str, Any]:
    return {
        "type": 1,
        "name": spec.name,
        "description": spec.description,
        "options": [_option(option, choices) for option in spec.options],
        "integration_types": INSTALLS,
        "contexts": CONTEXTS,
    }


def _option(option: Option, choices: Mapping[str, Sequence[Suggestion]]) -> dict[str, Any]:
    kind = AppCommandOptionType.integer if option.kind == "integer" else AppCommandOptionType.string
    made: dict[str, Any] = {"type": kind.value, "name": option.name, "description": option.description}
    if option.kind in CHOICES:
        made["choices"] = [found.to_dict() for found in map(choice, choices[option.kind]) if found][:MAX_CHOICES]
    if option.kind in COMPLETED:
        made["autocomplete"] = True
    bounds = {"min_value": option.minimum, "max_value": option.maximum}
    return made | {name: bound for name, bound in bounds.items() if bound is not None}
