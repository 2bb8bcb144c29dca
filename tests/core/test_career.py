"""The career desk: what is read, kept, and led back to from old buttons; every figure from the content."""

from __future__ import annotations

import contextlib
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Tool, encode
from bot.bank.career import Career, load_career
from bot.bank.faults import BankError
from bot.chat import MAX_LABEL, MAX_ROWS, Card, flat
from bot.errors import Refusal
from bot.flows import career
from bot.flows.career.amounts import read_amount, read_wage
from bot.flows.career.dates import months_after
from bot.flows.career.roi_sums import Inputs, Span, sums
from bot.flows.past_dates import read_month, read_past_date
from bot.words import labels
from tests.bench import CONTENT, NOON
from tests.core.test_account import exported
from tests.core.test_plan import learner

if TYPE_CHECKING:
    from pathlib import Path

    from bot.storage.database import Database
    from tests.bench import Person, Stage

HOURS = 2080


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("117", 11_700),
        ("$117", 11_700),
        ("117.5", 11_750),
        ("about $1,200", 120_000),
        ("1.000,00", 100_000),
        ("1,000.00", 100_000),
        ("1.000", 100_000),
        ("1 000", 100_000),
        ("17,50", 1_750),
        ("1.5k", 150_000),
        ("0", 0),
        ("it costs $170 usd", 17_000),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, cents: int) -> None:
    assert read_amount(typed, 5_000) == cents


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "free", "-117", "\u2212117", "1,2,3", "1.2345", "117 or 170", "9" * 80, "€117", "17.50/h", "5001"],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_amount(typed, 5_000)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("$17.50", 1_750),
        ("17.5/h", 1_750),
        ("17.50 an hour", 1_750),
        ("17,50 per hour", 1_750),
        ("52k", 2_500),
        ("52,000", 2_500),
        ("$52,000 a year", 2_500),
        ("3,120 a month", 1_800),
        ("800/week", 2_000),
        ("i make 20", 2_000),
    ],
)
def test_wages_are_read_by_the_hour(typed: str, cents: int) -> None:
    assert read_wage(typed, HOURS) == cents


@pytest.mark.parametrize("typed", ["", "-17.50", "0", "0.50/h", "900/h", "3000", "lots", "17.50 20", "9999k"])
def test_what_is_no_wage_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_wage(typed, HOURS)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_money(typed: str) -> None:
    for read, most in ((read_amount, 5_000), (read_wage, HOURS)):
        with contextlib.suppress(Refusal):
            assert read(typed, most) >= 0


def test_the_sums_are_those_of_the_formulas() -> None:
    given_ = Inputs(Span.of(117), Span.of(1500), Span.of(185), Span.of(0.6881), 40)
    found = sums(given_, HOURS, 30)
    assert found.exam.middle == pytest.approx(117 * 1.409, abs=0.1)
    assert found.raise_hour.middle == pytest.approx(0.44, abs=0.01)
    assert found.delay.middle == pytest.approx(12, abs=0.5)
    assert found.long_wait.middle == pytest.approx(0.03, abs=0.001)
    assert found.months is None
    assert found.levers[0][0] == "course"


@given(st.floats(0, 2000), st.floats(0, 60_000), st.floats(0, 1), st.floats(0, 1), st.floats(1, 500), st.floats(1, 500))
def test_low_is_never_above_high(
    fee: float, course: float, one: float, two: float, before: float, after: float
) -> None:
    found = sums(Inputs(Span.of(fee), Span.of(course), Span.of(185), Span.of(one, two), 0, before, after), HOURS, 30)
    for span in (found.exam, found.total, found.delay, found.long_wait, found.raise_hour, found.raise_year):
        assert span.low <= span.middle + 1e-6
        assert span.middle <= span.high + 1e-6


TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-20"),
        ("Yesterday", "2026-11-19"),
        ("3 days ago", "2026-11-17"),
        ("two weeks ago", "2026-11-06"),
        ("2026-11-01", "2026-11-01"),
        ("Nov 18", "2026-11-18"),
        ("December 24", "2025-12-24"),
        ("11/18", "2026-11-18"),
        ("Feb 29", "2024-02-29"),
    ],
)
def test_days_that_are_over_are_read(typed: str, day: str) -> None:
    assert read_past_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-11-21", "banana", "2026-02-30", "2015-01-01", "x" * 300])
