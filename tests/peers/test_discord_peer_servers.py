"""The loopback Discord's servers: permissions, refusals, notifications and events, tested without a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.client import Client
from tests.peers import discord_rights as rights
from tests.peers import discord_wire as wire
from tests.peers.discord import DiscordPeer
from tests.peers.discord_gateway import DIRECT_MESSAGES, SERVER_MESSAGES
from tests.peers.discord_raw import Bot
from tests.peers.discord_servers import CATEGORY, FORUM, GUILDS
from tests.peers.discord_world import World
from tests.peers.test_discord_peer_gateway import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.discord_club import Club
    from tests.peers.discord_servers import Role
    from tests.peers.discord_world import Channel, User

SAID = {"content": "x"}
COMPARED = (
    rights.VIEW_CHANNEL | rights.SEND_MESSAGES | rights.ATTACH_FILES | rights.MENTION_EVERYONE | rights.MANAGE_THREADS
)
BITS = st.integers(0, 63).map(
    lambda mask: sum(
        bit
        for place, bit in enumerate(
            (
                *(rights.VIEW_CHANNEL, rights.SEND_MESSAGES, rights.ATTACH_FILES),
                *(rights.MENTION_EVERYONE, rights.MANAGE_THREADS, rights.SEND_IN_THREADS),
            )
        )
        if mask >> place & 1
    )
)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with DiscordPeer() as peer, aiohttp.ClientSession() as session:
        yield Bot(peer, session)


@pytest.fixture
def club(bot: Bot) -> Club:
    return bot.peer.server("study")


def messages(channel: Channel, number: str = "") -> str:
    return f"/channels/{channel.id}/messages" + (f"/{number}" if number else "")


async def sent(bot: Bot, channel: Channel, **fields: object) -> str:
    status, answer = await bot.ask("POST", messages(channel), SAID | fields)
    assert status == 200
    return str(answer["id"])


async def test_where_the_bot_has_no_right_to_write(bot: Bot, club: Club) -> None:
    everyone, here = club.server.roles[club.id], club.general
    number = await sent(bot, here)
    club.server.deny(here, everyone, rights.SEND_MESSAGES)
    assert await bot.refused("POST", messages(here), SAID) == (403, 50013)
    assert (await bot.ask("PATCH", messages(here, number), {"content": "y"}))[0] == 200
    club.server.deny(here, everyone, rights.VIEW_CHANNEL)
    for method, path in (("POST", messages(here)), ("PATCH", messages(here, number)), ("GET", f"/channels/{here.id}")):
        assert await bot.refused(method, path, SAID) == (403, 50001)
    for kind in (FORUM, CATEGORY):
        assert await bot.refused("POST", messages(club.server.channel("other", kind)), SAID) == (400, 50008)


async def test_files_need_a_right_of_their_own(bot: Bot, club: Club) -> None:
    club.server.deny(club.general, bot.peer.world.bot, rights.ATTACH_FILES)
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": "x"}')
    form.add_field("files[0]", b"x", filename="x.png")
    headers = {"Authorization": f"Bot {bot.peer.token}"}
    address = bot.peer.api_url + messages(club.general)
    async with bot.session.post(address, data=form, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (403, 50013)


async def test_flags_of_a_message_need_a_right_too(bot: Bot, club: Club) -> None:
    number = await sent(bot, club.general, flags=4)
    assert await bot.refused("PATCH", messages(club.general, number), SAID | {"flags": 4}) == (403, 50013)
    assert (await bot.ask("PATCH", messages(club.general, number), SAID))[1]["flags"] == 4
    club.server.allow(club.general, bot.peer.world.bot, rights.MANAGE_MESSAGES)
    assert (await bot.ask("PATCH", messages(club.general, number), SAID | {"flags": 4}))[0] == 200


async def test_threads_in_the_archive(bot: Bot, club: Club) -> None:
    thread = club.server.thread("daily")
    number = await sent(bot, thread)
    await club.server.archive(thread)
    assert await bot.refused("PATCH", messages(thread, number), SAID) == (400, 50083)
    assert await bot.refused("PATCH", f"/channels/{thread.id}", {"name": "x"}) == (403, 50013)
    assert await bot.refused("PATCH", f"/channels/{club.general.id}", {"archived": False}) == (403, 50013)
    assert (await bot.ask("PATCH", f"/channels/{thread.id}", {"archived": False}))[1]["id"] == thread.id
    assert not thread.archived
    await club.server.archive(thread)
    await sent(bot, thread)
    assert not thread.archived
    await club.server.archive(thread, locked=True)
    assert await bot.refused("POST", messages(thread), SAID) == (400, 160005)
    assert await bot.refused("PATCH", f"/channels/{thread.id}", {"archived": False}) == (400, 160005)
    thread.archived = False
    assert await bot.refused("PATCH", messages(thread, number), SAID) == (400, 160005)


async def test_what_is_gone(bot: Bot, club: Club) -> None:
    number = await sent(bot, club.general)
    await club.server.delete_message(bot.peer.world.messages[number])
    assert await bot.refused("PATCH", messages(club.general, number), SAID) == (404, 10008)
    thread = club.server.thread("daily")
    await club.server.delete_channel(club.general)
    for channel in (club.general, thread):
        assert await bot.refused("POST", messages(channel), SAID) == (404, 10003)
        assert await bot.refused("PATCH", messages(channel, number), SAID) == (404, 10003)


async def test_a_server_that_the_bot_is_not_in(bot: Bot, club: Club) -> None:
    member = f"/guilds/{club.id}/members/"
    assert (await bot.ask("GET", f"/guilds/{club.id}"))[1]["roles"][0]["id"] == club.id
    assert (await bot.ask("GET", member + bot.peer.world.bot.id))[1]["roles"] == []
    assert await bot.refused("GET", member + "1") == (404, 10007)
    assert await bot.refused("GET", "/guilds/1") == (404, 10004)
    await club.server.kick_bot()
    assert await bot.refused("GET", f"/guilds/{club.id}") == (404, 10004)
    assert await bot.refused("GET", member + bot.peer.world.bot.id) == (404, 10004)
    assert await bot.refused("POST", messages(club.general), SAID) == (403, 50001)


async def test_an_outage(bot: Bot, club: Club) -> None:
    await club.server.go_away()
    assert await bot.refused("POST", messages(club.general), SAID) == (503, 0)
    await club.server.come_back()
    await sent(bot, club.general)


async def test_who_is_notified(bot: Bot, club: Club) -> None:
    shy, loud = club.server.role("shy"), club.server.role("loud", mentionable=True)
    said = {"content": f"@everyone <@&{shy.id}> <@&{loud.id}>"}

    async def rung(allowed: dict[str, Any] | None) -> set[str]:
        number = await sent(bot, club.general, **said, **({} if allowed is None else {"allowed_mentions": allowed}))
        return bot.peer.world.messages[number].notified

    assert await rung({"parse": []}) == set()
    assert await rung({"parse": [], "roles": [shy.id]}) == set()
    assert await rung({"parse": [], "roles": [loud.id]}) == {loud.id}
    assert await rung(None) == {loud.id}
    club.server.roles[club.id].permissions |= rights.MENTION_EVERYONE
    assert await rung(None) == {"everyone", shy.id, loud.id}
    assert await rung({"parse": [], "roles": [shy.id]}) == {shy.id}
    number = await sent(bot, club.general)
    await bot.ask("PATCH", messages(club.general, number), said)
    assert bot.peer.world.messages[number].notified == set()
    ada, bea = club.member("ada").user, bot.peer.world.person("bea")
    called = {"content": f"<@{ada.id}> <@{bea.id}>"}
    for allowed, people in (
        ({"parse": []}, set()),
        ({"parse": [], "users": [ada.id, bea.id]}, {ada.id}),
        (None, {ada.id}),
    ):
        number = await sent(bot, club.general, **called, **({} if allowed is None else {"allowed_mentions": allowed}))
        assert bot.peer.world.messages[number].called == people
    both = said | {"allowed_mentions": {"parse": ["roles"], "roles": [shy.id]}}
    assert await bot.refused("POST", messages(club.general), both) == (400, 50035)


async def test_a_limit_is_each_channels_and_each_interactions_own(bot: Bot, club: Club) -> None:
    bot.peer.limit = 1
    other = club.server.channel("other")
    statuses = [(await bot.ask("POST", messages(at), SAID))[0] for at in (club.general, other, other)]
    assert statuses == [200, 200, 429]
    for _ in range(2):
        one = bot.interaction()
        await bot.answer(one, {"type": 5})
        assert (await bot.ask("POST", bot.webhook(one), SAID))[0] == 200
        assert (await bot.ask("POST", bot.webhook(one), SAID))[0] == 429


@pytest.mark.parametrize(
    ("intents", "told"),
    [
        (GUILDS, ["GUILD_CREATE", "GUILD_CREATE", "THREAD_UPDATE", "GUILD_DELETE", "GUILD_CREATE", "CHANNEL_DELETE"]),
        (DIRECT_MESSAGES, ["MESSAGE_CREATE"]),
        (SERVER_MESSAGES, ["MESSAGE_CREATE", "MESSAGE_UPDATE"]),
    ],
)
async def test_what_is_told_to_whom(bot: Bot, club: Club, intents: int, told: list[str]) -> None:
    line = Line(bot.peer, await bot.session.ws_connect(bot.peer.gateway_url + "?v=10&encoding=json"))
    await line.hear()
    ready = await line.identify(intents=intents)
    assert [one["id"] for one in ready["d"]["guilds"]] == [bot.peer.world.guild, club.id]
    number = await sent(bot, club.general)
    await bot.ask("PATCH", messages(club.general, number), {"content": "y"})
    await bot.send(SAID)
    await club.server.archive(club.server.thread("daily"))
    await club.server.kick_bot()
    await club.server.add_bot()
    await club.server.delete_channel(club.server.channel("other"))
    heard = [await line.hear() for _ in told]
    assert [event["t"] for event in heard] == told
    if intents == GUILDS:
        created = [event["d"] for event in heard if event["t"] == "GUILD_CREATE"]
        assert [data.get("unavailable") for data in created] == [False, False, None]
        assert [[member["user"]["id"] for member in data["members"]] for data in created] == [
            [bot.peer.world.bot.id]
        ] * 3


async def test_a_menu_offers_what_is_registered(bot: Bot, club: Club) -> None:
    part = {"type": 1, "name": "setup", "description": "x"}
    options = [{"type": 7, "name": "channel", "description": "x", "channel_types": [0]}]
    group = {"type": 2, "name": "ask", "description": "x", "options": [part | {"name": "now"}]}
    command = {"name": "group", "description": "x", "contexts": [0], "default_member_permissions": rights.MANAGE_GUILD}
    command |= {"options": [part | {"options": options}, group]}
    assert (await bot.ask("PUT", bot.commands, [command]))[0] == 200
    mia, bea = club.member("mia", manager=True), club.member("bea")
    bot.peer.rest.deadline = 0.01
    assert (await mia.command("group ask now")).data["options"][0]["options"][0]["name"] == "now"
    given = await mia.command("group setup", channel=club.general)
    assert given.data["options"][0]["options"][0]["value"] == club.general.id
    assert given.data["resolved"]["channels"][club.general.id]["permissions"] == str(
        club.server.may(mia.user, club.general)
    )
    for phone, said in ((bea, "not offered to bea"), (mia.at("direct"), "not offered here")):
        with pytest.raises(AssertionError, match=said):
            await phone.command("group ask now")
    with pytest.raises(AssertionError, match="no such channel"):
        await mia.command("group setup", channel=club.server.thread("daily"))
    with pytest.raises(AssertionError, match="another type"):
        await mia.command("group setup", channel="general")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"default_member_permissions": "all"}, ".default_member_permissions"),
        ({"options": [{"type": 2, "name": "ask", "description": "x"}]}, ".options.0.options"),
        ({"options": [{"type": 1, "name": "a", "description": "x"}, {"type": 3, "name": "b", "description": "x"}]}, ""),
        ({"options": [{"type": 3, "name": "a", "description": "x", "channel_types": [0]}]}, ".options.0"),
        (
            {"options": [{"type": 1, "name": "a", "description": "x", "options": [{"type": 1, "name": "b"}]}]},
            ".options.0.options.0.type",
        ),
    ],
)
async def test_a_malformed_part(bot: Bot, changes: dict[str, Any], where: str) -> None:
    status, answer = await bot.ask("PUT", bot.commands, [{"name": "group", "description": "x"} | changes])
    assert (status, answer["code"]) == (400, 50035)
    found: Any = answer["errors"]["0"]
    for part in where.split(".")[1:]:
        found = found[part]
    assert found


@given(
    everyone=BITS, roles=st.lists(BITS, max_size=3), overwrites=st.lists(st.tuples(BITS, BITS), min_size=5, max_size=5)
)
@settings(max_examples=200, deadline=None)
async def test_permissions_add_up_as_the_library_says(
    everyone: int, roles: list[int], overwrites: list[tuple[int, int]]
) -> None:
    """Two independent implementations of Discord's rules agree."""
    world = World()
    server = world.server("study")
    server.roles[server.id].permissions = everyone
    ada = world.person("ada")
    mine = [server.role(f"role {number}", bits) for number, bits in enumerate(roles)]
    server.join(ada, *mine)
    people: list[Role | User] = [server.roles[server.id], ada, *mine]
    for who, (allow, deny) in zip(people, overwrites, strict=False):
        server.deny(server.general, who, deny)
        server.allow(server.general, who, allow)
    state: Any = Client()._connection
    guild = discord.Guild(data=wire.guild(server), state=state)  # type: ignore[arg-type]  # its own kind of dictionary
    channel = discord.TextChannel(guild=guild, data=wire.channel(server.general), state=state)  # type: ignore[arg-type]
    member = discord.Member(guild=guild, data=wire.member(server, ada), state=state)  # type: ignore[arg-type]
    assert channel.permissions_for(member).value & COMPARED == server.may(ada, server.general) & COMPARED
