"""The bank for other programs: JSON lines, CSV, Moodle's GIFT and Anki."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.authoring.formats import anki, csv_format, gift
from bot.authoring.formats.exchange import records

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.bank.models import Bank

Format: TypeAlias = Literal["jsonl", "csv", "gift", "anki"]
FORMATS: Final[tuple[Format, ...]] = ("jsonl", "csv", "gift", "anki")
ENDINGS: Final[dict[Format, str]] = {"jsonl": ".jsonl", "csv": ".csv", "gift": ".gift", "anki": ".apkg"}


def export(bank: Bank, format: Format) -> bytes:  # noqa: A002 - the word of the command line
    """Return the bank as a file of that format; the same bank gives the same bytes.

    JSON lines and CSV hold all but retired questions, with their status; GIFT and Anki only what learners are asked.
    Raises ConfigurationError for Anki without genanki.
    """
    return _WRITERS[format](bank)


def _jsonl(bank: Bank) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records(bank)).encode()


_WRITERS: Final[dict[Format, Callable[[Bank], bytes]]] = {
    "jsonl": _jsonl,
    "csv": lambda bank: csv_format.write(records(bank)),
    "gift": lambda bank: gift.write(records(bank, asked=True), bank.blueprint),
    "anki": lambda bank: anki.write(records(bank, asked=True), bank),
}
