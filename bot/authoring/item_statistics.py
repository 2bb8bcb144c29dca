"""How each question did with learners: for its authors, and with nothing that tells of one person."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

Answer: TypeAlias = tuple[int, str, int]
"""Who answered (any number), which question, and the canonical option: 0 the key, 1 to 3 the distractors."""

FEWEST: Final = 30
"""Learners who must have answered a question before anything is said of it."""
OTHERS: Final = 10
"""Other questions that a learner must have answered to tell the able from the others."""
HARD: Final = 0.25
"""Facility of blind guessing."""
EASY: Final = 0.95
BLUNT: Final = 0.1
"""Discrimination below which a question hardly tells who knows more."""
OPTIONS: Final = 4


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A question by the first answers of its learners.

    `facility` is the share of right marks, guessed ones included. `discrimination` is the point-biserial correlation
    of the mark with the rest score: by how much, in the mean, the learner's marks on all other questions were above
    those questions' facility (so that it does not matter who was asked what); NaN where it cannot be told. `chosen`
    counts the options in canonical order, the key first.
    """

    question: str
    facility: float
    discrimination: float
    chosen: tuple[int, ...]

    @property
    def answers(self) -> int:
        """Return how many learners answered."""
        return sum(self.chosen)

    @property
    def flags(self) -> tuple[str, ...]:
        """Return what an author should look at."""
        return tuple(_flags(self))


def item_statistics(answers: Iterable[Answer], questions: Sequence[str]) -> tuple[ItemStatistics, ...]:
    """Return the statistics of each question that at least `FEWEST` learners answered, in the order of `questions`.

    `answers` hold at most one answer of each learner to each question; others than `questions` are passed over.
    """
    learner, item, option = _columns(answers, questions)
    size = len(questions)
    chosen = np.bincount(item * OPTIONS + option, minlength=size * OPTIONS).reshape(size, OPTIONS)
    counts = chosen.sum(axis=1)
    right = (option == 0).astype(float)
    facility = chosen[:, 0] / np.maximum(counts, 1)
    discrimination = _discrimination(item, right, *_rest(learner, right - facility[item]), size)
    return tuple(
        ItemStatistics(name, float(facility[i]), float(discrimination[i]), tuple(chosen[i].tolist()))
        for i, name in enumerate(questions)
        if counts[i] >= FEWEST
    )


def table(found: Sequence[ItemStatistics], total: int) -> str:
    """Return the statistics as a table of text, percentages of the learners who chose each option, and a summary."""
    if not found:
        return f"None of {total:,} questions has first answers of {FEWEST} learners yet: there is nothing to say."
    flagged = sum(bool(each.flags) for each in found)
    summary = f"{len(found):,} of {total:,} questions have first answers of at least {FEWEST} learners"
    head = f"{'question':<12} answers facility discrimination  key    1    2    3  flags"
    return "\n".join([f"{summary}; {flagged:,} of them are flagged.", head, *map(_line, found)])


def _line(each: ItemStatistics) -> str:
    shares = " ".join(f"{count / each.answers:4.0%}" for count in each.chosen)
    told = "-" if isnan(each.discrimination) else f"{each.discrimination:.2f}"
    line = f"{each.question:<12} {each.answers:>7} {each.facility:>8.2f} {told:>14} {shares}  {'; '.join(each.flags)}"
    return line.rstrip()


def _flags(each: ItemStatistics) -> Iterator[str]:
    if each.facility < HARD:
        yield "very hard"
    if each.facility > EASY:
        yield "very easy"
    if each.discrimination < BLUNT:
        yield "does not discriminate"
    for number, count in enumerate(each.chosen[1:], 1):
        if not count:
            yield f"nobody chooses {number}"
        if count > each.chosen[0]:
            yield f"{number} is chosen more than the key"


def _columns(answers: Iterable[Answer], questions: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return learner, item and option of each answer as numbers; 17 bytes are held for each."""
    number = {name: index for index, name in enumerate(questions)}
    people, places, options = array("q"), array("q"), array("b")
    for who, question, chosen in answers:
        if (index := number.get(question)) is not None:
            people.append(who)
            places.append(index)
            options.append(chosen)
    _, learner = np.unique(np.frombuffer(people, dtype=np.int64), return_inverse=True)
    item, option = np.frombuffer(places, dtype=np.int64), np.frombuffer(options, dtype=np.int8)
    return np.asarray(learner, dtype=np.int64), item, option.astype(np.int64)


def _rest(learner: Numbers, above: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the rest score of each answer, and whether its learner answered enough others."""
    others = np.bincount(learner)[learner] - 1
    rest = (np.bincount(learner, above)[learner] - above) / np.maximum(others, 1)
    return rest, others >= OTHERS


def _discrimination(
    item: Numbers, right: Floats, rest: Floats, enough: NDArray[np.bool_], size: int
) -> NDArray[np.float64]:
    """Return the correlation of mark and rest score by item, NaN with too few learners or without any variance."""
    item, x, y = item[enough], right[enough], rest[enough]
    n = np.bincount(item, minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        x = x - (np.bincount(item, x, size) / n)[item]
        y = y - (np.bincount(item, y, size) / n)[item]
        spread = np.sqrt(np.bincount(item, x * x, size) * np.bincount(item, y * y, size))
        found = np.bincount(item, x * y, size) / spread
    return np.where((n >= FEWEST) & (spread > 0), found, nan)
