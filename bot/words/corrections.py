"""Corrections of the bank, and replies to learners' reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Text, bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.corrections import Correction

_EFFECT = {
    "key": "Your answer now counts by the corrected key.",
    "retired": "The question is gone, and your answer no longer counts.",
    "reason": "The right answer is the same, and so is your result.",
}


def told(parts: Sequence[Text]) -> Text:
    return text(bold("A correction" if len(parts) == 1 else "Corrections"), *(span for part in parts for span in part))


def correction(each: Correction, stem: str, chosen: str, *, reported: bool) -> Text:
    """A correction as told to a learner; `chosen` is "" if the question was skipped."""
    thanks = " Thank you for reporting it." if reported else ""
    answer = f"You answered: {chosen}." if chosen else "You skipped it."
    effect = _EFFECT[each.kind] if chosen or each.kind != "key" else "It still counts as missed."
    return text(f"\n\n{stem}\n{answer}\n{each.now} {each.why} {effect}{thanks}")


def report_closed(stem: str, why: str) -> Text:
    question = f"\n\n{stem}" if stem else "\n"
    return text(f"{question}\nYou reported this question. {why} Thank you.")


def listed(parts: Sequence[Text]) -> Text:
    return text("\n\n", bold("Corrections to questions you answered"), *(span for part in parts for span in part))
