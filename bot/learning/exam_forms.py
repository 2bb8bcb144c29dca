"""Forms of the full simulation: which questions it asks, in which order, and which of them count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from bot.learning.quiz_selection import draw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.learning.catalogue import Item
    from bot.learning.dice import Random

HALF: Final = (2, 5)
"""Size of the short simulation relative to the full one: 50 questions of 125."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Number of scored and unscored questions, and the minutes for all of them."""

    scored: int
    unscored: int
    minutes: int

    @property
    def size(self) -> int:
        """Total number of questions."""
        return self.scored + self.unscored

    def half(self) -> Outline:
        """Return the short simulation."""
        part, whole = HALF
        return Outline(*(part * each // whole for each in (self.scored, self.unscored, self.minutes)))


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of a form, and whether it counts."""

    question: str
    scored: bool


@dataclass(frozen=True, slots=True)
class Bank:
    """The source of forms: items, the domain of each topic, the weight of each domain."""

    items: Sequence[Item]
    domain_of: Mapping[str, str]
    weights: Mapping[str, float]

    def within(self, domain: str) -> list[Item]:
        """Return the items of a domain."""
        return [item for item in self.items if self.domain_of[item.topic] == domain]


def needs(outline: Outline, weights: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """Return how many (scored, unscored) questions each domain contributes, both by weight, separately."""
    scored, unscored = (_shares(count, weights) for count in (outline.scored, outline.unscored))
    return {domain: (scored[domain], unscored[domain]) for domain in weights}


def shortage(bank: Bank, outline: Outline) -> dict[str, tuple[int, int]]:
    """Return (available, needed) numbers of questions for each domain that falls short."""
    held = Counter(bank.domain_of[item.topic] for item in bank.items)
    wanted = {domain: sum(both) for domain, both in needs(outline, bank.weights).items()}
    return {domain: (held[domain], need) for domain, need in wanted.items() if held[domain] < need}


def repeats(bank: Bank, outline: Outline, earlier: Collection[str]) -> int:
    """Return how many questions of earlier simulations the next form has to repeat."""
    fresh = Counter(bank.domain_of[item.topic] for item in bank.items if item.id not in earlier)
    return sum(max(0, sum(both) - fresh[domain]) for domain, both in needs(outline, bank.weights).items())


def form(
    bank: Bank, outline: Outline, earlier: Collection[str], last_asked: Mapping[str, float], rng: Random
) -> list[Slot]:
    """Draw a form: domains in the exam's proportions, topics spread, unscored questions evenly through it.

    Questions of `earlier` simulations are repeated only if the domain has no others left: the least recently asked
    ones, unscored where possible. `last_asked` maps a question to the time it was last asked.

    Raises:
        ValueError: a domain has too few questions; `shortage` says which.
    """
    scored: list[str] = []
    unscored: list[str] = []
    for domain, (count, rest) in needs(outline, bank.weights).items():
        drawn = _draw(bank.within(domain), count + rest, earlier, last_asked, rng)
        scored += drawn[:count]
        unscored += drawn[count:]
    rng.shuffle(scored)
    rng.shuffle(unscored)
    return _spread(scored, unscored, rng)


def _shares(count: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Divide a number by weight (largest remainder; the first of equal ones), always the same way."""
    total = sum(weights.values())
    given = {domain: floor(count * weight / total) for domain, weight in weights.items()}
    rest = {domain: round(count * weight / total - given[domain], 9) for domain, weight in weights.items()}
    for domain in sorted(weights, key=lambda each: -rest[each])[: count - sum(given.values())]:
        given[domain] += 1
    return given


def _draw(
    items: Iterable[Item], count: int, earlier: Collection[str], last_asked: Mapping[str, float], rng: Random
) -> list[str]:
    """Return questions in the order in which they should count: new ones first, otherwise shuffled."""
    held = list(items)
    if len(held) < count:
        raise ValueError("a domain has too few questions for this form")
    fresh = draw((item for item in held if item.id not in earlier), count, last_asked, rng)
    rng.shuffle(fresh)
    again = [item.id for item in held if item.id in earlier]
    again.sort(key=lambda question: (last_asked.get(question, float("-inf")), rng.random()))
    return fresh + again[: count - len(fresh)]


def _spread(scored: list[str], unscored: list[str], rng: Random) -> list[Slot]:
    """Put one unscored question at a random position in each stretch of equal length."""
    size = len(scored) + len(unscored)
    bounds = [size * n // max(1, len(unscored)) for n in range(len(unscored) + 1)]
    places = {rng.randrange(bounds[n], bounds[n + 1]) for n in range(len(unscored))}
    counting, other = iter(scored), iter(unscored)
    return [Slot(next(other), scored=False) if n in places else Slot(next(counting), scored=True) for n in range(size)]
