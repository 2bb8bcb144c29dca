"""A bank of many small questions, drawn from a seed, to measure goals over."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.bank.models import Blueprint
from tests.bank.sample import BLUEPRINT, Item, question

if TYPE_CHECKING:
    from bot.bank.models import Question

BLUE = Blueprint.model_validate(BLUEPRINT)
SHARES = {"NCO-01": 9, "NCO-02": 9, "NCO-03": 10, "CLO-01": 16, "CLO-02": 16, "RCF-01": 7, "RCF-02": 8}
REST = {"REG-01": 7, "REG-02": 8, "REP-01": 5, "REP-02": 5}
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ri", "su", "ta", "vo", "ka", "ze", "wi")


def items(times: int = 1, seed: int = 1) -> list[Item]:
    """Return 100 items for each time, in the shares of the blueprint, of words that mean nothing."""
    rng = random.Random(seed)
    counts = {**SHARES, **REST}
    names = [f"{topic}-{number:03}" for topic in counts for number in range(1, counts[topic] * times + 1)]
    return [_item(name, index, rng) for index, name in enumerate(names)]


def questions(times: int = 1, seed: int = 1) -> list[Question]:
    """Return the same as questions."""
    return [question(**each) for each in items(times, seed)]


def words(rng: random.Random, count: int) -> str:
    """Return that many words of two to three syllables."""
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) for _ in range(count))


def _item(name: str, index: int, rng: random.Random) -> Item:
    options = [{"text": words(rng, rng.randint(3, 5)).capitalize(), "why": f"{words(rng, 6)}."} for _ in range(4)]
    source = {"cite": f"45 CFR {rng.randint(100, 999)}.{rng.randint(1, 99)}", "checked": "2026-11-01", "says": "So."}
    return {
        "id": name,
        "version": 1,
        "status": "reviewed",
        "point": f"p{int(name[-3:]) * 2 // 3}",  # two of three questions are siblings
        "level": ("recall", "application", "recall", "analysis", "application")[index % 5],
        "difficulty": ("easy", "medium", "hard")[index % 3],
        "stem": _stem(index, rng),
        "key": options[0],
        "distractors": options[1:],
        "brief": f"{words(rng, 6)}.",
        "sources": [source],
        "review": {"date": "2026-11-10", "blind": "agreed"},
    }


def _stem(index: int, rng: random.Random) -> str:
    """Return 16 words: every ninth-of-forty asks for an action, others have a stock lead-in, or none."""
    kind = index * 7 % 40
    if kind < 9:
        return f"{words(rng, 9).capitalize()}. What should the {words(rng, 2)} do first?"
    if kind < 22:
        return f"Which of the following {words(rng, 12)}?"
    return f"{words(rng, 9).capitalize()}. {words(rng, 7).capitalize()}?" if kind < 30 else f"{words(rng, 16)}?"
