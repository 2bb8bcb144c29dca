"""Slow checks that need scikit-learn: whether cues give keys away, and which items are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.authoring.lint.classifier import Telling, guessed, telling
from bot.authoring.lint.goals import Row
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question

CLASSIFIER_LIMIT: Final = 28
"""Maximum percentage of items in which the classifier may find the key; chance is 25."""
LIKE_TEXT: Final = 0.3
LIKE_KEY: Final = 0.3
"""Cosine similarities at which a pair is a near-duplicate; from half of them on, pairs are worth comparing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that ask the same thing: their ids and the similarity of their texts, 0 to 1."""

    one: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Deep:
    """Findings of the slow checks: goals, near-duplicates, pairs to compare, telling words, confident guesses."""

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    close: tuple[Pair, ...]
    words: tuple[Telling, ...]
    guessed: tuple[str, ...]


def deep(questions: Sequence[Question]) -> Deep:
    """Run the slow checks; raise ConfigurationError without scikit-learn. Results are deterministic."""
    try:
        import sklearn  # noqa: F401, PLC0415 - a development extra
    except ImportError as error:
        raise ConfigurationError("The deep check needs scikit-learn: install the extra `dev`.") from error
    linear, trees, pairs = guessed(questions), guessed(questions, wording=False), _strangers(questions)
    rows = (
        _row("classifier on cues and wording finds the key", linear, len(questions)),
        _row("classifier on cues without wording", trees, len(questions)),
        Row("near-duplicates that are not siblings", str(len(pairs)), "0", not pairs),
    )
    close = tuple(pair for pair in alike(questions, LIKE_TEXT / 2, LIKE_KEY / 2) if pair not in pairs)
    return Deep(rows, pairs, close, telling(questions), tuple(sorted(linear, key=lambda name: -linear[name])))


def _strangers(questions: Sequence[Question]) -> tuple[Pair, ...]:
    """Near-duplicate pairs that do not share a knowledge point."""
    points = {each.id: each.point_id for each in questions}
    return tuple(pair for pair in alike(questions) if not points[pair.one] or points[pair.one] != points[pair.other])


def _row(name: str, found: dict[str, float], total: int) -> Row:
    share = 100 * len(found) / total if total else 0.0
    return Row(name, f"{share:.1f}%", f"at most {CLASSIFIER_LIMIT}%", share <= CLASSIFIER_LIMIT)


def alike(questions: Sequence[Question], text: float = LIKE_TEXT, key: float = LIKE_KEY) -> tuple[Pair, ...]:
    """Pairs whose texts and keys reach these similarities, most similar first."""
    if len(questions) < 2:  # noqa: PLR2004 - a pair
        return ()
    texts = _likeness([f"{each.stem} {each.key.text}" for each in questions])
    keys = _likeness([each.key.text for each in questions])
    pairs = [
        Pair(questions[one].id, questions[other].id, round(float(texts[one, other]), 2))
        for one, other in zip(*((texts >= text) & (keys >= key)).nonzero(), strict=True)
        if one < other
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.likeness, pair.one, pair.other)))


def _likeness(texts: list[str]) -> Any:  # noqa: ANN401 - an array from an untyped library
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a development extra

    words = r"[A-Za-z0-9]+"  # include single digits and letters, since "Part B" is not "Part D"
    table = TfidfVectorizer(ngram_range=(1, 2), token_pattern=words, sublinear_tf=True).fit_transform(texts)
    return (table @ table.T).toarray()
