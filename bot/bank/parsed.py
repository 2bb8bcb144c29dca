"""Cache of parsed YAML files, by the hash of their text: parsing them is most of the work of starting up."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import files
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Line: TypeAlias = tuple[int, Any, tuple[tuple[int, str], ...]]
"""A value with the line it starts on, and its duplicate keys with their lines."""
Lines: TypeAlias = list[Line]


class _Kept:
    """Contents of a cache file, and which of them were requested since."""

    def __init__(self, before: dict[str, Lines]) -> None:
        self._before = before
        self.used: dict[str, Lines] = {}

    @property
    def is_new(self) -> bool:
        """True if the requested texts are not those stored."""
        return self.used.keys() != self._before.keys()

    def look_up(self, key: str, parse: Callable[[], Lines]) -> Lines:
        """Return what is stored under a key, otherwise parse it."""
        found = self.used[key] = self._before[key] if key in self._before else parse()
        return found


_KEPT: Final[ContextVar[_Kept | None]] = ContextVar("kept", default=None)


@contextmanager
def kept_in(file: Path | None) -> Iterator[None]:
    """Within the block, read from a cache file, and afterwards store there what was parsed; None disables the cache.

    A file that cannot be read or written costs time, and nothing else.
    """
    if file is None:
        yield
        return
    held = _Kept(_read(file))
    token = _KEPT.set(held)
    try:
        yield
    finally:
        _KEPT.reset(token)
    if held.is_new:
        with suppress(OSError, ConfigurationError, TypeError):  # TypeError: a tag produced what JSON cannot represent
            _write(file, held.used)


def remembered(kind: str, source: str, parse: Callable[[], Lines]) -> Lines:
    """Return a text parsed; `kind` tells ways of parsing apart. Exceptions of `parse` are raised, and not cached."""
    held = _KEPT.get()
    if held is None:
        return parse()
    return held.look_up(f"{kind}:{hashlib.sha256(source.encode()).hexdigest()}", parse)


def _read(file: Path) -> dict[str, Lines]:
    try:
        found = json.loads(file.read_bytes())
        return {str(key): [_restored(*each) for each in read] for key, read in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _restored(line: int, value: Any, doubled: list[tuple[int, str]]) -> Line:  # noqa: ANN401 - any YAML value
    return line, value, tuple((at, name) for at, name in doubled)


def _write(file: Path, used: dict[str, Lines]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    files.write(file, json.dumps(used).encode(), over=True)
