"""The slow checks, which need scikit-learn: whether cues give keys away, and which items are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.authoring.lint.classifier import Telling, guessed, telling
from bot.authoring.lint.goals import Row
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question

CLASSIFIER_LIMIT: Final = 30
"""Percent of items in which the classifier may find the key; chance is 25."""
LIKE_TEXT: Final = 0.3
LIKE_KEY: Final = 0.3
"""Cosines from which a pair is a near-duplicate; pairs from half of them on are worth reading side by side."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that ask the same: their ids and the likeness of their texts, 0 to 1."""

    one: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Deep:
    """The slow checks' findings: goals, alike pairs, pairs worth comparing, telling words, items surely guessed."""

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    close: tuple[Pair, ...]
    words: tuple[Telling, ...]
    guessed: tuple[str, ...]


def deep(questions: Sequence[Question]) -> Deep:
    """Run the slow checks; raise ConfigurationError without scikit-learn. The same bank gives the same figures."""
    try:
        import sklearn  # noqa: F401, PLC0415 - a development extra: the tutor runs without it
    except ImportError as error:
        raise ConfigurationError("The deep check needs scikit-learn: install the extra `dev`.") from error
    linear, trees, pairs = guessed(questions), guessed(questions, wording=False), alike(questions)
    rows = (
        _row("classifier on cues and wording finds the key", linear, len(questions)),
        _row("classifier on cues without wording", trees, len(questions)),
        Row("near-duplicate pairs", str(len(pairs)), "0", not pairs),
    )
    close = tuple(pair for pair in alike(questions, LIKE_TEXT / 2, LIKE_KEY / 2) if pair not in pairs)
    return Deep(rows, pairs, close, telling(questions), tuple(sorted(linear, key=lambda name: -linear[name])))


def _row(name: str, found: dict[str, float], total: int) -> Row:
    share = 100 * len(found) / total if total else 0.0
    return Row(name, f"{share:.1f} %", f"at most {CLASSIFIER_LIMIT} %", share <= CLASSIFIER_LIMIT)


def alike(questions: Sequence[Question], text: float = LIKE_TEXT, key: float = LIKE_KEY) -> tuple[Pair, ...]:
    """Return the pairs whose texts are at least so alike and whose keys are too, the most alike first."""
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


def _likeness(texts: list[str]) -> Any:  # noqa: ANN401 - likewise
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a development extra

    words = r"[A-Za-z0-9]+"  # single digits and letters too: "Part B" is not "Part D"
    table = TfidfVectorizer(ngram_range=(1, 2), token_pattern=words, sublinear_tf=True).fit_transform(texts)
    return (table @ table.T).toarray()
