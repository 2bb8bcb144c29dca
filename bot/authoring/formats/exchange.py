"""A question as other programs see it: options in one fixed order, the key by its index."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from bot.bank.models import Bank, Order, Question

LETTERS: Final = "ABCD"


class Record(TypedDict):
    """One question of an export. `answer` is the index of the key in `options`; `rationales` follow the options."""

    id: str
    domain: str
    topic: str
    stem: str
    options: list[str]
    answer: int
    rationales: list[str]
    sources: list[dict[str, str]]
    level: str
    difficulty: str
    status: str


def drawn(question: Question) -> Order:
    """Return the order of the options in every export: drawn from the id, so that the answers spread over A to D."""
    return question.order(random.Random(question.id))


def record(bank: Bank, question: Question) -> Record:
    """Return the question as a Record."""
    order = drawn(question)
    return {
        "id": question.id,
        "domain": bank.blueprint.domain_of(question.topic).id,
        "topic": question.topic,
        "stem": question.stem,
        "options": [question.options[index].text for index in order],
        "answer": order.index(0),
        "rationales": [question.options[index].why for index in order],
        "sources": [each.model_dump(mode="json", exclude_defaults=True) for each in question.sources],
        "level": question.level,
        "difficulty": question.difficulty,
        "status": question.status,
    }


def records(bank: Bank, *, asked: bool = False) -> list[Record]:
    """Return all questions by id without the retired ones, or only those that learners are asked."""
    chosen = [
        each for _, each in sorted(bank.questions.items()) if each.published or (each.status == "draft" and not asked)
    ]
    return [record(bank, each) for each in chosen]


def source_line(source: dict[str, str]) -> str:
    """Return a source as one line: its citation, address, and the day on which it was read."""
    read = f"(read {source['checked']})" if "checked" in source else ""
    return " ".join(filter(None, (source["cite"], source.get("url", ""), read)))


def parse_source(line: str) -> dict[str, str]:
    """Return the source that a `source_line` describes."""
    match = re.fullmatch(r"(.+?)(?: (https?://\S+))?(?: \(read (\d{4}-\d\d-\d\d)\))?", line.strip())
    cite, url, checked = match.groups() if match else (line, None, None)
    return {key: value for key, value in (("cite", cite), ("url", url), ("checked", checked)) if value}
