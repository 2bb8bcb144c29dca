"""The glossary: terms and abbreviations with their meaning in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field

from bot.bank import records
from bot.bank.faults import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.bank import plainyaml

FILE: Final = "glossary.yaml"
MAX_MEANS: Final = 200


class Term(records.Record):
    """A term: its expansion if it is an abbreviation, its meaning, its topic, and what it is confused with."""

    term: str = Field(min_length=1, max_length=60)
    expansion: str = Field("", max_length=100)
    means: str = Field(min_length=1, max_length=MAX_MEANS)
    topic: str = Field(pattern=r"^[A-Z]{3}-\d{2}$")
    confused_with: str = Field("", max_length=160)
    also: tuple[str, ...] = Field((), description="Other spellings")
    source: str = Field(min_length=1, max_length=160)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the term."""
        return tuple(filter(None, (self.term, self.expansion, *self.also)))


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms; `by_name` maps a folded name to its terms, more than one if it is ambiguous."""

    terms: tuple[Term, ...]
    by_name: Mapping[str, tuple[Term, ...]]


def fold(name: str) -> str:
    """Normalize a name: fold case, drop periods, turn hyphens into spaces, collapse spaces."""
    plain = name.casefold().replace(".", "").replace("-", " ")
    return " ".join(plain.split())


def glossary(terms: tuple[Term, ...]) -> Glossary:
    """Build a glossary from terms."""
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        for name in dict.fromkeys(map(fold, term.names)):
            by_name.setdefault(name, []).append(term)
    return Glossary(terms, MappingProxyType({name: tuple(found) for name, found in by_name.items()}))


def load_glossary(folder: Path) -> Glossary:
    """Load the content folder's glossary.

    Raises:
        BankError: lists every fault in the file.
    """
    entries, faults = records.entries(folder / FILE)
    terms: dict[tuple[str, str], Term] = {}
    for entry in entries:
        faults += _take(entry, terms)
    if faults:
        raise BankError(faults)
    return glossary(tuple(terms.values()))


def _take(entry: plainyaml.Entry, terms: dict[tuple[str, str], Term]) -> Iterator[Fault]:
    name = str(entry.value.get("term", "")) if isinstance(entry.value, dict) else ""
    yield from records.doubled(entry, FILE, name)
    term, faults = records.validated(Term, entry.value, FILE, entry.line, name)
    yield from faults
    if term is None:
        return
    key = fold(term.term), fold(term.expansion)
    if key in terms:
        yield Fault(FILE, entry.line, name, "duplicate-term", "the term appears twice with the same meaning: keep one")
    terms[key] = term
