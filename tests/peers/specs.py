"""Checks recorded requests against the Bot API's machine-readable description, which lies outside the repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.peers.telegram_rules import Upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.peers.telegram import Request

TELEGRAM: Final = Path(__file__).resolve().parents[3] / "shared" / "specs" / "telegram-api.json"
needs_telegrams_description = pytest.mark.skipif(
    not TELEGRAM.exists(), reason="the Bot API's machine-readable description is not beside this checkout"
)
ARRAY: Final = "Array of "
_PLAIN: Final = {"Integer": (int,), "Float": (int, float), "Boolean": (bool,)}


def telegram_faults(requests: Iterable[Request]) -> list[str]:
    """Return what the Bot API's description does not know in the requests, one line each.

    Raises:
        FileNotFoundError: the description is not available, which must not pass for faultless requests.
    """
    return [fault for request in requests for fault in _request_faults(request)]


def compare_with_telegrams_description(requests: Iterable[Request]) -> None:
    """Compare a test's requests as a side check; without the description, the test still counts."""
    faults = telegram_faults(requests) if TELEGRAM.exists() else []
    assert not faults, faults


@cache
def _spec() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(TELEGRAM.read_text(encoding="utf-8"))
    return found


def _request_faults(request: Request) -> Iterator[str]:
    method = _spec()["methods"].get(request.method)
    if method is None:
        yield f"{request.method}: no such method"
        return
    values = {name: value for name, value in request.params.items() if not _is_attached(name, request.params)}
    yield from _field_faults(request.method, method.get("fields", []), values)


def _is_attached(name: str, params: dict[str, Any]) -> bool:
    """True if a field is a file that another field refers to."""
    address = f'"attach://{name}"'
    return isinstance(params[name], Upload) and any(
        address in value for value in params.values() if isinstance(value, str)
    )


def _field_faults(where: str, fields: list[dict[str, Any]], values: dict[str, Any]) -> Iterator[str]:
    known = {field["name"]: field for field in fields}
    yield from (f"{where}: no field {name}" for name in values.keys() - known.keys())
    required = {name for name, field in known.items() if field["required"]}
    yield from (f"{where}: {name} is missing" for name in required - values.keys())
    for name in values.keys() & known.keys():
        if not any(_fits(values[name], kind) for kind in known[name]["types"]):
            yield f"{where}: {name} is none of {known[name]['types']}"


def _fits(value: Any, kind: str) -> bool:  # noqa: ANN401 - JSON
    if kind == "String":
        return isinstance(value, str)
    if kind == "InputFile":
        return isinstance(value, Upload)
    value = _decoded(value)
    if kind in _PLAIN:
        return type(value) in _PLAIN[kind]
    if kind.startswith(ARRAY):
        return isinstance(value, list) and all(_fits(each, kind.removeprefix(ARRAY)) for each in value)
    return isinstance(value, dict) and _is_a(value, kind)


def _is_a(value: dict[str, Any], kind: str) -> bool:
    described = _spec()["types"][kind]
    if "subtypes" in described:
        return any(_is_a(value, subtype) for subtype in described["subtypes"])
    return not list(_field_faults(kind, described.get("fields", []), value))


def _decoded(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the value of a form's field: the form has text only."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
