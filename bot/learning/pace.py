"""How long answers take, and how informative each one is: a guess, haste, and hesitation make it less so."""

from __future__ import annotations

from math import exp, log
from typing import Final

import numpy as np

from bot.learning.memories import Cause

UNKNOWN: Final = 30.0
"""Seconds assumed for a first answer whose time was not measured."""
HASTE: Final = 2.5
"""No question can be read in fewer seconds than this: such an answer says little (rapid guessing), unless it is
typical.
"""
SLOW: Final = 2.5
"""Factor on their usual time that people take for an answer they do not quite know, or its inverse."""
GUESSED: Final = 0.7
"""Information in a right answer that was guessed, treated as a wrong one."""
HALTING: Final = 0.7
"""Information in a slow right answer."""
HASTY: Final = 0.3
"""Information in an answer given without reading."""
MEMORY: Final = 50
"""Number of answers over which the usual time is averaged."""


def weight(usual: float, seconds: float, *, right: bool, guessed: bool) -> float:
    """Return how informative an answer is (0 to 1); `usual` is the mean logarithm of the learner's times."""
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
    """Return True if an answer came before the question can have been read, from someone who usually reads."""
    return seconds < HASTE and usual - _log(seconds) > log(SLOW)


def followed(usual: float, seconds: float, answers: int) -> float:
    """Return the mean logarithm of a learner's times, updated with one more after `answers`."""
    if not answers:
        return float(np.float32(_log(seconds)))
    return float(np.float32(usual + (_log(seconds) - usual) / min(answers + 1, MEMORY)))


def typical(usual: float, answers: int) -> float:
    """Return the learner's usual time, in seconds."""
    return exp(usual) if answers else UNKNOWN


def _log(seconds: float) -> float:
    return log(max(seconds, 1.0))
