"""A simulation on the screen: one message with a question, edited in place, or the overview in its stead.

Every button names where it leads, never "the next one": pressed twice, late, or on a second device, it does the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Choose, Finish, Flag, Jump, Overview
from bot.chat import MAX_COLUMNS, MAX_ROWS, Card, Toast
from bot.context import button
from bot.errors import Refusal
from bot.flows import quiz_session as run
from bot.flows.exam.ending import leave, left, over, own
from bot.storage.tables import EXAM
from bot.words import exam as words
from bot.words import refusals
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button, Reply, Rows
    from bot.context import Turn
    from bot.storage.tables import Asking, Sitting

PAGE: Final = MAX_ROWS * MAX_COLUMNS
"""Jump buttons of a page: as many as a message holds everywhere, so that the way to the pages is on another card."""
KEPT: Final = 60
"""Choices of one question that are kept: nobody changes their mind so often."""
MAX_DIGITS: Final = 3


def choose(turn: Turn, action: Choose, *, pressed: bool = True) -> list[Reply]:
    """Note a choice, which stands until another one, and show the question with it."""
    asking, sitting = _asking(turn, action.asking)
    if action.place not in range(len(LETTERS)):
        raise Refusal(refusals.old_button())
    if ended := over(turn, sitting, replace=pressed):
        return ended
    chosen = asking.shown[action.place]
    if turn.library.asked(asking) and asking.drafts[-1:] != chosen:
        asking.drafts = (asking.drafts + chosen)[-KEPT:]
    return [put(turn, sitting, asking, replace=pressed)]


def flag(turn: Turn, action: Flag) -> list[Reply]:
    """Mark a question for a second look, or no longer."""
    asking, sitting = _asking(turn, action.asking)
    if ended := over(turn, sitting, replace=True):
        return ended
    asking.flagged = bool(action.on)
    return [put(turn, sitting, asking, replace=True)]


def jump(turn: Turn, action: Jump) -> list[Reply]:
    """Show another question in the message's place."""
    sitting = own(turn, action.sitting)
    if ended := over(turn, sitting, replace=True):
        return ended
    position = _position(turn, sitting, action.to)
    if position is None:
        return [Toast(words.nothing_so(action.to))]
    return [_show(turn, sitting, position, replace=True)]


def overview(turn: Turn, action: Overview) -> list[Reply]:
    """Show all questions by number, or 25 of them as buttons."""
    sitting = own(turn, action.sitting)
    if ended := over(turn, sitting, replace=True):
        return ended
    leave(turn, sitting)
    signs = _signs(turn.store.sittings.askings(action.sitting), sitting.size)
    pages = _pages(sitting.size)
    if not action.page:
        return [Card(words.overview(signs, left(turn, sitting)), _overview_rows(sitting, signs), replace=True)]
    if action.page > len(pages):
        raise Refusal(refusals.old_button())
    first, last = pages[action.page - 1]
    return [Card(words.numbers(first, last), _numbers(sitting, signs, first, last), replace=True)]


def resume(turn: Turn, sitting: Sitting, *, replace: bool = False) -> list[Reply]:
    """Show the question that was shown last, or the report if the time is up."""
    return over(turn, sitting, replace=replace) or [_show(turn, sitting, sitting.cursor, replace=replace)]


def typed(turn: Turn, asking: Asking, place: int | None, said: str) -> list[Reply]:
    """Take a letter or an option as the choice, a number as a jump; [] for all else, and after the end."""
    sitting = turn.store.sittings.get(asking.sitting_id, turn.me)
    if sitting is None or sitting.ended_at is not None or asking.id is None:
        return []
    if place is not None and sitting.visit_at is None:
        return resume(turn, sitting)  # another card is in sight: a letter meant for it must not change an answer
    if place is not None:
        return choose(turn, Choose(asking.id, place), pressed=False)
    if not said.isdecimal() or len(said) > MAX_DIGITS or turn.learner.expecting:
        return []
    if ended := over(turn, sitting, replace=False):
        return ended
    return [_show(turn, sitting, int(said), replace=False)] if 1 <= int(said) <= sitting.size else []


