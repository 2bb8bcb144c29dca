"""The FAQ: what people ask, in several phrasings, and answers whose figures come from the facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field

from bot.bank import records
from bot.bank.faults import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.bank import plainyaml
    from bot.bank.facts import Fact, Facts

FILE: Final = "faq.yaml"
MAX_ANSWER: Final = 600
"""Characters of an answer with its facts filled in."""
TELLING: Final = 100
"""From here on a number belongs to its fact in every answer; below, only in answers that rest on the fact."""
YEARS: Final = range(1990, 2100)
_INSERT: Final = re.compile(r"\{([a-z0-9-]+)\}")
_NUMBER: Final = re.compile(r"\$?\d+(?:,\d{3})*(?:\.\d+)?%?")


class Step(records.Record):
    """What to do next: the label of a button, and the command that it runs, with its argument."""

    label: str = Field(min_length=1, max_length=40)
    run: str = Field(pattern=r"^/?[a-z]+( [A-Za-z0-9 _/:+\-]+)?$", max_length=56)

    @property
    def command(self) -> str:
        """The name of the command."""
        return self.run.lstrip("/").partition(" ")[0]

    @property
    def argument(self) -> str:
        """What follows the name."""
        return self.run.partition(" ")[2]


class Entry(records.Record):
    """One question with its answer; `{fact-id}` in the answer stands for the fact's sentence."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)
    topic: str = Field(min_length=1, max_length=30)
    question: str = Field(min_length=1, max_length=120)
    short: str = Field(default="", max_length=40)
    """The question on a button, "" where it fits as it is."""
    phrasings: tuple[str, ...] = Field(min_length=1)
    answer: str = Field(min_length=1)
    facts: tuple[str, ...] = ()
    next: Step | None = None

    @property
    def inserts(self) -> tuple[str, ...]:
        """The facts that the answer takes its words from."""
        return tuple(dict.fromkeys(_INSERT.findall(self.answer)))

    def filled(self, facts: Facts) -> str:
        """Return the answer with its facts."""
        return _INSERT.sub(lambda found: _said(facts.by_id.get(found[1])), self.answer)

    def sources(self, facts: Facts) -> tuple[Fact, ...]:
        """Return the facts that the answer rests on."""
        return tuple(facts.by_id[each] for each in dict.fromkeys((*self.facts, *self.inserts)) if each in facts.by_id)


@dataclass(frozen=True)
class Faq:
    """Every question in the order of the file."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every question by its id."""
        return MappingProxyType({entry.id: entry for entry in self.entries})

    @cached_property
    def topics(self) -> Mapping[str, tuple[Entry, ...]]:
        """The questions of each topic, in the order of the file."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.topic, []).append(entry)
        return MappingProxyType({topic: tuple(held) for topic, held in found.items()})


def load_faq(folder: Path, facts: Facts) -> Faq:
    """Return the FAQ of the content folder, an empty one if there is no file.

    Raises:
        BankError: with every fault of the file.
    """
    if not (folder / FILE).exists():
        return Faq()
    entries, faults = records.entries(folder / FILE)
    found: dict[str, Entry] = {}
    for entry in entries:
        faults += _take(entry, found, facts)
    if faults:
        raise BankError(faults)
    return Faq(tuple(found.values()))


def _take(entry: plainyaml.Entry, found: dict[str, Entry], facts: Facts) -> Iterator[Fault]:
    name = str(entry.value.get("id", "")) if isinstance(entry.value, dict) else ""
    yield from records.doubled(entry, FILE, name)
    made, faults = records.validated(Entry, entry.value, FILE, entry.line, name)
    yield from faults
    if made is None:
        return
    if made.id in found:
        yield Fault(FILE, entry.line, name, "duplicate-id", "the id is taken: choose another one")
    found[made.id] = made
    for rule, message in _problems(made, facts):
        yield Fault(FILE, entry.line, name, rule, message)


def _problems(entry: Entry, facts: Facts) -> Iterator[tuple[str, str]]:
    for each in dict.fromkeys((*entry.facts, *entry.inserts)):
        if each not in facts.by_id:
            yield "fact", f"there is no fact {each} in facts.yaml"
    size = len(entry.filled(facts))
    if size > MAX_ANSWER:
        yield "length", f"the answer has {size} characters with its facts: at most {MAX_ANSWER} are allowed"
    for number, owner in _borrowed(entry, facts):
        yield "number", f"{number} is the figure of the fact {owner}: write {{{owner}}} in its place"


def _borrowed(entry: Entry, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each number that is written out although a fact has it, and the fact."""
    mine = set(entry.facts) | set(entry.inserts)
    owners: dict[float, str] = {}
    for fact in facts.by_id.values():
        for number in fact.number:
            if fact.id in mine or (number >= TELLING and number not in YEARS):
                owners.setdefault(number, fact.id)
    for written in dict.fromkeys(_NUMBER.findall(_INSERT.sub("", entry.answer))):
        value = float(written.strip("$%").replace(",", ""))
        if value in owners:
            yield written, owners[value]


def _said(fact: Fact | None) -> str:
    return fact.text if fact else ""
