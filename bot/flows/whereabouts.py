"""A city that someone names on its own: an offer to take its time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import places
from bot.flows import offers, waiting

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext

LARGE: Final = 13
"""Zip codes from which a bare name is a city: Dallas and El Paso, but not Reading, Orange, or Hope."""
LONGEST: Final = 60


def offer(context: LearnerContext, said: str) -> list[Reply]:
    """Offer the zone of a city, after a state alone was not enough; [] if the text names none.

    Raises:
        Refusal: there are several of that name, which it offers.
    """
    if not _is_city(said):
        return []
    return waiting.beside(context, [offers.zone(context, said)])


def _is_city(said: str) -> bool:
    found = places.cities(said) if len(said) <= LONGEST else []
    return bool(found) and (found[0].size >= LARGE or "," in said)
