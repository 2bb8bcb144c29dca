"""The kept parse of the content: it is what the files say, and whatever is wrong with it costs only time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.bank import plainyaml
from bot.bank.loader import load
from bot.bank.parsed import kept_in
from tests.bench import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "- id: a\n  size: 1.10\n- id: b\n  on: no\n  on: yes\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "content.json"


def read(file: Path | None, source: str = SOURCE) -> list[plainyaml.Entry]:
    with kept_in(file):
        return plainyaml.entries(source)


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(yaml.CSafeLoader, "get_single_node", parse)


def test_what_is_kept_is_what_was_parsed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = read(None)
    assert parsed[1].doubled == ((5, "on"),)
    assert read(file) == parsed
    forbid_parsing(monkeypatch)
    assert read(file) == parsed


def test_another_text_is_parsed_and_the_old_one_forgotten(file: Path) -> None:
    read(file)
    assert read(file, SOURCE.replace("1.10", "1.20"))[0].value["size"] == "1.20"
    assert len(json.loads(file.read_text())) == 1


def test_a_document_and_a_list_of_the_same_text_are_told_apart(file: Path) -> None:
    for _ in range(2):
        with kept_in(file):
            assert len(plainyaml.entries(SOURCE)) == 2
            whole = plainyaml.document(SOURCE)
            assert whole
            assert len(whole.value) == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"a": 1}', b'{"a": [[1]]}'])
def test_a_damaged_file_is_replaced(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert read(file) == read(None)
    assert len(json.loads(file.read_text())) == 1


def test_a_place_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert read(tmp_path / "file" / "content.json") == read(None)


def test_a_fault_is_told_each_time(file: Path) -> None:
    for _ in range(2):
        with pytest.raises(plainyaml.MalformedError):
            read(file, "- [")
    assert not file.exists()


def test_the_whole_bank_is_the_same_from_what_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_in(file):
        first = load(CONTENT)
    forbid_parsing(monkeypatch)
    with kept_in(file):
        second = load(CONTENT)
    assert (second.questions, second.blueprint, second.notes) == (first.questions, first.blueprint, first.notes)