def test_what_is_no_day_that_is_over_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_past_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("June 2023", "2023-06-30"),
        ("6/2023", "2023-06-30"),
        ("2024-02", "2024-02-29"),
        ("Dec. 2025", "2025-12-31"),
        ("2023-06-15", "2023-06-15"),
    ],
)
def test_months_are_read_as_their_last_day(typed: str, day: str) -> None:
    assert read_month(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["", "13/2023", "June", "June 1950", "June 2040", "2023-02-30", "soon"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_month(typed, TODAY)


def test_months_keep_to_the_calendar() -> None:
    assert months_after(date(2028, 11, 30), -9) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert months_after(date(2027, 1, 15), -1) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("TX", "Texas"),
        ("texas", "Texas"),
        ("Texs", "Texas"),
        ("n.y.", "New York"),
        ("virginia", "Virginia"),
        ("west virginia", "West Virginia"),
        ("d.c.", "District of Columbia"),
        ("washington dc", "District of Columbia"),
        ("washington", "Washington"),
        ("Kansas billing", "Kansas"),
        ("massachusets", "Massachusetts"),
    ],
)
def test_states_are_found_by_name_abbreviation_or_typo(stage: Stage, typed: str, state: str) -> None:
    ann = learner(stage)
    ann.say(f"/salary {typed}")
    assert f"{state}: median $" in ann.text


def test_every_state_and_occupation_has_its_card(stage: Stage) -> None:
    ann = learner(stage)
    known = stage.library.career
    for state in known.states.values():
        ann.say(f"/salary {state.name}")
        assert f"{state.name}: median ${state.records:,}" in ann.text
    for figure in known.kind("wage-"):
        ann.say(f"/salary {figure.name}")
        assert f"{figure.name}: median ${figure.number:,.0f}" in ann.text


