"""Question records as they are stored: a shelf of bytes for each topic, so that an answer rewrites one shelf."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning.memories import RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.learning.engine import Engine

_HEAD: Final = struct.Struct("<I")


def pack(records: Mapping[str, bytes]) -> bytes:
    """Return a shelf: its ids, one per line, and their records."""
    names = "\n".join(records).encode()
    return b"".join((_HEAD.pack(len(names)), names, *records.values()))


def changed(engine: Engine, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the shelves, by topic, with a record that changed since the model was started, or resumed from `kept`."""
    catalogue, shelves = engine.catalogue, dict[str, dict[str, bytes]]()
    for question, record in engine.changed_records().items():
        topic = catalogue.topics[catalogue.topic[catalogue.number[question]]]
        if topic not in shelves:
            shelves[topic] = unpack(kept[topic]) if topic in kept else {}
        shelves[topic][question] = record
    return {topic: pack(shelf) for topic, shelf in shelves.items()}


def unpack(shelf: bytes) -> dict[str, bytes]:
    """Return the records that `pack` put on a shelf.

    Raises:
        ValueError: its contents are something else.
    """
    if len(shelf) <= _HEAD.size:
        raise ValueError("an empty shelf")
    begin = _HEAD.size + _HEAD.unpack_from(shelf)[0]
    names, size = shelf[_HEAD.size : begin].decode().split("\n"), RECORD.itemsize
    if len(shelf) != begin + size * len(names):
        raise ValueError("not as many records as ids")
    return dict(zip(names, np.frombuffer(shelf, f"V{size}", offset=begin).tolist(), strict=True))
