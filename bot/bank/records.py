"""Read files of the content folder that are lists of records, reporting every fault at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.bank import plainyaml
from bot.bank.faults import Fault
from bot.bank.schema_faults import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

M = TypeVar("M", bound=BaseModel)


class Record(BaseModel):
    """An immutable record that rejects unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Keyed(Record):
    """A record with its own id."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)


K = TypeVar("K", bound=Keyed)
"""The type of record in a list with ids."""


def document(path: Path) -> tuple[plainyaml.Entry | None, list[Fault]]:
    """The whole document, or the reasons it could not be read; a missing or empty file is a fault."""
    source, faults = _source(path)
    if source is None:
        return None, faults
    try:
        entry = plainyaml.document(source)
    except plainyaml.MalformedError as error:
        return None, [Fault(path.name, error.line, "", "yaml", f"malformed YAML: {error.reason}")]
    return entry, [] if entry else [Fault(path.name, 0, "", "empty", "the file is empty")]


def entries(path: Path) -> tuple[list[plainyaml.Entry], list[Fault]]:
    """The items of a list, or the reasons there are none."""
    source, faults = _source(path)
    if source is None:
        return [], faults
    try:
        found = plainyaml.entries(source)
    except plainyaml.MalformedError as error:
        return [], [Fault(path.name, error.line, "", "yaml", f"malformed YAML: {error.reason}")]
    return found, [] if found else [Fault(path.name, 0, "", "empty", "the file is empty")]


def validated(model: type[M], value: object, file: str, line: int, name: str) -> tuple[M | None, Iterator[Fault]]:
    """The validated record, or a fault for each thing wrong with it."""
    try:
        return model.model_validate(value), iter(())
    except ValidationError as error:
        return None, iter([Fault(file, line, name, rule, message) for rule, message in told(error)])


def keyed(
    path: Path, model: type[K], problems: Callable[[K], Iterable[tuple[str, str]]]
) -> tuple[dict[str, K], list[Fault]]:
    """The records of a list by id, and every fault; `problems` yields the rules a record breaks, with messages."""
    found: dict[str, K] = {}
    read, faults = entries(path)
    for entry in read:
        name = str(entry.value.get("id", "")) if isinstance(entry.value, dict) else ""
        faults += doubled(entry, path.name, name)
        made, wrong = validated(model, entry.value, path.name, entry.line, name)
        faults += wrong
        if made is None:
            continue
        broken = [*(_TAKEN if made.id in found else ()), *problems(made)]
        faults += (Fault(path.name, entry.line, name, rule, message) for rule, message in broken)
        found[made.id] = made
    return found, faults


_TAKEN: Final = (("duplicate-id", "the id is taken: choose another one"),)


def doubled(entry: plainyaml.Entry, file: str, name: str) -> Iterator[Fault]:
    """Yield a fault for each field that appears twice."""
    for line, key in entry.doubled:
        yield Fault(file, line, name, "duplicate-key", f"the field `{key}` appears twice: keep one")


def _source(path: Path) -> tuple[str | None, list[Fault]]:
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError as error:
        return None, [Fault(path.name, 0, "", "encoding", f"byte {error.start} is not UTF-8: save the file as UTF-8")]
    except OSError as error:
        return None, [Fault(path.name, 0, "", "file", f"the file cannot be read: {error.strerror}")]
