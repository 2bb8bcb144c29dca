"""Numbers of facts that are written out in code are named with the fact they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import content
from bot.authoring.lint.literals import literals
from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.faq import owned

if TYPE_CHECKING:
    from bot.bank.owned import Owned

CONTENT = Path(content.__file__).parent


@pytest.fixture(scope="module")
def numbers() -> Owned:
    return owned(load_facts(CONTENT), load_career(CONTENT))


def found(folder: Path, line: str, numbers: Owned) -> list[str]:
    (folder / "words").mkdir()
    (folder / "flows").mkdir()
    (folder / "words" / "some.py").write_text(f'"""Not what learners read: 125 questions."""\n\n{line}\n')
    return [fault.message for fault in literals(numbers, folder)]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ('def fee() -> str:\n    return "It costs $117."', "cost-fee"),
        ('A = f"You answer 125 questions, {1}"', "exam-size"),
        ('A = "You need 390."', "exam-pass-score"),
        ('A = "68.81% pass."', "exam-pass-rate"),
        ('A = "Log 10 continuing education credits."', "renewal-cycle"),
        ('A = "The median is $51,140."', "career-pay-median"),
        ("PASSED = 0.6881", "exam-pass-rate"),
        ("MEDIAN = 51141 - 1, 1834", "exam-pass-rate"),
    ],
)
def test_a_fact_written_out_is_named(tmp_path: Path, numbers: Owned, line: str, owner: str) -> None:
    assert [owner in message for message in found(tmp_path, line, numbers)] == [True]


@pytest.mark.parametrize(
    "line",
    [
        'A = "In 4 weeks, at 17:00, 90 of 100, 2 to 40 letters, in 2026"',
        'A = "A notice comes 30 days before."',  # a rule of the tutor itself
        "WIDTH, SHARE, MOST = 120, 0.75, 500",
    ],
)
def test_other_numbers_are_free(tmp_path: Path, numbers: Owned, line: str) -> None:
    assert found(tmp_path, line, numbers) == []


def test_the_product_takes_its_numbers_from_facts(numbers: Owned) -> None:
    assert list(literals(numbers)) == []
