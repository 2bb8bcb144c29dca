"""Questions as a CSV table, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from bot.authoring.formats.exchange import LETTERS, parse_source, source_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.authoring.formats.exchange import Record

COLUMNS: Final = (
    "id", "domain", "topic", "stem", *(f"option {each}" for each in LETTERS), "answer",
    *(f"rationale {each}" for each in LETTERS), "sources", "level", "difficulty", "status",
)  # fmt: skip


def write(records: Sequence[Record]) -> bytes:
    """Return the table with a heading line; `answer` is a letter, sources stand one on a line of their cell."""
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(map(_cells, records))
    return file.getvalue().encode("utf-8-sig")  # spreadsheets take a file without the mark for Latin-1


def read(source: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield where each row stands, and its fields as far as they are filled in."""
    table = csv.DictReader(io.StringIO(source, newline=""))
    for cells in table:
        filled = {
            (name or "").strip().lower(): (cell or "").strip() for name, cell in cells.items() if isinstance(cell, str)
        }
        yield f"line {table.line_num}", _fields(filled)


def _cells(each: Record) -> dict[str, str]:
    options = {f"option {letter}": text for letter, text in zip(LETTERS, each["options"], strict=True)}
    reasons = {f"rationale {letter}": text for letter, text in zip(LETTERS, each["rationales"], strict=True)}
    sources = "\n".join(map(source_line, each["sources"]))
    plain = {name: str(value) for name, value in each.items() if name in COLUMNS}
    return {**plain, **options, **reasons, "sources": sources, "answer": LETTERS[each["answer"]]}


def _fields(cells: dict[str, str]) -> dict[str, object]:
    """Return the row in the form of a Record; an empty cell is no option."""
    plain = {name: cells[name] for name in ("id", "topic", "stem", "level", "difficulty") if cells.get(name)}
    options = [cells.get(f"option {letter.lower()}", "") for letter in LETTERS]
    letter = cells.get("answer", "").upper()
    return {
        **plain,
        "options": [each for each in options if each],
        "answer": LETTERS.find(letter) if letter else -1,
        "rationales": [cells.get(f"rationale {each.lower()}", "") for each in LETTERS],
        "sources": [parse_source(line) for line in cells.get("sources", "").splitlines() if line.strip()],
    }
