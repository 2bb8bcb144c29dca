"""`/path`: duties, titles, six paths with their extra requirements, the outlook, and an unscored self-check."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows.career import dialogue
from bot.flows.career.dialogue import JOINT
from bot.words import labels, refusals
from bot.words.career import path as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext

FACTS: Final = ("career-titles", "career-settings", "credential-not-coding")
"""Ids in content/facts.yaml; missing ones are skipped."""
OUTLOOK: Final = "outlook"
MAX_TYPED: Final = 80
NEAR: Final = 0.8
"""Similarity above which a text counts as a misspelled name."""


def path(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the work and the paths, or the named path.

    Raises:
        Refusal: there is no such path.
    """
    asked = " ".join(argument[:MAX_TYPED].casefold().split())
    if not asked:
        return [_overview(context)]
    found = asked if asked in words.PATHS or asked == OUTLOOK else _called(asked)
    if found is None:
        raise Refusal(words.no_such_path())
    return press(context, found)


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Show a path or the outlook."""
    known = context.library.career
    if state in words.PATHS:
        return [Card(words.path(state, known.by_id), _back())]
    if state == OUTLOOK:
        return [Card(words.outlook(known.kind("outlook-")[:-1], known.by_id["outlook-replace"]), _back())]
    raise Refusal(refusals.old_button())


def skills(_context: LearnerContext, state: str) -> list[Reply]:
    """Show a group of skills; the marked ones are bits of one number per group: "1/3/0/0"."""
    group, held = _read(state)
    if group == len(words.SKILLS):
        return [Card(words.skills_left(list(_left(held))), _back(), replace=True)]
    marked = [at for at in range(len(words.SKILLS[group][1])) if held[group] >> at & 1]
    return [Card(words.skills(group, marked), _skill_rows(group, held), replace=bool(state))]


def _overview(context: LearnerContext) -> Card:
    book = context.library.book.by_id
    facts = [book[each].text for each in FACTS if each in book]
    taps = [button(found.name, Tool("path", name)) for name, found in words.PATHS.items()]
    tail = button(career_labels.OUTLOOK, Tool("path", OUTLOOK)), button(career_labels.SKILLS_CHECK, Tool("skills"))
    return Card(words.overview(facts), (*(tuple(taps[at : at + 2]) for at in (0, 2, 4)), tail, (dialogue.to_desk(),)))


def _back() -> Rows:
    return ((button(career_labels.TOOLS["path"], Tool("open", "path")), dialogue.to_desk()),)


def _called(asked: str) -> str | None:
    """Return the path by the name on its button, a part of that name, or a misspelling of either."""
    named = {found.name.casefold(): path for path, found in words.PATHS.items()}
    inside = [name for name in named if asked in name]
    near = difflib.get_close_matches(asked, [*named, *words.PATHS], 1, NEAR)
    name = inside[0] if len(inside) == 1 else next(iter(near), "")
    return named.get(name) or (name if name in words.PATHS else None)


def _read(state: str) -> tuple[int, list[int]]:
    values = state.split(JOINT) if state else ["0"] * (len(words.SKILLS) + 1)
    if len(values) != len(words.SKILLS) + 1 or not all(each.isdecimal() and len(each) < 4 for each in values):  # noqa: PLR2004 - bits of eight skills
        raise Refusal(refusals.old_button())
    group, *held = map(int, values)
    if group > len(words.SKILLS):
        raise Refusal(refusals.old_button())
    return group, held


def _skill_rows(group: int, held: list[int]) -> Rows:
    names = words.SKILLS[group][1]
    taps = [_toggle(group, held, at, name) for at, name in enumerate(names)]
    out = button(labels.NEXT, Tool("skills", _state(group + 1, held))), button(labels.STOP, Tool(dialogue.LEAVE))
    return (*(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2)), out)


def _toggle(group: int, held: list[int], at: int, name: str) -> Button:
    flipped = [bits ^ (1 << at) if each == group else bits for each, bits in enumerate(held)]
    label = words.skill(name, held=bool(held[group] >> at & 1))
    return button(label, Tool("skills", _state(group, flipped)))


def _state(group: int, held: list[int]) -> str:
    return JOINT.join(map(str, (group, *held)))


def _left(held: list[int]) -> Iterator[str]:
    for bits, (_, names) in zip(held, words.SKILLS, strict=True):
        yield from (name for at, name in enumerate(names) if not bits >> at & 1)
