"""Questions, notes and the bank that holds them: immutable, with derived values computed at load."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.bank.blueprint import Blueprint, Domain, Topic
from bot.bank.glossary import Glossary, glossary
from bot.bank.ordering import numbers

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from bot.chat import Text

__all__ = ["Bank", "Blueprint", "Change", "Domain", "Option", "Question", "Review", "Source", "Topic", "Waiver"]

Status: TypeAlias = Literal["draft", "reviewed", "verified", "retired"]
Level: TypeAlias = Literal["recall", "application", "analysis"]
Difficulty: TypeAlias = Literal["easy", "medium", "hard"]
Order: TypeAlias = tuple[int, int, int, int]

STATUSES: Final[tuple[Status, ...]] = ("draft", "reviewed", "verified", "retired")
LEVELS: Final[tuple[Level, ...]] = ("recall", "application", "analysis")
DIFFICULTIES: Final[tuple[Difficulty, ...]] = ("easy", "medium", "hard")
MAX_STEM: Final = 300
MAX_OPTION: Final = 100
MAX_WHY: Final = 160
MAX_BRIEF: Final = 160
MAX_CITE: Final = 110
MAX_SAYS: Final = 200


def _day(value: object) -> object:
    """Reject other values that pydantic accepts as dates, such as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("write the date as year-month-day, such as 2026-11-20")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """An answer and why it is right or wrong."""

    text: str = Field(min_length=1, max_length=MAX_OPTION, description="The answer, without end period")
    why: str = Field(
        min_length=1, max_length=MAX_WHY, description="Why it is right or wrong: one sentence that teaches"
    )


class Source(_Part):
    """A source of the fact; `says` is what it says, `checked` the day someone read it there."""

    cite: str = Field(min_length=1, max_length=MAX_CITE, description="The source with its section or page")
    url: str = Field("", pattern=r"^(https?://\S+)?$", description="Where the source can be read")
    checked: Day | None = Field(None, description="The day on which the source's text was read for this question")
    says: str = Field(
        "", max_length=MAX_SAYS, description="For editors: what it says, in our words, that makes the key right"
    )


class Change(_Part):
    """A history entry: what changed in that version, or why the item was retired."""

    version: int = Field(ge=1)
    date: Day
    change: str = Field(min_length=1, description="What changed, and why")


class Waiver(_Part):
    """A rule that this item may break, and the reason."""

    rule: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Review(_Part):
    """Outcome of the blind review: the solver agreed with the key, or the item was fixed ("mended")."""

    date: Day
    blind: Literal["agreed", "mended"]
    note: str = ""


