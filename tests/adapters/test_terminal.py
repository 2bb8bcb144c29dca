"""The terminal: lines in, text out."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlmodel import Session, col, select

from adapters.terminal import Terminal
from bot.chat import Card, Picture, text
from bot.storage.database import Database
from bot.storage.tables import Attempt
from tests import script

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.bench import Stage

P = ParamSpec("P")
T = TypeVar("T")


async def ask(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


async def talk(stage: Stage, *lines: str) -> str:
    out = io.StringIO()
    await Terminal(stage.tutor, ask, io.StringIO("".join(f"{line}\n" for line in lines)), out).serve()
    return out.getvalue()


async def test_a_pipe_gets_a_welcome_and_ends_by_itself(stage: Stage) -> None:
    said = await talk(stage)
    assert "When is your exam?" in said
    assert said.endswith("See you tomorrow.\n\n")


async def test_numbers_letters_and_labels_answer(stage: Stage) -> None:
    said = await talk(stage, "5", "1", "next", "B", "Poorly worded", "Save", "quit", "/streak")
    assert "1 of 5" in said
    assert said.count("Source:") >= 2
    assert "Saved." in said
    assert "No streak yet." not in said, "nothing is read after quit"


async def test_the_lines_of_a_question_end_with_their_text(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question")
    assert all(f"{letter}. " in said for letter in "ABCD")
    assert " \n" not in said
    assert script.letter([said], right=True) in "ABCD"


async def test_files_are_written_under_data_and_the_path_is_said(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = await talk(stage, "/export", "/plan calendar")
    assert ours(tmp_path) == []
    assert f"Written to {tmp_path}/data/cehrs-tutor-export.json" in said
    assert f"Written to {tmp_path}/data/cehrs-plan.ics" in said
    assert (tmp_path / "data" / "cehrs-tutor-export.json").read_text().startswith("{")


async def test_square_brackets_are_text_and_not_markup(stage: Stage) -> None:
    said = await talk(stage, "5", "[bold]hi[/bold] [red]", "/practice [/]")
    assert "outside what I know" in said
    assert "I couldn't find that domain or topic" in said


async def test_a_database_that_is_gone_is_said(stage: Stage) -> None:
    stage.database = Database("postgresql://nobody@127.0.0.1:9/none")
    stage.start()
    assert "your question stays open" in await talk(stage, "A")
    stage.database.close()


async def test_pictures_are_drawn_in_characters(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question", "A", "/progress")
    assert "Your progress" in said
    assert "░" in said
    assert "1 answer in 14 days" in said


async def test_what_cannot_be_drawn_in_characters_is_said(stage: Stage) -> None:
    out = io.StringIO()
    terminal = Terminal(stage.tutor, ask, io.StringIO(), out)
    terminal._card(Card(text("A card"), picture=Picture("no figures", "[bold] in words")))
    assert out.getvalue() == "A card\n\n[bold] in words\n\n"


def ours(folder: Path) -> list[str]:
    """The names of exported files right in a folder."""
    return [path.name for path in folder.iterdir() if path.name.startswith("cehrs-")]


class Window(io.StringIO):
    """An output that is a terminal."""

    def isatty(self) -> bool:
        return True


async def test_a_narrow_window_breaks_between_buttons_and_never_inside_of_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = Window()
    lines = "Skip, give me a question\n/settings\n/help\n/start\n/practice\n/learn\n/career\n/pause\n"
    await Terminal(stage.tutor, ask, io.StringIO(lines), out).serve()
    menus = [line for line in unstyled(out.getvalue()).splitlines() if line.startswith("[")]
    assert len(menus) > 20
    assert all(len(line) <= 40 for line in menus), menus
    for line in menus:
        assert all(re.fullmatch(r"\[#?\d+\] [^\[\]]+", each) for each in line.split("   ")), line


def unstyled(said: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", said)


async def test_a_bare_number_is_asked_back_where_it_could_be_a_time(stage: Stage) -> None:
    said = await talk(stage, "In 4 weeks", "4")
    assert "[#1] 7:00 AM   [#2] 12:00 PM" in said
    assert said.split("[#1] 7:00 AM")[1].startswith("   [#2]")
    assert "4:00 AM or 4:00 PM?" in said


async def test_a_marked_number_taps_its_button(stage: Stage) -> None:
    said = await talk(stage, "In 4 weeks", "#2", "1")
    assert "Which time zone" in said
    assert "12:00 PM Eastern time" in said, "the zones have plain numbers"


async def test_a_menu_with_marked_numbers_says_how_to_choose(stage: Stage) -> None:
    said = await talk(stage, "In 4 weeks", "#2", "/settings")
    assert said.count("For a button, type # and its number.") == 1, "the other menus have plain numbers"


async def test_a_typed_name_acts_on_the_question_in_sight(stage: Stage) -> None:
    stage.clock.move(seconds=1)
    out, person = io.StringIO(), _Answering(stage)
    await Terminal(stage.tutor, ask, person, out).serve()
    said = out.getvalue()
    assert "[2] I guessed" in said, "the right answer has the button, the wrong one has not"
    assert "It already counts as not known." in said
    assert "Noted as a guess." not in said


class _Answering(io.StringIO):
    """Types a right answer, then a wrong one, then the name of a button that only the first has."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.lines = iter(("Skip, give me a question", True, "next", False, "I guessed", "quit"))
        self.stage = stage

    def readline(self, *_: object) -> str:  # type: ignore[override]  # a text stream's
        self.stage.clock.move(seconds=5)
        line = next(self.lines)
        return f"{line if isinstance(line, str) else self._letter(right=line)}\n"

    def _letter(self, *, right: bool) -> str:
        with Session(self.stage.database.engine) as session:
            last = session.exec(select(Attempt).order_by(col(Attempt.id).desc())).first()
        assert last is not None
        return "ABCD"[last.order.index(0) if right else last.order.index(1)]


async def test_two_menus_of_one_reply_share_no_number(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question", "8")
    assert "[7] Other time   [8] Other zone" in said
    assert "[1] A   [2] B" in said
    assert "Which time zone are you in?" in said.split("1 of 5")[1]


async def test_a_number_of_questions_is_taken_as_it_is(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question", "/settings size", "4")
    assert "[#4] 20" in said
    assert "Questions per day: 4" in said


async def test_a_set_that_was_stopped_stays_closed(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question", "/practice 3", "/stop", "a", "1", "/progress")
    assert said.count("That set is closed") == 2
    assert "You haven't answered anything yet." in said
