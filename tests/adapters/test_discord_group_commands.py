"""`/group` in a server: who is offered it, what it tells the core, and which place it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.commands import payload
from bot.actions import GroupDo, encode
from bot.chat import Address, Button, Card, Command, Pressed, Room, text
from tests.peers.discord_bench import FIXED, FakeTutor, checked_peer, serving
from tests.peers.discord_rights import (
    ADMINISTRATOR,
    ATTACH_FILES,
    CONNECT,
    MANAGE_THREADS,
    SEND_IN_THREADS,
    SEND_MESSAGES,
)
from tests.peers.discord_rights import VIEW_CHANNEL as VIEW
from tests.peers.discord_servers import FORUM, PRIVATE_THREAD, VOICE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat import Event, Obstacle, Reply
    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_club import Club

MENU = Card(text("Setup"), ((Button("Pause", encode(GroupDo(7, "pause"))),),), open=True)
LOOKS = ("GET", "/(channels|guilds)/")


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    async with checked_peer() as peer:
        yield peer


@pytest.fixture
def club(peer: DiscordPeer) -> Club:
    return peer.server("study")


def menu(event: Event) -> list[Reply]:
    return [Card(text("Paused"), replace=True) if isinstance(event, Pressed) else MENU]


async def heard(peer: DiscordPeer, club: Club, name: str = "group setup", **options: Any) -> Command:  # noqa: ANN401 - of every type
    """Return what the core hears of a manager's command."""
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        await club.member("mia", manager=True).command(name, **options)
        await club.member("mia").see("Setup")
    (event,) = tutor.events
    assert isinstance(event, Command)
    return event


async def test_it_is_registered_for_managers_in_servers(peer: DiscordPeer) -> None:
    tutor = FakeTutor()
    async with serving(peer, tutor):
        await peer.until(lambda: tutor.memory)
    (group,) = [command for command in peer.world.commands if command["name"] == "group"]
    assert (group["contexts"], group["integration_types"]) == ([0], [0])
    assert group["default_member_permissions"] == 1 << 5
    parts = {part["name"]: part for part in group["options"]}
    assert list(parts) == ["setup", "show", "ask", "pause", "resume", "off"]
    assert {name: part["type"] for name, part in parts.items()} == dict.fromkeys(parts, 1) | {"ask": 2}
    assert [part["name"] for part in parts["ask"]["options"]] == ["now"]
    options = {option["name"]: option for option in parts["setup"]["options"]}
    assert (options["channel"]["type"], options["channel"]["channel_types"]) == (7, [0, 5, 10, 11, 12])
    assert (options["role"]["type"], options["share"]["type"], options["share"]["max_value"]) == (8, 4, 100)
    assert options["zone"]["autocomplete"]
    assert [name for name, option in options.items() if option.get("choices")] == [
        *("questions", "summary", "quiz", "board"),
    ]


@pytest.mark.parametrize("name", ["group show", "group ask now", "group pause", "group resume", "group off"])
async def test_a_part_is_the_argument(peer: DiscordPeer, club: Club, name: str) -> None:
    event = await heard(peer, club, name)
    assert (event.name, event.argument) == ("group", name.removeprefix("group "))


async def test_options_come_with_their_names_in_the_tables_order(peer: DiscordPeer, club: Club) -> None:
    quiz, role = club.server.channel("quiz"), club.server.role("quizzers")
    event = await heard(peer, club, role=role, zone="US Central", share=30, time="12:00", channel=quiz)
    assert event.argument == f"setup channel {quiz.id} time 12:00 zone US Central role {role.id} share 30"
    assert event.address == Address(
        "discord", peer.world.person("mia").id, club.general.id, direct=False, space=club.id
    )


async def test_an_option_of_a_part_is_completed(peer: DiscordPeer, club: Club) -> None:
    tutor = FakeTutor()
    async with serving(peer, tutor):
        found = await club.member("mia", manager=True).complete("group setup", time="12:00", zone="chi")
    assert found == [{"name": "Scheduling", "value": "scheduling"}]
    assert tutor.asked[-1] == ("zone", "chi")


