"""The bank for other programs, and back."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.formats import gift
from bot.authoring.formats.exchange import parse_source, source_line
from bot.authoring.formats.table import FORMATS
from bot.bank.glossary import Term, glossary
from bot.bank.loader import load
from bot.bank.models import Bank, Question
from bot.errors import ConfigurationError
from tests.authoring.samples import EXTRA, NAMES, NEWEST, bank
from tests.bank.banks import BLUE, questions
from tests.bank.sample import item

if TYPE_CHECKING:
    from pathlib import Path


def test_json_lines_hold_what_other_programs_rely_on() -> None:
    lines = [json.loads(line) for line in FORMATS["jsonl"].write(bank()).decode().splitlines()]
    assert len(lines) == len(questions()) + len(EXTRA) + 1
    assert all(" ".join(line) == NAMES for line in lines)
    held = bank().questions
    for line in lines:
        asked = held[line["id"]]
        assert line["options"][line["answer"]] == asked.key.text
        assert line["rationales"][line["answer"]] == asked.key.why
        assert sorted(line["options"]) == sorted(option.text for option in asked.options)
    (first,) = [line for line in lines if line["id"] == "CLO-02-103"]
    assert (first["options"], first["answer"]) == (["March 13", "April 2", "May 2", "June 1"], 2)
    assert first["sources"] == [
        {"cite": "45 CFR 164.312(c)(1)", "url": "https://www.ecfr.gov/", "checked": "2026-11-20"}
    ]
    assert first["domain"] == "clinical-operations"


def test_the_answers_spread_over_the_letters() -> None:
    many = Bank({each.id: each for each in questions(7)}, {}, BLUE)
    count = Counter(json.loads(line)["answer"] for line in FORMATS["jsonl"].write(many).splitlines())
    assert all(140 < count[index] < 210 for index in range(4))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bank_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].write(bank()) == FORMATS[name].write(bank())


@pytest.mark.parametrize("name", ["gift", "anki"])
def test_drafts_and_retired_questions_leave_only_with_their_status(name: str) -> None:
    less = Bank({each.id: each for each in (*questions(), *EXTRA)}, {}, BLUE)
    assert (
        FORMATS[name].write(bank()) == FORMATS[name].write(less)
        if name == "gift"
        else b"CLO-02-106" not in database(FORMATS[name].write(bank()))
    )
    assert b"CLO-02-105" not in FORMATS["jsonl"].write(bank()) + FORMATS["csv"].write(bank())


def test_csv_opens_as_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(bank()).decode("utf-8-sig"), newline="")))
    (row,) = [row for row in rows if row["id"] == "CLO-02-103"]
    assert (row["option C"], row["answer"], row["status"]) == ("May 2", "C", "reviewed")
    assert row["sources"] == "45 CFR 164.312(c)(1) https://www.ecfr.gov/ (read 2026-11-20)"


def test_gift_has_categories_tags_and_feedback() -> None:
    text = FORMATS["gift"].write(bank()).decode()
    assert "$CATEGORY: $course$/top/CEHRS/Clinical Operations/CLO-02 Real-time data\n\n" in text
    assert "$CATEGORY: $course$/top/CEHRS/Revenue Cycle//Finance/RCF-01 ICD-10-CM\n\n" in text
    block = next(block for block in text.split("\n\n") if "::CLO-02-103::" in block)
    assert block.splitlines()[0] == "// [id:CLO-02-103] [tag:analysis] [tag:medium]"
    assert re.search(r"^\t=May 2#208\.8 lb equals 94\.7 kg, so a mix-up fits exactly\.$", block, re.MULTILINE)
    assert block.count("\n\t~") == 3
    assert block.endswith(r"####Source\: 45 CFR 164.312(c)(1) https\://www.ecfr.gov/ (read 2026-11-20)" + "\n}")


def database(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("collection.anki2")


def rows(package: bytes, query: str, folder: Path) -> list[Any]:
    path = folder / "collection.anki2"
    path.write_bytes(database(package))
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_anki_has_a_deck_for_each_topic_and_ids_that_stay(tmp_path: Path) -> None:
    package = FORMATS["anki"].write(bank())
    fields = {row[0].split("\x1f")[0]: row for row in rows(package, "select flds, guid, tags from notes", tmp_path)}
    assert len(fields) == len(questions()) + len(EXTRA)
    pinned = fields["CLO-02-103"]
    assert "<p>C. May 2</p>" in pinned[0]
    assert pinned[0].split("\x1f")[3] == "C. May 2"
    assert "&lt;b&gt;&amp;amp; 100%" in fields["CLO-02-101"][0]
    decks = json.loads(rows(package, "select decks from col", tmp_path)[0][0])
    assert "CEHRS::Clinical Operations::CLO-02 Real-time data" in {deck["name"] for deck in decks.values()}
    reworded = [each.model_copy(update={"stem": "Other?"}) for each in EXTRA]
    changed = FORMATS["anki"].write(Bank({each.id: each for each in reworded}, {}, BLUE))
    guids = dict(rows(changed, "select substr(flds, 1, 10), guid from notes", tmp_path))
    assert guids["CLO-02-103"] == pinned[1]


def test_the_terms_are_a_second_deck(tmp_path: Path) -> None:
    eob = Term(term="EOB", expansion="explanation of benefits", means="What <was> paid.", topic="RCF-02", source="CMS")
    package = FORMATS["anki"].write(replace(bank(), glossary=glossary((eob,))))
    decks = json.loads(rows(package, "select decks from col", tmp_path)[0][0])
    assert "CEHRS::Terms and abbreviations" in {deck["name"] for deck in decks.values()}
    (fields,) = rows(package, "select flds from notes where flds like 'EOB%'", tmp_path)
    assert fields[0].split("\x1f") == ["EOB", "explanation of benefits", "What &lt;was&gt; paid.", "", "CMS"]


def test_without_genanki_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(ConfigurationError, match="install the extra `anki`"):
        FORMATS["anki"].write(bank())


@given(st.text(st.characters(exclude_categories=("Co", "Cs", "Cc"), include_characters="\n")))
def test_gift_escapes_every_character(text: str) -> None:
    escaped = gift.escape(text)
    assert gift._hide(escaped).translate(gift._SHOWN) == text
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]", escaped)


SIGNS = st.text(st.sampled_from("aZ9 \\~=#{}:[]%/-<>&\"'n,"), min_size=1, max_size=40)
TEXT = SIGNS.map(lambda drawn: " ".join(drawn.split())).filter(lambda drawn: drawn and not drawn.startswith(("[", "%")))


@given(st.lists(TEXT, min_size=8, max_size=8), TEXT)
def test_any_question_goes_through_gift_and_back(parts: list[str], stem: str) -> None:
    options = [{"text": text, "why": why} for text, why in zip(parts[:4], parts[4:], strict=True)]
    asked = Question.model_validate(item(status="reviewed", key=options[0], distractors=options[1:], stem=stem))
    written = gift.write([record_of(asked)], BLUE).decode()
    ((_, fields),) = list(gift.read(written))
    assert isinstance(fields, dict)
    assert {name: fields[name] for name in ("stem", "options", "answer", "rationales")} == {
        name: value for name, value in record_of(asked).items() if name in ("stem", "options", "answer", "rationales")
    }


def record_of(asked: Question) -> Any:  # noqa: ANN401 - a typed dict, compared field by field
    return json.loads(FORMATS["jsonl"].write(Bank({asked.id: asked}, {}, BLUE)))


@given(
    st.sampled_from(["45 CFR 1.1", "a (2011), p. 5", "x http y"]),
    st.sampled_from(["", "https://a.gov/x(1)"]),
    st.sampled_from(["", "2026-11-20"]),
)
def test_a_source_survives_its_line(cite: str, url: str, checked: str) -> None:
    source = {name: value for name, value in (("cite", cite), ("url", url), ("checked", checked)) if value}
    assert parse_source(source_line(source)) == source


def test_a_mended_wording_is_newer_for_anki(tmp_path: Path, few_questions: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(few_questions, folder)
    file = next(folder.rglob("CLO-03.yaml"))
    for each in folder.rglob("*.yaml"):
        os.utime(each, (NEWEST, NEWEST))
    before = load(folder)
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace("stem: >-\n    ", "stem: >-\n    Now: ", 1), encoding="utf-8")
    os.utime(file, (NEWEST + 60, NEWEST + 60))
    old, new = (
        {
            guid: (mod, flds)
            for guid, mod, flds in rows(FORMATS["anki"].write(each), "select guid, mod, flds from notes", tmp_path)
        }
        for each in (before, load(folder))
    )
    changed = [guid for guid in old if old[guid][1] != new[guid][1]]
    assert len(changed) == 1
    assert all(new[guid][0] > old[guid][0] for guid in changed)
