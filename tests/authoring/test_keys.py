"""No key changes unnoticed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.authoring import keys
from bot.bank.corrections import Correction
from bot.bank.loader import read
from tests.bank.sample import ITEM, item, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bank.sample import Item

REVIEWED: Item = {"status": "reviewed", "review": {"date": "2026-11-10", "blind": "agreed"}}
TOLD = Correction(
    question="CLO-02-001", until=1, kind="key", now="It is the sum.", why="It was.", date=date(2026, 11, 20)
)


def swapped(**changes: object) -> Item:
    """The sample with its key and its first distractor exchanged."""
    first, *rest = ITEM["distractors"]
    return item(**REVIEWED, key=first, distractors=[ITEM["key"], *rest], **changes)


def faults(folder: Path, *told: Correction) -> list[str]:
    parts, _ = read(folder)
    return [fault.message for fault in keys.faults(parts, keys.load_keys(folder) or {}, told)]


def accepted(folder: Path, *told: Correction) -> tuple[list[str], list[str]]:
    return keys.accept(folder, read(folder)[0], told)


def test_a_new_question_is_accepted_once(tmp_path: Path) -> None:
    write(tmp_path, item(**REVIEWED))
    assert faults(tmp_path) == ["the question is new: run `tutor content accept`"]
    assert accepted(tmp_path) == (["CLO-02-001: new"], [])
    assert faults(tmp_path) == []
    assert accepted(tmp_path) == ([], [])


def test_drafts_are_nobodys_business(tmp_path: Path) -> None:
    write(tmp_path, item())
    assert faults(tmp_path) == []


def test_a_rewording_is_accepted_and_says_what_changed(tmp_path: Path) -> None:
    write(tmp_path, item(**REVIEWED))
    accepted(tmp_path)
    write(tmp_path, item(**REVIEWED, stem="What explains it best?"))
    assert faults(tmp_path) == ["stem reworded: run `tutor content accept`"]
    assert accepted(tmp_path) == (["CLO-02-001: stem reworded"], [])


def test_another_key_is_refused_until_it_is_told(tmp_path: Path) -> None:
    write(tmp_path, item(**REVIEWED))
    accepted(tmp_path)
    write(tmp_path, swapped())
    (message,) = faults(tmp_path)
    assert "a different option is now correct" in message
    assert accepted(tmp_path)[1] == [f"CLO-02-001: {message}"]
    write(tmp_path, swapped(version=2, history=[{"version": 2, "date": "2026-11-10", "change": "so"}]))
    (message,) = faults(tmp_path)
    assert "version 2 has no entry in corrections.yaml with `until: 1`" in message
    assert accepted(tmp_path, TOLD) == (["CLO-02-001: version 2, listed in corrections.yaml"], [])
    assert faults(tmp_path, TOLD) == []


def test_a_question_is_never_deleted(tmp_path: Path) -> None:
    write(tmp_path, item(**REVIEWED), item(**REVIEWED, id="CLO-02-002", stem="What else explains it?"))
    accepted(tmp_path)
    write(tmp_path, item(**REVIEWED))
    assert faults(tmp_path) == ["the question is gone: never delete one; set its status to retired"]
