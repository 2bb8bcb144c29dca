"""The terminal: lines in, text out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from adapters.terminal import Terminal
from bot.chat import Card, Picture, text
from bot.storage.database import Database
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
    said = await talk(stage, "5", "1", "next", "B", "I guessed", "Save", "quit", "/streak")
    assert "1 of 5" in said
    assert said.count("Source:") >= 2
    assert "Saved." in said
    assert "in a row" not in said, "nothing is read after quit"


async def test_the_lines_of_a_question_end_with_their_text(stage: Stage) -> None:
    said = await talk(stage, "Skip, give me a question")
    assert all(f"{letter}. " in said for letter in "ABCD")
    assert " \n" not in said
    assert script.letter([said], right=True) in "ABCD"


async def test_an_export_is_written_to_a_file(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = await talk(stage, "/export")
    assert "Written to" in said
    assert (tmp_path / "cehrs-tutor-export.json").read_text().startswith("{")


async def test_square_brackets_are_text_and_not_markup(stage: Stage) -> None:
    said = await talk(stage, "5", "[bold]hi[/bold] [red]", "/practice [/]")
    assert "outside what I know" in said
    assert "I could not find that domain or topic" in said


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
