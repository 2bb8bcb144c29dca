"""What a class and its members may be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.classroom import Classroom

if TYPE_CHECKING:
    from tests.bench import Stage

ZALGO = "A\u0301\u0302\u0303\u0304nn"
BAD_NAMES = [
    "A",
    "",
    "<b>Ann</b>",
    "*Ann*",
    "Ann_Lee",
    "@everyone",
    "[Ann](https://example.com)",
    "=1+1",
    "-Ann",
    "Ann\u202eLee",
    "\u200fAnn",
    "Ann\u200bLee",
    "\U0001f600" * 200,
    "Ann \U0001f600",
    "A" * 41,
    ZALGO,
    "Ann\x1bLee",
    "`Ann`",
    "Ann.example.com",
]
GOOD_NAMES = [
    "Ann Lee",
    "Zo\u00eb O'Hara-Lind",
    "\u0905\u0928\u093f\u0932",
    "\u0645\u0631\u064a\u0645",
    "J. R. Smith",
    "J.R. Smith",
    "\u674e\u5a1c",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_none_is_refused_and_asked_again(stage: Stage, name: str) -> None:
    room = Classroom(stage)
    ann = stage.person("ann")
    ann.begin()
    ann.say(f"/join {room.code}")
    ann.tap("Type my name")
    ann.say(name)
    assert "You're in" not in ann.text
    assert "Nobody has joined yet." in room.seen()
    ann.say("Ann Lee")
    assert "Your instructor sees you as Ann Lee." in ann.text


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_names_of_every_script_are_taken(stage: Stage, name: str) -> None:
    room = Classroom(stage)
    room.member("ann", name)
    assert name in room.seen("members")
    assert room.table()[0]["name"] == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        '""',
        "<b>x</b>",
        "@here",
        "=SUM(1)",
        "*a*",
        "\u202eabc",
        "\U0001f600" * 200,
        "x" * 41,
        "see example.com",
        "x://y",
        "Fall /forget",
    ],
)
def test_a_class_cannot_be_called_anything(stage: Stage, name: str) -> None:
    boss = stage.person("boss")
    boss.begin()
    boss.say(f"/class new {name}")
    assert "is ready" not in boss.text
    boss.say("/class")
    assert "No class yet" in boss.text


@pytest.mark.parametrize(
    "typed",
    [
        '"Fall cohort" exam 2027-01-15',
        "Fall cohort exam Jan 15",
        "name Fall cohort exam 1/15/27",
        '"Fall cohort" 2027-01-15',
        "Fall cohort 1/15/2027",
        "Fall cohort, exam on January 15, 2027",
    ],
)
def test_a_class_is_named_with_or_without_quotes(stage: Stage, typed: str) -> None:
    boss = stage.person("boss")
    boss.begin()
    boss.say(f"/class new {typed}")
    assert "Fall cohort is ready." in boss.text
    assert "after its exam on January 15, 2027." in boss.text
