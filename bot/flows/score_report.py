"""The effect of a failed attempt's score report: weak domains weigh more until the next attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.context import LearnerContext

REPORT: Final = "report"
"""Its key in `Learner.career`: levels by domain id."""
WEIGHT: Final = {"w": 2.0, "f": 1.4, "s": 1.0}
"""Factors for a domain that was weak, near passing, or strong; this tutor's own choice."""
EVERY: Final = 2
"""Every other question of the day's set comes from those domains."""


def levels(context: LearnerContext) -> dict[str, str]:
    """Return the levels by domain; {} without a report."""
    held = context.learner.career.get(REPORT) or {}
    return {domain: level for domain, level in held.items() if domain in context.library.weights and level in WEIGHT}


def weights(context: LearnerContext) -> dict[str, float]:
    """Return the domains' shares of the exam, raised where the report was weak; their sum is unchanged."""
    shares, held = context.library.weights, levels(context)
    raised = {domain: share * WEIGHT[held.get(domain, "s")] for domain, share in shares.items()}
    scale = sum(shares.values()) / sum(raised.values())
    return {domain: share * scale for domain, share in raised.items()}


def domain(context: LearnerContext, asked: int) -> str:
    """Return the domain of the day's next question, "" for any; `asked` questions came before it."""
    held = levels(context)
    turns = [name for level in ("w", "w", "f") for name, found in held.items() if found == level]
    if not turns or asked % EVERY == 0:
        return ""
    return turns[(context.learner.day_number + asked // EVERY) % len(turns)]
