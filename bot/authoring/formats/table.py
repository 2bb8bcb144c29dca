"""The single table of export and import formats."""

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
        endings: its file extensions; exports get the first.
        write: serializes the whole bank; equal banks give equal bytes.
        read: parses a file into questions or reasons they can't be imported; None for an export-only format.
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
"""JSON lines and CSV contain everything but retired questions, with their status; GIFT and Anki only published ones."""
READERS: Final = {ending: each.read for each in FORMATS.values() if each.read for ending in each.endings}
