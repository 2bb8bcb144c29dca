"""Sentences with a count read well at none, one, and two, wherever the count can be that."""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

import bot.words
from bot.chat import flat
from bot.words import account, class_view, classes, linking, live, managing, operators, pictures, questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNTS = (0, 1, 2)
THINGS = (
    "question|answer|day|week|month|year|hour|minute|second|point|member|report|credit|class|topic|domain|code|simulation"
    "|attempt|group|note|round|assignment|learner|card|character"
)
BETWEEN = r"(?:more |other |new |different )?"
ONE = re.compile(rf"\b1 {BETWEEN}(?:{THINGS})(?:es|s)\b")
NONE = re.compile(rf"\b0 {BETWEEN}(?:{THINGS})(?:es|s)?\b")
MANY = re.compile(rf"\b2 {BETWEEN}(?:{THINGS})(?!es|s)\b")
SAMPLES: dict[str, tuple[Any, ...]] = {
    "int": COUNTS,
    "int | None": (None, *COUNTS),
    "float": (0.0, 1.0, 2.0),
    "bool": (False, True),
    "str": ("Ann",),
    "Hours": (12,),
    "date": (date(2026, 11, 20),),
    "date | None": (None, date(2026, 11, 20)),
    "time": (time(17),),
    "Sequence[str]": ((), ("one",), ("one", "two")),
}
"""Values for the parameters of each kind; a function that takes others is left out."""
SOME = {
    "career.renewal._credits",  # at least half a credit is logged
    "career.renewal.logged",
    "board.line",  # a score, which may be 0 points
    "board.own_place",  # says otherwise before anything counts
    "board.points",
    "board.tied",  # called if there are others
    "board.together",
    "board.which",  # asked of two groups and more
    "career.pictures.best",  # a card has a best streak, or leaves the line out
    "class_work.amount",
    "duel.not_counted",
    "exam._left",
    "exam._questions",
    "group.week_answered",  # a week without questions has no summary
    "live.foot",
    "live.own_place",  # says otherwise without questions
    "mine._questions",
    "mine.missed",  # without a miss, another sentence says so
    "mine.next_missed",
    "moments.days",
    "offers.size",
    "operators._questions",
    "pictures._answers",
    "pictures.planned",
    "plan.count",
    "progress._left",
    "progress.push_lead",
    "progress.reminder",
    "questions.quiz_start",
    "ready.not_yet",
    "account._answers",
    "labels.weeks",
    "live.lobby",
}
"""What is never called with a count of 0, or is a score."""
FIXED = {
    "board.together",
    "career.eligibility.program",
    "career.eligibility.program_counts_some_time",
    "career.eligibility.program_expired",
    "career.eligibility.too_far",
    "operators.too_long",
    "refusals.too_long",
    "career.renewal.not_what",
    "class_members.class_full",
    "class_members.too_many_joined",
    "classes.too_many_taught",
    "exam.one_at_a_time",
    "labels.career.hours",
    "labels.career.less_than_years",
    "labels.career.within_months",
    "labels.exam.start_exam",
    "labels.in_weeks",
    "live.foot",
    "live.lobby",
    "ready.not_yet",
    "ready.placement_start",
    "refusals.enough_reports",
}
"""What is only called with limits and sizes above 1."""


def sentences() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every function of the words that takes a count and nothing that has no sample."""
    for found in pkgutil.walk_packages(bot.words.__path__, "bot.words."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            kinds = [each.annotation for each in inspect.signature(function).parameters.values()]
            counts = any(kind in {"int", "float", "int | None"} for kind in kinds)
            if function.__module__ == module.__name__ and counts and all(kind in SAMPLES for kind in kinds):
                yield f"{found.name.removeprefix('bot.words.')}.{name}", function


def said(function: Callable[..., Any]) -> Iterator[str]:
    """Yield what a function says, with every sample of its parameters."""
    parameters = inspect.signature(function).parameters
    for values in itertools.product(*(SAMPLES[each.annotation] for each in parameters.values())):
        given = dict(zip(parameters, values, strict=True))
        named = {name: given.pop(name) for name, each in parameters.items() if each.kind is each.KEYWORD_ONLY}
        try:
            found = function(*given.values(), **named)
        except (KeyError, IndexError, ValueError, ZeroDivisionError):
            continue  # no such place, month, or share
        yield flat(found) if isinstance(found, tuple) else str(found)


FOUND = dict(sentences())


def test_the_words_were_found() -> None:
    assert len(FOUND) > 100
    assert sorted((SOME | FIXED) - set(FOUND)) == []


@pytest.mark.parametrize("name", sorted(FOUND))
def test_counts_read_well(name: str) -> None:
    bad = [MANY, *([] if name in FIXED else [ONE]), *([] if name in SOME | FIXED else [NONE])]
    assert [text for text in said(FOUND[name]) for each in bad if each.search(text)] == []


def test_none_is_said_in_words() -> None:
    assert "which has no answers yet" in flat(account.export_ready(0))
    assert "including 1 answer," in flat(account.export_ready(1))
    assert "with no answers yet" in flat(linking.linked(0))
    assert "(no members)" in flat(classes.over("Fall", 0))
    assert class_view.head(0, 0, None, 0) == ["Nobody has joined yet."]
    assert "hasn't studied in the last 28 days" in class_view.member("Ann", "known", 0, 0, None)
    assert live.own_place(0, 0, 0, 1, tied=False) == "No question came up while you were here."
    assert managing.streak(0, 3) == "no days in a row, longest 3"
    assert pictures.in_a_row(0) == "no streak yet"
    assert questions.spent(0) == "less than a second"
    assert operators._questions(1) == "1 question"
