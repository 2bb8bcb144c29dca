"""The bank as the running tutor uses it: items for the chooser, names for the screen."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.bank.career import Career
from bot.bank.facts import Facts
from bot.bank.faq import Faq
from bot.bank.understanding import Understanding
from bot.learning import Item, catalogue
from bot.learning.mastery import RATES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.bank.blueprint import Domain, Topic
    from bot.bank.corrections import Correction
    from bot.bank.models import Bank, Question

MAX_NAME: Final = 100
_EASY: Final = -0.5
_DIFFICULTY: Final = {"easy": -1, "medium": 0, "hard": 1}


class Library:
    """Created once per process and shared by every event."""

    def __init__(
        self,
        bank: Bank,
        facts: Sequence[str] = (),
        book: Facts | None = None,
        fitted: Mapping[str, float] | None = None,
        corrections: Sequence[Correction] = (),
        faq: Faq | None = None,
        career: Career | None = None,
        mean: float = RATES.mean,
    ) -> None:
        """Wrap a bank.

        `fitted` difficulties by question override the author's; `mean` is the learners' fitted mean ability in logits
        (see `bot.learning.fitting`).
        """
        self.bank: Final = bank
        self.facts: Final = tuple(facts)
        self.book: Final = book or Facts({})
        self.corrections: Final = tuple(corrections)
        self.faq: Final = faq or Faq()
        self.career: Final = career or Career()
        self.authored: Final = tuple(Item(q.id, q.topic, _DIFFICULTY[q.difficulty], q.point_id) for q in bank.published)
        self.fitted: Final = dict(fitted or {})
        self.mean: Final = mean
        self.items: Final = tuple(replace(i, difficulty=self.fitted.get(i.id, i.difficulty)) for i in self.authored)
        blueprint = bank.blueprint
        self.domain_of: Final = {topic: blueprint.domain_of(topic).id for topic in blueprint.topic_ids}
        self.weights: Final = {domain.id: float(domain.weight) for domain in blueprint.domains}
        self.catalogue: Final = catalogue(self.items, blueprint, replace(RATES, mean=mean))
        self.point_of: Final = {item.id: item.point or item.id for item in self.items}

    def calibrated(self, fitted: Mapping[str, float], mean: float) -> Library:
        """This library with other fitted difficulties; itself if they are the same."""
        if (fitted, mean) == (self.fitted, self.mean):
            return self
        parts = self.bank, self.facts, self.book, fitted, self.corrections, self.faq, self.career, mean
        made = Library(*parts)
        if "understanding" in vars(self):  # it does not depend on difficulties, and takes seconds to build
            made.understanding = self.understanding
        return made

    @cached_property
    def understanding(self) -> Understanding:
        """What free text can mean."""
        return Understanding(self.bank.blueprint, self.bank.glossary, self.faq, self.book)

    def within(self, scope: str) -> tuple[Item, ...]:
        """Items of a domain or topic id; all items for ""."""
        if not scope:
            return self.items
        return tuple(item for item in self.items if scope in (item.topic, self.domain_of[item.topic]))

    def ids(self, scope: str) -> Collection[str] | None:
        """Question ids of a domain or topic id; None, meaning all, for ""."""
        return {item.id for item in self.within(scope)} if scope else None

    def easy(self, within: Collection[str] | None) -> set[str]:
        """Return the easy ones among these questions (None for all), by their estimated difficulty."""
        return {item.id for item in self.items if item.difficulty <= _EASY and (within is None or item.id in within)}

    def find_domain(self, typed: str) -> Domain | None:
        """The domain a learner typed; None for fragments of one or two letters."""
        return self.bank.blueprint.find_domain(typed[:MAX_NAME]) if _says_enough(typed) else None

    def find_topic(self, typed: str) -> Topic | None:
        """Return the topic a learner typed; None for fragments of one or two letters."""
        called = self.bank.blueprint.called(typed[:MAX_NAME])
        return called or (self.bank.blueprint.find_topic(typed[:MAX_NAME]) if _says_enough(typed) else None)

    @property
    def by_weight(self) -> tuple[Domain, ...]:
        """The domains in display order."""
        return self.bank.blueprint.by_weight

    def short(self, scope: str) -> str:
        """Name of a domain or topic id on buttons."""
        blueprint = self.bank.blueprint
        return blueprint.domain(scope).label if scope in self.weights else blueprint.topic(scope).label

    def name(self, scope: str) -> str:
        """Name of a domain or topic id."""
        if scope in self.weights:
            return self.bank.blueprint.domain(scope).name
        return self.bank.blueprint.topic(scope).name

    def label(self, topic: str) -> str:
        """The heading of a question, "domain · topic"."""
        return f"{self.name(self.domain_of[topic])} · {self.name(topic)}"

    def published(self, question_id: str) -> Question | None:
        """A question that may still be asked; None if it is no longer published."""
        question = self.bank.questions.get(question_id)
        return question if question and question.published else None


def _says_enough(typed: str) -> bool:
    return sum(c.isalpha() for c in typed) >= 3  # noqa: PLR2004 - the shortest name of a topic is CPT
