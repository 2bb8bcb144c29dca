"""Questions, notes and the bank that holds them: immutable, and computed once on load."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.bank.blueprint import Blueprint, Domain, Topic
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


def _day(value: object) -> object:
    """Refuse what pydantic would take for a date as well, such as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("write the date as year-month-day, such as 2026-11-20")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One answer and why it is right or wrong."""

    text: str = Field(min_length=1, max_length=MAX_OPTION, description="The answer, without end period")
    why: str = Field(
        min_length=1, max_length=MAX_WHY, description="Why it is right or wrong: one sentence that teaches"
    )


class Source(_Part):
    """Where the fact stands; `checked` is the day on which someone read it there."""

    cite: str = Field(min_length=1, max_length=MAX_CITE, description="The source with its section or page")
    url: str = Field("", pattern=r"^(https?://\S+)?$", description="Where the source can be read")
    checked: Day | None = Field(None, description="The day on which the source's text was read for this question")


class Change(_Part):
    """One line of an item's history: what changed in that version, or why it was retired."""

    version: int = Field(ge=1)
    date: Day
    change: str = Field(min_length=1, description="What changed, and why")


class Waiver(_Part):
    """A rule that this item may break, and the reason."""

    rule: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Review(_Part):
    """How the blind pass over the item ended: the solver agreed with the key, or the item was mended."""

    date: Day
    blind: Literal["agreed", "mended"]
    note: str = ""


class Question(_Part):
    """One question. Options are in canonical order: index 0 is the key, 1 to 3 the distractors as in the file."""

    id: str = Field(
        pattern=r"^[A-Z]{3}-\d{2}-\d{3}$", description="Topic and number, such as CLO-03-001; never used again"
    )
    version: int = Field(ge=1, description="1; one more for each change of the key")
    status: Status = Field(description="Only reviewed and verified questions are asked")
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
        """Return the id of the topic."""
        return self.id[:6]

    @property
    def published(self) -> bool:
        """Tell whether learners may see it."""
        return self.status in ("reviewed", "verified")

    @property
    def options(self) -> tuple[Option, Option, Option, Option]:
        """Return the key, then the distractors."""
        one, two, three = self.distractors
        return self.key, one, two, three

    @property
    def fixed(self) -> bool:
        """Tell whether the options are shown in one order only."""
        return self._fixed is not None

    def order(self, rng: random.Random) -> Order:
        """Return the canonical index of each option in the order to show; fixed ones do not draw from rng."""
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
def _fixed_order(place: int | None, texts: tuple[str, ...]) -> Order | None:
    """Return the only order of these options, None if they are shuffled; asked so often that it is kept."""
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
class Bank:
    """All questions by id and all notes by topic. `published` and `by_topic` hold only what learners may be asked."""

    questions: Mapping[str, Question]
    notes: Mapping[str, Text]
    blueprint: Blueprint
    published: tuple[Question, ...] = field(init=False)
    by_topic: Mapping[str, tuple[Question, ...]] = field(init=False)

    def __post_init__(self) -> None:
        published = tuple(question for question in self.questions.values() if question.published)
        topics: dict[str, list[Question]] = {topic: [] for topic in self.blueprint.topic_ids}
        for question in published:
            topics[question.topic].append(question)
        _ = [question.fixed for question in published]  # computed now, not while a learner waits
        object.__setattr__(self, "questions", MappingProxyType(dict(self.questions)))
        object.__setattr__(self, "notes", MappingProxyType(dict(self.notes)))
        object.__setattr__(self, "published", published)
        object.__setattr__(self, "by_topic", MappingProxyType({key: tuple(each) for key, each in topics.items()}))
