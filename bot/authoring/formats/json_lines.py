"""The bank as JSON lines: one object per line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.authoring.formats.exchange import Found


def write(questions: Iterable[Mapping[str, object]]) -> bytes:
    """Serialize the questions."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in questions).encode()


def read(source: str) -> Iterator[Found]:
    """Yield each line's question, or the reason it can't be imported."""
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            yield f"line {number}", "it is not JSON"
        else:
            yield f"line {number}", fields if isinstance(fields, dict) else "it is not a JSON object"
