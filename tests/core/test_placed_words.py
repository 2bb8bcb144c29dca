"""The words of a placement's result: what all domains share is said once."""

from __future__ import annotations

from bot.chat import flat
from bot.learning.readiness import Likely
from bot.words.placed import result

LOW, HIGH = Likely(31, 45, 64), Likely(85, 92, 97)


def test_a_level_that_every_domain_has_is_said_once() -> None:
    said = flat(result(3, 15, [("Clinical Operations", LOW), ("Reporting", LOW)], "blueprint", back=True))
    assert "\nReporting: 31 to 64\n\nThere's lots of room to improve in every domain.\n15 questions give only" in said
    assert "weaker domains" not in said


def test_levels_that_differ_are_said_by_domain() -> None:
    said = flat(result(9, 15, [("Clinical Operations", LOW), ("Reporting", HIGH)], "blueprint", back=True))
    assert "Clinical Operations: 31 to 64, lots of room to improve\nReporting: 85 to 97, strong\n" in said
    assert "every domain" not in said
    assert "send /settings focus weak" in said
