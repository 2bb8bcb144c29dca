"""Explain schema errors to contributors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def told(error: ValidationError) -> list[tuple[str, str]]:
    """The rule and what to do, in a contributor's terms, for each schema error."""
    return [_explained(each) for each in _own(error.errors(include_url=False))]


def _own(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop "too short" errors that pydantic reports only because the entries themselves are faulty."""
    inner = {each["loc"][:end] for each in errors for end in range(len(each["loc"]))}
    return [each for each in errors if each["type"] != "too_short" or each["loc"] not in inner]


def _explained(error: ErrorDetails) -> tuple[str, str]:
    """The rule and what to do, in a contributor's terms."""
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    known = _MESSAGES.get(error["type"])
    if known is None:
        return "schema", ": ".join(filter(None, (where and f"`{where}`", error["msg"])))
    rule, message = known
    found = error["input"]
    size = len(found) if isinstance(found, str | list | tuple) else 0
    context: dict[str, Any] = {"min_length": 0, "max_length": 0, **error.get("ctx", {})}
    return rule, message.format(where=where, size=size, found=found, **context)


_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("schema", "the field `{where}` is missing: add it"),
    "extra_forbidden": ("schema", "there is no field `{where}`: remove it or fix its spelling"),
    "string_too_long": ("length", "`{where}` has {size} characters: at most {max_length} are allowed"),
    "string_too_short": ("schema", "`{where}` is empty: write it"),
    "too_short": ("schema", "`{where}` has {size} entries: it needs {min_length}"),
    "too_long": ("schema", "`{where}` has {size} entries: {max_length} are allowed"),
    "literal_error": ("schema", "`{where}` is '{found}': it must be {expected}"),
    "string_pattern_mismatch": ("schema", "`{where}` is '{found}': it must have the form {pattern}"),
    "string_type": ("schema", "`{where}` must be text: put it in quotes"),
    "model_type": ("schema", "`{where}` must have named fields, such as `id: CLO-03-001`"),
}
