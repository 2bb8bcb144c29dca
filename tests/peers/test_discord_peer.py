"""The loopback Discord refuses what Discord refuses: each refusal is provoked with a raw request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.peers import discord_world
from tests.peers.discord import DiscordPeer, Request
from tests.peers.discord_bench import checked_peer
from tests.peers.discord_raw import Bot, place
from tests.peers.discord_specs import discord_faults, needs_discords_description

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BUTTON = {"type": 2, "style": 1, "label": "A", "custom_id": "a"}
LINK = {"type": 2, "style": 5, "label": "A", "url": "https://x.org"}


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with DiscordPeer() as peer, aiohttp.ClientSession() as session:
        yield Bot(peer, session)


def rows(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"content": "x", "components": [{"type": 1, "components": list(buttons)}]}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"content": "x" * 2001}, "content.: BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "nonce": "n" * 26}, "nonce.: NONCE_TYPE_TOO_LONG"),
        ({"content": "x", "components": rows(BUTTON)["components"] * 6}, "components.: BASE_TYPE_BAD_LENGTH"),
        (rows(), "components.0.components.: BASE_TYPE_BAD_LENGTH"),
        (rows(*[BUTTON] * 6), "components.0.components.: BASE_TYPE_BAD_LENGTH"),
        ({"content": "x", "components": [BUTTON]}, "components.0.type.: UNION_TYPE_CHOICES"),
        (rows(BUTTON | {"custom_id": "x" * 101}), "components.0.components.0.custom_id.: BASE_TYPE_BAD_LENGTH"),
        (rows(BUTTON, BUTTON), "components.0.components.1.custom_id.: COMPONENT_CUSTOM_ID_DUPLICATED"),
        (rows(BUTTON | {"label": "x" * 81}), "components.0.components.0.label.: BASE_TYPE_MAX_LENGTH"),
        (rows(BUTTON | {"label": ""}), "components.0.components.0.label.: BUTTON_COMPONENT_MISSING_LABEL"),
        (rows(BUTTON | {"style": 9}), "components.0.components.0.style.: BASE_TYPE_CHOICES"),
        (rows(BUTTON | {"custom_id": None}), "components.0.components.0.: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"),
        (rows(LINK | {"custom_id": "a"}), "components.0.components.0.: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"),
        (rows(LINK | {"url": "nowhere"}), "components.0.components.0.url.: URL_TYPE_INVALID_URL"),
        (rows(LINK | {"url": "https://x.org/" + "x" * 500}), "components.0.components.0.url.: URL_TYPE_INVALID_URL"),
        ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0.: ATTACHMENT_NOT_FOUND"),
    ],
)
async def test_a_malformed_message(bot: Bot, body: dict[str, Any], where: str) -> None:
    status, answer = await bot.send(body)
    assert (status, answer["code"], place(answer["errors"])) == (400, 50035, where)
    assert not bot.phone.messages


async def test_a_message_at_every_limit_is_taken(bot: Bot) -> None:
    full = [
        {"type": 1, "components": [BUTTON | {"label": "x" * 80, "custom_id": f"{row}{at}" * 50} for at in range(5)]}
        for row in range(5)
    ]
    status, _ = await bot.send({"content": "x" * 2000, "nonce": "n" * 25, "components": full})
    assert status == 200


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n "}])
async def test_an_empty_message(bot: Bot, body: dict[str, Any]) -> None:
    status, answer = await bot.send(body)
    assert (status, answer["code"]) == (400, 50006)


async def test_a_body_that_is_no_json(bot: Bot) -> None:
    address = f"{bot.peer.api_url}/channels/{bot.phone.channel.id}/messages"
    async with bot.session.post(address, data="{", headers={"Content-Type": "application/json"}) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users/@me"),
        ("GET", "/oauth2/applications/@me"),
        ("GET", "/gateway/bot"),
        ("POST", "/users/@me/channels"),
        ("POST", "/channels/1/messages"),
        ("PUT", "/applications/1/commands"),
    ],
)
async def test_a_wrong_token(bot: Bot, method: str, path: str) -> None:
    assert await bot.refused(method, path, {}, token="wrong") == (401, 0)


async def test_what_is_open_to_the_token(bot: Bot) -> None:
    for path in ("/users/@me", "/applications/@me", "/oauth2/applications/@me", "/gateway", "/gateway/bot"):
        assert (await bot.ask("GET", path))[0] == 200
    assert await bot.refused("GET", "/nowhere") == (404, 0)


async def test_who_can_not_be_written_to(bot: Bot) -> None:
    send = f"/channels/{bot.phone.channel.id}/messages"
    said = {"content": "x"}
    assert await bot.refused("POST", "/channels/1/messages", said) == (404, 10003)
    assert await bot.refused("POST", f"/channels/{bot.phone.at('group').channel.id}/messages", said) == (403, 50001)
    assert await bot.refused("POST", "/users/@me/channels", {"recipient_id": "1"}) == (400, 50033)
    bot.phone.close_dm()
    assert await bot.refused("POST", send, said) == (403, 50007)
    bot.phone.open_dm()
    bot.phone.user.shares_server = False
    assert await bot.refused("POST", send, said) == (403, 50278)


async def test_what_can_not_be_edited(bot: Bot) -> None:
    mine = f"/channels/{bot.phone.channel.id}/messages/"
    assert await bot.refused("PATCH", mine + "1", {"content": "x"}) == (404, 10008)
    assert await bot.refused("PATCH", mine + await bot.phone.say("mine"), {"content": "x"}) == (403, 50005)
    one = bot.interaction()
    await bot.answer(one, {"type": 5, "data": {"flags": 64}})
    await bot.ask("PATCH", bot.webhook(one, "/messages/@original"), {"content": "hidden"})
    assert await bot.refused("PATCH", mine + bot.phone.latest.id, {"content": "x"}) == (404, 10008)
    _, sent = await bot.send({"content": "x"})
    assert await bot.refused("PATCH", mine + sent["id"], {"content": ""}) == (400, 50006)
    assert (await bot.ask("PATCH", mine + sent["id"], {"content": "y", "components": []}))[0] == 200
    assert (bot.phone.latest.plain, bot.phone.latest.edits) == ("y", ["x", "x"])


async def test_a_nonce_names_a_message(bot: Bot) -> None:
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    (_, first), (_, second) = await bot.send(body), await bot.send(body)
    assert first["id"] == second["id"]
    assert (await bot.send(body | {"enforce_nonce": False}))[1]["id"] != first["id"]


async def test_a_first_response(bot: Bot) -> None:
    one = bot.interaction()
    assert (await bot.answer(one, {"type": 5}, token="wrong"))[1]["code"] == 10062
    assert await bot.refused("POST", "/interactions/1/x/callback", {"type": 5}) == (404, 10062)
    assert (await bot.answer(one, {"type": 6}))[1]["code"] == 50035  # a command has no message to update
    assert (await bot.answer(one, {"type": 4, "data": {}}))[1]["code"] == 50006
    assert (await bot.answer(one, {"type": 5}))[0] == 204
    status, again = await bot.answer(one, {"type": 5})
    assert (status, again["code"]) == (400, 40060)


async def test_a_first_response_that_is_late(bot: Bot) -> None:
    bot.peer.rest.deadline = 0.02
    one = bot.interaction()
    await asyncio.sleep(0.03)
    status, answer = await bot.answer(one, {"type": 5})
    assert (status, answer["code"]) == (404, 10062)


async def test_further_responses(bot: Bot) -> None:
    one, said = bot.interaction(), {"content": "x"}
    assert await bot.refused("POST", bot.webhook(one), said) == (404, 10015)  # before the first response
    await bot.answer(one, {"type": 5})
    assert await bot.refused("POST", f"/webhooks/1/{one.token}", said) == (404, 10015)
    assert await bot.refused("POST", bot.webhook(one)[:-1], said) == (404, 10015)
    assert await bot.refused("PATCH", bot.webhook(one, "/messages/1"), said) == (404, 10008)
    assert (await bot.ask("DELETE", bot.webhook(one, "/messages/@original")))[0] == 204
    assert await bot.refused("DELETE", bot.webhook(one, "/messages/@original")) == (404, 10008)
    _, sent = await bot.ask("POST", bot.webhook(one), said)
    assert (await bot.ask("GET", bot.webhook(one, f"/messages/{sent['id']}")))[1]["content"] == "x"
    bot.peer.rest.token_life = 0.0
    assert await bot.refused("POST", bot.webhook(one), said) == (401, 50027)


async def test_the_first_follow_up_takes_the_place_of_the_waiting(bot: Bot) -> None:
    one = bot.interaction()
    await bot.answer(one, {"type": 5, "data": {"flags": 64}})
    assert bot.phone.latest.thinking
    await bot.ask("POST", bot.webhook(one), {"content": "first"})
    await bot.ask("POST", bot.webhook(one), {"content": "second"})
    assert [(seen.plain, seen.thinking, seen.ephemeral) for seen in bot.phone.messages] == [
        ("first", False, True),
        ("second", False, False),
    ]
    assert [seen.plain for seen in bot.peer.phone("eve").messages] == []


async def test_a_press_updates_its_message(bot: Bot) -> None:
    await bot.send(rows(BUTTON))
    message = bot.phone.latest
    one = bot.interaction(discord_world.COMPONENT, message)
    assert (await bot.answer(one, {"type": 7, "data": {"content": "done", "components": []}}))[0] == 204
    assert (message.plain, message.buttons) == ("done", [])


async def test_rates(bot: Bot) -> None:
    bot.peer.limit, bot.peer.window = 2, 0.1
    assert [(await bot.send({"content": "x"}))[0] for _ in range(3)] == [200, 200, 429]
    await asyncio.sleep(0.12)
    assert (await bot.send({"content": "x"}))[0] == 200
    bot.peer.limit, bot.peer.global_limit = 1000, 1
    await asyncio.sleep(0.12)
    assert [(await bot.ask("GET", path))[0] for path in ("/users/@me", "/applications/@me")] == [200, 429]
    assert (await bot.ask("GET", "/gateway"))[0] == 200  # public
    assert {refusal.code for refusal in bot.peer.refused} == {0}


async def test_programmed_faults(bot: Bot) -> None:
    for when in ("before", "after"):
        bot.peer.cut(when, method="POST", path="/messages")
        with pytest.raises(aiohttp.ClientError):
            await bot.send({"content": when})
    assert [seen.plain for seen in bot.phone.messages] == ["after"]
    bot.peer.flood(0.5, method="POST", path="/messages", everywhere=True)
    status, answer = await bot.send({"content": "x"})
    assert (status, answer["retry_after"], answer["global"]) == (429, 0.5, True)
    assert bot.peer.unexpected == []
    assert bot.peer.refused[-1].programmed


@needs_discords_description
def test_the_description_knows_what_is_wrong() -> None:
    def fault(method: str, path: str, body: object, **query: str) -> list[str]:
        return discord_faults([Request(method, "", path, query, body)])

    assert fault("POST", "/channels/1/messages", {"content": "x", "components": rows(BUTTON)["components"]}) == []
    assert "no such operation" in fault("POST", "/channels/1/letters", {})[0]
    assert "no field contents" in fault("POST", "/channels/1/messages", {"contents": "x"})[0]
    assert "is not of type" in fault("POST", "/channels/1/messages", {"content": 5})[0]
    for wrong in ({"custom_id": "x" * 101}, {"type": 99}, {"type": 3}, {"style": 99}, {"style": None}):
        assert fault("POST", "/channels/1/messages", rows(BUTTON | wrong)), wrong
    assert "no parameter after" in fault("GET", "/users/@me", {}, after="1")[0]
    assert "takes no body" in fault("GET", "/users/@me", {"x": 1})[0]


@needs_discords_description
async def test_what_other_tests_send_is_compared_in_passing() -> None:
    with pytest.raises(AssertionError, match="no such operation"):
        async with checked_peer() as peer:
            peer.requests.append(Request("POST", "", "/channels/1/letters", {}, {}))
