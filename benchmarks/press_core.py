"""The core alone: what an answer and its Next cost without a chat, and how many statements they take."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event
from telegram import Bot, Update
from telegram.request import BaseRequest

from benchmarks.press_process import CONTENT
from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.bank.loader import load
from bot.storage.database import Database
from tests.bench import Stage

if TYPE_CHECKING:
    from tests.bench import Person

PRESSES: Final = 45
WARM_UP: Final = 5
ASIDE: Final = ("BEGIN", "SELECT set_config", "INSERT INTO seen")
"""Statements that are not counted: those of the transaction, and the claim of the event."""


def core() -> list[list[str]]:
    """Return the rows of the table: the core's milliseconds and statements beside the library's alone."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/tutor.db")
        database.migrate()
        costs, stub = asyncio.run(_costs(database))
        database.close()
    return [
        [f"{what}, ms; {count} statements", f"{1000 * each:.2f}", f"{1000 * stub:.2f}", f"{each / stub:.1f}"]
        for what, (each, count) in costs.items()
    ]


async def _costs(database: Database) -> tuple[dict[str, tuple[float, int]], float]:
    """Return the median seconds, and the most statements, of answers by their outcome, and of Next; and the stub's.

    The stub runs after each press, so that both meet the same caches and the same load.
    """
    facts = load_facts(CONTENT)
    stage = Stage(database, library=Library(load(CONTENT), facts.about, facts))
    person, ran = stage.person(), list[str]()
    event.listen(database.engine, "before_cursor_execute", lambda *told: ran.append(told[2]))
    person.begin("in 4 weeks", "17:00", "Chicago")
    person.say("/practice mix 50")
    spent: dict[str, list[tuple[float, int]]] = {}
    luck, bot, bare = random.Random(1), Bot("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", request=_Stub()), []
    for number in range(PRESSES):
        right = luck.random() < 0.7  # noqa: PLR2004 - what learners usually get right
        for what, label in (("right" if right else "wrong", person.letter(right=right)), ("Next", "Next")):
            stage.clock.move(seconds=20)
            found = _timed(person, label, ran)
            bare.append(await _stub(bot))
            if number >= WARM_UP:
                spent.setdefault(what, []).append(found)
    named = {"right": "a right answer", "wrong": "a wrong answer", "Next": "Next"}
    costs = {named[what]: (median(e[0] for e in each), max(e[1] for e in each)) for what, each in spent.items()}
    return costs, median(bare[2 * WARM_UP :])


def _timed(person: Person, label: str, ran: list[str]) -> tuple[float, int]:
    person.button(label)
    ran.clear()
    before = process_time()
    person.tap(label)
    return process_time() - before, sum(not statement.startswith(ASIDE) for statement in ran)


class _Stub(BaseRequest):
    """Answers at once what Telegram would."""

    read_timeout = 5.0

    async def initialize(self) -> None: ...
    async def shutdown(self) -> None: ...
    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the library has it
        return 200, json.dumps({"ok": True, "result": True if "answer" in url else _MESSAGE}).encode()


_TEXT: Final = "Which of these is protected health information? " * 12
_MESSAGE: Final = {
    "message_id": 7,
    "date": 1_790_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Ann"},
    "text": _TEXT,
}
_UPDATE: Final = {
    "update_id": 1,
    "callback_query": {
        "id": "9",
        "from": {"id": 5, "is_bot": False, "first_name": "Ann"},
        "chat_instance": "1",
        "data": "a:1:0",
        "message": _MESSAGE,
    },
}


async def _stub(bot: Bot) -> float:
    """Return the seconds in which python-telegram-bot parses a press, answers it, and edits its message."""
    before = process_time()
    query = Update.de_json(json.loads(json.dumps(_UPDATE)), bot).callback_query
    assert query  # noqa: S101 - it is one
    await query.answer()
    await query.edit_message_text(_TEXT, parse_mode="HTML")
    return process_time() - before
