"""Rules that every sentence a learner reads keeps, wherever it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.chat import flat
from bot.figures import ExamFigures
from bot.learning.exam_scoring import Mark, outcome
from bot.words import exam, lists, pictures
from bot.words.career import pictures as career_pictures
from bot.words.career import roi
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
    assert list(career_pictures.PARTS.values()) == [roi.EXAM, roi.COURSE, roi.RENEWAL, roi.TOTAL]


def test_a_text_is_cut_after_a_word() -> None:
    assert lists.shortened("Which charge was missed?", 40) == "Which charge was missed?"
    assert lists.shortened("Which charge, if any, was missed?", 23) == "Which charge, if any…"


def test_the_pace_of_an_exam_leaves_out_what_was_not_answered() -> None:
    marks = [Mark(n + 1, "d", scored=True, flagged=False, drafts="0" if n < 3 else "", seconds=30.0) for n in range(10)]
    result = outcome(marks, ["d"], seconds=90, minutes=10)
    assert result.parts == (30.0, 30.0, None, None, None)
    assert "By fifths of the exam: 30 s, 30 s, none answered" in flat(exam.times(result))
    figures = ExamFigures("Exam", 3, 10, (), None, 2, 10, (30, 30, None, None, None))
    assert pictures.paces(figures) == {"start": 30, "2": 30}
