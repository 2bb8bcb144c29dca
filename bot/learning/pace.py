"""How long answers take, and how much one tells: a guess, haste, and hesitation say less."""

from __future__ import annotations

from math import exp, log
from typing import Final

import numpy as np

from bot.learning.memories import Cause

UNKNOWN: Final = 30.0
"""Seconds that stand for the time of a first answer that nobody measured."""
HASTE: Final = 2.5
"""Seconds in which no question can be read: unless someone always answers so fast, it tells little (rapid guessing)."""
SLOW: Final = 2.5
"""How many times their usual time someone takes for an answer that is not quite known, or the other way round."""
GUESSED: Final = 0.7
"""How much a right answer that was guessed tells, taken as a wrong one."""
HALTING: Final = 0.7
"""How much a right answer tells that took long."""
HASTY: Final = 0.3
"""How much an answer tells that was given without reading."""
MEMORY: Final = 50
"""Answers over which the usual time is averaged."""


def weight(usual: float, seconds: float, *, right: bool, guessed: bool) -> float:
    """Return how much an answer tells (0 to 1); `usual` is the mean logarithm of the learner's times."""
    if is_hasty(usual, seconds):
        return HASTY
    if guessed:
        return GUESSED if right else 1.0
    return HALTING if right and _log(seconds) - usual > log(SLOW) else 1.0


def cause(usual: float, seconds: float, *, right: bool, guessed: bool) -> Cause:
    """Return why the question must be relearned, if it must."""
    if not right:
        return Cause.MISSED
    if guessed:
        return Cause.GUESSED
    return Cause.HASTY if is_hasty(usual, seconds) else Cause.NONE


def is_hasty(usual: float, seconds: float) -> bool:
    """Return whether an answer came before the question can have been read, by someone who usually reads."""
    return seconds < HASTE and usual - _log(seconds) > log(SLOW)


def followed(usual: float, seconds: float, answers: int) -> float:
    """Return the mean logarithm of a learner's times, after `answers` and one more."""
    if not answers:
        return float(np.float32(_log(seconds)))
    return float(np.float32(usual + (_log(seconds) - usual) / min(answers + 1, MEMORY)))


def typical(usual: float, answers: int) -> float:
    """Return the learner's usual time, in seconds."""
    return exp(usual) if answers else UNKNOWN


def _log(seconds: float) -> float:
    return log(max(seconds, 1.0))
