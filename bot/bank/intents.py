"""Which question of the FAQ is meant by a text: a score for each, and whether it is sure enough to answer."""

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
"""The weight of what a text says and the phrasing does not."""
UNASKED: Final = 0.35
"""The weight of what the phrasing says and the text does not."""
KIN: Final = 0.6
"""How far a word counts that appears only in other phrasings of the same question."""
TOLD: Final = 0.3
"""How far a word counts that appears only in the answer."""
WHOLE: Final = 0.3
"""The share of the score that asks how much of the text has to do with the question at all."""
SURE: Final = 1.0
LEAD: Final = 0.18
"""How far the best has to be ahead of the second to be answered at once."""
ALONE: Final = 1.2
"""The same for a text with a single word that tells anything."""
CERTAIN: Final = 0.97
"""The fit from which no lead is needed: the text is a phrasing."""
LIKE: Final = 0.8
"""The likeness from which a word that no phrasing has is a misspelling of one that some have."""
STRANGE: Final = 1.2
"""How much more a word counts that nothing in the FAQ has than the rarest one that it has."""
TYPO: Final = 0.85
MOST: Final = 40
"""Words of a text that are looked at."""
BEST: Final = 8
SHORTEST: Final = 5
"""Letters of a word that may be misspelled."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A question of the FAQ by its id, how well it fits, from 0 to 2, and how much of that is the best phrasing's."""

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
    """Made once from all phrasings; asked for each text."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._ids = [each.id for each in wordings]
        # A phrasing without a telling word, such as "what is this", is recognized word for word only: it fits too much.
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
        """Return the questions that have most to do with the text, the best first: at most BEST."""
        asked = self._read(words(said)[:MOST])
        if not asked or not self._ids:
            return []
        fits = self._scores(asked)
        scores = fits + self._profiles.scores(said)
        order = np.argsort(-scores, kind="stable")[:BEST]
        return [Hit(self._ids[n], float(scores[n]), float(fits[n])) for n in order if scores[n] > 0]

    @staticmethod
    def sure(hits: Sequence[Hit], telling: int) -> Hit | None:
        """Return the hit that may be answered without asking back; a text of one telling word must fit well."""
        if not hits or hits[0].score < (SURE if telling > 1 else ALONE):
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
        """Return the weight and the rarity of each word; a misspelled one counts as the word that is meant."""
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
    """Return how many words of a text a question can be told from."""
    return sum(word not in FAINT for word in words(said))


_NONE: Final = np.array([], dtype=np.intp)


def _rarity(kin: Sequence[set[str]]) -> dict[str, float]:
    """Return how much each word tells: the more, the fewer questions have it."""
    count = Counter(word for held in kin for word in held)
    return {word: math.log(1 + len(kin) / n) * (0.5 if word in FAINT else 1.0) for word, n in count.items()}


def _places(held: Iterable[set[str]]) -> dict[str, Places]:
    """Return where each word appears."""
    found: dict[str, list[int]] = {}
    for place, each in enumerate(held):
        for word in each:
            found.setdefault(word, []).append(place)
    return {word: np.array(places, dtype=np.intp) for word, places in found.items()}
