"""Checks recorded requests against Discord's machine-readable description, which lies outside the repository."""

from __future__ import annotations

import json
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

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
    error = best_match(_Checked(schema | {"components": _spec()["components"]}).iter_errors(request.body))
    if error:
        yield f"{where}: {error.json_path} {error.message}"
    if isinstance(request.body, dict):
        yield from (f"{where}: no field {name}" for name in request.body.keys() - _fields(schema) - LIBRARYS_OWN)


def _operation(request: Request) -> dict[str, Any] | None:
    """Return the operation for the request's path; a literal path takes precedence over one with parts in braces."""
    method = request.method.lower()
    found = (_spec()["paths"][path].get(method) for path, pattern in _paths() if pattern.fullmatch(request.path))
    return next((dict(operation) for operation in found if operation), None)


@cache
def _paths() -> list[tuple[str, re.Pattern[str]]]:
    paths = sorted(_spec()["paths"], key=lambda path: path.count("{"))
    return [(path, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))) for path in paths]


def _union(
    keyword: str, validator: Validator, parts: list[dict[str, Any]], instance: object, schema: object
) -> Iterator[ValidationError]:
    """Check only the parts whose `type` the object has: the others cannot fit, and there are many of them."""
    kind = instance.get("type") if isinstance(instance, dict) else None
    fitting = [part for part in parts if kind is None or kind in _kinds(part, kind)]
    yield from Draft202012Validator.VALIDATORS[keyword](validator, fitting or parts, instance, schema)


def _kinds(part: dict[str, Any], otherwise: object) -> Sequence[object]:
    """Return what `type` may be in a part of a union; `otherwise` if the part does not say."""
    if "$ref" in part:
        return _kinds(_spec()["components"]["schemas"][part["$ref"].rpartition("/")[2]], otherwise)
    found: Sequence[object] = part.get("properties", {}).get("type", {}).get("enum", [otherwise])
    return found


_UNIONS: Final = {name: partial(_union, name) for name in ("anyOf", "oneOf")}
_Checked: Final = extend(Draft202012Validator, _UNIONS)  # type: ignore[no-untyped-call]


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
    """Take ids as numbers too, as Discord does and discord.py sends them; list the values of an enumeration."""
    if isinstance(node, list):
        return [_lenient(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "snowflake":
        return {"type": ["string", "integer"]}
    if all("const" in each for each in node.get("oneOf", [{}])):
        return {"type": node["type"], "enum": [each["const"] for each in node["oneOf"]]}
    return {key: _lenient(value) for key, value in node.items()}
