"""Learning models between transactions: as they are stored, and the latest in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.learning import Engine

HELD: Final = 256
"""Maximum number of models in memory, at about 0.1 MB each."""


class Answered(NamedTuple):
    """A settled answer, as a model takes it in."""

    id: int
    answered_at: datetime
    question: str
    correct: bool
    guessed: bool
    mode: str
    chosen_text: str
    seconds: float


class Stamp(NamedTuple):
    """The last answer that a stored model includes, when it was rebuilt from all answers, and if it must be again."""

    answered_at: datetime
    attempt_id: int
    built_at: datetime | None
    stale: bool


class Stored(NamedTuple):
    """A stored model, its shelves by topic (`bot.learning.records`), and the answers after it, oldest first."""

    state: bytes
    stamp: Stamp
    shelves: Mapping[str, bytes]
    since: list[Answered]


@dataclass(frozen=True, slots=True)
class Warm:
    """A model in memory: the stored one (by its stamp, None if there is none), and the answers it took in since."""

    engine: Engine
    stamp: Stamp | None
    shelves: Mapping[str, bytes]
    taken: list[Answered]


class ModelCache:
    """The models of the learners who were last at work in this process; a transaction takes one, and puts it back."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, Warm] = OrderedDict()
        self._lock = Lock()

    def take(self, learner_id: int) -> Warm | None:
        """Remove and return a learner's model: nothing else may use it, and an error must not leave half of one."""
        with self._lock:
            return self._held.pop(learner_id, None)

    def put(self, learner_id: int, model: Warm) -> None:
        """Hold a model, as the newest; the oldest goes."""
        with self._lock:
            self._held[learner_id] = model
            if len(self._held) > HELD:
                self._held.popitem(last=False)
