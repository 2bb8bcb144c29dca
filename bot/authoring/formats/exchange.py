"""Questions as other programs see them: options in one fixed order, the key by index."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict

if TYPE_CHECKING:
    from bot.bank.models import Bank, Order, Question

LETTERS: Final = "ABCD"
Found: TypeAlias = "tuple[str, dict[str, object] | str]"
"""A question's location in a file, with its fields or the reason it can't be imported."""


class Record(TypedDict):
    """One exported question. `answer` is the key's index in `options`; `rationales` are in the order of `options`."""

    id: str
    domain: str
    topic: str
    point: str
    stem: str
    options: list[str]
    answer: int
    rationales: list[str]
    sources: list[dict[str, str]]
    level: str
    difficulty: str
    status: str


def drawn(question: Question) -> Order:
    """The option order in every export, seeded by the id so that answers spread over A to D."""
    return question.order(random.Random(question.id))


def record(bank: Bank, question: Question) -> Record:
    """Convert a question to a Record."""
    order = drawn(question)
    return {
        "id": question.id,
        "domain": bank.blueprint.domain_of(question.topic).id,
        "topic": question.topic,
        "point": question.point,
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
    """All questions by id except retired ones, or only those that learners are asked."""
    chosen = [
        each for _, each in sorted(bank.questions.items()) if each.published or (each.status == "draft" and not asked)
    ]
    return [record(bank, each) for each in chosen]


def lines(text: str) -> list[str]:
    """The text's lines. Only the line breaks of text files count: `splitlines` breaks at U+0085 and U+2028 too."""
    return re.split(r"\r\n|\r|\n", text)


def source_line(source: dict[str, str]) -> str:
    """A source on one line: citation, URL, date it was read, and what it says."""
    read = f"(read {source['checked']})" if "checked" in source else ""
    says = f"says: {source['says']}" if "says" in source else ""
    return " ".join(filter(None, (source["cite"], source.get("url", ""), read, says)))


def parse_source(line: str) -> dict[str, str]:
    """Parse a line written by `source_line`."""
    match = re.fullmatch(
        r"(?P<cite>.+?)(?: (?P<url>https?://\S+))?(?: \(read (?P<checked>\d{4}-\d\d-\d\d)\))?(?: says: (?P<says>.+))?",
        line.strip(),
    )
    found = match.groupdict() if match else {"cite": line}
    return {key: value for key, value in found.items() if value}
