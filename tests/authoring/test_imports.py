"""Files of others, read as drafts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.authoring.formats.drafts import as_yaml
from bot.authoring.formats.imports import NO_SOURCE, NO_WHY, import_
from bot.authoring.formats.table import FORMATS
from bot.bank.models import Question
from bot.errors import ConfigurationError
from tests.authoring.samples import bank

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["jsonl", "csv", "gift"])
def test_what_was_exported_is_imported_as_drafts(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"bank{FORMATS[name].endings[0]}"
    path.write_bytes(FORMATS[name].write(bank()))
    done = import_(path)
    assert (done.refused, done.renamed) == ([], [])
    taken = {each["id"]: Question.model_validate(each) for each in yaml.safe_load(as_yaml(done.drafts))}
    exported = [
        each for each in bank().questions.values() if each.published or (name != "gift" and each.status == "draft")
    ]
    assert sorted(taken) == sorted(each.id for each in exported)
    for each in exported:
        back = taken[each.id]
        assert back.status == "draft"
        assert (back.stem, back.key, back.level, back.difficulty) == (each.stem, each.key, each.level, each.difficulty)
        assert sorted(back.distractors, key=str) == sorted(each.distractors, key=str)
        assert back.sources == each.sources
        assert back.place == each.place
        assert back.point == each.point


def imported(
    tmp_path: Path, name: str, content: str, taken: tuple[str, ...] = (), encoding: str = "utf-8"
) -> tuple[list[dict[str, Any]], list[str]]:
    """The drafts by id, and what was refused, then what got another id."""
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    done = import_(path, taken)
    return sorted(yaml.safe_load(as_yaml(done.drafts)), key=lambda each: str(each["id"])), [
        *done.refused,
        *done.renamed,
    ]


def test_a_teachers_gift_is_taken_as_far_as_it_goes(tmp_path: Path) -> None:
    source = """// a comment
$CATEGORY: course/CLO-02 Vitals

::Weight:: [html]<p>Which <b>unit</b> is
right &amp; safe</p> {
  =kg#That is it.
  ~%0%lb
  ~stone # Old.
  ~%-50%grain
}

The sky is {=blue}.

Two {=a =b ~c ~d} right.

Three {~a =b ~c}

Grant {T}

Broken {=a ~b

No answers here.

$CATEGORY: elsewhere

The {~%100%kilogram ~pound ~stone ~grain} is the unit.

// only a comment

STEM {=OPTION ~b ~c ~d}
"""
    too_long = (
        "`stem` has 301 characters: at most 300 are allowed; `key.text` has 101 characters: at most 100 are allowed"
    )
    items, told = imported(tmp_path, "quiz.txt", source.replace("STEM", "x" * 301).replace("OPTION", "y" * 101))
    assert [(each["id"], each["stem"]) for each in items] == [
        ("CLO-02-001", "Which unit is right & safe"),
        ("NEW-00-001", "The _____ is the unit."),
    ]
    assert items[0]["key"] == {"text": "kg", "why": "That is it."}
    assert [each["why"] for each in items[0]["distractors"]] == [NO_WHY, "Old.", NO_WHY]
    assert items[0]["sources"] == [{"cite": NO_SOURCE}]
    assert items[1]["key"]["text"] == "kilogram"
    assert told == [
        "line 12: it is not a multiple-choice question",
        "line 14: it has 2 right answers, but needs exactly one",
        "line 16: it has 3 options, but needs 4",
        "line 18: it is not a multiple-choice question",
        "line 20: its braces do not match",
        "line 22: it has no answers in braces",
        f"line 30: {too_long}",
        "line 4: 'Weight' became CLO-02-001",
    ]


def test_json_lines_that_do_not_fit_are_told(tmp_path: Path) -> None:
    good = {"stem": "A?", "options": ["a", "b", "c", "d"], "answer": 1, "topic": "CLO-02"}
    bad: list[Any] = [
        [1], {**good, "stem": ""}, {**good, "options": "abcd"}, {**good, "options": ["a", "b", "c"]},
        {**good, "options": ["a", "b", "c", 4]},
        {**good, "answer": 4}, {**good, "answer": True}, {**good, "answer": "B"},
    ]  # fmt: skip
    content = "\n".join(["no json", "", "[" * 100_000, *map(json.dumps, bad), json.dumps(good), json.dumps(good)])
    items, told = imported(tmp_path, "bank.jsonl", content, taken=("CLO-02-007", "NCO-01-009"))
    assert [each["id"] for each in items] == ["CLO-02-008", "CLO-02-009"]
    assert [each["why"] for each in (items[0]["key"], *items[0]["distractors"])] == [NO_WHY] * 4
    assert [line.split(": ") for line in told] == [
        ["line 1", "it is not JSON"],
        ["line 3", "it is not JSON"],
        ["line 4", "it is not a JSON object"],
        ["line 5", "it has no stem"],
        ["line 6", "it has 0 options, but needs 4"],
        ["line 7", "it has 3 options, but needs 4"],
        ["line 8", "its options must be text"],
        ["line 9", "its right answer is not marked"],
        ["line 10", "its right answer is not marked"],
        ["line 11", "its right answer is not marked"],
    ]


def test_an_id_that_is_taken_is_given_anew(tmp_path: Path) -> None:
    line = json.dumps({"id": "CLO-02-007", "stem": "A?", "options": ["a", "b", "c", "d"], "answer": 0})
    items, told = imported(tmp_path, "bank.jsonl", f"{line}\n{line}")
    assert [each["id"] for each in items] == ["CLO-02-007", "CLO-02-008"]
    assert told == ["line 2: 'CLO-02-007' became CLO-02-008"]


def test_a_table_may_lack_columns(tmp_path: Path) -> None:
    heading = "Stem,Option A,Option B,Option C,Option D,Answer,,"
    content = f"{heading}\nWhat?,a,b,c,d,b,x,y,z\nHow?,a,b,c,,a\nWho?,a,b,c,d,\nWhy?,a,b,c,d,E\n"
    items, told = imported(tmp_path, "table.csv", content)
    assert [(each["id"], each["key"]["text"]) for each in items] == [("NEW-00-001", "b")]
    assert told == [
        "line 3: it has 3 options, but needs 4",
        "line 4: its right answer is not marked",
        "line 5: its right answer is not marked",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bank.xml", b"x", "must end with .jsonl"),
        ("bank.csv", b"\xff", "not UTF-8 text"),
        ("missing.gift", None, "No such file"),
        ("empty.gift", b"", "holds no question"),
        ("comments.txt", b"// nothing\n\n$CATEGORY: x\n", "holds no question"),
        ("empty.jsonl", b"\n\n", "holds no question"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigurationError, match=rf"{name}.*{said}"):
        import_(tmp_path / name)
