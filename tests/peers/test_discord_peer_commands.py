"""The loopback Discord refuses malformed commands and completions as Discord does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.peers import discord_world
from tests.peers.discord import DiscordPeer
from tests.peers.discord_raw import Bot, place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

COMMAND = {"name": "daily", "description": "Today's questions"}
OPTION = {"type": 3, "name": "topic", "description": "A topic"}
CHOICE = {"name": "Clinical", "value": "clinical"}


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with DiscordPeer() as peer, aiohttp.ClientSession() as session:
        yield Bot(peer, session)


@pytest.mark.parametrize(
    "choices", [[CHOICE] * 26, [CHOICE | {"name": ""}], [CHOICE | {"name": "x" * 101}], [CHOICE | {"value": "x" * 101}]]
)
async def test_a_malformed_completion(bot: Bot, choices: list[dict[str, Any]]) -> None:
    one = bot.interaction(discord_world.COMPLETION)
    status, answer = await bot.answer(one, {"type": 8, "data": {"choices": choices}})
    assert (status, answer["code"]) == (400, 50035)


@pytest.mark.parametrize(
    ("commands", "where"),
    [
        ({}, "_.: LIST_TYPE_CONVERT"),
        ([COMMAND | {"name": "Daily"}], "0.name.: APPLICATION_COMMAND_INVALID_NAME"),
        ([COMMAND | {"name": "x" * 33}], "0.name.: APPLICATION_COMMAND_INVALID_NAME"),
        ([COMMAND | {"name": "two words"}], "0.name.: APPLICATION_COMMAND_INVALID_NAME"),
        ([COMMAND | {"description": ""}], "0.description.: BASE_TYPE_BAD_LENGTH"),
        ([COMMAND | {"description": "x" * 101}], "0.description.: BASE_TYPE_BAD_LENGTH"),
        ([COMMAND, COMMAND], "1.name.: APPLICATION_COMMANDS_DUPLICATE_NAME"),
        ([COMMAND | {"options": [OPTION] * 26}], "0.options.: BASE_TYPE_MAX_LENGTH"),
        ([COMMAND | {"options": [OPTION] * 2}], "0.options.: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
        (
            [COMMAND | {"options": [OPTION, OPTION | {"name": "b", "required": True}]}],
            "0.options.: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        ([COMMAND | {"options": [OPTION | {"name": "What"}]}], "0.options.0.name.: APPLICATION_COMMAND_INVALID_NAME"),
        ([COMMAND | {"options": [OPTION | {"type": 12}]}], "0.options.0.type.: UNION_TYPE_CHOICES"),
        (
            [COMMAND | {"options": [OPTION | {"choices": [CHOICE], "autocomplete": True}]}],
            "0.options.0.: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE",
        ),
        ([COMMAND | {"options": [OPTION | {"min_value": 1}]}], "0.options.0.: APPLICATION_COMMAND_OPTIONS_MIN_MAX"),
        ([COMMAND | {"options": [OPTION | {"choices": [CHOICE] * 26}]}], "0.options.0.choices.: BASE_TYPE_MAX_LENGTH"),
        (
            [COMMAND | {"options": [OPTION | {"choices": [CHOICE | {"value": 1}]}]}],
            "0.options.0.choices.0.value.: BASE_TYPE_BAD_LENGTH",
        ),
        ([COMMAND | {"contexts": [3]}], "0.contexts.: ENUM_TYPE_COERCE"),
        ([COMMAND | {"integration_types": [2]}], "0.integration_types.: ENUM_TYPE_COERCE"),
    ],
)
async def test_malformed_commands(bot: Bot, commands: object, where: str) -> None:
    status, answer = await bot.ask("PUT", bot.commands, commands)
    assert (status, answer["code"], place(answer["errors"])) == (400, 50035, where)
    assert bot.peer.world.commands == []


async def test_commands_of_another_app_and_too_many(bot: Bot) -> None:
    assert await bot.refused("PUT", "/applications/1/commands", [COMMAND]) == (403, 20012)
    many = [COMMAND | {"name": f"c{number}"} for number in range(101)]
    assert await bot.refused("PUT", bot.commands, many) == (400, 30032)
    assert (await bot.ask("PUT", bot.commands, many[:100]))[0] == 200
    assert len((await bot.ask("GET", bot.commands))[1]) == 100