async def test_it_is_not_offered_elsewhere_nor_to_others(peer: DiscordPeer, club: Club) -> None:
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        for phone in (club.member("bea"), peer.phone("bea"), peer.phone("bea").at("group")):
            with pytest.raises(AssertionError, match="not offered"):
                await phone.command("group show")
    assert tutor.events == []


async def test_who_may_is_what_discord_says(peer: DiscordPeer, club: Club) -> None:
    tutor = FakeTutor(menu)
    boss = club.server.role("boss", ADMINISTRATOR)
    club.server.join(peer.world.person("zoe"), boss)
    other = club.server.channel("quiz")
    async with serving(peer, tutor):
        await peer.until(lambda: tutor.memory)
        await club.member("bea").send_command("group setup", channel=other)  # a server's settings may offer it to all
        await club.member("mia", manager=True).send_command("group show")
        await club.member("zoe").send_command("group show")
        await peer.phone("mia").send_command("group show")
        for phone in (club.member("mia"), club.member("bea"), club.member("zoe")):
            await phone.see("Setup")
            await phone.tap("Pause")
            await phone.see("Paused")
    said = {(type(event).__name__, event.address.user, bool(event.address.space)): event for event in tutor.events}
    who = {peer.world.person(name).id: name for name in ("bea", "mia", "zoe")}
    assert {
        (kind, who[user], space): getattr(event, "manager", None) for (kind, user, space), event in said.items()
    } == {
        ("Command", "bea", True): False,
        ("Command", "mia", True): True,
        ("Command", "zoe", True): True,
        ("Command", "mia", False): False,
        ("Pressed", "mia", True): True,
        ("Pressed", "bea", True): False,
        ("Pressed", "zoe", True): True,
    }
    assert not peer.calls(*LOOKS)


async def test_menus_are_hidden_and_edited_in_their_place(peer: DiscordPeer, club: Club) -> None:
    async with serving(peer, FakeTutor(menu)):
        mia, bea = club.member("mia", manager=True), club.member("bea")
        await mia.command("group setup")
        seen = await mia.see("Setup")
        await mia.tap("Pause")
        assert await mia.see("Paused") is seen
    assert seen.ephemeral
    assert (len(mia.messages), bea.messages) == (1, [])


async def test_the_room_is_where_the_command_was_given(peer: DiscordPeer, club: Club) -> None:
    assert (await heard(peer, club)).room == Room(club.general.id, name="#general", roles=True)
    assert not peer.calls(*LOOKS)


@pytest.mark.parametrize(
    ("denied", "obstacle"), [(VIEW, "forbidden"), (SEND_MESSAGES, "forbidden"), (ATTACH_FILES | SEND_IN_THREADS, "")]
)
@pytest.mark.parametrize("is_named", [False, True])
async def test_a_room_that_the_bot_has_no_right_to(
    peer: DiscordPeer, club: Club, denied: int, obstacle: Obstacle, *, is_named: bool
) -> None:
    peer.tolerated = {50001}
    place = club.server.channel("quiz") if is_named else club.general
    club.server.deny(place, club.server.role("bots"), denied)
    club.server.join(peer.world.bot, club.server.role("bots"))
    options: dict[str, Any] = {"channel": place} if is_named else {}
    event = await heard(peer, club, **options)
    assert event.room == Room(place.id, name=f"#{place.name}", obstacle=obstacle, roles=True)
    assert bool(peer.calls(*LOOKS)) == is_named


@pytest.mark.parametrize("is_named", [False, True])
async def test_a_closed_thread_is_in_the_way_of_all_but_moderators(
    peer: DiscordPeer, club: Club, *, is_named: bool
) -> None:
    thread = club.server.thread("daily")
    await club.server.archive(thread, locked=True)
    mia = club.member("mia", manager=True).in_(club.general if is_named else thread)
    options = {"channel": thread} if is_named else {}
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        await mia.command("group setup", **options)
        await peer.until(lambda: len(tutor.events) == 1)
        club.server.roles[club.id].permissions |= MANAGE_THREADS
        await mia.command("group setup", **options)
        await peer.until(lambda: len(tutor.events) == 2)
    rooms = [event.room for event in tutor.events if isinstance(event, Command)]
    assert rooms == [
        Room(thread.id, name="#daily", obstacle="closed", roles=True),
        Room(thread.id, name="#daily", roles=True),
    ]


