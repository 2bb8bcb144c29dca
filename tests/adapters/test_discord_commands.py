"""Slash commands are built from the one table, registered when it changes, and completed while typing."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord import handle
from bot.chat import Command, Suggestion
from bot.commands import CAREER, COMMANDS, MESSAGE_COMMANDS
from tests.peers.discord_bench import FakeTutor, checked_peer, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.discord import DiscordPeer

PUT = ("PUT", "/applications/.*/commands")


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


async def registered(peer: DiscordPeer, tutor: FakeTutor) -> dict[str, dict[str, Any]]:
    async with serving(peer, tutor):
        await peer.until(lambda: tutor.memory)
    return {command["name"]: command for command in peer.world.commands}


async def test_every_command_of_the_table_is_there_everywhere(peer: DiscordPeer) -> None:
    commands = await registered(peer, FakeTutor())
    assert {name: command.get("description", "") for name, command in commands.items()} == {
        spec.name: spec.description for spec in COMMANDS if spec.menu
    } | dict.fromkeys(MESSAGE_COMMANDS, "")
    others = [command for name, command in commands.items() if name != "group"]
    assert all(sorted(command["contexts"]) == [0, 1, 2] for command in others)
    assert all(sorted(command["integration_types"]) == [0, 1] for command in others)
    assert not any("default_member_permissions" in command for command in others)


async def test_options_are_typed(peer: DiscordPeer) -> None:
    commands = await registered(peer, FakeTutor())
    domain, questions = commands["mock"]["options"]
    assert [choice["value"] for choice in domain["choices"]] == ["clinical", "revenue"]
    assert (questions["type"], questions["min_value"], questions["max_value"]) == (4, 1, 50)
    assert [choice["name"] for choice in commands["settings"]["options"][0]["choices"]] == ["Daily time", "Time zone"]
    assert "choices" not in commands["settings"]["options"][1]
    assert commands["learn"]["options"][0]["autocomplete"]
    assert commands["practice"]["options"][0]["autocomplete"]
    assert not any(option.get("required") for command in commands.values() for option in command.get("options", ()))


async def test_the_career_desk_is_one_command_with_its_tools_as_parts(peer: DiscordPeer) -> None:
    commands = await registered(peer, FakeTutor())
    parts = {part["name"]: part for part in commands["career"]["options"]}
    assert list(parts) == ["desk", *(spec.name for spec in CAREER)]
    assert all(part["type"] == 1 for part in parts.values())
    assert [option["name"] for option in parts["salary"]["options"] if option["autocomplete"]] == [
        "state",
        "occupation",
    ]
    assert not {spec.name for spec in CAREER} & set(commands)


async def test_commands_are_registered_once_until_they_change(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    await registered(peer, tutor)
    for _ in range(2):
        async with serving(peer, tutor):
            await peer.phone().say("hi")
            await peer.phone().see("Fine.")
    assert len(peer.calls(*PUT)) == 1
    assert list(tutor.memory) == [f"discord-commands:{peer.world.application}"]
    tutor.memory = dict.fromkeys(tutor.memory, "of another table")
    async with serving(peer, tutor):
        await peer.until(lambda: len(peer.calls(*PUT)) == 2)


async def test_a_refused_registration_is_tried_again_at_the_next_start(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    peer.refuse(400, 50035, "Invalid Form Body", method=PUT[0], path=PUT[1])
    async with serving(peer, tutor):
        await peer.until(lambda: peer.refused)
        await peer.phone().say("hi")
        await peer.phone().see("Fine.")
    assert tutor.memory == {}
    await registered(peer, tutor)
    assert len(peer.calls(*PUT)) == 2


async def test_an_argument_is_what_was_given_in_the_tables_order(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    ada = peer.phone("ada")
    async with serving(peer, tutor):
        await ada.command("mock", questions=15, domain="revenue")
        await ada.command("pause", until="2027-01-03", **{"from": "2026-12-20"})
        await ada.command("streak")
        await ada.command("career salary", occupation="File clerks", state="Ohio")
        await ada.send_command("mock", questions=-5)
        await ada.send_command("report", what="\u202e<b> *_~|@everyone " + "x" * 5000)
        await ada.send_command("of_an_older_table", first="1", second=2)
        await peer.until(lambda: len(tutor.events) == 7)
    told = [(event.name, event.argument) for event in tutor.events if isinstance(event, Command)]
    assert told[:3] == [("mock", "revenue 15"), ("pause", "2026-12-20 2027-01-03"), ("streak", "")]
    assert told[3:5] == [("career", "salary state Ohio occupation File clerks"), ("mock", "-5")]
    assert told[5] == ("report", "\u202e<b> *_~|@everyone " + "x" * 5000)
    assert told[6] == ("of_an_older_table", "1 2")


async def test_what_is_typed_is_completed(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    async with serving(peer, tutor):
        found = await peer.phone("ada").complete("learn", topic="sch")
        await peer.phone("ada").at("server").complete("practice", what="mis")
    assert found == [{"name": "Scheduling", "value": "scheduling"}]
    assert tutor.asked[-2:] == [("topic", "sch"), ("scope", "mis")]
    assert tutor.typists[-2:] == [peer.phone("ada").user.id] * 2
    assert tutor.events == []


async def test_a_completion_keeps_to_discords_limits(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    tutor.suggestions = [Suggestion("long " * 30, f"value {number}") for number in range(40)]
    tutor.suggestions[0] = Suggestion("too long a value", "x" * 101)
    async with serving(peer, tutor):
        found = await peer.phone("ada").complete("learn", topic="")
    assert len(found) == 25
    assert found[0]["value"] == "value 1"
    assert all(len(choice["name"]) == 100 for choice in found)


async def test_a_slow_completion_is_an_empty_one(peer: DiscordPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handle, "COMPLETION", 0.05)
    going = threading.Event()
    tutor = FakeTutor()
    async with serving(peer, tutor):
        ada = peer.phone("ada")
        await ada.complete("learn", topic="a")
        tutor.before_suggesting = lambda: going.wait(5)
        assert await ada.complete("learn", topic="ab") == []
        going.set()
    assert all(one.answer for one in peer.world.interactions.values())


async def test_a_completion_that_comes_too_late_ends_nothing(peer: DiscordPeer) -> None:
    peer.tolerated = {10062}
    tutor = FakeTutor()
    async with serving(peer, tutor):
        await peer.phone().complete("learn", topic="a")
        peer.rest.deadline = 0.1
        peer.stall(0.2, method="POST", path="/callback")
        assert await peer.phone().complete("learn", topic="ab") == []
        await peer.until(lambda: peer.refused)
        assert await peer.phone().complete("learn", topic="abc")
        await asyncio.sleep(0)
