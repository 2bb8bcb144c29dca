"""What the gallery shows of a duel: two learners, by way of a group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.chat import Card
from tests.duelists import Ring, play
from tests.gallery.scenes import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Reply
    from tests.bench import Stage

CODE: Final = "K7QP-3MZX-9RTA"
"""Stands for the code, which is another one each time."""


def duel_scenes(stage: Stage) -> Iterator[Scene]:
    """Play a duel that a group sees begin, and whose result both want it to see."""
    ring = Ring(stage, space="duels", chat="duels")
    kim, lou = ring.alone("kim"), ring.alone("lou")
    kim.say("/settings alias Night Owl")
    replies = kim.say("/duel")
    made = kim.button("Tap to copy it").copy.removeprefix("/duel ")
    yield Scene("duel-code", "A challenge by code", ["/duel", *(_coded(each, made) for each in replies)])
    yield Scene("duel-challenge", "A challenge in a group", ["/duel", ring.post(ring.member("kim"))])
    ring.accept(ring.member("lou"))
    link = f"/start duel_{ring.duel.id}"
    yield Scene("duel-ready", "The way in", lou.say(link))
    yield Scene("duel-question", "A minute for each", ["Start", *lou.tap("Start")])
    lou.say(link)
    play(lou, 3)
    yield Scene("duel-done", "One side is done", lou.replies[-1:])
    lou.tap("Share with the group")
    kim.say(link)
    play(kim, 4)
    yield Scene("duel-result", "The result", kim.replies[-1:])
    kim.tap("Share with the group")
    ring.sweep()
    yield Scene("duel-group", "The result in the group, if both agree", ring.posts[-1:])


def _coded(reply: Reply, made: str) -> Reply:
    if not isinstance(reply, Card):
        return reply
    return replace(reply, body=tuple(replace(span, text=span.text.replace(made, CODE)) for span in reply.body))
