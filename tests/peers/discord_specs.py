"""Checks recorded requests against Discord's machine-readable description, which lies outside the repository."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.peers.discord import Request

DISCORD: Final = Path(__file__).resolve().parents[3] / "shared" / "specs" / "discord-openapi.json"
needs_discords_description = pytest.mark.skipif(
    not DISCORD.exists(), reason="Discord's machine-readable description is not beside this checkout"
)
LIBRARYS_OWN: Final = frozenset({"tts"})
"""Fields that discord.py writes into every message's body, even edits, where the description lacks them."""


def discord_faults(requests: Iterable[Request]) -> list[str]:
    """Return what the description does not know in the requests, one line each.

    Raises:
        FileNotFoundError: the description is not available, which must not pass for faultless requests.
    """
    return [fault for request in requests for fault in _faults(request)]


def compare_with_discords_description(requests: Iterable[Request]) -> None:
    """Compare a test's requests as a side check; without the description, the test still counts."""
    faults = discord_faults(requests) if DISCORD.exists() else []
    assert not faults, faults


@cache
def _spec() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DISCORD.read_text(encoding="utf-8"))
    return _lenient(found)  # type: ignore[no-any-return]  # the same mapping, changed inside


def _faults(request: Request) -> Iterator[str]:
    where = f"{request.method} {request.path}"
    operation = _operation(request)
    if operation is None:
        yield f"{where}: no such operation"
        return
    known = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"}
    yield from (f"{where}: no parameter {name}" for name in request.query.keys() - known)
    schema = _schema(operation, "multipart/form-data" if request.files else "application/json")
    if schema is None:
        if request.body:
            yield f"{where}: takes no body"
        return
    error = best_match(Draft202012Validator(schema | {"components": _spec()["components"]}).iter_errors(request.body))
    if error:
        yield f"{where}: {error.json_path} {error.message}"
    if isinstance(request.body, dict):
        yield from (f"{where}: no field {name}" for name in request.body.keys() - _fields(schema) - LIBRARYS_OWN)


def _operation(request: Request) -> dict[str, Any] | None:
    """Return the operation for the request's path; a literal path takes precedence over one with parts in braces."""
    for path in sorted(_spec()["paths"], key=lambda path: path.count("{")):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        operation = _spec()["paths"][path].get(request.method.lower())
        if operation and re.fullmatch(pattern, request.path):
            return dict(operation)
    return None


def _schema(operation: dict[str, Any], media: str) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    return dict(content[media]["schema"]) if media in content else None


def _fields(schema: dict[str, Any]) -> set[str]:
    """Return the names of all fields that an object of the schema may have."""
    if "$ref" in schema:
        return _fields(_spec()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    names = set(schema.get("properties", ()))
    return names.union(*(_fields(part) for key in ("anyOf", "oneOf", "allOf") for part in schema.get(key, ())))


def _lenient(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Take ids as numbers too, as Discord does and discord.py sends them."""
    if isinstance(node, list):
        return [_lenient(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "snowflake":
        return {"type": ["string", "integer"]}
    return {key: _lenient(value) for key, value in node.items()}
