"""The bank as JSON lines: one object per line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.authoring.formats.exchange import Found


_BREAKS: Final = {number: f"\\u{number:04x}" for number in (0x85, 0x2028, 0x2029)}
"""Characters at which some programs break lines, although JSON lines end only in line feeds."""


def write(questions: Iterable[Mapping[str, object]]) -> bytes:
    """Serialize the questions."""
    return "".join(json.dumps(each, ensure_ascii=False).translate(_BREAKS) + "\n" for each in questions).encode()


def read(source: str) -> Iterator[Found]:
    """Yield each line's question, or the reason it can't be imported; a single JSON list is accepted, too."""
    whole = _list(source)
    if whole is not None:
        yield from ((f"item {number}", _object(each)) for number, each in enumerate(whole, 1))
        return
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            yield f"line {number}", "it is not JSON"
        else:
            yield f"line {number}", _object(fields)


def _list(source: str) -> list[object] | None:
    if not source.lstrip().startswith("["):
        return None
    try:
        found = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and any(isinstance(each, dict) for each in found) else None


def _object(fields: object) -> dict[str, object] | str:
    return fields if isinstance(fields, dict) else "it is not a JSON object"
