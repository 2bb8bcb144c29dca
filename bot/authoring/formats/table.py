"""The one table of formats in which questions leave the bank and come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.authoring.formats import anki, csv_format, gift, json_lines
from bot.authoring.formats.exchange import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.authoring.formats.exchange import Found
    from bot.bank.models import Bank


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes:
        endings: of its files; an export gets the first one.
        write: the whole bank as a file's bytes; the same bank gives the same bytes.
        read: the questions of a file, or why one cannot be taken; None for a format that only goes out.
    """

    endings: tuple[str, ...]
    write: Callable[[Bank], bytes]
    read: Callable[[str], Iterable[Found]] | None = None


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format((".jsonl",), lambda bank: json_lines.write(records(bank)), json_lines.read),
    "csv": Format((".csv",), lambda bank: csv_format.write(records(bank)), csv_format.read),
    "gift": Format((".gift", ".txt"), lambda bank: gift.write(records(bank, asked=True), bank.blueprint), gift.read),
    "anki": Format((".apkg",), lambda bank: anki.write(records(bank, asked=True), bank)),
}
"""JSON lines and CSV hold all but retired questions, with their status; GIFT and Anki only what learners are asked."""
READERS: Final = {ending: each.read for each in FORMATS.values() if each.read for ending in each.endings}
