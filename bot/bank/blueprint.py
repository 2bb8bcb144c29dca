"""The exam's blueprint: its domains, their weights, and the topics of each."""

from __future__ import annotations

import difflib
import re
from functools import cached_property
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

TopicId = Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{2}$")]
_WHOLE: Final = 100
MAX_SHORT: Final = 20
"""Characters of a name that fit on half of a phone."""
_TELLING: Final = 5
"""Letters that tell a domain from the others by its beginning."""
_CLOSE: Final = 0.8
"""Similarity at which a misspelled name is still recognized."""


class Topic(BaseModel):
    """One topic: `seen` if its wording was in a public outline, what it `covers`, and other names (`also`).

    `short` is its name on buttons; "" for its full name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: TopicId
    seen: bool
    name: str = Field(min_length=1)
    short: str = Field(default="", max_length=MAX_SHORT)
    covers: str = Field(min_length=1)
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name on buttons."""
        return self.short or self.name


class Domain(BaseModel):
    """One exam domain; `weight` is its percentage of the scored items, `short` its name on buttons."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    number: int = Field(ge=1)
    name: str = Field(min_length=1)
    short: str = Field(default="", max_length=MAX_SHORT)
    weight: int = Field(gt=0, lt=_WHOLE)
    topics: tuple[Topic, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        """Its name on buttons."""
        return self.short or self.name


class Items(BaseModel):
    """The exam's number of items and its time limit in minutes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    scored: int = Field(gt=0)
    pretest: int = Field(ge=0)
    minutes: int = Field(gt=0)


class Score(BaseModel):
    """The score scale and the passing scaled score."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    scale_min: int
    scale_max: int
    passing: int = Field(alias="pass")

    @property
    def bar(self) -> str:
        """The passing score as learners read it, "390 of 500"."""
        return f"{self.passing} of {self.scale_max}"


class Blueprint(BaseModel):
    """The test plan. Lookups by an unknown id raise KeyError; `find_*` take a learner's input."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    test_plan: str
    items: Items
    score: Score
    domains: tuple[Domain, ...] = Field(min_length=1)

    @field_validator("domains")
    @classmethod
    def _weights(cls, domains: tuple[Domain, ...]) -> tuple[Domain, ...]:
        if sum(domain.weight for domain in domains) != _WHOLE:
            raise ValueError("the weights of the domains must add up to 100")
        return domains

    @model_validator(mode="after")
    def _ids(self) -> Blueprint:
        ids = [domain.id for domain in self.domains] + [topic.id for each in self.domains for topic in each.topics]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"duplicate ids: {', '.join(twice)}")
        return self

    @cached_property
    def by_weight(self) -> tuple[Domain, ...]:
        """The domains in display order, in pictures, texts, and menus: heaviest first, ties by number."""
        return tuple(sorted(self.domains, key=lambda domain: (-domain.weight, domain.number)))

    def domain(self, domain_id: str) -> Domain:
        """The domain with this id."""
        return self._domains[domain_id]

    def topic(self, topic_id: str) -> Topic:
        """The topic with this id."""
        return self._topics[topic_id]

    def domain_of(self, topic_id: str) -> Domain:
        """The domain the topic belongs to."""
        return self._owners[topic_id]

    def weight(self, domain_id: str) -> int:
        """The domain's weight in percent."""
        return self._domains[domain_id].weight

    def topics(self, domain_id: str) -> tuple[Topic, ...]:
        """The domain's topics, in order."""
        return self._domains[domain_id].topics

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """All topic ids, in order."""
        return tuple(self._topics)

    def find_domain(self, text: str) -> Domain | None:
        """The domain matching an id, number, name, code, or the beginning or a word of its name; None if none does."""
        found = _find(text, self._domain_names)
        return self._domains[found] if found else None

    def find_topic(self, text: str) -> Topic | None:
        """The topic matching an id, a name, or the beginning or words of what it covers; None if none does."""
        found = _find(text, self._topic_names)
        return self._topics[found] if found else None

    @cached_property
    def _domains(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for domain in self.domains for topic in domain.topics}

    @cached_property
    def _owners(self) -> dict[str, Domain]:
        return {topic.id: domain for domain in self.domains for topic in domain.topics}

    @cached_property
    def _domain_names(self) -> dict[str, tuple[str, ...]]:
        return {
            each.id: tuple(map(_plain, (each.name, each.id, str(each.number), each.topics[0].id[:3])))
            for each in self.domains
        }

    def called(self, text: str) -> Topic | None:
        """Return the topic whose id, name or synonym is the whole text, spelled correctly."""
        return self._called.get(_joined(_plain(text)))

    def domain_called(self, text: str) -> Domain | None:
        """Return the domain whose name, label or id the text is, or whose name begins with it."""
        typed = _joined(_plain(text))
        for domain in self.domains:
            names = [_joined(_plain(each)) for each in (domain.name, domain.label, domain.id)]
            if typed in names or (len(typed) >= _TELLING and names[0].startswith(typed)):
                return domain
        return None

    @cached_property
    def _called(self) -> dict[str, Topic]:
        topics = self._topics.values()
        names = [(name, each) for each in topics for name in (*each.also, *each.name.split(", "))]
        names += [(name, each) for each in topics for name in (each.name, each.id, _short(each.id))]
        return {_joined(_plain(name)): each for name, each in names}

    @cached_property
    def _topic_names(self) -> dict[str, tuple[str, ...]]:
        return {
            each.id: tuple(map(_plain, (each.name, each.id, _short(each.id), each.covers, *each.also)))
            for each in self._topics.values()
        }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _short(topic_id: str) -> str:
    """The id without its leading zero, since "NCO-03" is typed as "nco 3"."""
    return f"{topic_id[:3]} {int(topic_id[4:])}"


def _find(text: str, names: dict[str, tuple[str, ...]]) -> str | None:
    typed = _plain(text)
    if not typed:
        return None
    ranked = [(rank, place, key) for place, key in enumerate(names) if (rank := _rank(typed, names[key])) is not None]
    return min(ranked)[2] if ranked else _misspelt(typed, names)


def _rank(typed: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Quality of the best match (lower is better: exact, beginning, words), then position of the match."""
    if any(typed == name or _joined(typed) == _joined(name) for name in names):
        return 0, 0
    if any(_joined(name).startswith(_joined(typed)) for name in names[:2]):
        return 1, 0
    inside = ((2 + index, place) for index, name in enumerate(names) if (place := _words(typed, name)) is not None)
    return min(inside, default=None)


def _words(typed: str, name: str) -> int | None:
    """Position of the first typed word in the name, if every typed word begins one of the name's words."""
    words = name.split()
    places = [next((i for i, word in enumerate(words) if word.startswith(each)), None) for each in typed.split()]
    return None if None in places else places[0]


def _misspelt(typed: str, names: dict[str, tuple[str, ...]]) -> str | None:
    words = {name: key for key, (name, *_) in names.items()}
    inside = ((place, word, key) for key, (name, *_) in names.items() for place, word in enumerate(name.split()))
    for _, word, found in sorted(inside):
        words.setdefault(word, found)
    close = difflib.get_close_matches(typed, words, n=1, cutoff=_CLOSE)
    return words[close[0]] if close else None


def _joined(text: str) -> str:
    return text.replace(" ", "")
