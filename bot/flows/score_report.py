"""What the score report of a failed attempt changes: weak domains weigh more until the next attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.context import LearnerContext

REPORT: Final = "report"
"""Under which name it is kept in `Learner.career`: levels by domain id."""
WEIGHT: Final = {"w": 2.0, "f": 1.4, "s": 1.0}
"""How much more a domain weighs that was weak, near passing, or strong; a choice of this tutor."""
EVERY: Final = 2
"""Each second question of the day's set comes from those domains."""


def levels(context: LearnerContext) -> dict[str, str]:
    """Return the levels by domain, {} without a report."""
    held = context.learner.career.get(REPORT) or {}
    return {domain: level for domain, level in held.items() if domain in context.library.weights and level in WEIGHT}


def weights(context: LearnerContext) -> dict[str, float]:
    """Return the domains' shares of the exam, raised where the report was weak; they add up to as much as before."""
    shares, held = context.library.weights, levels(context)
    raised = {domain: share * WEIGHT[held.get(domain, "s")] for domain, share in shares.items()}
    scale = sum(shares.values()) / sum(raised.values())
    return {domain: share * scale for domain, share in raised.items()}


def domain(context: LearnerContext, asked: int) -> str:
    """Return the domain that the next of the day's questions comes from, "" for any; `asked` were asked before it."""
    held = levels(context)
    turns = [name for level in ("w", "w", "f") for name, found in held.items() if found == level]
    if not turns or asked % EVERY == 0:
        return ""
    return turns[(context.learner.day_number + asked // EVERY) % len(turns)]
