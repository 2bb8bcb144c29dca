"""How a question is usually asked: one profile of words, pairs of words, and letters, made from all its phrasings."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.bank.plainwords import FAINT, straight, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Held = tuple[NDArray[np.intp], Floats]

PAIR: Final = 0.5
"""How much a pair of plain words counts beside a word."""
RAW: Final = 0.3
"""How much a word counts as it was typed."""
RAW_PAIR: Final = 0.25
LETTERS: Final = 0.35
"""How much three or four letters in a row count: they survive misspellings and endings."""
RUNS: Final = (3, 4)
MOST: Final = 40
_WORD: Final = re.compile(r"[a-z0-9]+")


class Profiles:
    """Made once from the phrasings of each question."""

    def __init__(self, asked: Sequence[Sequence[str]]) -> None:
        marks = [[dict(_marks(said)) for said in phrasings] for phrasings in asked]
        self._size = len(asked)
        count = Counter(mark for phrasings in marks for held in phrasings for mark in held)
        total = sum(map(len, marks))
        self._rarity = {mark: math.log(1 + total / n) for mark, n in count.items()}
        self._strange = math.log(1 + total)
        self._held = _held([self._profile(phrasings) for phrasings in marks])

    def scores(self, said: str) -> Floats:
        """Return how much the text looks like each question, from 0 to 1."""
        weights = {mark: count * self._rarity.get(mark, self._strange) for mark, count in _marks(said)}
        known = [(weight, *self._held[mark]) for mark, weight in weights.items() if mark in self._held]
        if not known:
            return np.zeros(self._size)
        places = np.concatenate([held for _, held, _ in known])
        shares = np.concatenate([weight * held for weight, _, held in known])
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return np.bincount(places, shares, self._size) / length

    def _profile(self, phrasings: Sequence[Mapping[str, float]]) -> dict[str, float]:
        """Return the sum of the phrasings, each of the same length, at length 1."""
        whole: Counter[str] = Counter()
        for held in phrasings:
            whole.update(_unit({mark: count * self._rarity[mark] for mark, count in held.items()}))
        return _unit(whole)


def _marks(said: str) -> Iterator[tuple[str, float]]:
    """Yield what a text is recognized by, and how much each counts."""
    plain, raw = words(said)[:MOST], _WORD.findall(straight(said))[:MOST]
    for word in dict.fromkeys(raw):
        spaced = f" {word} "
        yield from ((f"l {spaced[at : at + run]}", LETTERS) for run in RUNS for at in range(len(spaced) - run + 1))
    yield from ((f"r {word}", RAW) for word in raw)
    yield from ((f"q {one} {two}", RAW_PAIR) for one, two in pairwise(raw))
    yield from ((f"p {one} {two}", PAIR) for one, two in pairwise(plain))
    yield from ((f"w {word}", 0.5 if word in FAINT else 1.0) for word in plain)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {mark: weight / length for mark, weight in weights.items()}


def _held(profiles: Sequence[Mapping[str, float]]) -> dict[str, Held]:
    """Return, for each mark, the questions that have it and how much it counts there."""
    found: dict[str, list[tuple[int, float]]] = {}
    for place, profile in enumerate(profiles):
        for mark, weight in profile.items():
            found.setdefault(mark, []).append((place, weight))
    return {
        mark: (np.array([at for at, _ in held], dtype=np.intp), np.array([weight for _, weight in held]))
        for mark, held in found.items()
    }
