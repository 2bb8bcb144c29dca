"""What is kept of a learner between two answers: bytes for the topics, a record for each question seen."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 2
"""Grows when the model changes; an older state is then rebuilt from the log of answers."""


_HEAD: Final = struct.Struct("<BI")


class StaleStateError(ValueError):
    """The state is of another version of the model or of another blueprint: rebuild it from the log of answers."""


@dataclass(frozen=True, slots=True)
class State:
    """A learner's state.

    `topics` is at most 12 kB; `memories` has 23 bytes for each question seen, by its id. Both are little endian.
    """

    topics: bytes
    memories: Mapping[str, bytes]

    def to_bytes(self) -> bytes:
        """Return the state as bytes: the topics, and 25 bytes and its id for each question seen."""
        parts = [_HEAD.pack(VERSION, len(self.topics)), self.topics]
        for key, record in self.memories.items():
            name = key.encode()
            parts += [bytes((len(name), len(record))), name, record]
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Return the state that `to_bytes` wrote.

        Raises:
            StaleStateError: another version wrote it.
        """
        version, size = _HEAD.unpack_from(data)
        if version != VERSION:
            raise StaleStateError("the state is of another version of the learning model")
        at = _HEAD.size + size
        topics, memories = data[_HEAD.size : at], dict[str, bytes]()
        while at < len(data):
            middle, end = at + 2 + data[at], at + 2 + data[at] + data[at + 1]
            memories[data[at + 2 : middle].decode()] = data[middle:end]
            at = end
        return cls(topics, memories)
