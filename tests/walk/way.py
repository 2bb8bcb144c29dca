"""The walk: start, three days of daily sets with a restart in between, a quiz, a pause, the export, and deletion."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.learning.calendar import study_date, zone
from tests.walk.learner import Learner

if TYPE_CHECKING:
    from tests.walk.house import House

SET = 5
QUIZ = 10
DAYS = 3


async def walk(house: House) -> Learner:
    """Walk to the end; raise if anything shown is not stored, is stored twice, or remains after deletion."""
    (house.folder / "clock").write_text("0")
    try:
        return await _walk(house, Learner(house, house.screen))
    finally:
        await house.end()


async def _walk(house: House, ann: Learner) -> Learner:
    await _begin(ann)
    for day in range(1, DAYS):
        _to_the_next_push(house)
        if day == 1:
            await house.stop()
        await ann.wait("Today's first question.")
        await ann.study("Done for today:")
    await house.stop()
    house.pushing = False
    await ann.say(f"/mock {QUIZ}", f"1 of {QUIZ}")
    await ann.study("exam pace: ")
    await ann.say("/pause", "How long should I pause?")
    await ann.tap("1 week", "Paused through")
    await ann.say("/resume", "Welcome back.")
    held = await _export(ann)
    _compare(ann, held)
    await ann.say("/forget", "Delete everything")
    await ann.tap("Yes, delete", "is deleted")
    await house.stop()
    _nothing_left(house, ann)
    return ann


async def _begin(ann: Learner) -> None:
    await ann.say("/start", "When is your exam?")
    await ann.tap("In 8 weeks", "What time should")
    await ann.tap("5:00 PM", "Which time zone")
    await ann.tap("US Eastern", "Your 5 daily questions come at")
    await ann.say("/daily", "1 of 5")  # the question comes along, but a death may lie between the two messages
    await ann.study("Done for today:")


def _to_the_next_push(house: House) -> None:
    now = datetime.now(UTC) + timedelta(seconds=float((house.folder / "clock").read_text()))
    eastern = zone("America/New_York")  # today's set is done, so the next question comes on the next study day
    at = datetime.combine(study_date(now, eastern) + timedelta(days=1), time(17), eastern)
    house.move((at - now).total_seconds() + 1)


async def _export(ann: Learner) -> dict[str, Any]:
    count = len(ann.screen.files())
    await ann.say("/export", "as a JSON file")
    assert len(ann.screen.files()) > count
    held = json.loads(ann.screen.files()[-1])
    assert isinstance(held, dict)
    return held


def _compare(ann: Learner, held: dict[str, Any]) -> None:
    """Compare what the learner saw with what is stored."""
    kept = Counter(answer["chosen"] for answer in held["answers"])
    missing = [chosen for _, chosen in ann.shown if not kept[chosen]]
    assert not missing, f"shown, but not kept: {missing}"
    modes = Counter(answer["mode"] for answer in held["answers"])
    assert modes == {"daily": SET * DAYS, "mock": QUIZ}, modes
    times = [answer["answered_at"] for answer in held["answers"]]
    assert len(set(times)) == len(times)
    assert held["streak"]["days"] == DAYS


def _nothing_left(house: House, ann: Learner) -> None:
    for path in house.folder.iterdir():
        assert ann.screen.user.encode() not in path.read_bytes(), path
