"""The gallery: a phone's screen shows all that a card holds, and the page has a picture for each screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.chat import Button, Card, File, Later, Toast, bold, italic, mono, text
from bot.drawing.canvas import SCALE
from bot.drawing.picture import picture
from tests.drawing.samples import STREAK
from tests.gallery.bubbles import BUTTON, DARK, EDGE, LIGHT, PAD, WIDTH, described, screen
from tests.gallery.draw import FOLDER, write
from tests.gallery.scenes import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chat import Reply

ROWS = ((Button("Next", "n"), Button("Save", "s")), (Button("Open", url="https://example.org"),))
BODY = text(bold("Right: C"), "   1 of 5\n\nA stem that is long enough to be broken into lines. " * 3, italic("Source"))


def height(*shown: str | Reply) -> int:
    return screen(shown).height // SCALE


def test_every_part_of_a_card_takes_its_room() -> None:
    plain = height(Card(BODY))
    assert height(Card(BODY, ROWS)) == plain + 2 * (BUTTON + 5)
    assert height(Card(BODY, file=File("a.json", b"{}"))) > plain + 30
    assert height(Card(BODY, picture=picture(STREAK))) > plain + 250
    assert height(Card(text("one line"))) < plain
    assert height("/streak", Toast("Saved."), Later(text("later")), Card(BODY)) > plain + 100


def test_an_alert_of_two_hundred_characters_is_shown_whole() -> None:
    short, long = screen([Toast("Saved.")]), screen([Toast("because " * 25)])
    assert long.height > short.height + 3 * 15 * SCALE
    edges = long.crop((0, 0, EDGE * SCALE, long.height))
    assert len(edges.getcolors() or ()) == 1, "it stays on the screen"


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_words_and_styles_are_seen(look: object) -> None:
    screens = {
        screen([Card(body)], look).tobytes()  # type: ignore[arg-type]  # both are looks
        for body in (text("same words"), text(bold("same words")), text(italic("same words")), text("other words"))
    }
    assert len(screens) == 4


def test_no_line_runs_over_its_bubble() -> None:
    image = screen([Card(text("word " * 60, bold("bold " * 60), "x" * 30))])
    right = image.width - EDGE * SCALE
    padding = image.crop((right - (PAD - 2) * SCALE, 30 * SCALE, right, image.height - 30 * SCALE))
    assert padding.getextrema() == ((255, 255),) * 3


def test_the_page_names_every_screen_and_says_it(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    scenes = [Scene(f"s{n}", f"Title {n}", ["/go", Card(text(f'say "{n}" | <b>'))]) for n in range(4)]
    write(tmp_path, {"Heading": scenes})
    page = (tmp_path / "README.md").read_text()
    assert re.findall(r'src="(\w+\.png)"', page) == [f"s{n}.png" for n in range(4)]
    assert sorted(path.name for path in tmp_path.glob("*.png")) == [f"s{n}.png" for n in range(4)]
    assert "/go say &quot;3&quot; &#124; &lt;b&gt;" in page
    assert "| Title 0 | Title 1 | Title 2 |\n| --- | --- | --- |" in page
    assert "12-day streak" in page


def test_who_cannot_see_it_is_told_the_same() -> None:
    said = described(["/streak", Toast("Saved."), Card(BODY, picture=picture(STREAK)), Later(text("Soon"))])
    assert said.startswith("/streak Saved. Right: C 1 of 5")
    assert picture(STREAK).alt in said
    assert said.endswith("Soon")


def test_the_shipped_gallery_is_whole_and_small() -> None:
    page = (FOLDER / "README.md").read_text()
    named = set(re.findall(r'src="([\w-]+\.png)"', page))
    assert named == {path.name for path in FOLDER.glob("*.png")}
    assert {"question.png", "right.png", "wrong.png", "end-of-set.png", "mock-result.png", "settings.png"} <= named
    assert {"paused.png", "export.png", "push-late.png", "push-goodbye.png", "progress.png", "streak.png"} <= named
    group = ("setup", "preview", "question", "private", "alert", "reveal", "week", "trouble", "alias")
    assert {f"group-{each}.png" for each in group} <= named
    for path in FOLDER.glob("*.png"):
        assert path.stat().st_size < 100_000
        with Image.open(path) as image:
            assert image.width == WIDTH * SCALE


def test_columns_align_in_letters_of_one_width() -> None:
    def dots(grid: str) -> int:
        """Return where the last column begins, in pixels."""
        drawn = screen([Card(text("x" * 30, "\n", mono(grid)))]).convert("L")
        row = drawn.crop((0, drawn.height - 60, drawn.width, drawn.height - 28))
        return row.point([255 * (level < 120) for level in range(256)]).getbbox()[2]  # type: ignore[index]  # not empty

    assert abs(dots("iiiiiiiii.") - dots("wwwwwwwww.")) <= 1
