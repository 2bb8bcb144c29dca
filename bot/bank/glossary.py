"""The glossary: terms and abbreviations with their meaning in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.bank import records
from bot.bank.faults import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.bank import plainyaml

FILE: Final = "glossary.yaml"
MAX_MEANS: Final = 200
MAX_NAME: Final = 60
MAX_KEY: Final = 50
MISSPELLED: Final = 5
"""Minimum letters of a name that may be misspelled; from LONG letters on, twice."""
LONG: Final = 9
_UNSAID: Final = re.compile(r"[^A-Za-z0-9 /:+\-]+")
"""Characters a button's token cannot carry."""


class Term(records.Record):
    """A term: its expansion if it is an abbreviation, its meaning, its topic, and what it is confused with."""

    term: str = Field(min_length=1, max_length=MAX_NAME)
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

    def stands_in(self, said: str) -> bool:
        """True if a text contains one of the term's names as a word; only abbreviations are case-sensitive."""
        return any(_is_word(name, said) if name.isupper() else _is_word(fold(name), fold(said)) for name in self.names)

    @property
    def key(self) -> str:
        """Its name in a button's token."""
        return " ".join(_UNSAID.sub(" ", f"{self.term} {self.expansion}".strip()).split())[:MAX_KEY].strip()


def _is_word(name: str, said: str) -> bool:
    return name in said and re.search(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", said) is not None


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every term; terms by folded name (several for several meanings); and terms by button key."""

    terms: tuple[Term, ...]
    by_name: Mapping[str, tuple[Term, ...]]
    by_key: Mapping[str, Term]

    def find(self, typed: str) -> tuple[Term, ...]:
        """Return the terms of that name, also with an article, in the plural, or in a button's form."""
        name = fold(typed)
        bare = name.removeprefix("a ").removeprefix("an ").removeprefix("the ")
        singles = (bare, bare.removesuffix("s"), bare.removesuffix("es"))
        called = next((each for each in (name, *singles) if each in self.by_name), "")
        found = self.by_name.get(called) or ((self.by_key[typed],) if typed in self.by_key else ())
        # A term's own name takes precedence over another term's alternative name.
        return tuple(term for term in found if fold(term.term) == called) or found

    def near(self, typed: str) -> tuple[Term, ...]:
        """Return the terms whose name is one or two typos away; short names have no neighbors."""
        name = fold(typed)
        slips = 0 if len(name) < MISSPELLED else 1 + (len(name) >= LONG)
        if not slips or len(name) > MAX_NAME:
            return ()
        found = process.extract(name, self.by_name.keys(), scorer=OSA.distance, score_cutoff=slips, limit=2)
        return tuple(dict.fromkeys(term for each, *_ in found for term in self.by_name[each]))


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
    names = {name: tuple(found) for name, found in by_name.items()}
    return Glossary(terms, MappingProxyType(names), MappingProxyType({term.key: term for term in terms}))


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
