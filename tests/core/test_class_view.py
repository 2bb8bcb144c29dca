"""What an instructor sees: averages as ranges, names only with consent, and no one who would stand out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.chat import Card, flat
from bot.drawing.blocks import text_art
from bot.figures.classroom import ClassFigures
from bot.words import class_view as words
from tests.bench import Stage
from tests.classroom import Classroom, studied
from tests.core.candidate import begin, hand_in, work

if TYPE_CHECKING:
    from bot.storage.database import Database

VIEWS = ("", "topics clinical", "topics reporting", "members", "members Ann", "work")
RANGE = re.compile(r"(\d+) to (\d+)%")


def figures(room: Classroom) -> ClassFigures:
    room.teacher.say("/class")
    found = [card.picture.figures for card in room.teacher.replies if isinstance(card, Card) and card.picture]
    assert isinstance(found[0], ClassFigures)
    return found[0]


def with_named(stage: Stage) -> Classroom:
    """A class with three members who share a name and have studied differently."""
    room = Classroom(stage)
    for user, name, right, days_ago in (
        ("ann", "Ann Lee", 0.9, 0),
        ("bob", "Bob Ray", 0.5, 1),
        ("cy", "Cy Orr", 0.3, 8),
    ):
        studied(room.member(user, name), 60, right=right, days_ago=days_ago)
    return room


def test_the_class_at_a_glance(any_database: Database) -> None:
    room = with_named(Stage(any_database))
    said = room.seen()
    assert "3 members, all by name." in said
    assert "Exam on January 15, 2027, in 56 days." in said
    assert "Studied in the last seven days: 2 of 3." in said
    assert "No study in the last seven days: Cy Orr." in said
    assert "Simulations: none yet." in said
    assert re.search(r"Expected passes if the exam were today: \d( to \d)? of 3\.", said)
    assert len(RANGE.findall(said)) == 5
    lines = said.partition("Teach next")[2].splitlines()[1:6]
    gains = [float(line.rpartition(": ")[2]) for line in lines]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == 5
    assert min(gains) > 0


def test_the_picture_says_the_same(stage: Stage) -> None:
    room = with_named(stage)
    drawn, said = figures(room), room.seen()
    assert (drawn.members, drawn.counted, drawn.studied, drawn.measured) == (3, 3, 2, 3)
    for domain in drawn.domains:
        assert f"{domain.name}: {domain.level.low} to {domain.level.high}%" in said
    for topic in drawn.teach:
        assert topic in said
    assert "studied this week" in text_art(drawn)


def test_better_answers_give_more_expected_passes(stage: Stage) -> None:
    room = Classroom(stage)
    for n in range(3):
        studied(room.member(f"good{n}", f"Good {'abc'[n]}"), 200, right=1.0)
    best = figures(room).passes
    for n in range(3):
        studied(room.member(f"bad{n}", f"Bad {'abc'[n]}"), 200, right=0.0)
    both = figures(room)
    assert best
    assert best.high == 3
    assert both.passes
    assert both.passes.high < both.measured
    assert both.measured == 6


def test_members_by_name_with_their_own_figures(stage: Stage) -> None:
    room = with_named(stage)
    said = room.seen("members")
    assert re.search(r"Ann Lee: likely \d+ to \d+ of 100; studied on 1 day of the last 28; no simulations", said)
    assert "No study in the last seven days: Cy Orr." in said
    ann, cy = (room.seen(f"members {name}") for name in ("ann", "Cy O"))
    assert all(int(low) % 5 == 0 == int(high) % 5 for low, high in RANGE.findall(ann))
    assert RANGE.findall(ann)[0] > RANGE.findall(cy)[0]
    assert "Weakest topics:" in ann
    assert "Nobody in the class goes by that name" in room.seen("members Zed")


def test_members_whose_names_begin_alike_are_all_shown_and_the_exact_name_alone(stage: Stage) -> None:
    room = Classroom(stage)
    for user, name in (("a", "Ann Lee"), ("b", "Ann Lee"), ("c", "Ann Leeds")):
        room.member(user, name)
    assert room.seen("members ann").splitlines().count("Ann Lee") == 2
    assert "Ann Leeds" in room.teacher.text
    assert room.seen("members Ann  LEE").splitlines().count("Ann Lee") == 2
    assert "Ann Leeds" not in room.teacher.text


def test_a_simulation_is_counted_with_its_score(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    begin(ann, "half")
    work(ann, 4, wrong=99)
    hand_in(ann)
    said = room.seen("members")
    assert re.search(r"1 simulation, the last \d+ of 100", said)
    assert "Simulations: 1. The latest results average" in room.seen()
    assert room.table()[0]["simulations"] == "1"


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_without_a_name_count_nowhere(stage: Stage, count: int) -> None:
    room = with_named(stage)
    before, table = figures(room), room.table()
    for n in range(count):
        studied(room.member(f"x{n}"), 60, right=0.0)
    after = figures(room)
    assert after.members == 3 + count
    assert (after.domains, after.teach, after.passes) == (before.domains, before.teach, before.passes)
    assert (after.counted, after.studied, after.measured) == (3, 2, 3)
    assert room.table() == table
    assert words.hidden() in room.seen()
    assert f"{count} member" in room.seen("members")


def test_five_without_a_name_count_and_those_without_answers_do_not_help(stage: Stage) -> None:
    room = with_named(stage)
    before = figures(room)
    people = [room.member(f"x{n}") for n in range(5)]
    for person in people[:4]:
        studied(person, 60, right=0.0)
    assert figures(room).domains == before.domains, "the four would be told by the average"
    studied(people[4], 60, right=0.0)
    after = figures(room)
    assert after.counted == 8
    assert after.measured == 8
    assert all(a.level.low < b.level.low for a, b in zip(after.domains, before.domains, strict=True))
    people[4].say("/class leave")
    assert figures(room).domains == before.domains


def test_a_small_class_without_names_shows_no_breakdown(stage: Stage) -> None:
    room = Classroom(stage)
    for n in range(4):
        studied(room.member(f"x{n}"), 60)
    said = room.seen()
    assert "4 members, all without a name." in said
    for part in ("Studied", "Simulations", "Expected", "Teach", "%"):
        assert part not in said
    assert not [card for card in room.teacher.replies if isinstance(card, Card) and card.picture]
    assert "%" not in room.seen("topics clinical")
    [average] = room.table()
    assert {value for name, value in average.items() if name != "name"} == {""}


def test_no_single_answer_is_ever_shown(stage: Stage) -> None:
    room = with_named(stage)
    room.teacher.say("/class assign scheduling 3 by Friday")
    said = [room.seen(what) for what in VIEWS]
    room.teacher.say("/class file")
    files = [
        card.file.content.decode("utf-8-sig") for card in room.teacher.replies if isinstance(card, Card) and card.file
    ]
    pictures = [card.picture.alt for card in room.teacher.seen if card.picture]
    for shown in (*said, *files, *pictures):
        for question in stage.library.bank.questions.values():
            assert question.id not in shown
            assert question.stem not in shown
            assert all(option.text not in shown for option in question.options)


def test_what_one_person_knows_is_given_in_steps_of_five(stage: Stage) -> None:
    """So that the table of yesterday and that of today do not tell what was answered in between."""
    *members, _average = with_named(stage).table()
    for row in members:
        found = [value for name, value in row.items() if name.endswith("(%)") or name == "likely score (of 100)"]
        assert len(found) == 75
        assert {int(end) % 5 for value in found for end in value.split(" to ")} == {0}


def test_the_table_has_a_row_for_each_name_and_one_for_the_average(stage: Stage) -> None:
    room = with_named(stage)
    room.teacher.say("/class assign scheduling 3 by Friday")
    rows = room.table()
    assert [row["name"] for row in rows] == ["Ann Lee", "Bob Ray", "Cy Orr", "Class average"]
    ann, _, cy, average = rows
    assert ann["study days, last 7 days"] == "1"
    assert cy["study days, last 7 days"] == "0"
    assert cy["study days, last 28 days"] == "1"
    assert cy["last studied"] == "2026-11-12"
    assert average["study days, last 28 days"] == "1.0"
    for row in rows:
        assert re.fullmatch(r"\d+ to \d+", row["Clinical Operations (%)"]), "never a date to a spreadsheet"
    assert ann["Scheduling, 3 questions, due 2026-11-27"] == "not yet"
    assert len(rows[0]) == 9 + 5 + 68 + 1
    assert not [value for row in rows for value in row.values() if value[:1] in {"=", "+", "@", "-"}]


def test_a_changed_name_is_the_only_one_shown(stage: Stage) -> None:
    room = with_named(stage)
    ann = stage.person("ann")
    ann.say("/class")
    ann.tap("Show another name")
    ann.say("A. Lee")
    said = room.seen("members")
    assert "A. Lee" in said
    assert "Ann Lee" not in said
    ann.say("/class")
    ann.tap("Just count me")
    assert "A. Lee" not in room.seen("members")
    assert "1 member is counted without a name." in room.seen("members")


def test_looking_changes_nothing_of_a_members_model_and_takes_in_what_is_new(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    studied(ann, 20, modeled=False)
    assert "would get right" in room.seen()
    with stage.database.transaction() as store:
        assert list(store.models.learners()) == []


def test_a_model_that_must_be_rebuilt_waits_for_its_learner(stage: Stage) -> None:
    room = Classroom(stage)
    ann = room.member("ann", "Ann Lee")
    studied(ann, 150)
    assert "Expected passes if the exam were today: " in room.seen()
    with stage.database.transaction() as store:
        store.models.drop()
    assert "Expected passes: too early to say." in room.seen()
    ann.say("/daily")
    assert "Expected passes if the exam were today: " in room.seen()


def test_every_view_fits_a_message_or_pages_well(stage: Stage) -> None:
    room = Classroom(stage)
    for n in range(30):
        room.member(f"m{n}", f"Member {chr(97 + n % 26)}{'x' * 25}")
    said = room.seen()
    assert len(said) < 4096
    assert all(flat(card.body).strip() for card in room.teacher.replies if isinstance(card, Card))
