"""YAML in which every scalar is text, so that `no`, `1.10` and dates stay as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from bot.bank import parsed

if TYPE_CHECKING:
    from collections.abc import Hashable


class MalformedError(Exception):
    """The text is not valid YAML; `line` counts from 1, 0 if unknown."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A value, the line it starts on, and its duplicate keys with their lines."""

    line: int
    value: Any
    doubled: tuple[tuple[int, str], ...] = ()


def document(source: str) -> Entry | None:
    """Parse a whole document, None if empty; raise MalformedError."""
    return next(iter(_remembered(source, items=False)), None)


def entries(source: str) -> list[Entry]:
    """Parse a document that is a list into items with their lines; raise MalformedError."""
    return _remembered(source, items=True)


def _remembered(source: str, *, items: bool) -> list[Entry]:
    def parse() -> parsed.Lines:
        return [(each.line, each.value, each.doubled) for each in _read(source, items=items) if each]

    return [Entry(*each) for each in parsed.remembered("items" if items else "whole", source, parse)]


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own attribute; emptied, nothing is resolved

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.doubled: list[tuple[int, str]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                self.doubled.append((key.start_mark.line + 1, str(key.value)))
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _read(source: str, *, items: bool) -> list[Entry | None]:
    loader: _Loader | None = None
    try:
        loader = _Loader(source)
        root = loader.get_single_node()
        if root is None:
            return [] if items else [None]
        if items and not isinstance(root, yaml.SequenceNode):
            raise MalformedError(root.start_mark.line + 1, "the file must be a list: each question begins with `- id:`")
        return [_entry(loader, node) for node in (root.value if items else [root])]
    except yaml.YAMLError as error:
        raise MalformedError(_line(error, source), _reason(error)) from error
    finally:
        if loader:
            loader.dispose()


def _entry(loader: _Loader, node: yaml.Node) -> Entry:
    loader.doubled.clear()
    value = loader.construct_document(node)
    return Entry(node.start_mark.line + 1, value, tuple(loader.doubled))


def _line(error: yaml.YAMLError, source: str) -> int:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return error.problem_mark.line + 1
    position = getattr(error, "position", None)
    return source.count("\n", 0, position) + 1 if isinstance(position, int) else 0


def _reason(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        return ", ".join(filter(None, (error.context, error.problem)))
    return str(error).splitlines()[0]
