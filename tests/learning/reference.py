"""FSRS-6 as its own library computes it: what `bot.learning.fsrs` is held against.

py-fsrs has a hidden clock, dice and a sleep: `card_id`, `due` and the review's time are therefore always given, and
fuzzing is off. Source: https://github.com/open-spaced-repetition/py-fsrs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - dataclass field
from typing import TYPE_CHECKING, Final

from fsrs import Card, Rating, Scheduler, State

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEDULER: Final = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one question: stability in days, difficulty 1 to 10, the last answer's time (UTC)."""

    stability: float
    difficulty: float
    reviewed: datetime


def review(memory: Memory | None, now: datetime, *, known: bool) -> Memory:
    """Return the memory after an answer; a right answer that was guessed is not `known`."""
    card, _ = _SCHEDULER.review_card(_card(memory, now), Rating.Good if known else Rating.Again, now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(card.stability, card.difficulty, now)


def fold(answers: Iterable[tuple[datetime, bool]]) -> Memory | None:
    """Return the memory that answers (time, known), in order, leave; None without any."""
    memory = None
    for at, known in answers:
        memory = review(memory, at, known=known)
    return memory


def retrievability(memory: Memory | None, now: datetime) -> float:
    """Return the chance (0 to 1) to recall the question now; 0 if it was never asked."""
    return _SCHEDULER.get_card_retrievability(_card(memory, now), now) if memory else 0.0


def _card(memory: Memory | None, now: datetime) -> Card:
    if memory is None:
        return Card(card_id=1, due=now)
    return Card(
        card_id=1,
        state=State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.reviewed,
        last_review=memory.reviewed,
    )
