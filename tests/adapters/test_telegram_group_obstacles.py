"""Obstacles to posting in a group are named, and nothing is tried twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Delivery
from tests.adapters.telegram_cards import QUESTION, counted, posted, revealed, sent
from tests.adapters.telegram_house import fair_house

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from tests.peers.telegram_groups import Group


def closed(group: Group) -> None:
    group.closed.add(7)


def lost(group: Group) -> None:
    group.topics = ()


def kicked(group: Group) -> None:
    group.bot = "kicked"


def left(group: Group) -> None:
    group.bot = "left"


def muted(group: Group) -> None:
    group.muted = True


def unknown(group: Group) -> None:
    del group.peer.chats[group.id]


OBSTACLES = [
    (closed, "closed", "TOPIC_CLOSED"),
    (lost, "missing", "message thread not found"),
    (kicked, "removed", "bot was kicked from the supergroup chat"),
    (left, "removed", "bot is not a member of the supergroup chat"),
    (muted, "forbidden", "not enough rights to send text messages to the chat"),
    (unknown, "missing", "chat not found"),
]


@pytest.mark.parametrize(("happen", "why", "said"), OBSTACLES)
async def test_what_is_in_the_way_is_named_and_nothing_tried_twice(
    happen: Callable[[Group], None], why: Literal["missing", "forbidden", "closed", "removed"], said: str
) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group(topics=(7,))
        happen(group)
        assert await posted(home, group, QUESTION, QUESTION, thread="7") == Delivery("gone", why=why)
        assert len(home.peer.calls("sendMessage")) == 1
        home.asked_for = [said]


@pytest.mark.parametrize(("kind", "happen", "said"), [(k, h, s) for k in "tp" for h, _, s in OBSTACLES[2:4]])
async def test_what_is_in_the_way_of_an_edit_is_named(kind: str, happen: Callable[[Group], None], said: str) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        happen(group)
        assert await posted(home, group, counted(1) if kind == "t" else revealed()) == Delivery("gone", why="removed")
        home.asked_for = [said]


async def test_an_edit_where_the_bot_may_not_write_is_forbidden() -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        await posted(home, group, QUESTION)
        group.muted = True
        for card in (counted(1), revealed()):
            assert await posted(home, group, card) == Delivery("gone", why="forbidden")
        home.asked_for = ["CHAT_WRITE_FORBIDDEN"]


async def test_a_group_that_was_deleted_has_removed_us() -> None:
    async with fair_house(serve=False) as home:
        ada = home.peer.phone()
        for kind, said in (("group", "the group chat was deleted"), ("supergroup", "bot is not a member")):
            group = home.peer.group(kind="group" if kind == "group" else "supergroup")
            group.end(by=ada)
            assert await posted(home, group, QUESTION) == Delivery("gone", why="removed")
            home.asked_for.append(said)


@pytest.mark.parametrize(
    ("code", "said", "delivery"),
    [
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Delivery("gone", why="forbidden")),
        (400, "Bad Request: have no rights to send a message", Delivery("gone", why="forbidden")),
        (400, "Bad Request: have no write access to the chat", Delivery("gone", why="forbidden")),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", Delivery("gone", why="forbidden")),
        (400, "Bad Request: CHAT_RESTRICTED", Delivery("gone", why="forbidden")),
        (400, "Bad Request: TOPIC_DELETED", Delivery("gone", why="missing")),
        (403, "Forbidden: something new", Delivery("gone", why="forbidden")),
        (403, "Forbidden: bot is not a member of the group chat", Delivery("gone", why="removed")),
        (400, "Bad Request: something new", Delivery("retry")),
        (500, "Internal Server Error", Delivery("retry")),
        (502, "Bad Gateway", Delivery("retry")),
    ],
)
async def test_refusals_in_other_words(code: int, said: str, delivery: Delivery) -> None:
    async with fair_house(serve=False) as home:
        group = home.peer.group()
        home.peer.refuse(code, said)
        assert await posted(home, group, QUESTION) == delivery
        assert await posted(home, group, QUESTION) == sent("1")


async def test_a_group_that_has_become_a_supergroup_has_moved() -> None:
    async with fair_house(serve=False) as home:
        ada, group = home.peer.phone(), home.peer.group(kind="group")
        await posted(home, group, QUESTION)
        new = group.upgrade(by=ada)
        moved = Delivery("moved", chat=str(new.id))
        assert await posted(home, group, QUESTION) == moved
        assert await posted(home, group, revealed()) == moved  # the old message cannot be edited, so a new one is sent
        assert await posted(home, group, counted(1)) == sent("")
        assert await posted(home, new, QUESTION) == sent("2")
        home.asked_for = ["group chat was upgraded to a supergroup chat", "message can't be edited"]
