"""The menu of a message: "Explain this" and "Report this question", wherever the other commands work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest

from bot.chat import Button, Card, Command, Pointed, text
from tests.adapters.phones import DiscordScreen, on_discord
from tests.peers.discord_bench import FakeTutor, checked_peer, serving
from tests.peers.discord_world import Message

if TYPE_CHECKING:
    from bot.chat import Event, Reply
    from tests.bench import Stage

ROWS = ((Button("A", "a|1|0"), Button("Site", url="https://x.org")), (Button("Stop", "x|1"),))


def answering(event: Event) -> list[Reply]:
    return [Card(text("Asked"), ROWS) if isinstance(event, Command) else Card(text("Explained"))]


@pytest.mark.parametrize("kind", ["direct", "server", "group"])
@pytest.mark.parametrize(("name", "what"), [("Explain this", "explain"), ("Report this question", "report")])
async def test_the_core_hears_whose_buttons_a_message_has(
    kind: Literal["direct", "server", "group"], name: str, what: str
) -> None:
    tutor = FakeTutor(answering)
    async with checked_peer() as peer, serving(peer, tutor):
        ada = peer.phone().at(kind)
        await ada.command("daily")
        await ada.choose(name, await ada.see("Asked"))
        explained = await ada.see("Explained")
        (asked,) = [one for one in ada.messages if one.plain == "Asked"]
        assert asked.edits == [], "it stays"
        assert (explained.only_for is None) is (kind == "direct"), "nobody else sees the answer"
        await peer.until(lambda: not any(one.thinking for one in ada.messages))
    event = tutor.events[-1]
    assert isinstance(event, Pointed)
    assert (event.what, event.tokens) == (what, ("a|1|0", "x|1"))
    assert event.address.direct is (kind == "direct")


async def test_the_buttons_of_others_mean_nothing() -> None:
    tutor = FakeTutor(answering)
    async with checked_peer() as peer, serving(peer, tutor):
        ada = peer.phone().at("server")
        button = {"type": 2, "style": 2, "label": "A", "custom_id": "a|1|0"}
        said = Message(peer.world.snowflake(), ada.channel, ada.user, "Asked", [{"type": 1, "components": [button]}])
        await ada.choose("Explain this", said)
        await ada.see("Explained")
    (event,) = tutor.events
    assert isinstance(event, Pointed)
    assert event.tokens == ()


async def test_a_question_is_explained_and_reported_from_its_menu(stage: Stage) -> None:
    async with on_discord(stage) as person:
        assert isinstance(person.screen, DiscordScreen)
        phone = person.screen.phone
        await person.say("/start")
        await person.tap("Skip")
        await person.say("/daily")
        question = phone.latest
        await phone.choose("Explain this", question)
        await phone.see("Answer it first.")
        await phone.tap("A", question)
        explanation = await phone.wait_for(lambda one: re.search("Right|Not quite", one.plain) is not None, "a verdict")
        await phone.choose("Explain this", explanation)
        await phone.wait_for(lambda one: one is not explanation and one.plain == explanation.plain, "it again")
        await phone.choose("Report this question", explanation)
        await phone.see("What's wrong")
