"""Every command, and the buttons that its answers show, on the content that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Card
from bot.commands import COMMANDS
from tests.bench import Stage, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button, Reply
    from bot.storage.database import Database

pytestmark = pytest.mark.slow

MOST = 12
"""Buttons that are tapped after each command."""
SLIP = "went wrong on my side"
TYPED = [
    text
    for each in COMMANDS
    if not each.managed and each.name != "forget"
    for text in dict.fromkeys((f"/{each.name}", each.example))
    if text
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_command_and_what_can_be_tapped_after_it(database: Database, typed: str) -> None:
    ann = Stage(database, library=shipped()).person()
    ann.begin()
    ann.answer(right=False)
    seen: set[str] = set()
    waiting = _buttons(ann.say(typed))
    assert ann.replies
    while waiting and len(seen) < MOST:
        button = waiting.pop(0)
        if button.label not in seen:
            seen.add(button.label)
            waiting += _buttons(ann.press(button.token))
            assert SLIP not in ann.text, button.label
    assert not any(SLIP in str(card.body) for card in ann.seen)


def _buttons(replies: Sequence[Reply]) -> list[Button]:
    return [button for reply in replies if isinstance(reply, Card) for row in reply.rows for button in row]
