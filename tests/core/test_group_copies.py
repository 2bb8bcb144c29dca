"""A message that a group got twice, after a process ended before storing its number: the older copy gives way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import Card, Pressed, Toast, flat
from tests.bench import Stage
from tests.club import Club
from tests.live import Round

if TYPE_CHECKING:
    from bot.chat import Push, Reply
    from bot.storage.database import Database
    from tests.bench import Person

TWICE = "This was posted twice."


def pressed(who: Person, card: Card, message: str, label: str = "A") -> list[Reply]:
    """Press a button under a message with this number."""
    token = next(b.token for row in card.rows for b in row if b.label == label)
    return who.send(Pressed(who._id(), who.address, token, message=message))


def lost(club: Club) -> Push:
    """What was sent by a process that ended before it settled the delivery."""
    club.stage.clock.move(days=1)
    return next(push for push in club.stage.pushes(club.platform) if push.replies[0].rows)


def shown(push: Push) -> tuple[Card, str]:
    """The card, and the message that it edits."""
    (card,) = push.replies
    assert card.slot
    return card, card.slot.message


def test_a_press_on_the_older_copy_counts_and_takes_its_buttons_away(any_database: Database) -> None:
    club = Club(Stage(any_database), platform="telegram")
    club.begin()
    first, _ = shown(lost(club))
    club.stage.clock.move(minutes=2)
    club.sweep()
    ann = club.member("ann")
    answer, older = pressed(ann, first, "7")
    assert isinstance(answer, Card)
    assert answer.brief
    assert isinstance(older, Card)
    assert (older.replace, older.open, older.rows) == (True, True, ())
    assert TWICE in flat(older.body)
    number = club.latest.id or 0
    with club.stage.database.transaction() as store:
        assert store.group_answers.count(number) == 1
        posted = store.posts.message(f"group-question:{number}")
    assert len(pressed(ann, first, posted)) == 1, "the newer copy stays"
    club.close()
    closed, older = pressed(club.member("bob"), first, "7")
    assert isinstance(closed, Toast)
    assert TWICE in flat(getattr(older, "body", ()))


def test_a_press_before_the_second_copy_makes_it_an_edit_of_the_first(any_database: Database) -> None:
    club = Club(Stage(any_database), platform="telegram")
    club.begin()
    first, _ = shown(lost(club))
    assert len(pressed(club.member("ann"), first, "7")) == 1
    club.stage.clock.move(minutes=2)
    again = [push for push in club.stage.pushes("telegram") if push.replies[0].rows]
    assert {shown(push)[1] for push in again} == {"7"}


def test_a_press_elsewhere_says_nothing_about_the_channel(stage: Stage) -> None:
    club = Club(stage, platform="telegram")
    club.begin()
    first, _ = shown(lost(club))
    ann = club.member("ann")
    ann.address = replace(ann.address, chat="C2")
    assert len(pressed(ann, first, "7")) == 1
    assert len(pressed(club.member("bob"), first, "")) == 1, "a platform that does not edit what all see"
    stage.clock.move(minutes=2)
    again = [push for push in stage.pushes("telegram") if push.replies[0].rows]
    assert {shown(push)[1] for push in again} == {""}


def test_the_lobby_and_the_questions_of_a_live_round_likewise(stage: Stage) -> None:
    club = Club(stage, platform="telegram")
    club.begin()
    played = Round(club)
    lobby = played.start("5")
    ann = club.member("ann")
    joined, older = pressed(ann, lobby, "7", "Join")
    assert isinstance(joined, Toast)
    assert TWICE in flat(getattr(older, "body", ()))
    question = played.ask()
    chosen, older = pressed(ann, question, "8")
    assert isinstance(chosen, Toast)
    assert TWICE in flat(getattr(older, "body", ()))
    assert question.slot
    assert len(pressed(ann, question, f"message-{question.slot.name}")) == 1
