"""Each goal with a bank that reaches it and one that falls short of it alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from bot.authoring.lint import cues, goals
from bot.authoring.lint.goals import Row
from bot.bank.models import Review
from tests.bank.banks import BLUE, questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.bank.models import Question

NOTED = BLUE.topic_ids
SMALL = {"questions", "items in the smallest topic", "share of the largest topic (CLO-01)"}
"""A bank of 100 over 11 topics cannot reach these."""


def short(found: list[Question], noted: tuple[str, ...] = NOTED) -> set[str]:
    return {row.name for row in goals.measure(found, noted, BLUE) if not row.passed} - SMALL


def with_all(**changes: object) -> Callable[[int, Question], dict[str, object]]:
    return lambda _, __: changes


def every(nth: int, **changes: object) -> Callable[[int, Question], dict[str, object]]:
    return lambda index, _: {} if index % nth else changes


def stretched(_: int, each: Question) -> dict[str, object]:
    return {"key": each.key.model_copy(update={"text": f"{each.key.text} and more"})}


def longest(_: int, each: Question) -> dict[str, object]:
    texts = sorted((option.text for option in each.options), key=len)
    return {
        "key": each.key.model_copy(update={"text": texts[3]}),
        "distractors": rest(each, texts[0], texts[1], texts[2]),
    }


def rest(each: Question, *texts: str) -> tuple[Any, ...]:
    return tuple(option.model_copy(update={"text": text}) for option, text in zip(each.distractors, texts, strict=True))


def echoed(_: int, each: Question) -> dict[str, object]:
    return {"stem": f"{each.stem[:-1]} {each.key.text.split()[0].lower()}?"}


def made(change: Callable[[int, Question], dict[str, Any]]) -> list[Question]:
    return [each.model_copy(update=change(index, each)) for index, each in enumerate(questions())]


def wordy(_: int, each: Question) -> dict[str, object]:
    return {"stem": "This is a sentence. Very " + "very " * 20 + each.stem}


def chatty(_: int, each: Question) -> dict[str, object]:
    return {"distractors": rest(each, *(f"{option.text} and so on and so forth and on" for option in each.distractors))}


def plain(index: int, _: Question) -> dict[str, object]:
    return {"stem": f"About this the candidate has {index} things to say to all of us here today: namely?"}


def cited(cite: str) -> dict[str, object]:
    return {"sources": (questions()[0].sources[0].model_copy(update={"cite": cite}),)}


def one_reason(index: int, each: Question) -> dict[str, object]:
    return {} if index else {"distractors": (each.distractors[0],) * 3}


SHORT: list[tuple[set[str], Callable[[int, Question], dict[str, Any]]]] = [
    ({"recall"}, with_all(level="recall")),
    ({"difficulty hard", "difficulty easy"}, with_all(difficulty="medium")),
    ({"stem words, median", "stems of two or more sentences"}, wordy),
    ({"option words, mean", "key is the longest option"}, chatty),
    ({"stock lead-ins", "asks what to do"}, plain),
    ({"key is the longest option", "lone echo of the stem is the key"}, longest),
    ({"lone echo of the stem is the key"}, echoed),
    ({"cited with section or page"}, lambda index, _: {} if index % 12 else cited(f"Handbook {index}")),
    ({"share of one citation"}, every(9, **cited("45 CFR 1.1"))),
    ({"blind solver agrees with the key"}, every(25, review=None)),
    ({"blind solver agrees with the key"}, every(25, review=Review(date=dt.date(2026, 11, 1), blind="mended"))),
    ({"every option has its own reason"}, one_reason),
    ({"cited", "cited with section or page"}, lambda index, _: {} if index % 12 else cited(" ")),
]  # fmt: skip


def test_a_good_bank_reaches_all() -> None:
    assert short(questions()) == set()
    rows = goals.measure(questions(13), NOTED, BLUE)
    assert Row("questions", "1300", "at least 1250", passed=True) in rows
    assert Row("share of Clinical Operations", "32.0%", "31 to 33%", passed=True) in rows


@pytest.mark.parametrize(("names", "change"), SHORT)
def test_a_bank_falls_short_of_one_goal(names: set[str], change: Callable[[int, Question], dict[str, Any]]) -> None:
    found = short(made(change))
    assert names <= found
    assert found <= names | {"key length / distractor length"}


def test_keys_may_not_be_long_on_the_whole() -> None:
    assert {"key length / distractor length", "key is the longest option"} <= short(made(stretched))


def test_shares_of_domains_and_topics() -> None:
    found = [each for each in questions() if each.topic != "REP-02"]
    assert {"share of Reporting", "share of Clinical Operations"} <= short(found)
    (row,) = [row for row in goals.measure(found, NOTED, BLUE) if row.name == "items in the smallest topic"]
    assert row.figure == "0 (REP-02)"
    largest = goals.measure(questions(), NOTED, BLUE)
    assert [row.figure for row in largest if row.name == "share of the largest topic (CLO-01)"] == ["16.0%"]


def test_every_topic_needs_a_note() -> None:
    assert short(questions(), NOTED[:-1]) == {"topics with a note"}


def test_an_empty_bank_falls_short_without_an_error() -> None:
    names = {row.name for row in goals.measure([], (), BLUE) if not row.passed}
    assert {"questions", "share of Reporting", "blind solver agrees with the key", "topics with a note"} <= names


@pytest.mark.parametrize(
    ("schema", "flawed", "waived", "passed"), [(0, 5, 5, (1, 1, 1)), (1, 6, 0, (0, 0, 1)), (0, 0, 6, (1, 1, 0))]
)
def test_faults_flaws_and_waivers(schema: int, flawed: int, waived: int, passed: tuple[int, ...]) -> None:
    assert tuple(row.passed for row in goals.flaws(schema, flawed, waived, 100)) == tuple(map(bool, passed))


@pytest.mark.parametrize(
    ("stem", "asks"),
    [
        ("One thing. What should be done?", "What should be done?"),
        ("What is it?", "What is it?"),
        ('He says: "No." Which form is due?', "Which form is due?"),
        ("At 45 CFR 164.404 what is due?", "At 45 CFR 164.404 what is due?"),
    ],
)
def test_the_sentence_that_asks(stem: str, asks: str) -> None:
    assert cues.last_sentence(stem) == asks
