"""Inline mode: text typed after the bot's name in any chat is looked up, and the results offered for posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.telegram import Telegram
from adapters.telegram.send import FRESH
from bot.chat import Article, bold, text
from bot.limits import TYPING
from tests.adapters.telegram_house import QUICK, UNPACED, FakeTutor, ask, fair_house, house
from tests.bench import Stage
from tests.peers.telegram import TOKEN, TelegramPeer

if TYPE_CHECKING:
    from bot.storage.database import Database


async def test_facts_and_terms_are_offered_and_nobody_is_remembered(database: Database) -> None:
    stage = Stage(database)
    async with fair_house() as home:
        home.tutor.find = stage.tutor.lookup
        ann = home.peer.phone()
        found = await ann.ask_anywhere("what score do i need")
        assert "390 out of 500" in found[0]["said"]
        assert {"id", "title", "description"} <= set(found[0])
        assert (await ann.ask_anywhere("eob"))[0]["said"].startswith("EOB (explanation of benefits)")
        assert len(await ann.ask_anywhere("")) >= 3
        assert "988" in (await ann.ask_anywhere("i want to die"))[0]["said"]
        assert 1 <= len(await ann.ask_anywhere("x" * 256)) <= 10
        assert home.tutor.events == []
    with database.transaction() as store:
        assert store.learners.find("telegram", str(ann.id)) is None


async def test_what_looks_like_markup_is_text() -> None:
    async with fair_house() as home:
        home.tutor.find = lambda *_: [Article("a", "1 < 2 & 3", "<b>", text(bold("1 < 2"), " & <b>no</b>"))]
        (only,) = await home.peer.phone().ask_anywhere("x")
        assert only["said"] == "1 < 2 & <b>no</b>"


async def test_a_core_that_fails_leaves_the_list_empty() -> None:
    def broken(typed: str, _by: str) -> list[Article]:
        raise RuntimeError(typed)

    async with fair_house() as home:
        home.tutor.find = broken
        assert await home.peer.phone().ask_anywhere("eob") == []


async def test_a_query_that_came_too_late_holds_up_nothing() -> None:
    async with house() as home:
        home.peer.refuse(400, "query is too old and response timeout expired", method="answerInlineQuery")
        ann = home.peer.phone(known=True)
        home.peer.asks(ann, "eob")
        ann.say("hello")
        await ann.see("said [hello]")


async def test_who_types_far_too_fast_finds_nothing_for_a_while_and_only_they(stage: Stage) -> None:
    async with fair_house() as home:
        home.tutor.find = stage.tutor.lookup
        ann, bob = home.peer.phone(), home.peer.phone()
        for _ in range(TYPING.most):
            stage.tutor.lookup("eob", str(ann.id))
        assert await ann.ask_anywhere("eob") == []
        assert await bob.ask_anywhere("eob")
        shown = [int(call.get("cache_time", -1)) for call in home.peer.calls("answerInlineQuery")]
        assert shown == [0, FRESH], "Telegram does not show an empty list to others"
        stage.clock.move(minutes=1)
        assert await ann.ask_anywhere("eob")


@pytest.mark.parametrize(("on", "said"), [(False, "inline mode is off"), (True, "inline mode is on")])
async def test_the_remark_says_whether_inline_mode_is_on(on: bool, said: str) -> None:  # noqa: FBT001 - a parameter
    async with TelegramPeer() as peer:
        peer.methods.inline = on
        where = {"token": TOKEN, "api_url": peer.api_url, "file_url": peer.file_url}
        async with Telegram(FakeTutor(), ask, patience=QUICK, webhook=None, pace=UNPACED, **where) as telegram:
            assert telegram.remark.startswith(said)
