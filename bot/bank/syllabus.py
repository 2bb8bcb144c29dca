"""The syllabus: knowledge points taught in entry-level courses, by topic."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from bot.bank import records
from bot.bank.faults import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE: Final = "syllabus.yaml"
MAX_SAYS: Final = 200


class Point(records.Record):
    """A knowledge point: `says` is what a candidate must know, `term` how the topic's note mentions it."""

    point: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    term: str = Field(min_length=1, max_length=80)
    need: Literal["core", "useful", "edge"]
    says: str = Field(min_length=1, max_length=MAX_SAYS)
    sources: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Syllabus:
    """Every knowledge point by topic and short id, in file order."""

    topics: Mapping[str, Mapping[str, Point]]

    def __post_init__(self) -> None:
        frozen = {topic: MappingProxyType(dict(points)) for topic, points in self.topics.items()}
        object.__setattr__(self, "topics", MappingProxyType(frozen))

    def find(self, topic: str, point: str) -> Point | None:
        """A topic's point; None if the syllabus has no such point."""
        return self.topics.get(topic, {}).get(point)


def load_syllabus(folder: Path) -> Syllabus:
    """Load the content folder's syllabus.

    Raises:
        BankError: lists every fault in the file.
    """
    entry, faults = records.document(folder / FILE)
    topics: dict[str, dict[str, Point]] = {}
    if entry is not None:
        faults += records.doubled(entry, FILE, "")
        listed = entry.value if isinstance(entry.value, dict) else {}
        for topic, points in listed.items():
            faults += _take(topics.setdefault(str(topic), {}), str(topic), points)
    if faults:
        raise BankError(faults)
    return Syllabus(topics)


def _take(found: dict[str, Point], topic: str, points: object) -> Iterator[Fault]:
    if not isinstance(points, list):
        yield Fault(FILE, 0, topic, "schema", "a topic must be a list of points")
        return
    for value in points:
        point, faults = records.validated(Point, value, FILE, 0, topic)
        yield from faults
        if point and point.point in found:
            yield Fault(FILE, 0, topic, "duplicate-point", f"the point `{point.point}` appears twice: rename one")
        elif point:
            found[point.point] = point
