"""The Telegram peer's update queue, and what a test can ask of the peer."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from tests.peers.telegram_markup import Styled
from tests.peers.telegram_raw import raw
from tests.peers.telegram_updates import FIRST, OTHER_POLL, WEBHOOK_ACTIVE, WEBHOOK_SET

HOOK = "https://tutor.example.org/telegram"


async def test_an_update_is_forgotten_once_one_above_it_was_asked_for() -> None:
    async with raw() as call:
        ada = call.peer.phone()
        numbers = [ada.say(word) for word in "abc"]
        assert numbers == [FIRST, FIRST + 1, FIRST + 2]

        async def asked(**params: int) -> list[int]:
            return [update["update_id"] for update in await call("getUpdates", **params)]

        assert await asked() == await asked() == await asked(offset=FIRST) == numbers
        assert await asked(limit=2) == numbers[:2]
        assert await asked(offset=FIRST + 1) == await asked() == numbers[1:]
        assert await asked(offset=-1) == numbers[2:]
        assert await asked(offset=FIRST + 3) == []
        call.peer.updates.again(FIRST)
        assert await asked(offset=FIRST + 3) == [FIRST]
        assert await asked() == []


async def test_a_poll_waits_for_what_happens() -> None:
    async with raw() as call:
        poll = asyncio.create_task(call("getUpdates", timeout=10, allowed_updates=["callback_query"]))
        await call.arrived("getUpdates")
        ada = call.peer.phone(known=True)
        ada.say("not asked for")
        ada.press("x", ada.add(call.peer.bot_id, Styled("?")))
        assert [list(update) for update in await poll] == [["update_id", "callback_query"]]


async def test_only_one_can_poll() -> None:
    async with raw() as call:
        first = asyncio.create_task(call("getUpdates", timeout=10))
        await call.arrived("getUpdates")
        second = asyncio.create_task(call("getUpdates", timeout=10))
        assert await first == (409, OTHER_POLL)
        assert await call("setWebhook", url=HOOK) is True
        assert await second == (409, WEBHOOK_SET)
        assert await call("getUpdates") == (409, WEBHOOK_ACTIVE)
        assert await call("deleteWebhook") is True
        assert await call("getUpdates") == []


async def test_webhooks_that_are_refused() -> None:
    async with raw() as call:
        said = "bad webhook: An HTTPS URL must be provided for webhook"
        assert await call.refused("setWebhook", url="http://tutor.example.org") == said
        said = "secret token contains unallowed characters"
        assert await call.refused("setWebhook", url=HOOK, secret_token="a b") == said
        assert await call.refused("setWebhook", url=HOOK, secret_token="a" * 257) == "secret token is too long"
        assert (await call("getWebhookInfo"))["url"] == ""
        call.peer.updates.insecure = True
        assert await call("setWebhook", url="http://127.0.0.1:1/x", max_connections=7) is True
        info = await call("getWebhookInfo")
        assert (info["url"], info["max_connections"]) == ("http://127.0.0.1:1/x", 7)
        assert await call("setWebhook", url="") is True
        assert (await call("getWebhookInfo"))["url"] == ""


async def test_a_webhook_is_called_until_it_says_200() -> None:
    answers, seen = iter([500, 403, 200, 200, 200]), list[tuple[str, int]]()

    async def hook(request: web.Request) -> web.Response:
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        seen.append((secret, (await request.json())["update_id"]))
        return web.Response(status=next(answers))

    app = web.Application()
    app.router.add_post("/telegram", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with raw() as call:
            call.peer.updates.reach = (f"http://127.0.0.1:{runner.addresses[0][1]}",)
            ada = call.peer.phone()
            ada.say("one")
            await call("setWebhook", url=HOOK, secret_token="s")
            ada.say("two")
            async with asyncio.timeout(10):
                while call.peer.updates.pending:  # noqa: ASYNC110 - the queue has no bell
                    await asyncio.sleep(0.01)
            assert seen == [("s", FIRST)] * 3 + [("s", FIRST + 1)]
            assert [status for _, status in call.peer.updates.calls] == [500, 403, 200, 200]
            call.peer.updates.again(FIRST)
            async with asyncio.timeout(10):
                while len(seen) < 5:  # noqa: ASYNC110 - polls another task's list
                    await asyncio.sleep(0.01)
            assert seen[-1] == ("s", FIRST)
    finally:
        await runner.cleanup()


async def test_pending_updates_can_be_dropped() -> None:
    async with raw() as call:
        call.peer.phone().say("one")
        await call("deleteWebhook", drop_pending_updates=False)
        assert len(await call("getUpdates")) == 1
        await call("deleteWebhook", drop_pending_updates=True)
        assert await call("getUpdates") == []


async def test_programmed_refusals() -> None:
    async with raw() as call:
        ada, bob = call.peer.phone(known=True), call.peer.phone("Bob", known=True)
        call.peer.flood(7, method="sendMessage", chat=ada.id, times=2)
        await call.sent(bob)
        for _ in range(2):
            address = f"{call.peer.api_url}{call.peer.token}/sendMessage"
            async with call.session.post(address, json={"chat_id": ada.id, "text": "x"}) as response:
                said = await response.json()
                assert (response.status, said["parameters"]) == (429, {"retry_after": 7})
        await call.sent(ada)
        call.peer.refuse(500, "Internal Server Error")
        assert await call("getMe") == (500, "Internal Server Error")
        assert [refusal.programmed for refusal in call.peer.refused] == [True] * 3


async def test_a_chat_takes_so_much_at_a_time() -> None:
    async with raw() as call:
        ada, bob = call.peer.phone(known=True), call.peer.phone("Bob", known=True)
        call.peer.methods.burst = (2, 0.001)
        await call.sent(ada)
        await call.sent(ada)
        await call.sent(bob)
        code, description = await call("sendMessage", chat_id=ada.id, text="x")
        assert code == 429
        assert description.startswith("Too Many Requests: retry after ")


async def test_connections_can_be_cut() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        for when, messages in [("before", 0), ("after", 1)]:
            call.peer.cut("before" if when == "before" else "after")
            with pytest.raises(aiohttp.ClientError):
                await call.sent(ada)
            assert len(ada.messages) == messages


async def test_what_is_not_seen_is_missed() -> None:
    async with raw() as call:
        ada = call.peer.phone(known=True)
        await call.sent(ada, text="old")
        ada.say("now")
        with pytest.raises(AssertionError, match="not seen: 'old', but \\[\\]"):
            await ada.see("old", timeout=0.01)
        call.peer.stall(0.02, method="sendMessage")
        sending = asyncio.create_task(call.sent(ada, text="new"))
        assert (await ada.see("new")).text == "new"
        await sending


async def test_hundreds_of_people_at_once() -> None:
    async with raw() as call:
        phones = [call.peer.phone(f"Number {number}", known=True) for number in range(300)]
        await asyncio.gather(*(call.sent(phone, text=phone.title) for phone in phones))
        assert [phone.messages[0].text for phone in phones] == [phone.title for phone in phones]
