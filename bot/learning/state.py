"""What is stored of a learner between two answers: bytes for the topics, a record for each question seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 2
"""Increase it when the model changes; an older state is then rebuilt from the log of answers."""


class StaleStateError(ValueError):
    """The state is from another version of the model or another blueprint: rebuild it from the log of answers."""


@dataclass(frozen=True, slots=True)
class State:
    """A learner's state.

    `topics` is at most 12 kB; `memories` has 23 bytes for each question seen, by its id. Both are little-endian.
    """

    topics: bytes
    memories: Mapping[str, bytes]
