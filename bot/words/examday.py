"""The exam day: countdown and checklists; every sentence on the exam itself comes from the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text

AHEAD: Final = "Ahead of time"
EVE: Final = "The day before"
THE_DAY: Final = "On the day"


@dataclass(frozen=True, slots=True)
class Said:
    """A fact's sentence, which says itself if it is uncertain, and whether it is a task."""

    text: str
    to_do: bool = False


def choice(left: int | None, places: Sequence[Said]) -> Text:
    return text(bold(_head("", left)), *(f"\n{each.text}" for each in places), "\n\nWhere will you take it?")


def checklist(
    left: int | None, lists: Sequence[tuple[str, Sequence[Said]]], tail: Sequence[Said], *, remote: bool
) -> Text:
    """Lists by time, without those that are over."""
    kind = " at home, with a live remote proctor" if remote else " at a test center"
    known = any(facts for _, facts in lists)
    open_ = [
        (name, facts) for name, facts in lists if (facts or (known and _advice(name))) and not _is_over(name, left)
    ]
    parts: list[str | Text] = []
    for name, facts in open_:
        parts.append(text("\n\n", bold(name), *(f"\n- {each.text}" for each in facts), _advice(name)))
    return text(bold(_head(kind, left)), *parts, *(f"\n\n{each.text}" for each in tail))


def passed() -> Text:
    return text("You passed, so there's no exam day to get ready for. If you've booked another exam, set its date.")


def not_a_place() -> Text:
    return text("Send /examday center for a test center, or /examday remote for an exam from home.")


def _head(kind: str, left: int | None) -> str:
    if left is None:
        return f"Exam day{kind}: no date set yet"
    near = {0: f"Exam day{kind} is today. Good luck.", 1: f"Exam day{kind} is tomorrow."}
    return near.get(left, f"Exam day{kind}: {left} days to go")


def _is_over(name: str, left: int | None) -> bool:
    """True for tasks whose time has passed: early ones on the last day, the eve's on the day itself."""
    return (name == AHEAD and left in {0, 1}) or (name == EVE and left == 0)


def _advice(name: str) -> str:
    return "\n- My advice: one short set at most, then rest." if name == EVE else ""
