"""A guesser that sees only cues: anything it finds, a test-wise candidate finds without knowing the subject."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from bot.authoring.lint import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question

FEWEST: Final = 40
"""Minimum number of items for a meaningful classifier."""
_FOLDS: Final = 10
_COMMON: Final = 8
_SURE: Final = 2.5
"""Standard deviations at which a word counts as telling."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that occurs in keys or in distractors more often than by chance, with its counts in each."""

    word: str
    keys: int
    distractors: int
    score: float
    """Standard deviations from one key per three distractors; positive values give away the key."""


def guessed(questions: Sequence[Question], *, wording: bool = True) -> dict[str, float]:
    """Items whose key a classifier finds, with the margin over the next best option.

    Each item is judged by a model trained on the others: a linear model of cues and words with `wording`, otherwise
    trees on the cues alone. Results are deterministic.
    """
    if len(questions) < FEWEST:
        return {}
    import numpy as np  # noqa: PLC0415 - with scikit-learn, a development extra
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped; a development extra

    ordered = sorted(questions, key=lambda each: zlib.crc32(each.id.encode()))
    table = np.array([row for question in ordered for row in _rows(question)], dtype=float)
    texts = [option.text for question in ordered for option in question.options]
    folds = np.arange(len(ordered)) % _FOLDS
    found: dict[str, float] = {}
    for fold in range(_FOLDS):
        held = np.repeat(folds == fold, 4)
        with threadpool_limits(1):  # with so few items, threads would only wait for each other
            scores = _linear(table, texts, held) if wording else _trees(table, held)
        tested = [question for question, own in zip(ordered, folds, strict=True) if own == fold]
        for question, row in zip(tested, scores.reshape(-1, 4).tolist(), strict=True):
            if _pick(question, row) == 0:
                found[question.id] = round(row[0] - max(row[1:]), 6)
    return found


def telling(questions: Sequence[Question]) -> tuple[Telling, ...]:
    """Words and word pairs that separate keys from distractors, most telling first."""
    keys = Counter(word for question in questions for word in _phrases(question.key.text))
    rest = Counter(word for question in questions for option in question.distractors for word in _phrases(option.text))
    found = [Telling(word, keys[word], rest[word], _score(keys[word], rest[word])) for word in {*keys, *rest}]
    sure = [each for each in found if each.keys + each.distractors >= _COMMON and abs(each.score) >= _SURE]
    return tuple(sorted(sure, key=lambda each: (-abs(each.score), each.word)))


def _phrases(text: str) -> set[str]:
    words = cues.tokens(text)
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


def _score(keys: int, rest: int) -> float:
    """Standard deviations from a fair draw, in which one of four options is the key."""
    total = keys + rest
    return round((keys - total / 4) / math.sqrt(total * 3 / 16), 1)


def _rows(question: Question) -> list[list[float]]:
    """For each option, the features visible without knowledge of the subject."""
    sizes, echoes = cues.lengths(question), cues.echoes(question)
    words = [cues.tokens(option.text) for option in question.options]
    mean, lone = sum(sizes) / 4, cues.lone_echo(question)
    return [
        [
            sizes[index] / mean,
            sizes[index] == max(sizes),
            sizes[index] == min(sizes),
            len(words[index]) / 10,
            echoes[index],
            lone == index,
            len(cues.ABSOLUTES & set(words[index])),
            len(cues.HEDGES & set(words[index])),
            _shared(words, index),
            any(word.isdigit() for word in words[index]),
            option.text.count(","),
        ]
        for index, option in enumerate(question.options)
    ]


def _shared(words: list[list[str]], index: int) -> float:
    """Words an option shares with the others, per word; test-wise readers pick the most central option."""
    others = [set(each) for place, each in enumerate(words) if place != index]
    return sum(len(set(words[index]) & other) for other in others) / max(len(words[index]), 1)


def _linear(table: Any, texts: list[str], held: Any) -> Any:  # noqa: ANN401 - arrays from an untyped library
    """Scores of the held-out options, learned from the cues and wording of the others."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - a development extra
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    wording = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=r"[A-Za-z0-9]+")  # noqa: S106 - a pattern of words
    wording.fit([text for text, out in zip(texts, held, strict=True) if not out])
    scaled = StandardScaler().fit(table[~held]).transform(table)
    both = hstack([csr_matrix(scaled), wording.transform(texts)]).tocsr()
    model = LogisticRegression(C=0.5, max_iter=1000, class_weight="balanced").fit(both[~held], _keys(held))
    return model.decision_function(both[held])


def _trees(table: Any, held: Any) -> Any:  # noqa: ANN401 - arrays from an untyped library
    """Scores of the held-out options, learned from the cues of the others."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - a development extra

    model = HistGradientBoostingClassifier(random_state=0, max_depth=3, max_iter=60, early_stopping=False)
    return model.fit(table[~held], _keys(held)).predict_proba(table[held])[:, 1]


def _keys(held: Any) -> list[bool]:  # noqa: ANN401 - arrays from an untyped library
    return [index % 4 == 0 for index, out in enumerate(held) if not out]


def _pick(question: Question, scores: list[float]) -> int:
    """The best-scoring option; ties are broken by a draw that does not know the key."""
    drawn = sorted(range(4), key=lambda index: zlib.crc32(f"{question.id} {question.options[index].text}".encode()))
    return max(drawn, key=lambda index: round(scores[index], 9))
