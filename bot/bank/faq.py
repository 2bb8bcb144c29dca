"""The FAQ: questions in several phrasings, and answers whose figures come from the facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field

from bot.bank import records
from bot.bank.career import Career
from bot.bank.faults import BankError
from bot.bank.owned import Owned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.bank.facts import Fact, Facts

FILE: Final = "faq.yaml"
MAX_ANSWER: Final = 600
"""Character limit of an answer with its facts filled in."""
_INSERT: Final = re.compile(r"\{([a-z0-9-]+)\}")


class Step(records.Record):
    """A next step: a button's label, and the command it runs, with its argument."""

    label: str = Field(min_length=1, max_length=40)
    run: str = Field(pattern=r"^/?[a-z]+( [A-Za-z0-9 _/:+\-]+)?$", max_length=56)

    @property
    def command(self) -> str:
        """The name of the command."""
        return self.run.lstrip("/").partition(" ")[0]

    @property
    def argument(self) -> str:
        """What follows the command's name."""
        return self.run.partition(" ")[2]


class Entry(records.Keyed):
    """One question with its answer; `{fact-id}` in the answer is replaced by the fact's sentence."""

    topic: str = Field(min_length=1, max_length=30)
    question: str = Field(min_length=1, max_length=120)
    short: str = Field(default="", max_length=40)
    """The question on a button; "" if it fits as it is."""
    phrasings: tuple[str, ...] = Field(min_length=1)
    answer: str = Field(min_length=1)
    facts: tuple[str, ...] = ()
    next: Step | None = None

    @property
    def inserts(self) -> tuple[str, ...]:
        """The facts whose sentences the answer includes."""
        return tuple(dict.fromkeys(_INSERT.findall(self.answer)))

    def filled(self, facts: Facts) -> str:
        """Return the answer with its facts."""
        return _INSERT.sub(lambda found: _said(facts.by_id.get(found[1])), self.answer)

    def sources(self, facts: Facts) -> tuple[Fact, ...]:
        """Return the facts that the answer is based on."""
        return tuple(facts.by_id[each] for each in dict.fromkeys((*self.facts, *self.inserts)) if each in facts.by_id)


@dataclass(frozen=True)
class Faq:
    """Every question in file order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every question by its id."""
        return MappingProxyType({entry.id: entry for entry in self.entries})

    @cached_property
    def topics(self) -> Mapping[str, tuple[Entry, ...]]:
        """Each topic's questions, in file order."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.topic, []).append(entry)
        return MappingProxyType({topic: tuple(held) for topic, held in found.items()})


def load_faq(folder: Path, facts: Facts, career: Career | None = None) -> Faq:
    """Return the content folder's FAQ; empty without a file.

    Raises:
        BankError: lists every fault in the file.
    """
    if not (folder / FILE).exists():
        return Faq()
    numbers = owned(facts, career or Career())
    found, faults = records.keyed(folder / FILE, Entry, lambda entry: _problems(entry, facts, numbers))
    if faults:
        raise BankError(faults)
    return Faq(tuple(found.values()))


def owned(facts: Facts, career: Career) -> Owned:
    """Return which fact owns each number; the tutor's own rules belong to the code, and facts only quote them."""
    sourced = [(fact.id, fact.text) for fact in facts.by_id.values() if fact.group != "tutor"]
    figures = [(figure.id, figure.text) for figure in career.by_id.values()]
    return Owned([*sourced, *figures], (fact.text for fact in facts.group("tutor")))


def _problems(entry: Entry, facts: Facts, numbers: Owned) -> Iterator[tuple[str, str]]:
    used = dict.fromkeys((*entry.facts, *entry.inserts))
    for each in used:
        if each not in facts.by_id:
            yield "fact", f"there is no fact {each} in facts.yaml"
    size = len(entry.filled(facts))
    if size > MAX_ANSWER:
        yield "length", f"the answer has {size} characters with its facts: at most {MAX_ANSWER} are allowed"
    for number, owner in dict.fromkeys(numbers.borrowed(_INSERT.sub("", entry.answer), used)):
        yield "number", f"{number} is the figure of the fact {owner}: write {{{owner}}} in its place"


def _said(fact: Fact | None) -> str:
    return fact.text if fact else ""
