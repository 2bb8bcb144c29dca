"""What a group sees of its question: the number of answers, the reveal, its streak."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Delivery, flat
from bot.figures import GroupAnswerFigures
from tests.bench import Stage, bank

if TYPE_CHECKING:
    from tests.club import Club


def without(stage: Stage, question: str) -> Library:
    whole = bank()
    left = {name: item for name, item in whole.questions.items() if name != question}
    return Library(Bank(left, whole.notes, whole.blueprint), [], stage.library.book)


def test_the_count_is_edited_at_most_every_five_seconds_and_reaches_all(club: Club) -> None:
    club.ask()
    edits: list[tuple[float, str]] = []
    begun = club.stage.clock.now
    for second in range(40):
        if second < 25:
            for n in range(2):
                club.answer(club.member(f"m{second}-{n}"))
        for card in club.sweep():
            assert card.slot is not None
            assert card.slot.message
            assert not card.slot.anew
            edits.append(((club.stage.clock.now - begun).total_seconds(), flat(card.body)))
        club.stage.clock.move(seconds=1)
    gaps = [after - before for (before, _), (after, _) in pairwise(edits)]
    assert min(gaps) >= 5
    assert "50 have answered." in edits[-1][1]
    assert len(edits) <= 7


def test_a_deleted_message_gets_no_count_and_a_press_on_it_is_still_answered(club: Club) -> None:
    club.ask()
    slot = f"group-question:{club.latest.id}"
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    club.sweep(Delivery("sent", messages=((slot, ""),)))
    assert "Right" in club.answer(club.member("bea"))
    club.stage.clock.move(minutes=5)
    assert club.sweep() == []
    (reveal,) = club.close()
    assert reveal.slot is not None
    assert reveal.slot.message == ""
    assert reveal.slot.anew


def test_the_reveal_says_what_was_right_why_and_how_the_group_did(club: Club) -> None:
    club.ask()
    for number, member in enumerate(club.members(5)):
        club.answer(member, right=number != 1)
    club.stage.clock.move(seconds=6)
    club.sweep()
    (reveal,) = club.close()
    said = flat(reveal.body)
    assert f"the answer is {'ABCD'[club.latest.shown.index('0')]}" in said
    assert "4 of 5 right." in said
    assert club.question.key.why in said
    assert "This group's streak: 1 day." in said
    assert reveal.rows == ()
    assert reveal.slot is not None
    assert reveal.slot.message
    assert reveal.picture is not None
    figures = reveal.picture.figures
    assert isinstance(figures, GroupAnswerFigures)
    assert [choice.count for choice in figures.letters if choice.right] == [4]
    assert figures.answered == 5
    assert not any(f"m{n}" in said + reveal.picture.alt for n in range(5))


def test_only_an_alias_that_was_set_names_who_was_right_first(club: Club) -> None:
    club.ask()
    ann, bea = club.member("ann"), club.member("bea")
    bea.say("/settings alias Night Owl")
    assert "Name in groups: Night Owl" in bea.text
    club.answer(bea, right=False)
    club.answer(ann)
    club.stage.clock.move(seconds=1)
    club.answer(club.member("cia"))
    assert "First right answer" not in flat(club.close()[-1].body)
    club.ask()
    club.answer(bea)
    assert "First right answer: Night Owl." in flat(club.close()[-1].body)
    bea.say("/settings alias off")
    club.ask()
    club.answer(bea)
    assert "First right answer" not in flat(club.close()[-1].body)


@pytest.mark.parametrize("alias", ["x", "@everyone", "everyone", "http://a.b", "a" * 25, "<@1>", "**bold**", ""])
def test_an_alias_is_a_plain_name(club: Club, alias: str) -> None:
    ann = club.member("ann")
    ann.say(f"/settings alias {alias}")
    assert ("2 to 24 letters" in ann.text) or (not alias and "Send a name such as Night Owl" in ann.text)


def test_a_day_counts_when_two_members_answer(club: Club) -> None:
    ann, bea = club.member("ann"), club.member("bea")
    for expected in (1, 2):
        club.ask()
        club.answer(ann)
        club.answer(bea)
        club.close()
        assert club.group.streak == expected
    assert "This group's streak: 2 days in a row." in flat(club.ask().body)
    club.answer(ann)
    (reveal,) = [card for card in club.close() if not card.rows]
    assert "Fewer than 2 answered, so the streak of 2 is over." in flat(reveal.body)
    assert (club.group.streak, club.group.best) == (0, 2)


def test_a_share_of_the_regulars_can_be_asked_for(club: Club) -> None:
    club.boss.say("/group setup share 60")
    members = club.members(5)
    for count, streak in ((5, 1), (3, 2), (2, 0)):
        club.ask()
        for member in members[:count]:
            club.answer(member)
        club.close()
        assert club.group.streak == streak


def test_a_question_that_nobody_answers_is_revealed_without_a_picture(club: Club) -> None:
    club.ask()
    (reveal,) = club.close()
    assert "Nobody answered this one." in flat(reveal.body)
    assert reveal.picture is None


def test_a_question_that_leaves_the_bank_counts_for_nobody_and_the_streak_stays(club: Club) -> None:
    club.ask()
    ann = club.member("ann")
    club.answer(ann)
    club.answer(club.member("bea"))
    direct = club.stage.person("ann", "discord")
    direct.begin()
    club.stage.library = without(club.stage, club.latest.question)
    club.stage.start()
    assert "was withdrawn" in club.answer(club.member("cia"))
    (reveal,) = club.close()
    assert "withdrawn" in flat(reveal.body)
    assert "no one's answer counts" in flat(reveal.body)
    assert club.group.streak == 0
    with club.stage.database.transaction() as store:
        found = store.learners.find("discord", "ann")
        assert found is not None
        assert store.answers.count(found[0].id or 0) == 0
        assert store.models.get(found[0].id or 0) is None
    direct.say("/progress")
    assert "something went wrong" not in direct.text


def test_a_question_asked_out_of_turn_neither_makes_nor_breaks_a_streak(club: Club) -> None:
    club.boss.say("/group ask now")
    (card,) = club.sweep()
    assert card.rows
    club.answer(club.member("ann"))
    club.answer(club.member("bea"))
    club.close()
    assert club.group.streak == 0
    assert club.latest.kept is None


def test_a_role_is_notified_by_a_new_question_and_by_nothing_else(club: Club) -> None:
    club.boss.say("/group setup role 4711")
    card = club.ask()
    assert card.mention == "4711"
    club.answer(club.member("ann"))
    club.stage.clock.move(seconds=6)
    others = club.sweep() + club.close()
    assert [card.mention for card in others] == ["", ""]


def test_of_two_with_a_name_the_first_is_named(club: Club) -> None:
    club.ask()
    for user, name in (("ann", "Night Owl"), ("bea", "Early Bird")):
        member = club.member(user)
        member.say(f"/settings alias {name}")
        club.answer(member)
        club.stage.clock.move(seconds=1)
    assert "First right answer: Night Owl." in flat(club.close()[-1].body)


def test_a_regular_is_who_answered_in_the_last_two_weeks(club: Club) -> None:
    club.boss.say("/group setup share 50")
    early, late = club.members(8)[:6], club.members(8)[6:]
    club.ask()
    for member in early:
        club.answer(member)
    club.close()
    for _ in range(10):
        club.ask()
        for member in late:
            club.answer(member)
        club.close()
    assert club.group.streak == 0, "eight regulars, two answers"
    for _ in range(5):
        club.ask()
        for member in late:
            club.answer(member)
        club.close()
    assert club.group.streak > 0, "two regulars"
