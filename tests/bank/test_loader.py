"""The content folder as contributors leave it: every fault is named with file, id, and what to do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.bank.faults import BankError
from bot.bank.loader import load, read
from bot.chat import flat
from bot.errors import ConfigurationError
from tests.bank.sample import BLUEPRINT, Item, item, put, texts, write

if TYPE_CHECKING:
    from pathlib import Path

FILE = "questions/clinical-operations/CLO-02.yaml"


def test_a_good_folder_becomes_a_bank(tmp_path: Path) -> None:
    write(tmp_path, item(id="NCO-01-001", status="reviewed"), item(), notes={"CLO-02": "# Vitals\n\n- **a** b\n"})
    bank = load(tmp_path)
    assert list(bank.questions) == ["CLO-02-001", "NCO-01-001"]
    assert [each.id for each in bank.published] == ["NCO-01-001"]
    assert flat(bank.notes["CLO-02"]) == "Vitals\n• a b"
    assert bank.questions["CLO-02-001"].sources[0].checked == dt.date(2026, 11, 20)


def test_every_scalar_is_text(tmp_path: Path) -> None:
    write(tmp_path)
    put(
        tmp_path,
        FILE,
        yaml.safe_dump([item()])
        .replace("A unit mix-up while typing", "no")
        .replace("A misplaced decimal point", "1.10")
        .replace("A sum of two measurements", "2026-11-20")
        .replace("A drifting bathroom scale", "null"),
    )
    assert [each.text for each in load(tmp_path).questions["CLO-02-001"].options] == [
        "no",
        "1.10",
        "2026-11-20",
        "null",
    ]


def broken(*, without: str = "", **changes: object) -> Item:
    made = item(**changes)
    made.pop(without, None)
    return made


@pytest.mark.parametrize(
    ("made", "rule", "told"),
    [
        (broken(without="brief"), "schema", "the field `brief` is missing: add it"),
        (broken(colour="red"), "schema", "there is no field `colour`"),
        (broken(stem="x" * 301), "length", "`stem` has 301 characters: at most 300"),
        (broken(**texts("x" * 101, "b", "c", "d")), "length", "`key.text` has 101 characters: at most 100"),
        (broken(brief=""), "schema", "`brief` is empty"),
        (broken(level="hard"), "schema", "`level` is 'hard': it must be 'recall', 'application' or 'analysis'"),
        (broken(version="one"), "schema", "`version`"),
        (broken(version=0), "schema", "`version`"),
        (broken(place=5), "schema", "`place`"),
        (broken(stem=["a", "b"]), "schema", "`stem` must be text"),
        (broken(key="text only"), "schema", "`key` must have named fields"),
        (broken(key={"text": "a"}), "schema", "the field `key.why` is missing"),
        (broken(sources=[]), "schema", "`sources` has 0 entries: it needs 1"),
        (broken(**texts("a", "b", "c")), "schema", "`distractors` has 2 entries: it needs 3"),
        (broken(**texts("a", "b", "c", "d", "e")), "schema", "`distractors` has 4 entries: 3 are allowed"),
        (broken(sources=[{"cite": "x", "checked": "1700000000"}]), "schema", "`sources.1.checked`"),
        (broken(sources=[{"cite": "x", "checked": "2026-02-30"}]), "schema", "`sources.1.checked`"),
        (broken(sources=[{"cite": "x", "url": "www.ecfr.gov"}]), "schema", "`sources.1.url` is 'www.ecfr.gov'"),
        (broken(id="CLO-02-1"), "schema", "`id` is 'CLO-02-1'"),
    ],
)
def test_an_item_that_does_not_fit_is_named(tmp_path: Path, made: Item, rule: str, told: str) -> None:
    faults = faults_of(write(tmp_path, item(id="CLO-01-001"), made))
    assert [(fault.file, fault.line, fault.id, fault.rule) for fault in faults] == [(FILE, 1, made["id"], rule)]
    assert told in faults[0].message


def faults_of(folder: Path) -> list[Any]:
    with pytest.raises(BankError) as caught:
        load(folder)
    assert caught.value.faults == read(folder)[1]
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("content", "line", "rule", "told"),
    [
        ("- id: 'CLO-02-001\n", 2, "yaml", "malformed YAML"),
        ("- a: b\n c: d\n", 2, "yaml", "malformed YAML"),
        ("- &a [*b]\n", 1, "yaml", "undefined alias"),
        ("- !!python/object:os.system x\n", 1, "yaml", "could not determine a constructor"),
        ("- {[a, b]: c}\n", 1, "yaml", "unhashable"),
        ("- a\n--- \n- b\n", 2, "yaml", "but found another document"),
        ("- id: a\n- stem: \x07bell\n", 0, "yaml", "malformed YAML"),
        ("id: CLO-02-001\n", 1, "yaml", "the file must be a list"),
        ("just words\n", 1, "yaml", "the file must be a list"),
        ("", 0, "empty", "holds no question"),
        ("# only a comment\n", 0, "empty", "holds no question"),
        ("[]\n", 0, "empty", "holds no question"),
        ("- words\n", 1, "schema", "named fields"),
        ("-\n", 1, "schema", "named fields"),
        (b"\xff\xfe\x00", 0, "encoding", "not UTF-8"),
        ("- " + "[" * 5000, 0, "yaml", "malformed YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: str | bytes, line: int, rule: str, told: str
) -> None:
    put(write(tmp_path, item(id="CLO-01-001")), FILE, content)
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.rule) == (FILE, rule)
    assert told in fault.message
    assert line in (0, fault.line)


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    put(write(tmp_path), FILE, yaml.safe_dump([item()], sort_keys=False) + "  brief: again\n")
    (fault,) = faults_of(tmp_path)
    assert (fault.rule, fault.id) == ("duplicate-key", "CLO-02-001")
    assert fault.line == len((tmp_path / FILE).read_text().splitlines())
    assert "`brief` stands twice" in fault.message


def test_an_id_stands_once(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, item(), item()))
    assert (fault.rule, fault.id) == ("duplicate-id", "CLO-02-001")
    assert f"{FILE}:1" in fault.message


def test_a_question_stands_in_the_file_of_its_topic(tmp_path: Path) -> None:
    put(write(tmp_path), FILE, yaml.safe_dump([item(id="CLO-01-001")]))
    (fault,) = faults_of(tmp_path)
    assert (fault.rule, fault.id) == ("id", "CLO-01-001")


def test_a_file_stands_in_the_folder_of_its_domain(tmp_path: Path) -> None:
    put(write(tmp_path), "questions/reporting/CLO-02.yaml", yaml.safe_dump([item()]))
    (fault,) = faults_of(tmp_path)
    assert fault.rule == "folder"
    assert "questions/clinical-operations/CLO-02.yaml" in fault.message


def test_an_unknown_topic_is_named(tmp_path: Path) -> None:
    put(write(tmp_path), "questions/reporting/REP-99.yaml", yaml.safe_dump([item(id="REP-99-001")]))
    put(tmp_path, "notes/REP-98.md", "# Note\n")
    assert [(fault.file, fault.rule) for fault in faults_of(tmp_path)] == [
        ("notes/REP-98.md", "topic"),
        ("questions/reporting/REP-99.yaml", "topic"),
    ]


def test_strange_files_are_named_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    write(tmp_path, item())
    put(tmp_path, "questions/reporting/REP-01.yml", "x")
    put(tmp_path, "questions/reporting/.REP-01.yaml.swp", b"\xff")
    assert [(fault.file, fault.rule) for fault in faults_of(tmp_path)] == [("questions/reporting/REP-01.yml", "file")]


def test_an_empty_note_is_named(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, item(), notes={"CLO-02": " \n"}))
    assert (fault.file, fault.rule) == ("notes/CLO-02.md", "empty")


def test_a_folder_without_anything_says_so(tmp_path: Path) -> None:
    faults = faults_of(tmp_path)
    assert [(fault.file, fault.rule) for fault in faults] == [("blueprint.yaml", "file"), ("questions", "empty")]


@pytest.mark.parametrize(
    ("content", "rule"),
    [("", "empty"), ("a: [", "yaml"), ("- a", "schema"), (b"\xff", "encoding")],
)
def test_a_broken_blueprint_is_named_beside_the_items(tmp_path: Path, content: str | bytes, rule: str) -> None:
    write(tmp_path, item(stem="x" * 301), notes={"CLO-02": "# A note\n"})
    put(tmp_path, "blueprint.yaml", content)
    assert [(fault.file, fault.rule) for fault in faults_of(tmp_path)] == [("blueprint.yaml", rule), (FILE, "length")]


@pytest.mark.parametrize("change", [("weight", 33), ("id", "reporting")])
def test_a_blueprint_adds_up(tmp_path: Path, change: tuple[str, object]) -> None:
    domains = [{**each, change[0]: change[1]} if each["number"] == 1 else each for each in BLUEPRINT["domains"]]
    faults = faults_of(write(tmp_path, item(), blueprint={**BLUEPRINT, "domains": domains}))
    assert {fault.file for fault in faults} == {"blueprint.yaml"}


def test_all_faults_come_at_once_and_in_words(tmp_path: Path) -> None:
    write(tmp_path, broken(without="brief", level="hard"), item(id="NCO-01-001", status="new"))
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path)
    lines = str(caught.value).splitlines()
    assert lines[0] == "The question bank has 3 faults:"
    assert (
        lines[1] == f"{FILE}:1 CLO-02-001 [schema] `level` is 'hard': it must be 'recall', 'application' or 'analysis'"
    )
    assert lines[3].startswith("questions/non-clinical-operations/NCO-01.yaml:1 NCO-01-001 [schema] `status`")
