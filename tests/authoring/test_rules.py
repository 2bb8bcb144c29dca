"""Each rule with an item that breaks only that rule, and with neighbors that keep it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.authoring.lint.rules import RULES, compare, judge
from bot.authoring.lint.source_rules import located
from bot.authoring.lint.wording import explanation_length
from bot.bank.loader import Loaded
from tests.bank.sample import ITEM, Item, question, texts

TODAY = dt.date(2026, 11, 20)
LONG = "word " * 24
REVIEW = {"date": "2026-11-19", "blind": "agreed"}
SOURCE = {"cite": "45 CFR 164.404(b)"}


def verdict(**changes: Any) -> list[str]:  # noqa: ANN401 - any field of an item
    return [fault.rule for fault in judge(Loaded(question(**changes), "f.yaml", 3), TODAY).faults]


def told(**changes: Any) -> str:  # noqa: ANN401 - any field of an item
    (fault,) = judge(Loaded(question(**changes), "f.yaml", 3), TODAY).faults
    assert (fault.file, fault.line, fault.id) == ("f.yaml", 3, "CLO-02-001")
    return fault.message


def whys(*reasons: str) -> Item:
    options = [{**option, "why": why} for option, why in zip([ITEM["key"], *ITEM["distractors"]], reasons, strict=True)]
    return {"key": options[0], "distractors": options[1:]}


def test_the_sample_keeps_every_rule() -> None:
    assert verdict() == []


LONG_WHYS = whys(*(f"{number} {'word ' * 30}end." for number in range(4)))


TOO_LONG = {
    **LONG_WHYS,
    "stem": "Word " * 59 + "one?",
    "sources": [{"cite": f"45 CFR {n} {'x' * 90}"} for n in range(6)],
}
ECHO = {
    "stem": "One typing session put 95 and 209 kg beside each other. What explains the last value?",
    **texts(
        "Units mixed up while typing", "Misplaced decimal point", "Sums of two measurements", "Drifting bathroom scale"
    ),
}
SECOND = {"version": 2, "status": "reviewed", "review": REVIEW}


def changed(day: str) -> Item:
    return {"history": [{"version": 2, "date": day, "change": "new key"}]}


BROKEN: list[tuple[str, Item]] = [
    ("length", TOO_LONG),
    ("identical-options", texts("A sum of two", "One drifting scale", "A sum, of two", "Some digit left out")),
    ("own-reason", whys("One reason.", "Other reason.", "A misplaced scale.", "A drifting bathroom scale.")),
    ("all-or-none", texts("A unit mix-up", "Some drifting scale", "A sum of two", "None of the above")),
    ("all-or-none", texts("A unit mix-up", "Some drifting scale", "A sum of two", "All of these")),
    ("negative-stem", {"stem": "A column jumps from 95 to 209. Which cause would not explain that?"}),
    ("negative-stem", {"stem": "Each event explains a jump from 95 to 209, except which one?"}),
    ("absolutes", texts("Some unit mix-up", "Always a drifting scale", "Never a sum of two", "One digit left")),
    ("grammar", {"stem": "A column jumps from 95 to 209. The likeliest cause is an"}),
    ("grammar", {"stem": "A column jumps from 95 to 209. The likeliest cause is a ____"}),
    ("letters", whys("This fits.", "Unlike option A, this fits no better.", "Nothing sums.", "Drift is small.")),
    ("letters", {"brief": "Answer C is the one that fits."}),
    ("echo", ECHO),
    ("option-order", texts("May 2", "March 13", "April 2", "June 1")),
    ("option-order", {**texts("May 2", "June 1", "March 13", "April 2"), "place": 3}),
    ("option-order", {**texts("60", "30", "10", "90"), "place": 3}),
    ("option-order", {**texts("May 2, 2026", "June 1, 2026", "March 13, 2027", "April 2, 2026"), "place": 1}),
    ("punctuation", {"stem": "A column jumps from 95 to 209. Name the likeliest cause."}),
    ("punctuation", texts("A unit mix-up", "Some drifting scale.", "A sum of two", "Some digit left out")),
    ("punctuation", whys("One reason", "Other reason.", "Third reason.", "A fourth reason.")),
    ("characters", {"brief": "It\u2019s the unit."}),
    ("characters", {"brief": "The unit\u200b was mixed up."}),
    ("characters", {"brief": "The unit\twas mixed up."}),
    ("characters", {"brief": "The unit was mixed up.\n"}),
    ("characters", {"brief": "The unit  was mixed up."}),
    ("parallel", texts("To mix up units", "To drift away", "To sum up two", "Some digit left out")),
    ("parallel", texts("Yes, the unit", "No, a sum", "No, a scale", "Some digit left out")),
    ("parallel", texts("Units mixed up", "drifting scale", "Sums of two", "Digits left out")),
    ("source-place", {"sources": [{"cite": "HealthCare.gov Dictionary"}]}),
    ("dates", {"sources": [{**SOURCE, "checked": "2026-11-21"}]}),
    ("dates", {"sources": [{**SOURCE, "checked": "2016-11-20"}]}),
    ("dates", {"status": "reviewed", "review": {"date": "2027-01-01", "blind": "agreed"}}),
    ("dates", {"version": 2, "history": [{"version": 2, "date": "2027-01-01", "change": "new key"}]}),
    ("review", {"status": "reviewed"}),
    ("review", {"status": "verified", "review": REVIEW, "sources": [SOURCE]}),
    ("history", {"version": 2}),
    ("history", {"version": 3, "history": [{"version": 3, "date": "2026-11-19", "change": "new key"}]}),
    ("history", {"history": [{"version": 2, "date": "2026-11-19", "change": "new key"}]}),
    ("history", {"status": "retired"}),
    ("history", {**SECOND, **changed("2026-11-20")}),
    ("waived", {"waived": [{"rule": "spelling", "reason": "a whim"}]}),
    ("waived", {"waived": [{"rule": "grammar", "reason": "not broken"}]}),
    ("waived", {"waived": [{"rule": "length", "reason": "cannot be"}]}),
]


@pytest.mark.parametrize(("rule", "changes"), BROKEN)
def test_a_rule_is_broken_alone(rule: str, changes: Item) -> None:
    assert verdict(**changes) == [rule]


def test_every_rule_is_broken_somewhere() -> None:
    assert {rule.name for rule in RULES} <= {rule for rule, _ in BROKEN}


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "A column jumps from 95 to 209. Which cause would NOT explain that?"},
        {"stem": "A column jumps from 95 to 209 and is not yet signed. What explains that?"},
        {"stem": "Which event explains why a jump from 95 to 209 was not signed?"},
        {"stem": "All was quiet except for a jump from 95 to 209. What explains it?"},
        {"stem": "A column jumps from 95 to 209. The likeliest cause is:"},
        {"stem": 'A column jumps from 95 to 209. What is meant by "drift?"'},
        texts("Always the units", "Always the scale", "Never a sum", "A digit left out"),
        texts("A unit mix-up", "Only the scale", "A sum of two", "A digit left out"),
        texts("7 a.m.", "A drifting scale", "A sum", "Under no. 5"),
        texts("Part B", "Part A", "Part D", "Part C"),
        texts("WHO charts", "CDC charts", "BMI charts", "No charts"),
        texts("What is it?", "Is it so?", "How many?", "Are they?"),
        {**texts("May 2", "March 13", "April 2", "June 1"), "place": 3},
        {**texts("January 5", "November 30", "December 20", "January 9"), "place": 3},
        {**texts("30", "10", "60", "90"), "place": 2},
        texts("30 days", "10 days", "60 days", "90 days"),
        whys('It says "mixed up."', "Truly (so it is.)", "Never!", "Some reason."),
        {"brief": "Vitamin A and option Alpha, 30 \u00b0C, \u2265 5 mg, caf\u00e9."},
        {"sources": [{"cite": "A whole book"}, SOURCE]},
        {"status": "verified", "review": REVIEW},
        {"status": "retired", "history": [{"version": 1, "date": "2026-11-19", "change": "law changed"}]},
        {**SECOND, **changed("2026-11-19")},
    ],
)  # fmt: skip
def test_neighbours_of_a_fault_are_kept_in_peace(changes: Item) -> None:
    assert verdict(**changes) == []


def test_a_message_says_what_to_do() -> None:
    assert told(brief="It\u2019s the unit.") == "`brief` contains '\u2019' (U+2019): write '"
    assert told(version=3) == "version 3 needs a `history` line for version 2, 3"
    assert "remove the waiver" in told(waived=[{"rule": "grammar", "reason": "none"}])
    assert told(**TOO_LONG).endswith("characters: shorten it to 1700")


def test_a_waived_rule_is_not_a_fault_but_counted() -> None:
    item = question(stem="Which cause is not one?", waived=[{"rule": "negative-stem", "reason": "a list"}])
    judged = judge(Loaded(item, "f.yaml", 1), TODAY)
    assert judged.faults == ()
    assert judged.waived == ("negative-stem",)


def test_of_a_retired_item_only_the_record_is_judged() -> None:
    assert verdict(status="retired", stem="Which of the following?") == ["history"]


def test_stems_stand_once_and_numbers_leave_no_gap() -> None:
    items = [
        Loaded(question(id="CLO-02-001"), "a.yaml", 1),
        Loaded(question(id="CLO-02-004", stem=ITEM["stem"].upper()), "a.yaml", 9),
        Loaded(question(id="CLO-01-001", stem="Something else?"), "b.yaml", 1),
        Loaded(question(id="CLO-02-005", status="retired"), "a.yaml", 20),
    ]
    found = sorted(compare(items))
    assert [(fault.id, fault.rule, fault.severity) for fault in found] == [
        ("CLO-02-002", "gap", "hint"),
        ("CLO-02-003", "gap", "hint"),
        ("CLO-02-004", "duplicate-stem", "fault"),
    ]
    assert "CLO-02-001" in found[2].message


@pytest.mark.parametrize(
    ("cite", "place"),
    [
        ("45 CFR 164.404(b)", True),
        ("Medicare Claims Processing Manual Ch. 30 s. 50.2", True),
        ("ICD-10-CM Official Guidelines FY2026, Section IV.H", True),
        ("89 FR 8758", True),
        ("J Ambul Care Manage 2018;41:225-237", True),
        ("HL7 EHR-S Functional Model R2, CP.4 Manage Orders", True),
        ("NCI SEER Training Modules, Anatomy, Directional Terms", True),
        ("HealthCare.gov", False),
        ("A Handbook of Records (2011)", False),
        ("HealthCare.gov, Plan types: HMOs, PPOs, and more", True),
    ],
)
def test_a_citation_with_its_place(cite: str, *, place: bool) -> None:
    assert located(cite) is place


def test_the_explanation_counts_what_the_tutor_shows() -> None:
    assert (
        explanation_length(question(sources=[{"cite": "x" * 100}]))
        - explanation_length(question(sources=[{"cite": "x"}]))
        == 99
    )
    assert explanation_length(question()) > sum(len(each.text) + len(each.why) for each in question().options) + 150
