"""Learners' reports, listed for the bank's maintainers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.storage.report_tables import Report
    from bot.storage.store import Store

LATEST: Final = 10**6
"""Higher than any version."""


def listed(store: Store) -> str:
    """Open reports by question, most reported first, newest first within a question."""
    found = store.corrections.open()
    if not found:
        return "No report is open."
    return "\n".join(line for question, rows in found for line in _lines(store, question, rows))


def _lines(store: Store, question: str, rows: list[Report]) -> Iterator[str]:
    yield f"{question}  {len(rows)} report{'s' if len(rows) > 1 else ''}"
    for row in rows:
        chosen = store.corrections.answered(row.learner_id, question, LATEST)
        said = f'"{_printable(row.text)}"' if row.text else ""
        answered = "not answered" if chosen is None else f"answered: {chosen}" if chosen else "skipped"
        yield "  ".join(filter(None, (f"  {row.reported_at:%Y-%m-%d}", row.kind, answered, said)))


def _printable(said: str) -> str:
    """A learner's text without control characters that a terminal would interpret."""
    return "".join(character if character.isprintable() else " " for character in said)