def test_a_dialogue_outlives_a_restart_and_its_old_buttons_work(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/fit")
    first = ann.button("Front office").token
    ann.tap("Front office")
    ann.tap("Every day")
    stage.start()
    ann.say("records")
    assert "4 of 6" in ann.text
    ann.press(first)
    assert "2 of 6" in ann.text


def test_two_dialogues_at_once_do_not_mix(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/roi")
    roughly = ann.button("Roughly").token
    ann.say("/eligibility")
    ann.press(roughly)
    assert "study material" in ann.text
    ann.tap("Yes", back=0)
    assert "training program" in ann.text
    ann.say("no")
    assert "supervised work" in ann.text


@pytest.mark.parametrize("state", ["x", "11700/x", "11700/0/40/18500/1/1/1/1", "/", "-117", "9999999999/0"])
@pytest.mark.parametrize(
    "tool", ["roi", "fit", "eligibility", "report", "log", "renewal", "salary", "skills", "tick", "nothing"]
)
def test_no_button_of_another_version_breaks_a_tool(stage: Stage, tool: str, state: str) -> None:
    ann = learner(stage)
    ann.press(encode(Tool(tool, state)))
    assert ann.text
    assert "something went wrong" not in ann.text


def test_who_leaves_halfway_leaves_nothing_behind(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/roi")
    ann.say("4711")
    assert "cannot be right" in ann.text
    ann.say("1711")
    ann.say("leave")
    assert "I kept nothing" in ann.text
    assert "1711" not in json.dumps(exported(ann))


def test_what_is_kept_is_exported_and_forgotten(any_database: Database) -> None:
    from tests.bench import Stage  # noqa: PLC0415 - the name is also a type here

    stage = Stage(any_database)
    ann = learner(stage)
    ann.say("/roi fee 117 course 0 before 17.50 after 19")
    ann.tap("Keep my numbers")
    ann.say("/roadmap")
    ann.tap("1 Education")
    ann.say("/result passed today")
    ann.say("/renewal credits 2 what HIPAA refresher on today")
    held = exported(ann)
    assert held["learner"]["career_desk"] == {"roi": "11700/0/0/r/1750/1900", "roadmap": [1]}
    assert [(c["credits"], c["what"]) for c in held["credits"]] == [(2.0, "HIPAA refresher")]
    ann.say("/forget")
    ann.tap("Yes")
    held = exported(ann)
    assert held["learner"]["career_desk"] == {}
    assert held["credits"] == []


def test_a_typed_wage_is_gone_from_the_files_after_forgetting(stage: Stage, tmp_path: Path) -> None:
    ann = learner(stage)
    ann.say("/roi fee 117 before 47.11 after 49")
    ann.tap("Keep my numbers")
    ann.say("/roi")
    ann.tap("New numbers")
    for typed in ("117", "0", "40", "185", "47.11"):
        ann.say(typed)
    assert any(b"4711" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))
    ann.say("/forget")
    ann.tap("Yes")
    assert not any(b"4711" in path.read_bytes() for path in tmp_path.glob("tutor.db*"))


def test_linking_takes_the_desk_and_the_log_along(stage: Stage) -> None:
    ann, other = learner(stage), stage.person("ann#1", "discord")
    ann.say("/roadmap")
    ann.tap("2 Training")
    ann.say("/result passed today")
    ann.say("/renewal credits 3 what Coding day on today")
    other.begin()
    ann.join(other)
    held = exported(other)
    assert held["learner"]["career_desk"] == {"roadmap": [2]}
    assert len(held["credits"]) == 1
    stage.clock.now = NOON.replace(year=2028, month=5, day=19, hour=22, minute=30)
    assert renewals(stage, other, 2, "discord") == ["Renew your CEHRS by November 20, 2028: 184 days to go"]


def renewals(stage: Stage, ann: Person, days: int, platform: str = "telegram") -> list[str]:
    """Live on for so many days; return what comes about the renewal, with the days to go."""
    said = []
    for _ in range(days):
        stage.clock.move(days=1)
        said += [flat(card.body) for push in stage.sweep(platform) for card in push.replies if isinstance(card, Card)]
        if stage.clock.now.day == 1:
            ann.say("/streak")
    return [line.splitlines()[0] for line in said if "renew" in line.casefold()]


def test_four_reminders_and_a_lapse_warning_come(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result passed today")
    stage.clock.now = NOON.replace(year=2028, month=5, day=1, hour=22, minute=30)
    ann.say("/renewal")
    said = renewals(stage, ann, 215)
    assert [line.rpartition(": ")[2] for line in said] == [
        *("184 days to go", "92 days to go", "31 days to go", "7 days to go"),
        said[-1].rpartition(": ")[2],
    ]
    assert said[-1] == "Your renewal date, November 20, 2028, has passed."


def test_no_reminders_come_where_they_are_off_or_a_result_is_corrected(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result passed today")
    ann.say("/renewal off")
    stage.clock.now = NOON.replace(year=2028, month=5, day=15)
    assert renewals(stage, ann, 20) == []


def test_the_daily_set_leans_on_what_the_report_calls_weak(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings size 10")
    ann.say("/retake report")
    for label in ("Strong", "Strong", "Strong", "Strong", "Weak"):
        ann.tap(label)
    ann.tap("Yes, keep it")
    stage.clock.move(days=1)
    ann.say("/daily")
    topics = []
    for _ in range(10):
        topics.append(ann.question.topic)
        ann.answer()
        ann.tap("Next")
    assert sum(topic.startswith("REP") for topic in topics) >= 5
    ann.say("/result passed today")
    assert exported(ann)["learner"]["career_desk"] == {}


def test_every_card_fits_a_phone_and_every_label_is_no_answer(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result not passed today")
    for name in career.TOOLS:
        ann.say(f"/{name}")
        for tap in [b for card in ann.replies if isinstance(card, Card) for row in card.rows for b in row if b.token]:
            ann.press(tap.token)
            assert "something went wrong" not in ann.text, (name, tap.label)
    for card in ann.seen:
        assert len(card.rows) <= MAX_ROWS
        assert len(flat(card.body)) <= 1_700, flat(card.body)
        for button in (b for row in card.rows for b in row if len(b.label) > 1):
            assert button.label[0] not in "ABCD", button.label
            assert len(button.label) <= MAX_LABEL


def test_every_tool_has_its_button() -> None:
    assert set(career.TOOLS) <= set(labels.TOOLS)


def test_no_figure_stands_in_words_or_code() -> None:
    """A dollar amount or a BLS figure that a learner sees comes from the content, never from a sentence."""
    folder = CONTENT.parent / "bot"
    figures = {f"{round(value):,}" for figure in load_career(CONTENT).by_id.values() for value in figure.values}
    big = {each for each in figures if len(each) > 3}
    for path in [*(folder / "words").rglob("*.py"), *(folder / "flows").rglob("*.py")]:
        said = path.read_text()
        found = {each for each in re.findall(r"\d{1,3}(?:,\d{3})+", said) if each in big}
        assert not found, (path, found)


def test_the_shipped_figures_are_whole() -> None:
    known = load_career(CONTENT)
    assert len(known.states) == 51
    assert known.vintage == "BLS, May 2025"
    for figure in known.by_id.values():
        assert figure.recheck > figure.date
        assert figure.recheck - figure.date < timedelta(days=800)
    for figure in known.kind("wage-"):
        assert list(figure.values) == sorted(figure.values)
        assert figure.number == figure.values[2]
        assert f"${figure.number:,.0f}" in figure.text


def test_a_folder_without_figures_has_none(tmp_path: Path) -> None:
    assert load_career(tmp_path) == Career()


def test_every_fault_of_the_files_is_named(tmp_path: Path) -> None:
    good = (CONTENT / "career.yaml").read_text().split("- id: ")[1]
    (tmp_path / "career.yaml").write_text(f"- id: {good}- id: {good}- id: wage-x\n  text: x\n")
    (tmp_path / "states.csv").write_text("code,state,records,billing,jobs\nTX,Texas,many,1,1\n")
    with pytest.raises(BankError) as caught:
        load_career(tmp_path)
    rules = {fault.rule for fault in caught.value.faults}
    assert {"duplicate-id", "source", "row"} <= rules
