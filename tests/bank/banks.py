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
    return [_item(f"{topic}-{number:03}", rng) for topic in counts for number in range(1, counts[topic] * times + 1)]


def questions(times: int = 1, seed: int = 1) -> list[Question]:
    """Return the same as questions."""
    return [question(**each) for each in items(times, seed)]


def words(rng: random.Random, count: int) -> str:
    """Return that many words of two to three syllables."""
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) for _ in range(count))


def _item(name: str, rng: random.Random) -> Item:
    options = [{"text": words(rng, rng.randint(3, 5)).capitalize(), "why": f"{words(rng, 6)}."} for _ in range(4)]
    return {
        "id": name,
        "version": 1,
        "status": "reviewed",
        "level": rng.choice(("recall", "application", "analysis")),
        "difficulty": rng.choice(("easy", "medium", "hard")),
        "stem": f"{words(rng, 12).capitalize()}. {words(rng, 5).capitalize()}?",
        "key": options[0],
        "distractors": options[1:],
        "brief": f"{words(rng, 6)}.",
        "sources": [{"cite": f"45 CFR {rng.randint(100, 999)}.{rng.randint(1, 99)}", "checked": "2026-11-01"}],
        "review": {"date": "2026-11-10", "blind": "agreed"},
    }
