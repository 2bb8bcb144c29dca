"""The way to a simulation from a server or group: into the private chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Delivery
from tests.bench import Stage, bank
from tests.core.dues import told
from tests.core.test_exam_clock import sent

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_in_a_server_it_runs_in_the_private_chat(any_database: Database) -> None:
    stage = Stage(any_database)
    bea = stage.person("bea", "discord", chat="channel", space="guild")
    bea.say("/exam half")
    assert "The exam runs in our private chat." in bea.text
    assert "1 of" not in bea.text
    [push] = stage.sweep("discord")
    assert push.address.direct
    assert "Exam: 125 questions in 125 minutes" in told([push])
    assert sent(stage, 5) == []
    direct = stage.person("bea", "discord")
    direct.seen += push.replies
    direct.tap("Start now")
    assert "1 of 125" in direct.text
    bea.say("/exam")
    stage.clock.move(seconds=1)
    assert "1 of 125" in told(stage.sweep("discord"))


def test_a_closed_private_chat_is_told_at_the_next_command(stage: Stage) -> None:
    bea = stage.person("bea", "discord", chat="channel", space="guild")
    bea.say("/exam")
    [push] = stage.pushes("discord")
    stage.tutor.settle(push.id, Delivery("gone"))
    assert stage.sweep("discord") == []
    stage.clock.move(minutes=1)
    bea.say("/exam")
    assert "my last message there didn't get through" in bea.text
    assert len(stage.sweep("discord")) == 1, "one more attempt, since they are here"
    bea.say("/exam")
    assert "closed" not in bea.text
    stage.sweep("discord")


def test_an_invitation_that_is_late_is_dropped(stage: Stage) -> None:
    bea = stage.person("bea", "discord", chat="channel", space="guild")
    bea.say("/exam")
    stage.clock.move(hours=1)
    assert stage.sweep("discord") == []
    assert stage.sweep("discord") == []


def test_a_bank_that_is_too_small_is_said_in_the_private_chat_too(database: Database) -> None:
    whole = bank()
    few = {key: item for key, item in whole.questions.items() if not key.startswith("REP")}
    stage = Stage(database, library=Library(Bank(few, whole.notes, whole.blueprint)))
    bea = stage.person("bea", "discord", chat="channel", space="guild")
    bea.say("/exam")
    assert "Reporting has 0 of 12" in told(stage.sweep("discord"))
    assert stage.sweep("discord") == []
