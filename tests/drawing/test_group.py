"""A group's pictures: any counts and names fit, the right answer is told without color, and nothing says who."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from bot.chat import MAX_ALT
from bot.drawing import canvas
from bot.drawing.artist import png
from bot.drawing.blocks import text_art
from bot.drawing.palette import FILL, OTHER, TRACK
from bot.drawing.picture import picture
from bot.figures import Figures, GroupAnswerFigures, GroupChoice, GroupWeekFigures
from bot.words import group_pictures
from tests.drawing.samples import GROUP_ANSWER, GROUP_WEEK, LONG, group_days

FIRST = date(2026, 11, 15)
COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 1_000_000))
NAMES = st.one_of(st.sampled_from(("Scheduling", LONG)), st.text(st.characters(categories=("L", "N", "P")), min_size=1))


@st.composite
def answers(draw: st.DrawFn) -> GroupAnswerFigures:
    counts, right = draw(st.lists(COUNTS, min_size=4, max_size=4)), draw(st.integers(0, 3))
    return figures(draw(NAMES), counts, right, draw(COUNTS))


@st.composite
def weeks(draw: st.DrawFn) -> GroupWeekFigures:
    pairs = st.tuples(COUNTS, COUNTS).map(lambda pair: (max(pair), min(pair)))
    days = group_days(FIRST, draw(st.lists(st.none() | pairs, min_size=7, max_size=7)))
    named = st.just("") | NAMES
    total = sum(day.answered for day in days if day)
    members, streak, known, goal = (draw(COUNTS) for _ in range(4))
    hardest, improved, focus = (draw(named) for _ in range(3))
    return GroupWeekFigures(FIRST, days, total, members, hardest, improved, focus, streak, known, goal)


def figures(label: str, counts: list[int], right: int, days: int = 1) -> GroupAnswerFigures:
    letters = tuple(
        GroupChoice(letter, n, right="ABCD"[right] == letter) for letter, n in zip("ABCD", counts, strict=True)
    )
    return GroupAnswerFigures(label, letters, sum(counts), days)


@given(st.one_of(answers(), weeks()))
@example(figures(LONG, [1_000_000] * 4, 3, 1_000_000))
@example(figures("Scheduling", [0] * 4, 0, 0))
def test_whatever_the_figures_are_the_picture_suits_a_phone(drawn: Figures) -> None:
    with Image.open(io.BytesIO(png.__wrapped__(drawn))) as image:
        shown = image.convert("RGB")
    assert shown.width == canvas.WIDTH * canvas.SCALE
    assert 200 < shown.height < 2 * shown.width
    edge = 2 * canvas.MARGIN - 4
    for left in (0, shown.width - edge):
        margin = shown.crop((left, 0, left + edge, shown.height))
        assert all(low == high for low, high in margin.getextrema())  # type: ignore[misc]  # three bands have three pairs
    assert 0 < len(picture(drawn).alt) <= MAX_ALT
    assert all(len(line) <= 80 for line in text_art(drawn).splitlines())


@given(answers())
def test_each_count_and_the_right_answer_are_said(drawn: GroupAnswerFigures) -> None:
    alt, lines = picture(replace(drawn, label="It")).alt, text_art(replace(drawn, label="It")).splitlines()[2:]
    for choice, line in zip(drawn.letters, lines, strict=False):
        assert line.split()[0] == choice.letter
        assert f" {choice.count:,}" in line
        assert ("right answer" in line) == choice.right
        assert f"{choice.letter}{', right answer' if choice.right else ''}: {choice.count:,}." in alt
    assert alt.count("right answer") == 1


@given(weeks())
def test_a_day_without_a_question_is_not_one_without_answers(drawn: GroupWeekFigures) -> None:
    named = replace(drawn, hardest="", improved="", focus="")
    alt, art = picture(named).alt, text_art(named)
    without = drawn.days.count(None)
    assert alt.count("no question") == without
    assert alt.count("no answer") == sum(day is not None and not day.answered for day in drawn.days)
    assert ("no question" in art) == bool(without)
    assert all(f"{day.right:,} of {day.answered:,} right" in alt for day in drawn.days if day and day.answered)


@pytest.mark.parametrize(
    ("counts", "right", "said"),
    [
        ([0, 1, 0, 0], 1, "1 answered, 1 right"),
        ([0, 2, 0, 0], 0, "2 answered, nobody right"),
        ([0, 0, 0, 0], 0, "Nobody answered"),
        ([1, 20_000, 79_998, 1], 2, "100,000 answered, 79,998 right"),
    ],
)
def test_how_many_were_right_is_said_in_numbers(counts: list[int], right: int, said: str) -> None:
    drawn = figures("Scheduling", counts, right)
    assert said in picture(drawn).alt
    assert said in text_art(drawn).splitlines()


@pytest.mark.parametrize(("days", "said"), [(1, "1 day"), (12, "12 days"), (1000, "1,000 days")])
def test_the_streak_is_the_groups(days: int, said: str) -> None:
    for drawn in (replace(GROUP_ANSWER, days=days), replace(GROUP_WEEK, streak=days)):
        assert f"Group streak: {said}." in picture(drawn).alt
        assert f"Group streak: {said}" in text_art(drawn).splitlines()


def test_a_streak_that_there_is_not_is_left_out() -> None:
    for drawn, without in (
        (GROUP_ANSWER, replace(GROUP_ANSWER, days=0)),
        (GROUP_WEEK, replace(GROUP_WEEK, streak=0)),
    ):
        assert "streak" not in picture(without).alt + text_art(without)
        assert height(without) < height(drawn)


@pytest.mark.parametrize(("known", "part"), [(0, 0), (30, 9), (60, 18), (90, 18)])
def test_a_goal_has_a_bar_that_is_full_once_it_is_reached(known: int, part: int) -> None:
    drawn = replace(GROUP_WEEK, known=known, goal=60)
    assert f"Known at first sight, together: {known} of 60." in picture(drawn).alt
    assert f"{'█' * part}{'░' * (18 - part)} {known} of 60" in text_art(drawn)
    assert height(drawn) > height(GROUP_WEEK)
    assert "together" not in picture(GROUP_WEEK).alt + text_art(GROUP_WEEK)


@pytest.mark.parametrize(
    ("answered", "members", "said"),
    [(0, 0, "No answers"), (1, 1, "1 answer by 1 member"), (1200, 2, "1,200 answers by 2 members")],
)
def test_a_weeks_answers_are_counted_in_good_english(answered: int, members: int, said: str) -> None:
    drawn = replace(GROUP_WEEK, answered=answered, members=members)
    assert f": {said}." in picture(drawn).alt
    assert text_art(drawn).splitlines()[0].endswith(f": {said}")


def test_topics_that_there_are_not_are_left_out() -> None:
    drawn = replace(GROUP_WEEK, hardest="", improved="")
    for said in (picture(drawn).alt, text_art(drawn)):
        assert "Hardest" not in said
        assert "Most improved" not in said
        assert f"Next week: {GROUP_WEEK.focus}" in said
    assert height(drawn) < height(GROUP_WEEK)


def test_the_right_answer_is_told_without_color(monkeypatch: pytest.MonkeyPatch) -> None:
    same = [figures("Scheduling", [5, 5, 5, 5], right) for right in range(4)]
    grays = [gray(drawn) for drawn in same]
    assert len({image.tobytes() for image in grays}) == 4
    monkeypatch.setattr(group_pictures, "RIGHT_ANSWER", "something else")
    assert all(gray(drawn).tobytes() != image.tobytes() for drawn, image in zip(same, grays, strict=True))


def test_right_and_other_bars_differ_in_gray() -> None:
    shades = sorted(Image.new("RGB", (1, 1), color).convert("L").tobytes()[0] for color in (FILL, OTHER, TRACK))
    assert all(lighter - darker > 40 for darker, lighter in pairwise(shades))


def gray(drawn: Figures) -> Image.Image:
    with Image.open(io.BytesIO(png.__wrapped__(drawn))) as image:
        return image.convert("L")


def height(drawn: Figures) -> int:
    return gray(drawn).height