def put(turn: Turn, sitting: Sitting, asking: Asking, *, replace: bool) -> Card:
    """Put a question on the screen; its time begins to run, that of the one before ends."""
    leave(turn, sitting)
    sitting.cursor, sitting.visit_at = asking.position, turn.now
    asking.shown_at, asking.place = turn.now, turn.place
    if not turn.unasked:
        turn.learner.expecting = ""
    head = words.head(asking.position, sitting.size, left(turn, sitting), flagged=asking.flagged)
    question = turn.library.asked(asking)
    if question is None:
        return Card(words.gone(head), _navigation(sitting, asking), replace=replace)
    chosen = int(asking.drafts[-1]) if asking.drafts else None
    body = words.question(question, run.shown(asking), head=head, chosen=chosen)
    letters = tuple(button(letter, Choose(_id(asking), place)) for place, letter in enumerate(LETTERS))
    return Card(body, (letters, *_navigation(sitting, asking)), replace=replace)


def _show(turn: Turn, sitting: Sitting, position: int, *, replace: bool) -> Card:
    asking = turn.store.exams.at(_id(sitting), position)
    if asking is None:
        raise Refusal(refusals.old_button())
    return put(turn, sitting, asking, replace=replace)


def _position(turn: Turn, sitting: Sitting, to: str) -> int | None:
    """Return the position that is meant, None if there is none such."""
    if to == "back":
        return sitting.cursor
    if to not in {"open", "flagged"}:
        return int(to) if to.isdecimal() and len(to) <= MAX_DIGITS else 0
    sheet = turn.store.sittings.askings(_id(sitting))
    return next((a.position for a in sheet if (a.flagged if to == "flagged" else not a.drafts)), None)


def _navigation(sitting: Sitting, asking: Asking) -> Rows:
    me, here = _id(sitting), asking.position
    way = [button("Next", Jump(me, str(here + 1)))] if here < sitting.size else [button("Hand in", Finish(me, "ask"))]
    if here > 1:
        way.append(button("Previous", Jump(me, str(here - 1))))
    mark = button("Unflag", Flag(_id(asking), 0)) if asking.flagged else button("Flag", Flag(_id(asking), 1))
    return ((*way, mark), (button("Overview", Overview(me, 0)),))


def _overview_rows(sitting: Sitting, signs: str) -> Rows:
    me = _id(sitting)
    pages = tuple(button(f"{first}-{last}", Overview(me, n)) for n, (first, last) in enumerate(_pages(sitting.size), 1))
    firsts: list[Button] = []
    if words.OPEN in signs or words.FLAGGED_OPEN in signs:
        firsts.append(button("First open", Jump(me, "open")))
    if words.FLAGGED in signs or words.FLAGGED_OPEN in signs:
        firsts.append(button("First flagged", Jump(me, "flagged")))
    ways = (button(f"Return to {sitting.cursor}", Jump(me, "back")), button("Hand in", Finish(me, "ask")))
    return (tuple(firsts), ways, pages) if firsts else (ways, pages)


def _numbers(sitting: Sitting, signs: str, first: int, last: int) -> Rows:
    buttons = [button(_numbered(n, signs[n - 1]), Jump(_id(sitting), str(n))) for n in range(first, last + 1)]
    return tuple(tuple(buttons[at : at + MAX_COLUMNS]) for at in range(0, len(buttons), MAX_COLUMNS))


def _numbered(position: int, sign: str) -> str:
    return str(position) if sign == words.ANSWERED else f"{position} {sign}"


def _signs(sheet: Sequence[Asking], size: int) -> str:
    """Return a sign for each position."""
    signs = [words.ANSWERED] * size
    for asking in sheet:
        plain = (words.OPEN, words.ANSWERED)[bool(asking.drafts)]
        signs[asking.position - 1] = (
            (words.FLAGGED_OPEN, words.FLAGGED)[bool(asking.drafts)] if asking.flagged else plain
        )
    return "".join(signs)


def _pages(size: int) -> list[tuple[int, int]]:
    return [(first, min(first + PAGE - 1, size)) for first in range(1, size + 1, PAGE)]


def _asking(turn: Turn, asking_id: int) -> tuple[Asking, Sitting]:
    asking = turn.store.sittings.asking(asking_id, turn.me)
    if asking is None or asking.mode != EXAM:
        raise Refusal(refusals.old_button())
    return asking, own(turn, asking.sitting_id)


def _id(row: Asking | Sitting) -> int:
    assert row.id is not None  # noqa: S101 - stored rows have one
    return row.id
