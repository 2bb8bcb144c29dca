"""CSV tables for spreadsheets, as this program writes them and as others save them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from bot.authoring.formats.exchange import LETTERS, parse_source, source_line
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.authoring.formats.exchange import Found, Record

COLUMNS: Final = (
    "id", "domain", "topic", "point", "stem", *(f"option {each}" for each in LETTERS), "answer",
    *(f"rationale {each}" for each in LETTERS), "sources", "level", "difficulty", "status",
)  # fmt: skip
NEEDED: Final = ("stem", *(f"option {each}" for each in LETTERS), "answer")
SEPARATORS: Final = ",;\t|"
_ALIASES: Final = {
    "question": "stem",
    "question text": "stem",
    "correct": "answer",
    "correct answer": "answer",
    "correct option": "answer",
    "right answer": "answer",
    "key": "answer",
    "explanation": "rationale",
    "feedback": "rationale",
    "why": "rationale",
    "source": "sources",
    "reference": "sources",
    "references": "sources",
    "number": "id",
}
_LETTERED: Final = re.compile(r"(?:(option|choice|answer|rationale|feedback|why|explanation) ?)?([a-d]|[1-4])")
_REASONS: Final = ("rationale", "feedback", "why", "explanation")


def write(records: Sequence[Record]) -> bytes:
    """The table with a header row; `answer` is a letter, and sources are separated by line breaks within their cell."""
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(map(_cells, records))
    return file.getvalue().encode("utf-8-sig")  # without a BOM, spreadsheets assume Latin-1


def read(source: str) -> Iterator[Found]:
    """Yield each row's location with the fields that are filled in.

    Raises:
        ConfigurationError: the first row does not name the columns, or rows can't be told apart.
    """
    separator, source = _separator(source)
    rows = _rows(source, separator)
    names = _named(next(rows, (1, []))[1])
    for line, row in rows:
        if any(map(str.strip, row)):
            yield f"line {line}", _fields({name: cell.strip() for name, cell in zip(names, row, strict=False) if name})


def column(name: str) -> str:
    """Our name for a column, whatever a spreadsheet calls it; "" if it is none of ours."""
    tidy = " ".join(re.sub(r"[\s_.:()-]+", " ", name.casefold()).split())
    if tidy in map(str.casefold, COLUMNS):
        return tidy
    if tidy in _ALIASES:
        return _ALIASES[tidy]
    match = _LETTERED.fullmatch(tidy)
    if not match:
        return ""
    letter = match[2] if match[2].isalpha() else "abcd"[int(match[2]) - 1]
    return f"{'rationale' if match[1] in _REASONS else 'option'} {letter}"


def _separator(source: str) -> tuple[str, str]:
    """Return the cell separator, and the table without the line in which Excel names it."""
    if match := re.match(r"\s*\"?sep=(.)\"?[^\S\n]*\r?\n", source, re.IGNORECASE):
        return match[1], source[match.end() :]
    found = max(SEPARATORS, key=lambda each: sum(map(bool, map(column, _heading(source, each)))))
    return found, source


def _heading(source: str, separator: str) -> list[str]:
    return next(csv.reader(io.StringIO(source, newline=""), delimiter=separator), [])


def _rows(source: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its last line."""
    table = csv.reader(io.StringIO(source, newline=""), delimiter=separator, strict=True)
    line = 0
    try:
        for row in table:
            line = table.line_num
            yield line, row
    except csv.Error:
        raise ConfigurationError(
            f"In the row that begins on line {line + 1}, a quotation mark is not closed, or stands in the middle of a "
            'cell. Inside a cell that is quoted, write it twice: "". Nothing was imported.'
        ) from None


def _named(heading: list[str]) -> list[str]:
    names = [column(name) for name in heading]
    missing = [name for name in NEEDED if name.casefold() not in names]
    if missing:
        found = ", ".join(name.strip() for name in heading if name.strip()) or "nothing"
        raise ConfigurationError(
            f"The first row of the table must name its columns. It lacks {', '.join(missing)}; it has {found}. "
            f"The columns are: {', '.join(COLUMNS)}."
        )
    return names


def _cells(each: Record) -> dict[str, str]:
    options = {f"option {letter}": text for letter, text in zip(LETTERS, each["options"], strict=True)}
    reasons = {f"rationale {letter}": text for letter, text in zip(LETTERS, each["rationales"], strict=True)}
    sources = "\n".join(map(source_line, each["sources"]))
    plain = {name: str(value) for name, value in each.items() if name in COLUMNS}
    return {**plain, **options, **reasons, "sources": sources, "answer": LETTERS[each["answer"]]}


def _fields(cells: dict[str, str]) -> dict[str, object]:
    """The row as a Record; empty cells are not options, and one explanation for all goes to the right option."""
    plain = {name: cells[name] for name in ("id", "topic", "point", "stem", "level", "difficulty") if cells.get(name)}
    options = [cells.get(f"option {letter.lower()}", "") for letter in LETTERS]
    right = _right(cells.get("answer", ""), options)
    reasons = [cells.get(f"rationale {each.lower()}", "") for each in LETTERS]
    if right >= 0:
        reasons[right] = reasons[right] or cells.get("rationale", "")
    return {
        **plain,
        "options": [each for each in options if each],
        "answer": right,
        "rationales": reasons,
        "sources": [parse_source(line) for line in cells.get("sources", "").split("\n") if line.strip()],
    }


def _right(answer: str, options: list[str]) -> int:
    """The index of the right option, given its letter, number, or text; -1 if nothing matches."""
    tidy = answer.strip().rstrip(".)").upper()
    if len(tidy) == 1 and tidy in LETTERS:
        return LETTERS.index(tidy)
    same = [index for index, option in enumerate(options) if option and option.casefold() == answer.strip().casefold()]
    if len(same) == 1:
        return same[0]
    match = re.fullmatch(r"(?:OPTION|CHOICE|ANSWER) ?([A-D1-4])|([1-4])", tidy)
    found = (match[1] or match[2]) if match else ""
    return (LETTERS.find(found) if found.isalpha() else int(found) - 1) if found else -1
