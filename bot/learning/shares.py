"""What a learner was asked lately, compared with the targets: domains, difficulties, returns, topics in a row."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

WINDOW: Final = 60
"""Number of consecutive answers in which ..."""
LEAST: Final = 0.6
"""... no domain falls below this part of its share."""
RESERVE: Final = 0.7
"""Share of the resulting room that new questions may use; the rest is for returns."""
FORGOTTEN: Final = 2.0
"""Maximum number of questions by which a domain's account exceeds its room, so that practicing it is soon forgiven."""
RECENT: Final = 20
"""Number of consecutive questions of which ..."""
MOST_RETURNS: Final = 8
"""... at most this many are returns."""
KIND: Final = 10
"""Number of a new learner's first questions, of which ..."""
MOST_HARD: Final = 2
"""... at most this many are hard, and ..."""
EASY: Final = 2
"""... this many, at the very start, are easy."""
BANDS: Final = 3
HARD_BAND: Final = 2
FADES: Final = 0.99
"""Decay of a difficulty's account with each question: it covers about the last hundred."""
SLACK: Final = 3.5
"""Number of those questions by which a difficulty may be off, as the model likes, and ..."""
PULL: Final = 0.5
"""... how strongly a lagging one is preferred, for each further question."""

_HEAD: Final = struct.Struct("<IhhB")


class Shares:
    """Accounts of what was asked: positive for what was asked less than its share.

    `domains` and `bands` are in questions; `returns` has a bit for each of the last 20 answers; `topics` are the last
    two; `hard` counts the hard ones of the first ten.
    """

    __slots__ = ("bands", "domains", "hard", "returns", "topics")

    def __init__(self, catalogue: Catalogue) -> None:
        self.domains = np.zeros(len(catalogue.share))
        self.bands = np.zeros(BANDS)
        self.returns, self.topics, self.hard = 0, (-1, -1), 0

    def copy(self) -> Shares:
        """Return a copy that may be changed."""
        new = object.__new__(Shares)
        new.domains, new.bands = self.domains.copy(), self.bands.copy()
        new.returns, new.topics, new.hard = self.returns, self.topics, self.hard
        return new

    def pack(self) -> bytes:
        """Return the accounts as bytes."""
        return _HEAD.pack(self.returns, *self.topics, self.hard) + np.append(self.domains, self.bands).tobytes()

    def unpack(self, packed: bytes) -> int:
        """Load the accounts at the beginning of some bytes, and return how many bytes they used."""
        self.returns, *topics, self.hard = _HEAD.unpack_from(packed)
        self.topics = (topics[0], topics[1])
        values = np.frombuffer(packed, "<f8", len(self.domains) + BANDS, _HEAD.size)
        self.domains, self.bands = values[:-BANDS].copy(), values[-BANDS:].copy()
        return _HEAD.size + values.nbytes

    def count(
        self, catalogue: Catalogue, item: int, share: Floats, mix: Floats, *, number: int, returned: bool
    ) -> None:
        """Count a question, the learner's `number`th from 0; `share` and `mix` are the targets."""
        topic, band = int(catalogue.topic[item]), int(catalogue.band[item])
        self.domains += share
        self.domains[catalogue.domain[topic]] -= 1
        limit = room(share) + FORGOTTEN
        self.domains = np.clip(self.domains, -limit, limit)
        if number >= KIND:
            self.bands = FADES * self.bands + mix
            self.bands[band] -= 1
        else:
            self.hard += band == HARD_BAND
        self.returns = (self.returns << 1 | returned) & ((1 << RECENT) - 1)
        self.topics = (self.topics[1], topic)

    def open_domains(self, share: Floats, available: Flags, part: float) -> Flags:
        """Return the permitted domains of the next question: one that lags most, otherwise all that have room.

        `part` is how much of the room may be used.
        """
        room_ = part * room(share)
        ahead = self.domains + share
        lacking = np.where(available & (ahead > room_), ahead / room_, -np.inf)
        if np.isfinite(lacking.max()):
            return np.asarray(np.arange(len(share)) == lacking.argmax())
        has_room = np.asarray(available & (ahead - 1 >= -room_))
        return has_room if has_room.any() else available

    def returned(self, last: int) -> int:
        """Return how many of the `last` answers were returns."""
        return (self.returns & ((1 << last) - 1)).bit_count()

    def pull(self) -> Floats:
        """Return the factor on a question's worth for each difficulty."""
        off = self.bands - np.clip(self.bands, -SLACK, SLACK)
        return np.asarray(np.exp(PULL * off))

    def easy_enough(self, number: int) -> Flags:
        """Return which difficulties the learner's `number`th question, from 0, may have."""
        if number < EASY:
            return np.array([True, False, False])
        return np.array([True, True, number >= KIND or self.hard < MOST_HARD])


def room(share: Floats) -> Floats:
    """Return by how many questions a domain may be ahead or behind, so that every window reaches its minimum."""
    asked = WINDOW * share
    return np.asarray(np.maximum(asked - np.ceil(LEAST * asked - 1e-9), 1.0) / 2)
