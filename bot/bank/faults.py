"""What is wrong in the content folder, where, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity: TypeAlias = Literal["fault", "flaw", "hint"]
"""A fault fails the check; a flaw counts toward the bank's unresolved flaws; a hint only counts toward its goal."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to fix: `file` is relative to the content folder; `line` is 0 for the whole file."""

    file: str
    line: int
    id: str
    rule: str
    message: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(filter(None, (place, self.id, f"[{self.rule}]", self.message)))


class BankError(ConfigurationError):
    """The content folder is unusable; `faults` lists every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        lines = (f"The question bank has {count} fault{'s' * (count != 1)}:", *map(str, self.faults))
        super().__init__("\n".join(lines))
