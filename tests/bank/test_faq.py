"""The FAQ: the shipped one holds, and every fault of the file is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.bank.facts import Fact, Facts, load_facts
from bot.bank.faq import FILE, MAX_ANSWER, Faq, load_faq
from bot.bank.faults import BankError
from bot.commands import COMMANDS
from tests.bank.sample import put
from tests.bench import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.bank.faults import Fault

Row = dict[str, Any]
ROW: Row = {
    "id": "fee",
    "topic": "cost",
    "question": "How much is it?",
    "phrasings": ["how much"],
    "answer": "{cost} Ask first.",
    "facts": ["cost"],
    "next": {"label": "The exam", "run": "exam half"},
}
COMING = {"career", "eligibility", "fit", "path", "renewal", "retake", "roadmap", "roi", "salary", "sheet", "card"}
"""Commands of the career desk: a button of one that is not there yet is left out."""


def fact(name: str, text: str, number: object) -> Fact:
    made = {"id": name, "group": "cost", "sure": "sure", "text": text, "number": number}
    return Fact.model_validate({**made, "source": {"cite": "A page"}, "date": "2026-11-20"})


FACTS = Facts({each.id: each for each in (fact("cost", "It is $150.", "150"), fact("wait", "Wait 30 days.", ["30"]))})


@pytest.fixture(scope="module")
def shipped() -> Faq:
    return load_faq(CONTENT, load_facts(CONTENT))


def test_the_shipped_one_answers_at_least_seventy_questions(shipped: Faq) -> None:
    assert len(shipped.entries) >= 70
    assert all(len(entry.phrasings) >= 3 for entry in shipped.entries)


def test_every_button_of_the_shipped_one_runs_a_command(shipped: Faq) -> None:
    names = {spec.name for spec in COMMANDS} | COMING
    assert {entry.next.command for entry in shipped.entries if entry.next} - names == set()


def test_no_phrasing_appears_twice(shipped: Faq) -> None:
    said = [each.casefold() for entry in shipped.entries for each in entry.phrasings]
    assert sorted({each for each in said if said.count(each) > 1}) == []


def test_facts_are_filled_in(tmp_path: Path) -> None:
    faq = load_faq(write(tmp_path, ROW), FACTS)
    entry = faq.by_id["fee"]
    assert entry.filled(FACTS) == "It is $150. Ask first."
    assert [each.id for each in entry.sources(FACTS)] == ["cost"]
    assert entry.next is not None
    assert (entry.next.command, entry.next.argument) == ("exam", "half")
    assert list(faq.topics) == ["cost"]


def test_no_file_is_an_empty_one(tmp_path: Path) -> None:
    assert load_faq(tmp_path, FACTS) == Faq()


@pytest.mark.parametrize(
    ("made", "rule", "told"),
    [
        ({"answer": "It is $150."}, "number", "$150 is the figure of the fact cost"),
        ({"answer": "{wait} It takes 30 days."}, "number", "30 is the figure of the fact wait"),
        ({"answer": "{nothing}"}, "fact", "no fact nothing"),
        ({"facts": ["nothing"]}, "fact", "no fact nothing"),
        ({"answer": "x" * (MAX_ANSWER + 1)}, "length", "at most 600"),
        ({"answer": "{cost}" * 60}, "length", "660 characters with its facts"),
        ({"answer": None}, "schema", "the field `answer` is missing"),
        ({"phrasings": []}, "schema", "`phrasings`"),
        ({"id": "Not good"}, "schema", "`id`"),
        ({"next": {"label": "x" * 41, "run": "exam"}}, "length", "`next.label`"),
        ({"next": {"label": "x", "run": "rm -rf; $HOME"}}, "schema", "`next.run`"),
        ({"colour": "red"}, "schema", "no field `colour`"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, made: Row, rule: str, told: str) -> None:
    (fault,) = faults_of(write(tmp_path, {k: v for k, v in {**ROW, **made}.items() if v is not None}))
    assert (fault.file, fault.line, fault.rule) == (FILE, 1, rule)
    assert told in fault.message


def test_a_small_number_belongs_to_a_fact_only_in_an_answer_that_rests_on_it(tmp_path: Path) -> None:
    assert load_faq(write(tmp_path, {**ROW, "answer": "{cost} You have 30 seconds."}), FACTS).entries


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    faults = faults_of(write(tmp_path, {**ROW, "answer": "$150 {nothing}"}, ROW, {"id": "x"}))
    assert {"number", "fact", "duplicate-id", "schema"} <= {fault.rule for fault in faults}


@pytest.mark.parametrize("made", ["- id: 'fee\n", b"\xff\xfe", "id: fee\n", ""])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, made: str | bytes) -> None:
    put(tmp_path, FILE, made)
    (fault,) = faults_of(tmp_path)
    assert fault.rule in {"yaml", "encoding", "empty"}


def write(folder: Path, *rows: Row) -> Path:
    put(folder, FILE, yaml.safe_dump(list(rows), sort_keys=False))
    return folder


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(BankError) as caught:
        load_faq(folder, FACTS)
    return caught.value.faults
