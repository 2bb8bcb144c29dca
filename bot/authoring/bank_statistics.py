"""Statistics of the bank's contents, and what is due for a re-check."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.bank.models import DIFFICULTIES, LEVELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.models import Bank, Question

RECHECK: Final = dt.timedelta(days=365)
"""Age at which a source is due to be read again."""


def stats(bank: Bank, today: dt.date) -> str:
    """Text report: counts by status, level, difficulty, domain and topic, check dates, and what is due."""
    return "\n".join([*_counts(bank), "", *_topics(bank), "", *_dates(bank, today)])


def due(question: Question, today: dt.date) -> str:
    """Why the question is due for a re-check; "" if it is not."""
    if question.status == "retired":
        return ""
    checked = [source.checked for source in question.sources if source.checked]
    if checked and today - min(checked) > RECHECK:
        return f"last read on {min(checked)}"
    return f"moving: {question.moving}" if question.moving else ""


def _counts(bank: Bank) -> Iterator[str]:
    questions = bank.questions.values()
    yield f"{len(questions)} questions, {len(bank.published)} of them asked, {len(bank.notes)} notes"
    for name, kinds in (("status", STATUSES), ("level", LEVELS), ("difficulty", DIFFICULTIES)):
        count = Counter(getattr(each, name) for each in questions)
        yield f"{name}: " + ", ".join(f"{kind} {count[kind]}" for kind in kinds)


def _topics(bank: Bank) -> Iterator[str]:
    asked = Counter(each.topic for each in bank.published)
    held = Counter(each.topic for each in bank.questions.values() if each.status != "retired")
    for domain in bank.blueprint.by_weight:
        total = sum(asked[topic.id] for topic in domain.topics)
        share = 100 * total / len(bank.published) if bank.published else 0.0
        yield f"{domain.name}: {total} asked, {share:.1f} % (the exam has {domain.weight} %)"
        for topic in domain.topics:
            note = "" if topic.id in bank.notes else ", no note"
            yield f"  {topic.id} {topic.name}: {asked[topic.id]} asked of {held[topic.id]}{note}"


def _dates(bank: Bank, today: dt.date) -> Iterator[str]:
    live = [each for each in bank.questions.values() if each.status != "retired"]
    checked = [source.checked for each in live for source in each.sources if source.checked]
    unread = sum(not any(source.checked for source in each.sources) for each in live)
    yield f"oldest check of a source: {min(checked, default='none')}"
    yield f"questions without a source that was read: {unread}"
    waiting = [(each.id, reason) for each in live if (reason := due(each, today))]
    yield f"due for a re-check: {len(waiting)}"
    yield from (f"  {name}: {reason}" for name, reason in waiting)
