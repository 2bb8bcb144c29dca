"""How stems begin and ask: a reader of twenty in a row must not feel a template."""

from __future__ import annotations

import re

from bot.authoring.lint.cues import last_sentence, tokens

_OPENING = 4
_LEAD = 3


def opening(stem: str) -> str:
    """Return the first four words of the stem."""
    return " ".join(tokens(stem)[:_OPENING])


def lead_in(stem: str) -> str:
    """Return the first three words of the sentence that asks."""
    return " ".join(tokens(last_sentence(stem))[:_LEAD])


def names_patient(stem: str) -> bool:
    """Tell whether the stem opens in the worn way: "A patient", "A 45-year-old diabetic patient"."""
    return bool(re.match(r"an?( [\w'-]+){0,4} patients?\b(?!')", stem, re.IGNORECASE))
