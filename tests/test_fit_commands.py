"""`tutor learn fit` and `tutor content stats --items`, on both databases."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import main
from bot.bank.loader import load
from bot.settings import Settings
from tests import planted
from tests.bench import SetClock

if TYPE_CHECKING:
    from pathlib import Path

    from bot.storage.database import Database
    from tests.command_line import CommandLine


def address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_fit_and_statistics(tutor: CommandLine, few_questions: Path, any_database: Database) -> None:
    asked = load(few_questions).published[:12]
    planted.plant(any_database, planted.answers({each.id: 1.0 for each in asked}, 35))
    first = tutor("learn", "fit", DATABASE_URL=address(any_database))
    assert (first.returncode, first.stderr) == (0, "")
    assert "Used 420 first answers by 35 learners." in first.stdout
    assert "Estimates that changed: 12." in first.stdout
    assert tutor("learn", "fit").stdout.endswith("Nothing was changed.\n")
    settings = Settings(database_url=address(any_database), content_dir=few_questions)
    app = main.build(settings, SetClock(), random.Random(1))
    used = {item.id: item.difficulty for item in app.tutor._library.items}
    app.close()
    assert all(used[each.id] not in {-1, 0, 1} for each in asked), "the tutor starts with what was fitted"
    told = tutor("content", "stats", "--items")
    assert (told.returncode, told.stderr) == (0, "")
    assert [line.split()[:2] for line in told.stdout.splitlines()[2:]] == [[each.id, "35"] for each in asked]


def test_without_answers_they_say_so(tutor: CommandLine) -> None:
    fitted = tutor("learn", "fit")
    assert fitted.returncode == 0, fitted.stderr
    assert "No question has been answered yet" in fitted.stdout
    assert fitted.stdout.endswith("Nothing was changed.\n")
    told = tutor("content", "stats", "--items")
    assert told.returncode == 0, told.stderr
    assert "there is nothing to report" in told.stdout


def test_a_database_that_is_not_there_is_said_in_a_sentence(tutor: CommandLine) -> None:
    for words in (("learn", "fit"), ("content", "stats", "--items")):
        ended = tutor(*words, DATABASE_URL="postgresql://me:pa55word@127.0.0.1:9/none")
        assert ended.returncode == 2
        assert "does not answer" in ended.stderr
        assert "pa55word" not in ended.stderr + ended.stdout
