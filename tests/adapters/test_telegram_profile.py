"""The bot's descriptions: set if there are none or an older one of ours, and never replacing an owner's own."""

from __future__ import annotations

import pytest

from adapters.telegram import profile
from bot.words.profile import DESCRIPTIONS, SHORT_DESCRIPTIONS
from tests.adapters.telegram_house import House, house, until

OURS = {"description": DESCRIPTIONS[0], "short_description": SHORT_DESCRIPTIONS[0]}


def known(home: House) -> str:
    return home.tutor.kept.get(f"telegram-profile:{home.peer.bot_id}", "")


async def introduced(home: House) -> dict[str, str]:
    home.serve()
    await until(lambda: known(home))
    await home.end()
    return home.peer.methods.about


async def test_a_new_bot_introduces_itself_once() -> None:
    async with house(serve=False) as home:
        assert await introduced(home) == OURS
        home.serve()
        home.peer.phone().say("hello")
        await until(lambda: home.tutor.events)
        for method in ("getMyDescription", "setMyDescription", "getMyShortDescription", "setMyShortDescription"):
            assert len(home.peer.calls(method)) == 1, method
        assert not home.peer.refused


@pytest.mark.parametrize("name", ["description", "short_description"])
async def test_what_an_owner_wrote_stays(name: str) -> None:
    async with house(serve=False) as home:
        home.peer.methods.about[name] = "Our college's own bot"
        assert await introduced(home) == OURS | {name: "Our college's own bot"}


async def test_an_older_text_of_ours_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(serve=False) as home:
        assert await introduced(home) == OURS
        monkeypatch.setattr(profile, "DESCRIPTIONS", ("A better text", *DESCRIPTIONS))
        home.tutor.kept.clear()
        assert await introduced(home) == OURS | {"description": "A better text"}
        home.peer.methods.about["description"] = "Ours alone"
        monkeypatch.setattr(profile, "DESCRIPTIONS", ("The best text", "A better text", *DESCRIPTIONS))
        home.tutor.kept.clear()
        assert await introduced(home) == OURS | {"description": "Ours alone"}


async def test_a_refused_description_is_no_reason_not_to_serve_and_is_tried_at_the_next_start() -> None:
    async with house(serve=False) as home:
        home.peer.refuse(400, "Bad Request: something new", method="setMyDescription")
        home.serve()
        await until(lambda: home.peer.refused)
        ada = home.peer.phone()
        ada.say("hello")
        await ada.see("hello")
        assert not known(home)
        await home.end()
        assert await introduced(home) == OURS
