"""Which FAQ question a text means: a score for each, and whether it is certain enough to answer."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.bank.plainwords import FAINT, words
from bot.bank.profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

ASKED: Final = 0.7
"""Weight of what the text says and the phrasing does not."""
UNASKED: Final = 0.35
"""Weight of what the phrasing says and the text does not."""
KIN: Final = 0.6
"""Factor for a word that appears only in other phrasings of the same question."""
TOLD: Final = 0.3
"""Factor for a word that appears only in the answer."""
WHOLE: Final = 0.3
"""Share of the score for how much of the text has to do with the question at all."""
SURE: Final = 1.7
"""Score from which a text of ENOUGH telling words is answered at once."""
ENOUGH: Final = 4
BRIEF: Final = 0.1
"""Additional score required for each telling word short of ENOUGH: a short text fits by chance."""
LEAD: Final = 0.2
"""Minimum lead over the second best for an answer at once."""
CERTAIN: Final = 0.97
"""Fit from which no lead is needed: the text is a phrasing."""
LIKE: Final = 0.8
"""Similarity from which a word unknown to all phrasings is a misspelling of a known one."""
STRANGE: Final = 1.2
"""Weight of a word unknown to the FAQ, relative to the rarest known word."""
TYPO: Final = 0.85
MOST: Final = 40
"""Maximum number of words of a text that are considered."""
BEST: Final = 8
SHORTEST: Final = 5
"""Minimum letters of a word that may be misspelled."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A FAQ question by its id, how well it fits (up to about 3), and how much of that comes from the best phrasing."""

    id: str
    score: float
    fit: float


@dataclass(frozen=True, slots=True)
class Wording:
    """How one question is asked, and how it is answered."""

    id: str
    phrasings: tuple[str, ...]
    answer: str = ""


class Intents:
    """Built once from all phrasings, then queried for each text."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._ids = [each.id for each in wordings]
        # A phrasing without a telling word, such as "what is this", is only recognized word for word: it fits too much.
        held = [[set(words(said)) for said in each.phrasings if telling(said)] for each in wordings]
        kin = [set().union(*phrasings) for phrasings in held]
        told = [set(words(each.answer)) - kin[n] for n, each in enumerate(wordings)]
        self._idf = _rarity(kin)
        self._strange = STRANGE * math.log(1 + len(wordings)) if wordings else 1.0
        self._vocabulary = [word for word in self._idf if len(word) >= SHORTEST]
        flat = [(n, phrasing) for n, phrasings in enumerate(held) for phrasing in phrasings]
        self._owner = np.array([n for n, _ in flat], dtype=np.intp)
        self._weight = np.array([sum(self._idf[word] for word in phrasing) for _, phrasing in flat])
        self._in_phrasing = _places(phrasing for _, phrasing in flat)
        self._in_kin, self._in_answer = _places(kin), _places(told)
        self._profiles = Profiles([each.phrasings for each in wordings])

    def rank(self, said: str) -> list[Hit]:
        """Return the questions most related to the text, best first: at most BEST."""
        asked = self._read(words(said)[:MOST])
        if not asked or not self._ids:
            return []
        fits = self._scores(asked)
        scores = fits + self._profiles.scores(said)
        order = np.argsort(-scores, kind="stable")[:BEST]
        return [Hit(self._ids[n], float(scores[n]), float(fits[n])) for n in order if scores[n] > 0]

    @staticmethod
    def sure(hits: Sequence[Hit], telling: int) -> Hit | None:
        """Return the hit that may be answered without asking back; the fewer telling words, the better it must fit."""
        if not hits or hits[0].score < SURE + BRIEF * max(0, ENOUGH - telling):
            return None
        second = hits[1].score if len(hits) > 1 else 0.0
        return hits[0] if hits[0].score - second >= LEAD or hits[0].fit >= CERTAIN else None

    def _scores(self, asked: Mapping[str, tuple[float, float]]) -> Floats:
        """Return the best score of each question over its phrasings."""
        shared, same = np.zeros(len(self._owner)), np.zeros(len(self._owner))
        kin, told = np.zeros(len(self._ids)), np.zeros(len(self._ids))
        for word, (weight, rarity) in asked.items():
            at = self._in_phrasing.get(word, _NONE)
            shared[at] += weight
            same[at] += rarity
            kin[self._in_kin.get(word, _NONE)] += weight
            told[self._in_answer.get(word, _NONE)] += weight
        total = sum(weight for weight, _ in asked.values())
        near = (kin + TOLD * told) / total
        known = shared + KIN * (kin[self._owner] - shared) + TOLD * told[self._owner]
        fit = known / (known + ASKED * (total - known) + UNASKED * (self._weight - same) + 1e-9)
        best = np.zeros(len(self._ids))
        np.maximum.at(best, self._owner, (1 - WHOLE) * fit + WHOLE * near[self._owner])
        return best

    def _read(self, said: Sequence[str]) -> dict[str, tuple[float, float]]:
        """Return the weight and the rarity of each word; a misspelled one counts as the word it stands for."""
        asked: dict[str, tuple[float, float]] = {}
        for word in said:
            meant = word if word in self._idf else self._meant(word)
            rarity = self._idf.get(meant, 0.0)
            weight = self._strange if not meant else rarity if meant == word else TYPO * rarity
            asked.setdefault(meant or word, (weight, rarity))
        return asked

    def _meant(self, word: str) -> str:
        if len(word) < SHORTEST:
            return ""
        found = process.extractOne(word, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=LIKE)
        return found[0] if found else ""


def telling(said: str) -> int:
    """Return how many words of a text can identify a question."""
    return sum(word not in FAINT for word in words(said))


_NONE: Final = np.array([], dtype=np.intp)


def _rarity(kin: Sequence[set[str]]) -> dict[str, float]:
    """Return how telling each word is: the fewer questions have it, the more."""
    count = Counter(word for held in kin for word in held)
    return {word: math.log(1 + len(kin) / n) * (0.5 if word in FAINT else 1.0) for word, n in count.items()}


def _places(held: Iterable[set[str]]) -> dict[str, Places]:
    """Return where each word appears."""
    found: dict[str, list[int]] = {}
    for place, each in enumerate(held):
        for word in each:
            found.setdefault(word, []).append(place)
    return {word: np.array(places, dtype=np.intp) for word, places in found.items()}
