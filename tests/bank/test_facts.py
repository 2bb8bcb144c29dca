"""What the tutor says about the exam: the shipped facts hold, and every fault of the file is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml

import content
from bot.bank.facts import ABOUT, FILE, Fact, Facts, Group, load_facts
from bot.bank.faults import BankError
from bot.bank.models import Blueprint
from bot.errors import ConfigurationError
from tests.bank.sample import put

if TYPE_CHECKING:
    from bot.bank.faults import Fault

Row = dict[str, Any]
SHIPPED = Path(content.__file__).parent
ROW: Row = {
    "id": "size",
    "group": "exam",
    "sure": "sure",
    "text": "The exam has 125 questions.",
    "source": {"cite": "A page, read in full", "url": "https://example.org/"},
    "date": "2026-11-20",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SHIPPED)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("exam-size", ("125 questions", "125 minutes", "100 count", "25 unscored")),
        ("exam-pretest", ("25 pretest", "look just like the others")),
        ("exam-pass-score", ("390", "500")),
        ("exam-raw-cut", ("not published",)),
        ("exam-pass-rate", ("2024", "68.81%", "1,834")),
        ("exam-test-plan", ("2020",)),
        ("exam-places", ("PSI", "live remote proctor")),
        ("credential-active", ("4,131", "end of 2024")),
        ("credential-vendor-neutral", ("isn't tied to one vendor",)),
        ("eligibility-diploma", ("high school diploma",)),
        ("eligibility-routes", ("five years", "work experience")),
        ("renewal-cycle", ("every two years", "10 continuing education credits")),
        ("tutor-independent", ("not affiliated with NHA",)),
    ],
)
def test_what_a_learner_must_be_told_is_there(facts: Facts, name: str, told: tuple[str, ...]) -> None:
    assert [each for each in told if each not in facts.by_id[name].text] == []


@pytest.mark.parametrize(
    "name",
    [
        "cost-fee",
        "exam-raw-cut",
        "retake-third",
        "eligibility-experience",
        "renewal-reinstatement",
        "career-pay-entry",
        "career-pay-mid",
        "career-pay-experienced",
    ],
)
def test_what_sources_disagree_on_is_never_asserted(facts: Facts, name: str) -> None:
    assert facts.by_id[name].sure == "uncertain"


def test_money_is_named_as_uncertain_but_for_wages_of_the_bureau(facts: Facts) -> None:
    named = [fact for fact in facts.by_id.values() if "$" in fact.text]
    assert len(named) >= 4
    assert {fact.group for fact in named if fact.sure != "uncertain"} <= {"career"}


def test_a_fact_has_one_number_or_several_and_a_day_to_look_again(facts: Facts) -> None:
    assert facts.by_id["exam-pass-score"].number == (390.0, 500.0)
    assert facts.by_id["exam-pace"].number == (1.0,)
    assert facts.due(date(2026, 11, 26)) == ()
    assert {fact.id for fact in facts.due(date(2028, 1, 1))} >= {"exam-size", "cost-fee"}


def test_the_facts_agree_with_the_blueprint(facts: Facts) -> None:
    blueprint = Blueprint.model_validate(yaml.safe_load((SHIPPED / "blueprint.yaml").read_text(encoding="utf-8")))
    told = facts.by_id["exam-domains"].text.replace(":", ",").split(", ")
    shares = {f"{domain.name} {domain.weight}%" for domain in blueprint.domains}
    assert {each.removeprefix("and ").rstrip(".") for each in told[1:]} == shares


def test_each_group_has_facts_in_the_order_of_the_file(facts: Facts) -> None:
    groups = {name: facts.group(name) for name in get_args(Group)}
    assert all(groups.values())
    assert sum(map(len, groups.values())) == len(facts.by_id)
    assert [fact.id for fact in groups["tutor"]] == [name for name in facts.by_id if name.startswith("tutor-")]


def test_about_is_short_and_in_order(facts: Facts) -> None:
    assert facts.about == tuple(facts.by_id[name].text for name in ABOUT)
    assert len(facts.about) <= 7
    assert sum(map(len, facts.about)) <= 900


def test_facts_cannot_be_changed(facts: Facts) -> None:
    with pytest.raises(TypeError):
        facts.by_id["x"] = facts.by_id["exam-size"]  # type: ignore[index] # that it cannot be set is the point
    with pytest.raises(AttributeError):
        facts.by_id = {}  # type: ignore[misc] # that it cannot be set is the point


def test_a_small_file_loads(tmp_path: Path) -> None:
    facts = load_facts(write(tmp_path, row(note="Sources agree.", source={"cite": "This project"})))
    fact = facts.by_id["size"]
    assert (fact.date.isoformat(), fact.source.url, fact.note) == ("2026-11-20", "", "Sources agree.")
    assert [each.id for each in facts.group("exam")] == ["size", *ABOUT]
    assert facts.group("cost") == ()


@pytest.mark.parametrize(
    ("made", "rule", "told"),
    [
        ({"id": "Exam_Size"}, "schema", "`id` is 'Exam_Size'"),
        ({"id": "exam--size"}, "schema", "`id` is 'exam--size'"),
        ({"id": None}, "schema", "the field `id` is missing"),
        ({"id": ["a"]}, "schema", "`id` must be text"),
        ({"group": "money"}, "schema", "`group` is 'money': it must be 'exam', 'credential'"),
        ({"sure": "maybe"}, "schema", "`sure` is 'maybe': it must be 'sure', 'likely' or 'uncertain'"),
        ({"text": None}, "schema", "the field `text` is missing"),
        ({"text": ""}, "schema", "`text` is empty"),
        ({"text": "x" * 200 + "."}, "schema", "`text`: it has 201 characters, at most 200"),
        ({"text": "NHA\u2019s exam."}, "schema", "write plain characters"),
        ({"text": "Two\nlines."}, "schema", "write plain characters"),
        ({"text": "No end mark"}, "schema", "it must be one sentence"),
        ({"text": "One sentence. Another one."}, "schema", "it must be one sentence"),
        ({"source": None}, "schema", "the field `source` is missing"),
        ({"source": "a page"}, "schema", "`source` must have named fields"),
        ({"source": {"url": "https://example.org/"}}, "schema", "the field `source.cite` is missing"),
        ({"source": {"cite": "x" * 201}}, "length", "`source.cite` has 201 characters"),
        ({"source": {"cite": "x", "url": "www.example.org"}}, "schema", "`source.url` is 'www.example.org'"),
        ({"date": None}, "schema", "the field `date` is missing"),
        ({"date": "2026-02-30"}, "schema", "`date`"),
        ({"date": "November 2026"}, "schema", "write the date as year-month-day"),
        ({"colour": "red"}, "schema", "there is no field `colour`"),
    ],
)
def test_a_fact_that_does_not_fit_is_named(tmp_path: Path, made: Row, rule: str, told: str) -> None:
    (fault,) = faults_of(write(tmp_path, row(**made)))
    name = made.get("id", "size")
    assert (fault.file, fault.line, fault.id) == (FILE, 1, name if isinstance(name, str) else "")
    assert fault.rule == rule
    assert told in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "The fee is $125.",
        "Pay was $50,250 in May 2024.",
        "Learn about the fee before you book.",
        "Mayhem is no word of doubt.",
    ],
)
def test_an_uncertain_fact_that_sounds_certain_is_named(tmp_path: Path, text: str) -> None:
    (fault,) = faults_of(write(tmp_path, row(sure="uncertain", text=text)))
    assert "uncertain but the sentence does not say so" in fault.message
    assert load_facts(write(tmp_path, row(sure="sure", text=text))).by_id["size"].text == text


@pytest.mark.parametrize(
    "text",
    [
        "Sources disagree on the fee.",
        "The cut is not published.",
        "One estimate is $40,000 a year.",
        "The fee may change.",
        "Expect a fee of about $120.",
        "Check with NHA before you book.",
    ],
)
def test_an_uncertain_fact_says_so(tmp_path: Path, text: str) -> None:
    assert load_facts(write(tmp_path, row(sure="uncertain", text=text))).by_id["size"].sure == "uncertain"


@pytest.mark.parametrize(
    ("made", "line", "rule", "told"),
    [
        ("", 0, "empty", "has no facts"),
        ("# only a comment\n", 0, "empty", "has no facts"),
        ("[]\n", 0, "empty", "has no facts"),
        ("id: size\n", 1, "yaml", "the file must be a list"),
        ("- id: 'size\n", 2, "yaml", "malformed YAML"),
        (b"\xff\xfe\x00", 0, "encoding", "not UTF-8"),
        (None, 0, "file", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, made: str | bytes | None, line: int, rule: str, told: str
) -> None:
    if made is not None:
        put(tmp_path, FILE, made)
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line, fault.rule) == (FILE, line, rule)
    assert told in fault.message


@pytest.mark.parametrize("entry", ["words", None])
def test_an_entry_without_fields_is_named(tmp_path: Path, entry: object) -> None:
    (fault,) = faults_of(write(tmp_path, entry))
    assert (fault.line, fault.id, fault.rule) == (1, "", "schema")
    assert "named fields" in fault.message


def test_an_id_stands_once(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, row(), row()))
    assert (fault.rule, fault.id) == ("duplicate-id", "size")
    assert "already used in line 1" in fault.message
    assert fault.line > 1


def test_a_field_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    source = (write(tmp_path, row()) / FILE).read_text(encoding="utf-8")
    put(tmp_path, FILE, source.replace("- id: size\n", "- id: size\n  sure: sure\n", 1))
    (fault,) = faults_of(tmp_path)
    assert (fault.rule, fault.id) == ("duplicate-key", "size")
    assert fault.line > 1
    assert "`sure` appears twice" in fault.message


def test_a_fact_that_about_shows_must_be_there(tmp_path: Path) -> None:
    kept = [row(id=name) for name in ABOUT[1:]]
    put(tmp_path, FILE, yaml.safe_dump(kept, sort_keys=False))
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line, fault.id, fault.rule) == (FILE, 0, ABOUT[0], "about")


def test_all_faults_come_at_once_and_in_words(tmp_path: Path) -> None:
    write(tmp_path, row(group="money", sure="uncertain", text="\u2019" * 201), row(id="other", date="soon"))
    with pytest.raises(ConfigurationError) as caught:
        load_facts(tmp_path)
    told = str(caught.value)
    assert f"{FILE}:1 size [schema] `group` is 'money'" in told
    assert all(each in told for each in ("201 characters", "plain characters", "one sentence", "uncertain but"))
    assert " other [schema] `date`" in told
    assert len(told.splitlines()) == 4


def test_a_fact_alone_keeps_the_rules() -> None:
    with pytest.raises(ValueError, match="one sentence"):
        Fact.model_validate(row(text="no end mark"))


def row(**changes: object) -> Row:
    """Return a faultless fact with these changes; a value of None removes the field."""
    return {key: value for key, value in {**ROW, **changes}.items() if value is not None}


def write(folder: Path, *rows: object) -> Path:
    """Write the facts, and after them those that /about needs."""
    needed = [row(id=name) for name in ABOUT]
    put(folder, FILE, yaml.safe_dump([*rows, *needed], sort_keys=False))
    return folder


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(BankError) as caught:
        load_facts(folder)
    return caught.value.faults
