"""Members press the buttons of a group's question: each gets an alert of their own, the group sees nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from adapters.telegram import Pace
from bot.chat import Card, Command, Pressed, Toast, text
from tests.adapters.telegram_cards import QUESTION
from tests.adapters.telegram_house import fair_house, to_group, until

if TYPE_CHECKING:
    import pytest

    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House
    from tests.peers.telegram_groups import Group


def explained(event: Event) -> list[Reply]:
    if isinstance(event, Pressed):
        return [Card(text("Not quite: C. ", "Because. " * 50), QUESTION.rows, brief=f"Not quite: C. {event.token}")]
    return [Card(text(f"{event.name} {event.argument}"))] if isinstance(event, Command) else []


async def asked(home: House, group: Group) -> None:
    assert (await home.chat.deliver(to_group(group, QUESTION, thread="7"))).outcome == "sent"


async def test_everyone_is_answered_alone_though_they_never_wrote() -> None:
    async with fair_house(explained) as home:
        group = home.peer.group(topics=(7,))
        await asked(home, group)
        people = [home.peer.phone(f"Member {number}") for number in range(60)]
        queries = [phone.tap("ABCD"[number % 4], chat=group) for number, phone in enumerate(people)]
        for number, (phone, query) in enumerate(zip(people, queries, strict=True)):
            assert await phone.answered(query) == f"Not quite: C. ga|1|{number % 4}"
            assert (len(phone.alerts), phone.toasts, phone.messages) == (1, [], [])
        assert len(group.messages) == 1
        assert group.messages[0].edits == []
        event = home.tutor.events[0]
        where = (event.address.user, event.address.chat, event.address.space, event.address.thread)
        assert where == (str(people[0].id), str(group.id), str(group.id), "7")
        assert len(home.peer.calls("answerCallbackQuery")) == 60


async def test_a_toast_is_no_alert_and_a_card_without_a_short_form_is_nothing() -> None:
    replies: list[list[Reply]] = [[Toast("You answered B")], [Card(text("long"), replace=True)], []]
    async with fair_house(lambda _: replies[len(home.tutor.events) - 1]) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        await asked(home, group)
        assert [await ada.answered(ada.tap("A", chat=group)) for _ in replies] == ["You answered B", "", ""]
        assert (ada.toasts, ada.alerts) == (["You answered B"], [])
        assert group.messages[0].edits == []
        assert len(group.messages) == 1


async def test_in_a_private_chat_the_card_itself_is_shown() -> None:
    async with fair_house(explained) as home:
        ada = home.peer.phone()
        ada.say("/daily")
        await ada.see("daily")
        query = ada.press("ga|1|0", ada.messages[0])
        await ada.see("Because.")
        assert await ada.answered(query) == ""
        assert ada.alerts == []


async def test_the_button_under_the_question_leads_to_the_whole_explanation() -> None:
    async with fair_house(explained) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        await asked(home, group)
        ada.open("Why", group.messages[0])
        await ada.see("start why_1")
        event = home.tutor.events[0]
        assert isinstance(event, Command)
        assert (event.name, event.argument, event.address.direct) == ("start", "why_1", True)


async def test_a_press_on_a_message_that_is_deleted_or_too_late_harms_nothing() -> None:
    async with fair_house(explained) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        await asked(home, group)
        [message] = group.messages
        group.drop(message)
        message.inaccessible = True
        assert await ada.answered(ada.press("ga|1|0", message, group)) == "Not quite: C. ga|1|0"
        home.peer.stall(0.1, method="answerCallbackQuery")
        late = ada.press("ga|1|1", message, group)
        late.expired = True
        await until(lambda: home.peer.refused)
        home.asked_for = ["query is too old"]


async def test_an_answer_that_is_flooded_or_cut_is_given_later() -> None:
    async with fair_house(explained) as home:
        ada, group = home.peer.phone(), home.peer.group(topics=(7,))
        await asked(home, group)
        home.peer.flood(0.05, method="answerCallbackQuery", times=2)
        home.peer.cut("before", method="answerCallbackQuery")
        assert await ada.answered(ada.tap("A", chat=group)) == "Not quite: C. ga|1|0"
        assert len(ada.alerts) == 1


async def test_replies_in_a_group_wait_for_their_turn_and_hold_up_nobody() -> None:
    async with fair_house(explained, pace=Pace(most=3, seconds=60.0, kept=0)) as home:
        ada, group = home.peer.phone(), home.peer.group()
        home.peer.methods.group_limit = (3, 60.0)
        numbers = [ada.say("/daily", to=group) for _ in range(7)]
        ada.say("/daily")
        await ada.see("daily")
        await until(lambda: len(group.messages) == 3)
        await home.end()
        assert len(home.peer.calls("sendMessage")) == 4
    assert home.tutor.ids[:7] == numbers


async def test_replies_that_waited_come_in_the_end() -> None:
    async with fair_house(explained, pace=Pace(most=3, seconds=0.4, kept=0)) as home:
        ada, group = home.peer.phone(), home.peer.group()
        home.peer.methods.group_limit = (3, 0.15)
        for _ in range(7):
            ada.say("/daily", to=group)
        await until(lambda: len(group.messages) == 7)


async def test_a_push_has_the_room_that_replies_leave_however_many_there_are() -> None:
    async with fair_house(explained, pace=Pace(most=2, seconds=60.0, kept=1)) as home:
        ada, group = home.peer.phone(), home.peer.group()
        for _ in range(5):
            ada.say("/daily", to=group)
        await until(lambda: len(group.messages) == 1)
        assert (await home.chat.deliver(to_group(group, QUESTION))).outcome == "sent"
        assert (await home.chat.deliver(to_group(group, QUESTION))).outcome == "retry"
        assert len(group.messages) == 2


async def test_a_group_in_uproar_has_only_so_many_replies_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.telegram.handle.MAX_WAITING", 3)
    async with fair_house(explained, serve=False) as home:
        ada, group = home.peer.phone(), home.peer.group()
        home.peer.flood(60.0, chat=group.id)
        for _ in range(8):
            ada.say("/daily", to=group)
        ada.say("/daily")
        with structlog.testing.capture_logs() as lines:
            home.serve()
            await ada.see("daily")
            await home.end()
        said = [line["event"] for line in lines]
        assert said.count("too many replies wait in a group: one was given up") == 5
        assert [line["count"] for line in lines if line["event"] == "sends were given up at the stop"] == [3]