@pytest.mark.parametrize("is_named", [False, True])
async def test_in_a_thread_another_right_is_needed(peer: DiscordPeer, club: Club, *, is_named: bool) -> None:
    thread = club.server.thread("daily", kind=PRIVATE_THREAD)
    club.server.deny(club.general, club.server.roles[club.id], SEND_MESSAGES)
    mia = club.member("mia", manager=True).in_(club.general if is_named else thread)
    options = {"channel": thread} if is_named else {}
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        await mia.command("group setup", **options)
        await peer.until(lambda: len(tutor.events) == 1)
        club.server.deny(club.general, peer.world.bot, SEND_IN_THREADS)
        await mia.command("group setup", **options)
        await peer.until(lambda: len(tutor.events) == 2)
    assert [event.room.obstacle for event in tutor.events if isinstance(event, Command) and event.room] == [
        "",
        "forbidden",
    ]


async def test_rooms_that_are_none(peer: DiscordPeer, club: Club) -> None:
    peer.tolerated = {10003}
    forum, elsewhere = club.server.channel("forum", FORUM), peer.server("other").server.channel("abroad")
    gone = club.server.channel("gone")
    mia, tutor = club.member("mia", manager=True), FakeTutor(menu)
    async with serving(peer, tutor):
        await mia.command("group show")
        await club.server.delete_channel(gone)
        for number, channel in enumerate((gone, elsewhere, forum), 2):
            await mia.send_command("group setup", channel=channel)
            await peer.until(lambda: len(tutor.events) == number)  # noqa: B023 - waited for at once
    rooms = [event.room for event in tutor.events if isinstance(event, Command)]
    assert [room.obstacle for room in rooms[1:] if room] == ["missing", "missing", "forbidden"]


async def test_a_server_where_only_the_commands_are_installed(peer: DiscordPeer, club: Club) -> None:
    club.server.members.pop(peer.world.bot.id)
    event = await heard(peer, club)
    assert event.room == Room(club.general.id, name="#general", obstacle="removed", roles=True)


async def test_where_discord_does_not_answer_the_first_question_will_tell(peer: DiscordPeer, club: Club) -> None:
    quiz = club.server.channel("quiz")
    peer.cut("before", method="GET", path="/guilds/", times=1)
    event = await heard(peer, club, channel=quiz)
    assert event.room == Room(quiz.id, name="#quiz", roles=True)


async def test_other_commands_have_no_room(peer: DiscordPeer, club: Club) -> None:
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        await club.member("mia", manager=True).command("daily")
        await club.member("mia").see("Setup")
    assert [(event.room, event.manager) for event in tutor.events if isinstance(event, Command)] == [(None, True)]


@pytest.mark.parametrize(("denied", "obstacle"), [(CONNECT, "forbidden"), (0, "")])
async def test_the_chat_of_a_voice_channel_takes_the_right_to_join_it(
    peer: DiscordPeer, club: Club, denied: int, obstacle: Obstacle
) -> None:
    voice = club.server.channel("talk", VOICE)
    club.server.deny(voice, club.server.roles[club.id], denied)
    mia = club.member("mia", manager=True).in_(voice)
    tutor = FakeTutor(menu)
    async with serving(peer, tutor):
        await mia.command("group setup")
        await peer.until(lambda: tutor.events)
    assert isinstance(tutor.events[0], Command)
    assert tutor.events[0].room == Room(voice.id, name="#talk", obstacle=obstacle, roles=True)


@pytest.mark.parametrize("name", ["days", "answers"])
def test_days_and_hours_are_completed_as_they_are_typed(name: str) -> None:
    options = {option["name"]: option for option in group_options("setup")}
    assert options[name]["autocomplete"]
    assert "choices" not in options[name]


def group_options(part: str) -> list[dict[str, Any]]:
    (group,) = [each for each in payload(FIXED) if each["name"] == "group"]
    return list(next(each for each in group["options"] if each["name"] == part)["options"])
