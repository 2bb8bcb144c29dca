"""Facts about the exam itself, each with its source, its date, and how certain it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.bank import plainyaml
from bot.bank.faults import BankError, Fault
from bot.bank.models import Day  # noqa: TC001 - pydantic needs it at run time
from bot.bank.schema_faults import told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Group: TypeAlias = Literal[
    "exam", "credential", "eligibility", "cost", "renewal", "retake", "exam-day", "career", "tutor"
]
Sure: TypeAlias = Literal["sure", "likely", "uncertain"]


def _listed(value: object) -> object:
    """Return a single number as a list of one."""
    return [value] if isinstance(value, str | int | float) else value


Numbers = Annotated[tuple[float, ...], BeforeValidator(_listed)]

FILE: Final = "facts.yaml"
MAX_FACT: Final = 200
MAX_SOURCE: Final = 200
ABOUT: Final = (
    "exam-size",
    "exam-domains",
    "exam-pass-score",
    "exam-raw-cut",
    "exam-pass-rate",
    "exam-places",
    "renewal-cycle",
)
"""The facts /about shows, in display order."""

_HEDGE: Final = re.compile(
    r"\b(?:[Ss]ources (?:disagree|differ)|not published|[Ee]stimate[sd]?|may|might|[Cc]heck with NHA|uncertain|"
    r"not certain|[Aa]bout \$?\d)"  # only lower-case "may": the month expresses no doubt
)
_NEXT_SENTENCE: Final = re.compile(r"[.!?] +\S")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Part):
    """The source as learners read it and, for authors, what part of it was read and who agrees or differs."""

    cite: str = Field(min_length=1, max_length=MAX_SOURCE)
    read: str = Field("", max_length=MAX_SOURCE)
    url: str = Field("", pattern=r"^(https?://\S+)?$")


class Fact(_Part):
    """A sentence that learners may be shown; if `sure` is uncertain, the sentence itself says so."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    group: Group
    sure: Sure  # must precede `text`, whose validator reads it
    text: str = Field(min_length=1)
    source: Citation
    date: Day = Field(description="The day of the source, or the day on which it was read")
    number: Numbers = Field((), description="The figures of the sentence in their order, without $, % and commas")
    recheck: Day | None = Field(None, description="The day by which the source is to be read again")
    note: str = Field("", description="For authors: what sources disagree on, what is still to be checked")

    @field_validator("text")
    @classmethod
    def _judge(cls, text: str, info: ValidationInfo) -> str:
        problems = "; ".join(_problems(text, info.data.get("sure")))
        if problems:
            raise PydanticCustomError("fact_text", "{problems}", {"problems": problems})
        return text


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts by id, in file order."""

    by_id: Mapping[str, Fact]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", MappingProxyType(dict(self.by_id)))

    @property
    def about(self) -> tuple[str, ...]:
        """The sentences /about shows."""
        return tuple(self.by_id[each].text for each in ABOUT)

    def due(self, today: dt.date) -> tuple[Fact, ...]:
        """Return the facts whose source is due to be read again by today."""
        return tuple(fact for fact in self.by_id.values() if fact.recheck and fact.recheck <= today)

    def group(self, name: Group) -> tuple[Fact, ...]:
        """Facts of one group, in file order."""
        return tuple(fact for fact in self.by_id.values() if fact.group == name)


def load_facts(folder: Path) -> Facts:
    """Load the content folder's facts; raise BankError listing every fault in the file."""
    entries, faults = _entries(folder / FILE)
    found: dict[str, tuple[int, Fact | None]] = {}
    for entry in entries:
        faults.extend(_take(entry, found))
    if entries:
        faults.extend(_unshown(found))
    if faults:
        raise BankError(faults)
    return Facts({name: fact for name, (_, fact) in found.items() if fact})


def _problems(text: str, sure: Sure | None) -> Iterator[str]:
    if len(text) > MAX_FACT:
        yield f"it has {len(text)} characters, at most {MAX_FACT} are allowed"
    if not text.isascii() or not text.isprintable():
        yield "it contains a curly quote, a long dash, a line break or the like: write plain characters"
    if not text.endswith((".", "!", "?")) or _NEXT_SENTENCE.search(text):
        yield "it must be one sentence with its end mark: split it, or write U.S. and the like without periods"
    if sure == "uncertain" and not _HEDGE.search(text):
        yield (
            "the fact is uncertain but the sentence does not say so: write 'sources disagree', 'not published',"
            " 'estimate', 'may', 'about' before a number, or 'check with NHA'"
        )


def _entries(path: Path) -> tuple[list[plainyaml.Entry], list[Fault]]:
    """The file's entries, or the reasons there are none."""
    try:
        entries = plainyaml.entries(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        return [], [Fault(FILE, 0, "", "encoding", f"byte {error.start} is not UTF-8: save the file as UTF-8")]
    except OSError as error:
        return [], [Fault(FILE, 0, "", "file", f"the file cannot be read: {error.strerror}")]
    except plainyaml.MalformedError as error:
        return [], [Fault(FILE, error.line, "", "yaml", f"malformed YAML: {error.reason}")]
    empty = Fault(FILE, 0, "", "empty", "the file has no facts: the tutor would have nothing to say about the exam")
    return entries, [] if entries else [empty]


def _take(entry: plainyaml.Entry, found: dict[str, tuple[int, Fact | None]]) -> Iterator[Fault]:
    """Add a fact to `found`, under its id even if invalid, and yield its faults."""
    named = entry.value.get("id", "") if isinstance(entry.value, dict) else ""
    name = named if isinstance(named, str) else ""
    for line, key in entry.doubled:
        yield Fault(FILE, line, name, "duplicate-key", f"the field `{key}` appears twice: keep one")
    fact = None
    try:
        fact = Fact.model_validate(entry.value)
    except ValidationError as error:
        for rule, message in told(error):
            yield Fault(FILE, entry.line, name, rule, message)
    if name in found:
        message = f"the id is already used in line {found[name][0]}: choose another one"
        yield Fault(FILE, entry.line, name, "duplicate-id", message)
    elif name:
        found[name] = entry.line, fact


def _unshown(found: Mapping[str, object]) -> Iterator[Fault]:
    for name in ABOUT:
        if name not in found:
            yield Fault(FILE, 0, name, "about", "/about shows this fact, but it is missing: add it under this id")
