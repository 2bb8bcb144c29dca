"""Corrections: what was wrong with a question, so that everyone who answered it can be notified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from bot.bank import records
from bot.bank.faults import BankError, Fault
from bot.bank.models import Day  # noqa: TC001 - pydantic needs it at run time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.bank import plainyaml

FILE: Final = "corrections.yaml"
MAX_SENTENCE: Final = 200


class Correction(records.Record):
    """A correction, sent once to everyone whose answer it affects.

    Attributes:
        question: the question's id.
        until: the last faulty version; answers to it and earlier ones are affected.
        kind: "key": a different answer is correct. "retired": the question was wrong and has been removed. "reason":
            the correct answer is unchanged, but an explanation was wrong in substance.
        now: what is correct now, in one sentence.
        why: why, in one sentence.
    """

    question: str = Field(pattern=r"^[A-Z]{3}-\d{2}-\d{3}$")
    until: int = Field(ge=1)
    kind: Literal["key", "retired", "reason"]
    now: str = Field(min_length=1, max_length=MAX_SENTENCE)
    why: str = Field(min_length=1, max_length=MAX_SENTENCE)
    date: Day

    @property
    def id(self) -> str:
        """Key under which a learner's notification is recorded."""
        return f"{self.question}/{self.until}/{self.kind}"


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """The content folder's corrections, oldest first; none if the file does not exist.

    Raises:
        BankError: lists every fault in the file.
    """
    if not (folder / FILE).exists():
        return ()
    found: dict[str, Correction] = {}
    entries, faults = records.entries(folder / FILE)
    faults = [fault for fault in faults if fault.rule != "empty"]  # an empty file just means no corrections yet
    for entry in entries:
        faults += _take(entry, found)
    if faults:
        raise BankError(faults)
    return tuple(sorted(found.values(), key=lambda each: (each.date, each.id)))


def _take(entry: plainyaml.Entry, found: dict[str, Correction]) -> Iterator[Fault]:
    name = str(entry.value.get("question", "")) if isinstance(entry.value, dict) else ""
    yield from records.doubled(entry, FILE, name)
    correction, faults = records.validated(Correction, entry.value, FILE, entry.line, name)
    yield from faults
    if correction and correction.id in found:
        yield Fault(FILE, entry.line, name, "duplicate", "the correction appears twice: keep one")
    elif correction:
        found[correction.id] = correction
