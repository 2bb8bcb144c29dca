"""`/fit`: six questions, and an honest answer, which may be that the payoff is weak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.flows.career import dialogue
from bot.flows.career.dialogue import Dialogue, Step
from bot.words.career import fit as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Reply
    from bot.context import LearnerContext

GOOD: Final = 3
SOME: Final = 1
"""Minimum points for "likely fits" and "can fit"."""
WEAK: Final = {"u": "undirected", "p": "patient care", "k": "coding", "i": "it"}
"""Goals CEHRS does little for."""


def fit(context: LearnerContext, _argument: str) -> list[Reply]:
    """Begin with where the learner works."""
    return dialogue.go_on(context, DIALOGUE)


def credentials(context: LearnerContext, _state: str = "") -> list[Reply]:
    """Compare CEHRS with its neighbors."""
    figures = context.library.career.kind("credential-")
    return [Card(words.credentials(figures), ((dialogue.to_desk(),),))]


def _step(_context: LearnerContext, answers: tuple[str, ...]) -> Step | None:
    number = len(answers)
    if number == len(words.QUESTIONS):
        return None
    return Step(words.question(number), words.QUESTIONS[number][1])


def _end(context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
    found = list(_reasons(*answers))
    points = sum(worth for _, worth in found)
    head = words.GOOD if points >= GOOD else words.SOME if points >= SOME else words.WEAK
    if answers[2] in WEAK:
        head = words.WEAK
    known = context.library.career.by_id
    figures = [known[name] for name in ("employers-certification", "effect-none")]
    rows = (
        (
            button(career_labels.OTHER_CREDENTIALS, Tool("credentials")),
            button(career_labels.TOOLS["roi"], Tool("open", "roi")),
        ),
        (button(career_labels.TOOLS["eligibility"], Tool("open", "eligibility")), dialogue.to_desk()),
    )
    return [Card(words.verdict(head, [reason for reason, _ in found], figures), rows, replace=replace)]


def _reasons(now: str, ehr: str, goal: str, asked: str, may: str, payer: str) -> Iterator[tuple[str, int]]:
    """Yield each reason with its points."""
    yield (WEAK[goal], -2) if goal in WEAK else ("target", 1)
    yield {"y": ("asked", 2), "s": ("several", 1), "n": ("not asked", -1), "u": ("not looked", 0)}[asked]
    if now in "fr":
        yield "inside", 1
    if ehr in "yn":
        yield ("daily", 1) if ehr == "y" else ("no ehr", -1)
    if may in "nu":
        yield ("not eligible", -1) if may == "n" else ("unsure", 0)
    if payer == "e":
        yield "paid", 1


DIALOGUE: Final = Dialogue("fit", _step, _end)
