"""Pictures on both peers: what is refused, and which attachments survive an edit."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from tests.peers import telegram_rules
from tests.peers.discord import DiscordPeer
from tests.peers.discord_raw import Bot, place
from tests.peers.telegram_raw import Raw, raw

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.discord_world import Message


def png(width: int = 8, height: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


async def send_photo(call: Raw, content: bytes | None, **params: str) -> Any:  # noqa: ANN401 - JSON
    form = aiohttp.FormData({"chat_id": str(call.peer.phone(known=True).id), **params})
    if content is not None:
        form.add_field("photo", content, filename="picture.png")
    return await call.post(f"{call.peer.api_url}{call.peer.token}/sendPhoto", data=form)


async def test_a_photo_is_shown_with_its_caption() -> None:
    async with raw() as call:
        caption = "<b>Week</b>\n<blockquote expandable>6 days</blockquote>"
        sent = await send_photo(call, png(30, 20), caption=caption, parse_mode="HTML")
        assert (sent["photo"][0]["width"], sent["photo"][0]["height"], sent["caption"]) == (30, 20, "Week\n6 days")
        assert [entity["type"] for entity in sent["caption_entities"]] == ["bold", "expandable_blockquote"]
        assert "text" not in sent


@pytest.mark.parametrize(
    ("content", "params", "description"),
    [
        (None, {}, "there is no photo in the request"),
        (b"", {}, "file must be non-empty"),
        (b"GIF, almost", {}, "IMAGE_PROCESS_FAILED"),
        (png()[:40], {}, "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), {}, "PHOTO_INVALID_DIMENSIONS"),
        (png(210, 10), {}, "PHOTO_INVALID_DIMENSIONS"),
        (png(), {"caption": "x" * 1025}, "message caption is too long"),
        (png(), {"caption": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
    ],
)
async def test_photos_that_are_refused(content: bytes | None, params: dict[str, str], description: str) -> None:
    async with raw() as call:
        code, said = await send_photo(call, content, **params)
        assert (code, description in said) == (400, True)
        assert call.peer.refused[-1].method == "sendPhoto"


@pytest.mark.parametrize("size", [(200, 10), (9000, 1000)])
async def test_photos_at_the_limits_are_taken(size: tuple[int, int]) -> None:
    async with raw() as call:
        assert (await send_photo(call, png(*size), caption="x" * 1024))["caption"] == "x" * 1024


async def test_a_photo_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_rules, "MAX_PHOTO", len(png()) - 1)
    async with raw() as call:
        assert await send_photo(call, png()) == (413, "Request Entity Too Large")


async def test_a_photo_has_no_text_to_edit() -> None:
    async with raw() as call:
        sent = await send_photo(call, png())
        where = {"chat_id": sent["chat"]["id"], "message_id": sent["message_id"]}
        assert await call.refused("editMessageText", **where, text="x") == "there is no text in the message to edit"


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with DiscordPeer() as peer, aiohttp.ClientSession() as session:
        yield Bot(peer, session)


async def upload(bot: Bot, body: dict[str, Any], *files: bytes, on: str = "") -> tuple[int, Any]:
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps(body))
    for number, content in enumerate(files):
        form.add_field(f"files[{number}]", io.BytesIO(content), filename=f"{number}.png")
    path = f"/channels/{bot.phone.channel.id}/messages{on and f'/{on}'}"
    headers = {"Authorization": f"Bot {bot.peer.token}"}
    method = "PATCH" if on else "POST"
    async with bot.session.request(method, bot.peer.api_url + path, data=form, headers=headers) as response:
        return response.status, await response.json()


async def attached(bot: Bot) -> tuple[Message, list[str]]:
    listed = [{"id": 0, "description": "zero"}, {"id": 1, "description": "one"}]
    status, answer = await upload(bot, {"content": "x", "attachments": listed}, b"0", b"1")
    assert status == 200
    assert [each["description"] for each in answer["attachments"]] == ["zero", "one"]
    return bot.phone.latest, [each["id"] for each in answer["attachments"]]


async def test_an_edit_that_lists_nothing_keeps_what_is_there_and_adds(bot: Bot) -> None:
    message, _ = await attached(bot)
    await upload(bot, {"content": "y"}, b"2", on=message.id)
    assert message.attachments == [("0.png", b"0"), ("1.png", b"1"), ("0.png", b"2")]
    assert message.descriptions == ["zero", "one", ""]


async def test_an_edit_keeps_what_it_lists(bot: Bot) -> None:
    message, ids = await attached(bot)
    await upload(bot, {"attachments": [{"id": ids[1]}, {"id": 0, "description": "two"}]}, b"2", on=message.id)
    assert message.attachments == [("1.png", b"1"), ("0.png", b"2")]
    assert message.descriptions == ["one", "two"]
    status, _ = await upload(bot, {"attachments": []}, on=message.id)
    assert (status, message.attachments, message.descriptions) == (200, [], [])


async def test_a_description_that_is_too_long(bot: Bot) -> None:
    assert (await upload(bot, {"attachments": [{"id": 0, "description": "x" * 1024}]}, b"0"))[0] == 200
    status, answer = await upload(bot, {"attachments": [{"id": 0, "description": "x" * 1025}]}, b"0")
    where = "attachments.0.description.: BASE_TYPE_MAX_LENGTH"
    assert (status, place(answer["errors"])) == (400, where)


async def test_files_that_are_too_many_or_too_large(bot: Bot) -> None:
    assert (await upload(bot, {"content": "x"}, *[b"x"] * 11))[0] == 400
    status, answer = await upload(bot, {"content": "x"}, b"x" * (10 * 2**20 + 1))
    assert (status, answer["code"]) == (413, 40005)
    assert not bot.phone.messages


async def test_an_attachment_that_is_not_there(bot: Bot) -> None:
    message, ids = await attached(bot)
    status, answer = await upload(bot, {"attachments": [{"id": int(ids[1]) + 1}]}, on=message.id)
    assert (status, place(answer["errors"])) == (400, "attachments.0.: ATTACHMENT_NOT_FOUND")
