"""`tutor check` from a folder to lines of text and an exit code."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.authoring.lint.check import check, run_check
from tests.authoring.test_notes import GOOD
from tests.bank.banks import items
from tests.bank.sample import ITEM, item, put, write

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 20)
FOLLOWING = "Which value is not explained by the last one?"


def test_a_bank_without_fault_passes_until_the_goals_count(tmp_path: Path) -> None:
    write(tmp_path, *items(), notes={"CLO-02": GOOD})
    text, code = run_check(tmp_path, today=TODAY)
    assert code == 0
    assert "Goals, measured over 100 questions:" in text
    assert "at least 1250" in text
    assert text.splitlines()[-1].startswith("Passed: 100 questions, 1 note, 0 faults, ")
    text, code = run_check(tmp_path, goals=True, today=TODAY)
    assert code == 1
    assert text.splitlines()[-1].startswith("FAILED: 100 questions")


def test_every_kind_of_fault_comes_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        item(stem=FOLLOWING),
        item(id="CLO-02-002", colour="red"),
        item(id="CLO-02-003", stem=FOLLOWING, waived=[{"rule": "negative-stem", "reason": "so"}]),
        notes={"CLO-02": GOOD.replace("# Real-time data", "# Vitals"), "CLO-01": " "},
    )
    report = check(tmp_path, today=TODAY)
    assert [(fault.file, fault.id, fault.rule) for fault in report.faults] == [
        ("notes/CLO-01.md", "", "empty"),
        ("notes/CLO-02.md", "", "note"),
        ("questions/clinical-operations/CLO-02.yaml", "CLO-02-002", "gap"),
        ("questions/clinical-operations/CLO-02.yaml", "CLO-02-001", "negative-stem"),
        ("questions/clinical-operations/CLO-02.yaml", "CLO-02-002", "schema"),
        ("questions/clinical-operations/CLO-02.yaml", "CLO-02-003", "duplicate-stem"),
    ]
    text, code = run_check(tmp_path, today=TODAY)
    assert code == 1
    assert "notes/CLO-02.md [note] the first line must be `# Real-time data`" in text
    assert "hint [gap] 1: CLO-02-002" in text
    assert "FAILED: 2 questions, 1 note, 5 faults, 0 flaws" in text


def test_flaws_are_told_and_counted_but_do_not_fail(tmp_path: Path) -> None:
    options = [{"text": text, "why": f"{text}, or so."} for text in ("To sum", "To drift", "To mix", "Some digit left")]
    flawed = item(
        status="reviewed", review={"date": "2026-11-10", "blind": "agreed"}, key=options[0], distractors=options[1:]
    )
    write(tmp_path, flawed)
    report = check(tmp_path, today=TODAY)
    assert report.passed
    assert [(row.figure, row.passed) for row in report.rows if row.name == "items with unresolved flaws"] == [
        ("100.0%", False)
    ]
    assert "make the options parallel (a flaw)" in run_check(tmp_path, today=TODAY)[0]


def test_waived_flaws_are_counted(tmp_path: Path) -> None:
    waived = [{"rule": "negative-stem", "reason": "the stem lists them"}]
    review = {"date": "2026-11-10", "blind": "agreed"}
    write(tmp_path, item(status="reviewed", stem="Which cause is not one?", waived=waived, review=review))
    report = check(tmp_path, today=TODAY)
    assert report.passed
    assert [row.figure for row in report.rows[:3]] == ["0", "0.0%", "100.0%"]


def test_the_statuses_that_count_are_chosen(tmp_path: Path) -> None:
    write(tmp_path, item())
    assert check(tmp_path, today=TODAY).counted == 0
    assert check(tmp_path, today=TODAY, statuses=("draft",)).counted == 1


def test_items_of_unknown_topics_are_not_counted(tmp_path: Path) -> None:
    put(
        write(tmp_path, item()),
        "questions/reporting/XYZ-09.yaml",
        (tmp_path / "questions/clinical-operations/CLO-02.yaml")
        .read_text()
        .replace("CLO-02-001", "XYZ-09-001")
        .replace(ITEM["stem"][:20], "Other words"),
    )
    report = check(tmp_path, today=TODAY, statuses=("draft",))
    assert (report.items, report.counted) == (2, 1)


def test_without_a_blueprint_items_are_still_judged(tmp_path: Path) -> None:
    write(tmp_path, item(brief="Answer A is right."), notes={"CLO-02": "x"})
    (tmp_path / "blueprint.yaml").unlink()
    text, code = run_check(tmp_path, goals=True, today=TODAY)
    assert code == 1
    assert "[letters]" in text
    assert "Goals" not in text


@pytest.mark.slow
def test_the_deep_check_adds_its_rows_and_what_to_mend(tmp_path: Path) -> None:
    leaky = [{**each, "key": {**each["key"], "text": f"{each['key']['text']} or so"}} for each in items()]
    twin = {**leaky[0], "id": "NCO-01-010", "stem": leaky[0]["stem"].replace("?", " xy?"), "point": "other"}
    begun = " ".join(leaky[0]["stem"].split()[:6])
    key = f"{' '.join(leaky[0]['key']['text'].split()[:2])} {leaky[9]['key']['text']}"
    half = {**leaky[8], "id": "NCO-01-011", "stem": f"{begun} {leaky[7]['stem']}", "key": {"text": key, "why": "So."}}
    write(tmp_path, *leaky, twin, half)
    text, _ = run_check(tmp_path, deep=True, today=TODAY)
    assert "near-duplicates that are not siblings" in text
    assert "NCO-01-001 and NCO-01-010: keep one" in text
    assert "worth comparing, since they may ask the same thing: NCO-01-" in text
    assert "words that give away keys (keys : distractors; even is 1 : 3): or (102 : 0), " in text
    assert "guessed most confidently from cues: " in text


@pytest.mark.slow
def test_a_deep_check_that_is_passed_is_short(tmp_path: Path) -> None:
    write(tmp_path, *items()[:30])
    assert "words that give away" not in run_check(tmp_path, deep=True, today=TODAY)[0]
