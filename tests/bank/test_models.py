"""Questions, their order, and the bank."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydantic import ValidationError

from bot.bank.models import Bank, Blueprint
from bot.chat import text
from tests.bank.sample import BLUEPRINT, question, texts

BLUE = Blueprint.model_validate(BLUEPRINT)


def test_options_begin_with_the_key() -> None:
    asked = question()
    assert [each.text for each in asked.options] == [
        "A unit mix-up while typing",
        "A misplaced decimal point",
        "A sum of two measurements",
        "A drifting bathroom scale",
    ]
    assert asked.topic == "CLO-02"


def test_a_shuffle_reaches_every_order_and_is_the_rngs() -> None:
    asked = question()
    rng = random.Random(7)
    assert not asked.fixed
    assert len({asked.order(rng) for _ in range(600)}) == 24
    assert asked.order(random.Random(3)) == asked.order(random.Random(3))


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (("60", "10", "30", "90"), (1, 2, 0, 3)),
        (("60 days", "10 days", "1 day", "90 days"), (2, 1, 0, 3)),
        (("$1,200", "$40.50", "$900", "$5"), (3, 1, 2, 0)),
        (("12.5 %", "8 %", "9%", "100 %"), (1, 2, 0, 3)),
        (("-1", "0", "2", "-3"), (3, 0, 1, 2)),
    ],
)
def test_numbers_ascend_and_draw_nothing(options: tuple[str, ...], order: tuple[int, ...]) -> None:
    asked = question(**texts(*options))
    rng = random.Random(1)
    before = rng.getstate()
    assert asked.fixed
    assert asked.order(rng) == order
    assert rng.getstate() == before


@pytest.mark.parametrize(
    "options",
    [
        ("60 days", "10 weeks", "30 days", "90 days"),
        ("60", "10", "30", "None"),
        ("837P", "837I", "835", "270"),
        ("", "1", "2", "3"),
        (".", "1", "2", "3"),
        ("1.2.3", "1", "2", "3"),
    ],
)
def test_what_is_not_all_numbers_is_shuffled(options: tuple[str, ...]) -> None:
    if "" in options:
        with pytest.raises(ValidationError):
            question(**texts(*options))
    else:
        assert not question(**texts(*options)).fixed


@pytest.mark.parametrize(("place", "order"), [(1, (0, 1, 2, 3)), (3, (1, 2, 0, 3)), (4, (1, 2, 3, 0))])
def test_a_place_pins_the_key(place: int, order: tuple[int, ...]) -> None:
    asked = question(place=place)
    assert asked.fixed
    assert asked.order(random.Random(0)) == order


@pytest.mark.parametrize(
    ("status", "shown"), [("draft", False), ("reviewed", True), ("verified", True), ("retired", False)]
)
def test_learners_see_reviewed_and_verified(status: str, *, shown: bool) -> None:
    made = question(status=status)
    bank = Bank({made.id: made}, {}, BLUE)
    assert made.published is shown
    assert bank.published == ((made,) if shown else ())
    assert bank.by_topic["CLO-02"] == bank.published
    assert bank.by_topic["NCO-01"] == ()


def test_nothing_in_a_bank_can_be_changed() -> None:
    made = question(status="reviewed")
    bank = Bank({made.id: made}, {"CLO-02": text("note")}, BLUE)
    anything: Any = bank
    with pytest.raises(AttributeError):
        anything.published = ()
    with pytest.raises(TypeError):
        anything.questions["X"] = made
    with pytest.raises(TypeError):
        anything.notes["X"] = text("other")
    with pytest.raises(ValidationError):
        anything.published[0].stem = "other"


def test_the_blueprint_answers_by_id() -> None:
    assert BLUE.domain_of("REG-02").id == "regulatory-compliance"
    assert BLUE.domain("reporting").number == 5
    assert BLUE.weight("clinical-operations") == 32
    assert BLUE.topic("CLO-02").name == "Real-time data"
    assert [each.id for each in BLUE.topics("reporting")] == ["REP-01", "REP-02"]
    assert BLUE.score.passing == 390
    with pytest.raises(KeyError):
        BLUE.domain_of("XYZ-01")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("clinical", "clinical-operations"),
        ("Clinical Operations", "clinical-operations"),
        ("clinical-operations", "clinical-operations"),
        ("non-clinical", "non-clinical-operations"),
        ("nonclinical", "non-clinical-operations"),
        ("NON", "non-clinical-operations"),
        ("revenue", "revenue-cycle-finance"),
        ("finance", "revenue-cycle-finance"),
        ("compliance", "regulatory-compliance"),
        (" Reporting ", "reporting"),
        ("rep", "reporting"),
        ("reg", "regulatory-compliance"),
        ("operations", "clinical-operations"),
        ("clo", "clinical-operations"),
        ("4", "regulatory-compliance"),
        ("clincal", "clinical-operations"),
        ("reprting", "reporting"),
        ("CLO-02", None),
        ("", None),
        ("<b>🙂", None),
        ("pizza", None),
    ],
)
def test_a_domain_is_found_by_what_learners_type(typed: str, found: str | None) -> None:
    domain = BLUE.find_domain(typed)
    assert (domain.id if domain else None) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CLO-02", "CLO-02"),
        ("clo 2", "CLO-02"),
        ("clo02", "CLO-02"),
        ("scheduling", "NCO-02"),
        ("sched", "NCO-02"),
        ("shceduling", "NCO-02"),
        ("portal", "NCO-03"),
        ("no-show", "NCO-02"),
        ("icd", "RCF-01"),
        ("note", "CLO-01"),
        ("breach notification", "REG-02"),
        ("queries filters", None),
        ("!!", None),
    ],
)
def test_a_topic_is_found_by_what_learners_type(typed: str, found: str | None) -> None:
    topic = BLUE.find_topic(typed)
    assert (topic.id if topic else None) == found
