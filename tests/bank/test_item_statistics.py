"""Item statistics: planted properties are found, and few answers say nothing."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.authoring.item_statistics import FEWEST, ItemStatistics, item_statistics, table

if TYPE_CHECKING:
    from bot.authoring.item_statistics import Answer

PLAIN = [f"p{i}" for i in range(20)]


def classroom(learners: int = 200) -> list[Answer]:
    """Able and weak learners; plain questions tell them apart, the others have one fault each."""
    rng = np.random.default_rng(3)
    answers: list[Answer] = []
    for who in range(learners):
        able = who % 2 == 0
        answers += [(who, name, 0 if rng.random() < (0.9 if able else 0.4) else 1 + who // 2 % 3) for name in PLAIN]
        answers += [
            (who, "easy", 0 if who % 50 else 1),
            (who, "hard", 0 if who % 10 == 0 else 1 + who % 3),
            (who, "coin", 0 if rng.random() < 0.5 else int(rng.integers(1, 4))),
            (who, "wrong-key", 0 if not able else 2),
            (who, "tempting", 3 if rng.random() < 0.6 else int(rng.integers(0, 3))),
        ]
    return answers


def found() -> dict[str, ItemStatistics]:
    names = [*PLAIN, "easy", "hard", "coin", "wrong-key", "tempting", "unasked"]
    return {each.question: each for each in item_statistics(classroom(), names)}


def test_what_is_counted() -> None:
    each = found()["easy"]
    assert (each.answers, each.chosen) == (200, (196, 4, 0, 0))
    assert each.facility == pytest.approx(0.98)
    assert "unasked" not in found()


def test_a_question_that_the_able_know_discriminates_and_a_coin_does_not() -> None:
    assert all(found()[name].discrimination > 0.3 for name in PLAIN)
    assert all(not found()[name].flags for name in PLAIN)
    assert abs(found()["coin"].discrimination) < 0.2
    assert found()["wrong-key"].discrimination < -0.5


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("easy", "very easy"),
        ("easy", "nobody chooses 2"),
        ("hard", "very hard"),
        ("wrong-key", "does not discriminate"),
        ("wrong-key", "nobody chooses 1"),
        ("tempting", "3 is chosen more than the key"),
    ],
)
def test_flags(name: str, flag: str) -> None:
    assert flag in found()[name].flags


def test_the_discrimination_is_the_correlation_with_the_marks_on_all_others() -> None:
    answers = classroom()
    names = sorted({question for _, question, _ in answers})
    marks = np.zeros((200, len(names)))
    for who, question, chosen in answers:
        marks[who, names.index(question)] = chosen == 0
    rest = marks.sum(axis=1) - marks[:, 3]
    expected = np.corrcoef(marks[:, 3], rest)[0, 1]
    assert item_statistics(answers, names)[3].discrimination == pytest.approx(expected)


def test_it_does_not_matter_who_was_asked_the_hard_ones() -> None:
    """Able learners are asked hard questions, weak ones easy: their plain shares are equal, what they know is not."""
    rng = np.random.default_rng(4)
    answers: list[Answer] = []
    for who in range(400):
        able = who % 2
        for i in range(20):
            own = f"{'hard' if able else 'easy'}{i}" if i < 18 else f"both{i}"
            chance = 0.6 if i < 18 else 0.4 + 0.4 * able
            answers.append((who, own, 0 if rng.random() < chance else 1))
        answers += [(who, f"link{i}", 0 if rng.random() < 0.3 + 0.5 * able else 1) for i in range(6)]
    stats = {each.question: each for each in item_statistics(answers, ["both18", *sorted({q for _, q, _ in answers})])}
    assert stats["both18"].discrimination > 0.1


def test_few_answers_say_nothing() -> None:
    few: list[Answer] = [(who, "a", who % 4) for who in range(FEWEST - 1)]
    assert item_statistics(few, ["a", "b"]) == ()
    assert item_statistics([], []) == ()
    assert "None of 2 questions" in table((), 2)
    [one] = item_statistics([*few, (99, "a", 0), (1, "gone", 0)], ["a", "b"])
    assert isnan(one.discrimination), "nobody answered enough others"
    assert one.flags == ()


def test_the_table_has_a_line_for_each_and_no_learner() -> None:
    each = ItemStatistics("CLO-03-001", 0.2, 0.05, (8, 30, 2, 0))
    blunt = ItemStatistics("CLO-03-002", 0.5, float("nan"), (20, 10, 5, 5))
    head, columns, line, other = table((each, blunt), 694).splitlines()
    assert head == "2 of 694 questions have first answers of at least 30 learners; 1 of them are flagged."
    assert columns.split() == ["question", "answers", "facility", "discrimination", "key", "1", "2", "3", "flags"]
    assert line.split()[:8] == ["CLO-03-001", "40", "0.20", "0.05", "20%", "75%", "5%", "0%"]
    flags = "very hard; does not discriminate; 1 is chosen more than the key; nobody chooses 3"
    assert line.endswith(flags)
    assert other.split() == ["CLO-03-002", "40", "0.50", "-", "50%", "25%", "12%", "12%"]