class Question(_Part):
    """A question. Options are in canonical order: index 0 is the key, 1 to 3 are the distractors in file order."""

    id: str = Field(
        pattern=r"^[A-Z]{3}-\d{2}-\d{3}$", description="Topic and number, such as CLO-03-001; never used again"
    )
    version: int = Field(ge=1, description="1; one more for each change of the key")
    status: Status = Field(description="Only reviewed and verified questions are asked")
    point: str = Field(
        "", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", description="The knowledge point, as in syllabus.yaml"
    )
    level: Level
    difficulty: Difficulty
    place: int | None = Field(None, ge=1, le=4, description="Position of the key, only where the order is content")
    stem: str = Field(
        min_length=1, max_length=MAX_STEM, description="The question; it can be answered with the options covered"
    )
    key: Option = Field(description="The one best answer")
    distractors: tuple[Option, ...] = Field(min_length=3, max_length=3, description="Three answers that are wrong")
    brief: str = Field(min_length=1, max_length=MAX_BRIEF, description="The whole explanation in one line")
    sources: tuple[Source, ...] = Field(min_length=1)
    moving: str = Field("", description="Why the fact may change; adds it to the re-checks")
    review: Review | None = Field(None, description="The outcome of the blind pass")
    history: tuple[Change, ...] = Field(
        (), description="One line for each version after the first, and for a retirement"
    )
    waived: tuple[Waiver, ...] = Field((), description="Rules that this item may break, each with the reason")

    @property
    def topic(self) -> str:
        """Id of the topic."""
        return self.id[:6]

    @property
    def point_id(self) -> str:
        """The knowledge point qualified by topic, "" if there is none; siblings share it."""
        return f"{self.topic}.{self.point}" if self.point else ""

    @property
    def wording(self) -> str:
        """Short hash of the stem and the options in canonical order, which changes with every rewording."""
        return _wording(self.stem, tuple(option.text for option in self.options))

    @property
    def published(self) -> bool:
        """True if learners may see it."""
        return self.status in ("reviewed", "verified")

    @property
    def options(self) -> tuple[Option, Option, Option, Option]:
        """The key, followed by the distractors."""
        one, two, three = self.distractors
        return self.key, one, two, three

    @property
    def fixed(self) -> bool:
        """True if the options have a fixed order."""
        return self._fixed is not None

    def order(self, rng: random.Random) -> Order:
        """Canonical option indexes in display order; a fixed order does not consume randomness."""
        fixed = self._fixed
        if fixed is not None:
            return fixed
        drawn = [0, 1, 2, 3]
        rng.shuffle(drawn)
        return drawn[0], drawn[1], drawn[2], drawn[3]

    @property
    def _fixed(self) -> Order | None:
        return _fixed_order(self.place, tuple(option.text for option in self.options))


@lru_cache(maxsize=4096)
def _wording(stem: str, texts: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join((stem, *texts)).encode()).hexdigest()[:12]


@lru_cache(maxsize=4096)
def _fixed_order(place: int | None, texts: tuple[str, ...]) -> Order | None:
    """The fixed order of these options, None if they are shuffled. Cached because it is looked up constantly."""
    drawn = [1, 2, 3]
    if place is not None:
        drawn.insert(place - 1, 0)
        return drawn[0], drawn[1], drawn[2], drawn[3]
    values = numbers(texts)
    if values is None:
        return None
    one, two, three, four = sorted(range(4), key=values.__getitem__)
    return one, two, three, four


@dataclass(frozen=True, slots=True)
class ExtraNote:
    """A note on something offices ask about but the exam does not: no topic, weight or questions."""

    title: str
    text: Text

    def is_meant(self, typed: str) -> bool:
        """True if every word typed occurs in the title."""
        words = re.findall(r"[a-z]+", typed.casefold())
        return bool(words) and set(words) <= set(re.findall(r"[a-z]+", self.title.casefold()))


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions by id, all notes by topic, and the glossary.

    `published` and `by_topic` contain only what learners may be asked. `changed_at` (aware) is when a file of
    questions or terms last changed on disk; None for a bank that was read from none.
    """

    questions: Mapping[str, Question]
    notes: Mapping[str, Text]
    blueprint: Blueprint
    glossary: Glossary = field(default_factory=lambda: glossary(()))
    extras: tuple[ExtraNote, ...] = ()
    changed_at: dt.datetime | None = None
    published: tuple[Question, ...] = field(init=False)
    by_topic: Mapping[str, tuple[Question, ...]] = field(init=False)

    def __post_init__(self) -> None:
        published = tuple(question for question in self.questions.values() if question.published)
        topics: dict[str, list[Question]] = {topic: [] for topic in self.blueprint.topic_ids}
        for question in published:
            topics[question.topic].append(question)
        _ = [question.fixed for question in published]  # warms the cache at load, so no learner waits
        object.__setattr__(self, "questions", MappingProxyType(dict(self.questions)))
        object.__setattr__(self, "notes", MappingProxyType(dict(self.notes)))
        object.__setattr__(self, "published", published)
        object.__setattr__(self, "by_topic", MappingProxyType({key: tuple(each) for key, each in topics.items()}))
