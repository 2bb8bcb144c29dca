"""Parse Discord interactions and messages into the core's events."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from adapters.discord import places
from adapters.discord.rooms import named
from bot.chat import Command, Pointed, Pressed, Said
from bot.commands import COMMANDS, MESSAGE_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.commands import Option

MESSAGE: Final = discord.AppCommandType.message.value
"""Discord's type of a message command."""
PARTS: Final = (discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value)
"""Option types that are really parts of a command."""
_SKIPPED: Final = itertools.count(1)
log = structlog.get_logger()


def interacted(interaction: discord.Interaction) -> Command | Pressed | Pointed | None:
    """Event for a slash command, message command or button press; None for anything else, or if it cannot be read."""
    try:
        return _interacted(interaction, _data(interaction))
    except Exception as error:  # noqa: BLE001 - the library checks no field, so anything may be missing or odd
        _skip(error)
        return None


def said(message: discord.Message) -> Said | None:
    """Event for a direct message; None for bots, servers and Discord's own notices."""
    if message.author.bot or message.is_system() or not isinstance(message.channel, discord.DMChannel):
        return None
    return Said(_id(message.id), places.of_message(message), message.content)


def focused(interaction: discord.Interaction) -> tuple[str, str, str]:
    """Kind and current text of the option being typed, and who types; ("", "", "") if it is unknown."""
    try:
        return *_focused(_data(interaction)), str(interaction.user.id)
    except Exception as error:  # noqa: BLE001 - as above
        _skip(error)
        return "", "", ""


def _interacted(interaction: discord.Interaction, data: dict[str, Any]) -> Command | Pressed | Pointed | None:
    if interaction.user is discord.utils.MISSING:
        return None
    if interaction.type is discord.InteractionType.application_command and data.get("type") == MESSAGE:
        return _pointed(interaction, data)
    if interaction.type is discord.InteractionType.application_command:
        return _command(interaction, data)
    if interaction.type is discord.InteractionType.component:
        token = str(data.get("custom_id", ""))
        place = places.of_interaction(interaction)
        return Pressed(_id(interaction.id), place, token, _manages(interaction), _locale(interaction))
    return None


def _focused(data: dict[str, Any]) -> tuple[str, str]:
    words, options = _given(data)
    kinds = {option.name: option.kind for option in _known(words)}
    for option in options:
        if option.get("focused") and option["name"] in kinds:
            return kinds[option["name"]], str(option.get("value", ""))
    return "", ""


def _data(interaction: discord.Interaction) -> dict[str, Any]:
    """The interaction's data; {} if it is malformed, so that a press is answered even then."""
    return dict(interaction.data) if isinstance(interaction.data, dict) else {}


def _skip(error: Exception) -> None:
    """Log that an interaction is skipped, with how many have been so far; its content is never shown."""
    log.error("an interaction could not be read", error=type(error).__name__, so_far=next(_SKIPPED))


def _command(interaction: discord.Interaction, data: dict[str, Any]) -> Command:
    words, options = _given(data)
    place = places.of_interaction(interaction)
    is_judged = bool(place.space) and any(spec.managed or spec.judged for spec in COMMANDS if spec.name == words[0])
    room = named(interaction, options) if is_judged else None
    argument, manager = _argument(words, options), _manages(interaction)
    whom = _whom(words, options, data)
    return Command(_id(interaction.id), place, words[0], argument, manager, room, _locale(interaction), whom)


def _whom(words: list[str], options: Iterable[dict[str, Any]], data: dict[str, Any]) -> str:
    """The id of the person named in an option; "" for nobody, and for a bot."""
    named = {option.name for option in _known(words) if option.kind == "person"}
    found = next((str(each.get("value", "")) for each in options if each["name"] in named), "")
    return "" if (data.get("resolved") or {}).get("users", {}).get(found, {}).get("bot") else found


def _locale(interaction: discord.Interaction) -> str:
    """The language of the person's app, such as "en-GB"."""
    return str(interaction.locale)


def _pointed(interaction: discord.Interaction, data: dict[str, Any]) -> Pointed | None:
    """Event for a message command; buttons of a message that is not the bot's own are ignored."""
    what = MESSAGE_COMMANDS.get(str(data.get("name", "")))
    if what is None:
        return None
    found = (data.get("resolved") or {}).get("messages", {}).get(str(data.get("target_id")), {})
    me, author = interaction.client.user, (found.get("author") or {}).get("id")
    is_own = me is not None and author == str(me.id)
    tokens = tuple(_tokens(found.get("components") or ())) if is_own else ()
    return Pointed(_id(interaction.id), places.of_interaction(interaction), what, tokens, _locale(interaction))


def _tokens(components: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the custom ids of buttons, however deeply they are nested."""
    for component in components:
        if "custom_id" in component:
            yield str(component["custom_id"])
        yield from _tokens(component.get("components") or ())


def _manages(interaction: discord.Interaction) -> bool:
    may = interaction.permissions
    return interaction.guild_id is not None and (may.manage_guild or may.administrator)


def _given(data: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """Names of the command and its subcommand, and the options given."""
    words, options = [str(data.get("name", ""))], list(data.get("options") or ())
    while options and options[0].get("type") in PARTS:
        words.append(str(options[0]["name"]))
        options = list(options[0].get("options") or ())
    return words, options


def _known(words: list[str]) -> tuple[Option, ...]:
    """Options that the table defines for a command or its subcommand."""
    for spec in COMMANDS:
        if spec.name == words[0]:
            parts = {part.name: part for part in spec.parts}
            return parts.get(" ".join(words[1:]), spec).options
    return ()


def _argument(words: list[str], options: Iterable[dict[str, Any]]) -> str:
    """The given values in table order; after a subcommand's name, each value is preceded by its option's name."""
    persons = {option.name for option in _known(words) if option.kind == "person"}
    order = [option.name for option in _known(words)]
    given = {option["name"]: str(option.get("value", "")) for option in options if option["name"] not in persons}
    names = [*(known for known in order if known in given), *(other for other in given if other not in order)]
    if len(words) > 1:
        return " ".join([*words[1:], *(f"{each} {given[each]}" for each in names)])
    return " ".join(given[each] for each in names)


def _id(snowflake: int) -> str:
    return f"{places.PLATFORM}:{snowflake}"
