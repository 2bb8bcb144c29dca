"""Pictures: every figure is seen in the picture, in its alternative and in the terminal; sizes and limits hold."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import pytest
from PIL import Image

from bot.chat import MAX_ALT, Picture
from bot.drawing import blocks, canvas, palette
from bot.drawing.artist import png
from bot.drawing.blocks import text_art
from bot.drawing.canvas import Canvas, drawable, fitting, width_of
from bot.drawing.picture import picture
from bot.figures import (
    DayFigures,
    DomainLevel,
    ExamFigures,
    Figures,
    GroupAnswerFigures,
    GroupDay,
    GroupWeekFigures,
    ProgressFigures,
    StreakFigures,
    WeekFigures,
)
from bot.figures.career import PassFigures, PayFigures, RoiFigures
from bot.figures.classroom import ClassFigures
from bot.figures.ranges import Range
from tests.drawing.samples import (
    EMPTIEST,
    EXAM,
    FULLEST,
    GROUP_WEEK,
    PAY,
    PROGRESS,
    SAMPLES,
    STREAK,
    WEEK,
    marks,
    variants,
)

pytestmark = pytest.mark.slow

ALL = [*SAMPLES.values(), *EMPTIEST, *FULLEST]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_change_of_any_figure_is_seen_everywhere(name: str) -> None:
    figures = SAMPLES[name]
    seen = png(figures), picture(figures).alt, text_art(figures)
    changed = list(variants(figures))
    assert len(changed) >= len(fields(figures))
    for where, other in changed:
        now = png.__wrapped__(other), picture(other).alt, text_art(other)
        assert all(a != b for a, b in zip(seen, now, strict=True)), where


@pytest.mark.parametrize("figures", ALL)
def test_a_picture_suits_a_phone(figures: Figures) -> None:
    drawn = png(figures)
    with Image.open(io.BytesIO(drawn)) as image:
        width, height = image.size
        assert image.format == "PNG"
    assert width == 720
    assert 200 < height < 2 * width
    assert len(drawn) < 100_000
    assert 0 < len(picture(figures).alt) <= MAX_ALT


@pytest.mark.parametrize("figures", ALL)
def test_nothing_is_drawn_on_the_margin(figures: Figures) -> None:
    with Image.open(io.BytesIO(png(figures))) as image:
        shown = image.convert("RGB")
    paper = Image.new("RGB", shown.size, shown.getpixel((0, 0)))
    edge = 2 * canvas.MARGIN - 4
    for box in ((0, 0, edge, shown.height), (shown.width - edge, 0, shown.width, shown.height)):
        assert shown.crop(box).tobytes() == paper.crop(box).tobytes()


@pytest.mark.parametrize("figures", ALL)
def test_a_terminal_shows_it_in_80_columns(figures: Figures) -> None:
    lines = text_art(figures).splitlines()
    assert lines
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("figures", [PROGRESS, EXAM])
def test_a_bar_is_as_long_as_what_it_says_whatever_its_share_of_the_exam(
    figures: ProgressFigures | ExamFigures, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, list[float]] = {palette.FILL: [], palette.TRACK: []}
    box = Canvas.box

    def noted(self: Canvas, x: float, y: float, width: float, height: float, color: str, radius: float = 0) -> None:
        if height == 11 and color in drawn:
            drawn[color].append(width)
        box(self, x, y, width, height, color, radius)

    monkeypatch.setattr(Canvas, "box", noted)
    png.__wrapped__(figures)
    count = len(figures.domains)
    assert len(set(drawn[palette.TRACK][:count])) == 1
    whole = drawn[palette.TRACK][0]
    shares = [(d.level or 0) if isinstance(d, DomainLevel) else 100 * d.right / d.total for d in figures.domains]
    full = [width / whole for width in drawn[palette.FILL][:count]]
    assert full[:4] == pytest.approx([share / 100 for share in shares[:4]])


@pytest.mark.parametrize("figures", ALL)
def test_every_bar_in_a_terminal_is_as_long_as_the_others(figures: Figures) -> None:
    bars = re.findall("[█░]{3,}", text_art(figures))
    assert {len(bar) for bar in bars} <= {blocks.LENGTH}


def test_a_week_counts_the_days_with_answers_and_those_that_reached_the_goal() -> None:
    low = replace(WEEK, answers=(3, 0, 0, 3, 0, 0, 0))
    for said in (picture(low).alt, text_art(low)):
        assert "6 answers on 2 days" in said
        assert "Goal of 5 a day met on 0 of 7 days" in said
    assert "36 answers on 6 days" in picture(WEEK).alt
    assert "Goal of 5 a day met on 5 of 7 days" in picture(WEEK).alt


def test_a_long_line_of_a_terminal_goes_on_with_an_indent() -> None:
    named = replace(
        PROGRESS, weakest=("Documentation for payment", "Eligibility, COB", "Records management, retention")
    )
    lines = text_art(named).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("Weakest topics"))
    assert lines[at + 1].startswith("  ")


def test_the_same_figures_are_drawn_once() -> None:
    png.cache_clear()
    assert png(STREAK) is png(SAMPLES["streak"])
    assert (png.cache_info().misses, png.cache_info().hits) == (1, 1)


def test_threads_draw_the_same() -> None:
    figures = [other for _, other in variants(SAMPLES["week"])]
    alone = [png.__wrapped__(each) for each in figures]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(png.__wrapped__, figures)) == alone


def test_what_is_no_figure_is_not_drawn() -> None:
    with pytest.raises(KeyError):
        png("a word")
    assert text_art("a word") == ""


def test_figures_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="goes up"):
        Range(3, 2)
    with pytest.raises(ValueError, match="1 to 84"):
        StreakFigures(STREAK.first, marks("C" * 85), 1, 1, 1, 1, 1)
    with pytest.raises(ValueError, match="are answers"):
        GroupDay(GROUP_WEEK.first, 3, 4)
    with pytest.raises(ValueError, match="seven days"):
        replace(GROUP_WEEK, days=GROUP_WEEK.days[:6])
    with pytest.raises(ValueError, match="at its place"):
        replace(GROUP_WEEK, days=GROUP_WEEK.days[::-1])
    with pytest.raises(ValueError, match="five percentiles"):
        replace(PAY, percentiles=(1, 2))
    with pytest.raises(ValueError, match="1 to 900"):
        Picture(STREAK, "x" * 901)
    with pytest.raises(ValueError, match="1 to 900"):
        Picture(STREAK, "  ")
    with pytest.raises(TypeError):
        Picture([1], "a list changes")  # type: ignore[arg-type]  # what is tested


def test_marks_of_a_calendar_differ_in_gray_and_in_shape() -> None:
    from bot.drawing.streak import CELL, draw_mark  # noqa: PLC0415 - only here

    drawn = {}
    for mark in ("counted", "frozen", "paused", "short", "missed", "open", "none"):
        sheet = Canvas(30, 30)
        draw_mark(sheet, 2, 2, mark)
        inside = sheet.image.convert("L").crop((4, 4, 4 + int(2 * CELL), 4 + int(2 * CELL)))
        background = inside.getpixel((8, 20))
        drawn[mark] = inside.point([255 * (level == background) for level in range(256)]).tobytes()
    assert len(set(drawn.values())) == len(drawn)


def test_lines_that_are_too_long_end_in_dots() -> None:
    said = fitting("Documentation for payment; fraud and abuse", 14, 100)
    assert said.endswith("...")
    assert width_of(said) <= 100
    assert fitting("short", 14, 100) == "short"
    assert fitting("nothing fits", 14, 1) == "..."


def test_letters_that_the_font_lacks_are_written_with_others() -> None:
    assert drawable("Caf\u00e9 \u2013 \u00a7164 \u00d7 2\u2026") == "Cafe - Sec. 164 x 2..."


def test_every_kind_of_figures_has_an_alternative_that_begins_with_what_it_is() -> None:
    first = {type(figures): picture(figures).alt.split(":")[0].split(".")[0] for figures in SAMPLES.values()}
    assert first == {
        ProgressFigures: "Progress",
        StreakFigures: "Streak",
        ExamFigures: "Half simulation",
        WeekFigures: "Your week from Nov 16",
        GroupAnswerFigures: "How the group answered, Eligibility, COB",
        GroupWeekFigures: "The group's week, Nov 15 to Nov 21",
        ClassFigures: "Class Fall cohort, Nov 19",
        PayFigures: "Pay",
        RoiFigures: "CEHRS over 24 months",
        PassFigures: "CEHRS exam passed by Ann Lee",
        DayFigures: "What a day looks like",
    }
