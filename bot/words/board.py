"""A group's weekly board: what everyone sees, and what only a member is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.boards import A_DAY, FEWEST, WHOLE
from bot.words import refusals
from bot.words.group import count, nth
from bot.words.names import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text

TITLE: Final = "Weekly board"
_THIRDS: Final = ("", ".3", ".7")


def nowhere() -> Text:
    return text(
        "A weekly board belongs to a Discord server or a Telegram group. Send /board there to see it. Once you have"
        " answered a question in a group, you can join its board from here, too."
    )


def off() -> Text:
    return text("This group has no weekly board. A manager can turn it on: /group setup board on")


def not_a_part(near: str = "") -> Text:
    """`near` is the part that was probably meant; "" for none."""
    return text(
        refusals.did_you_mean(f"/board {near}" if near else ""), "Try /board, /board join Night Owl, or /board leave."
    )


def another_group() -> Text:
    return text("That board belongs to another group.")


def board(place: str, lines: Sequence[str], foot: Sequence[str]) -> Text:
    """This week's board, in the group called `place`."""
    return text(bold(TITLE), f", {place}" if place else "", *(f"\n{each}" for each in (*lines, "", *foot)))


def posted(lines: Sequence[str], together: str) -> Text:
    """Last week's board, as the summary shows it to everyone."""
    return text("\n\n", bold(TITLE), *(f"\n{each}" for each in lines), f"\n\n{together}", " A new week starts now.")


def posted_too_few(members: int) -> Text:
    """The summary's text about a board that does not show yet."""
    return text("\n\n", bold(TITLE), f"\n{too_few(members)}")


def line(place: int, alias: str, thirds: int) -> str:
    return f"{place}. {named(alias)}: {points(thirds)}"


def tied(others: int, thirds: int) -> str:
    """How many more have the same score as the last one listed."""
    return f"And {others} more with {points(thirds)}."


def points(thirds: int) -> str:
    whole, rest = divmod(thirds, WHOLE)
    return f"{whole}{_THIRDS[rest]} point" if thirds == WHOLE else f"{whole}{_THIRDS[rest]} points"


def nobody_yet() -> str:
    return "No points yet this week."


def too_few(members: int) -> str:
    return f"It opens once {FEWEST} members have joined. So far: {members}."


def together(known: int, goal: int) -> str:
    reached = " Goal reached!" if known >= goal else ""
    return f"Together: {known} of {goal} different questions right the first time.{reached}"


def closes(when: str) -> str:
    return f"The board closes on {when}."


def how() -> str:
    return (
        "A new question you get right the first time is worth a point. A miss, a skip, or a guess costs a third."
        f" The first {A_DAY} new ones a day count; repeats don't."
    )


def own_place(place: int, members: int, known: int, missed: int, thirds: int) -> str:
    """A member's own result; `place` is 0 while the board does not show."""
    got = f"{points(thirds)}: {known} right the first time, {missed} not"
    return f"You're {nth(place)} of {members}, with {got}." if place else f"You have {got}."


def nothing_yet() -> str:
    return "You have no points yet this week. Only questions that are new to you count."


def joined(alias: str) -> str:
    return f"You're on the board as {alias}. Others see that name and your points, and only if you're near the top."


def needs_alias() -> str:
    return "Almost there: the board needs a name for you. Send me /board join Night Owl, with a name of your own."


def not_on() -> str:
    return "You're not on this board. Choose Join the board, or send /board join."


def left(boards: int) -> str:
    if boards > 1:
        return f"You're off all {boards} boards, and nothing of yours shows there anymore."
    return "You're off the board, and nothing of yours shows there anymore."


def was_not_on() -> str:
    return "You weren't on a board."


def taken(alias: str) -> Text:
    return text(f"Someone on your board is already called {alias}. Choose another name, such as Night Owl.")


def which(places: int) -> Text:
    return text(f"You can join the boards of {count(places, 'group')}. Which one?")


def group_named(place: str) -> str:
    return place or "My group"
