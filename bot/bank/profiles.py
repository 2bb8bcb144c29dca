"""How a question is usually asked: the words, pairs of words, and letters in its phrasings, and their frequency.

This is naive Bayes: each word of a text is evidence for the questions whose phrasings often have it. Many phrasings
that share plain words outweigh one that happens to share a rare word.
"""

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
"""Weight of a pair of plain words, relative to a word."""
RAW: Final = 0.3
"""Weight of a word as it was typed."""
RAW_PAIR: Final = 0.25
LETTERS: Final = 0.35
"""Weight of RUN letters in a row, which survive misspellings and endings."""
RUN: Final = 4
MOST: Final = 40
UNSEEN: Final = 0.02
"""Assumed frequency of a mark that none of a question's phrasings has: a rare one is a surprise, not proof."""
SCALE: Final = 4.0
"""Scales the scores to the range of those they are added to."""
_WORD: Final = re.compile(r"[a-z0-9]+")


class Profiles:
    """Built once from the phrasings of each question."""

    def __init__(self, asked: Sequence[Sequence[str]]) -> None:
        marks = [[dict(_marks(said)) for said in phrasings] for phrasings in asked]
        count = Counter(mark for phrasings in marks for held in phrasings for mark in held)
        total = sum(map(len, marks))
        self._rarity = {mark: math.log(1 + total / n) for mark, n in count.items()}
        self._strange = math.log(1 + total)
        sums = [self._sum(phrasings) for phrasings in marks]
        self._held = _held(sums)
        room = np.array([math.log(sum(held.values()) + UNSEEN * len(count)) for held in sums])
        self._room = room - room.min() if asked else room

    def scores(self, said: str) -> Floats:
        """Return the evidence for each question: up to 1, and 0 or less for one with nothing in common."""
        weights = _unit({mark: count * self._rarity.get(mark, self._strange) for mark, count in _marks(said)})
        known = [(weight, *self._held[mark]) for mark, weight in weights.items() if mark in self._held]
        if not known:
            return np.zeros(len(self._room))
        places = np.concatenate([held for _, held, _ in known])
        shares = np.concatenate([weight * held for weight, _, held in known])
        whole = sum(weight for weight, _, _ in known)
        speaks = np.bincount(places, shares, len(self._room)) - whole * self._room
        return speaks / (SCALE * math.sqrt(whole))

    def _sum(self, phrasings: Sequence[Mapping[str, float]]) -> Counter[str]:
        """Return the sum of the phrasings, normalized to the same length."""
        whole: Counter[str] = Counter()
        for held in phrasings:
            whole.update(_unit({mark: count * self._rarity[mark] for mark, count in held.items()}))
        return whole


def _marks(said: str) -> Iterator[tuple[str, float]]:
    """Yield the marks a text is recognized by, with their weights."""
    plain, raw = words(said)[:MOST], _WORD.findall(straight(said))[:MOST]
    for word in dict.fromkeys(raw):
        spaced = f" {word} "
        yield from ((f"l {spaced[at : at + RUN]}", LETTERS) for at in range(len(spaced) - RUN + 1))
    yield from ((f"r {word}", RAW) for word in raw)
    yield from ((f"q {one} {two}", RAW_PAIR) for one, two in pairwise(raw))
    yield from ((f"p {one} {two}", PAIR) for one, two in pairwise(plain))
    yield from ((f"w {word}", 0.5 if word in FAINT else 1.0) for word in plain)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {mark: weight / length for mark, weight in weights.items()}


def _held(profiles: Sequence[Mapping[str, float]]) -> dict[str, Held]:
    """Return, for each mark, the questions that have it and its evidence for each."""
    found: dict[str, list[tuple[int, float]]] = {}
    for place, profile in enumerate(profiles):
        for mark, weight in profile.items():
            found.setdefault(mark, []).append((place, math.log1p(weight / UNSEEN)))
    return {
        mark: (np.array([at for at, _ in held], dtype=np.intp), np.array([weight for _, weight in held]))
        for mark, held in found.items()
    }
