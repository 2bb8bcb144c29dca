"""Rules that every sentence a learner reads keeps, wherever it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.words.career import pictures, roi
from tests.bench import CONTENT
from tests.script import SPACED

WORDS = Path(roi.__file__).parents[1]
TEXTS = [
    *sorted(WORDS.rglob("*.py")),
    *(path for path in sorted(CONTENT.rglob("*")) if path.suffix in {".yaml", ".md"}),
]
FORMATS = re.compile(r":%[a-zA-Z]|strftime|isoformat")
"""What writes a time or a date."""


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_space_stands_before_a_percent_sign(path: Path) -> None:
    assert not SPACED.search(path.read_text())
    assert "} %" not in path.read_text()


def test_times_and_dates_are_formatted_in_one_place() -> None:
    assert {path.name for path in WORDS.rglob("*.py") if FORMATS.search(path.read_text())} == {"moments.py"}


def test_a_thing_has_one_name_in_the_words_and_in_the_pictures() -> None:
    assert list(pictures.PARTS.values()) == [roi.EXAM, roi.COURSE, roi.RENEWAL, roi.TOTAL]
