"""Pictures: every figure is seen in the picture, in its alternative and in the terminal; sizes and limits hold."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import pytest
from PIL import Image

from bot.chat import MAX_ALT, Picture
from bot.drawing import canvas
from bot.drawing.artist import png
from bot.drawing.blocks import text_art
from bot.drawing.canvas import Canvas, drawable, fitting, width_of
from bot.drawing.picture import picture
from bot.figures import (
    DayFigures,
    ExamFigures,
    Figures,
    GroupAnswerFigures,
    GroupDay,
    GroupWeekFigures,
    ProgressFigures,
    Range,
    StreakFigures,
    WeekFigures,
)
from bot.figures.career import PassFigures, PayFigures, RoiFigures
from tests.drawing.samples import EMPTIEST, FULLEST, GROUP_WEEK, PAY, SAMPLES, STREAK, marks, variants

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


@pytest.mark.parametrize("color", [canvas.INK, canvas.MUTED, canvas.VERMILION])
@pytest.mark.parametrize("paper", [canvas.PAPER, canvas.WHITE])
def test_letters_stand_out_from_the_paper(color: str, paper: str) -> None:
    least = 3 if color == canvas.VERMILION else 4.5  # as WCAG has it: large bold figures, and all else
    assert _contrast(color, paper) >= least


@pytest.mark.parametrize(("color", "ground"), [(canvas.WHITE, canvas.BLUE), (canvas.INK, canvas.TRACK)])
def test_letters_stand_out_from_the_boxes_that_they_stand_in(color: str, ground: str) -> None:
    assert _contrast(color, ground) >= 4.5


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


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_kind_of_figures_has_an_alternative_that_begins_with_what_it_is() -> None:
    first = {type(figures): picture(figures).alt.split(":")[0].split(".")[0] for figures in SAMPLES.values()}
    assert first == {
        ProgressFigures: "Progress",
        StreakFigures: "Streak",
        ExamFigures: "Half simulation",
        WeekFigures: "Your week from Nov 15",
        GroupAnswerFigures: "How the group answered, Eligibility, COB",
        GroupWeekFigures: "The group's week, Nov 15 to Nov 21",
        PayFigures: "Pay",
        RoiFigures: "CEHRS over 24 months",
        PassFigures: "CEHRS exam passed by Ann Lee",
        DayFigures: "What a day looks like",
    }
