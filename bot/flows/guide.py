"""Help and the tour: pages that turn within one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Page, Run, button
from bot.chat import Card
from bot.commands import COMMANDS, THEMES
from bot.errors import Refusal
from bot.flows import buttons, near_names, settings
from bot.words import guide as words
from bot.words import labels, refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext

HELP: Final = "help"
TOUR: Final = "tour"
FIRST: Final = ("daily", "mock", "practice", "exam", "progress", "plan", "settings", "tour")
"""What `/help` shows at once, most used first; the rest is grouped by theme."""
WIDE: Final = 3
_SPECS: Final = {spec.name: spec for spec in COMMANDS}


def help_(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the commands most people need, and the way to all others by theme; or a theme or command that is named.

    Raises:
        Refusal: there is no such theme or command.
    """
    asked = argument.strip().casefold().removeprefix("/")
    theme = next((theme for theme, label in words.THEMES.items() if asked in {theme, label.casefold()}), "")
    if not asked or theme:
        return [_help(context, theme)]
    if asked not in _SPECS:
        raise Refusal(words.no_help(near_names.part(asked, _SPECS)))
    return [Card(words.one(_SPECS[asked]), _themes())]


def tour(context: LearnerContext, argument: str) -> list[Reply]:
    """Begin the tour, or show one of its screens.

    Raises:
        Refusal: there is no such screen.
    """
    asked = argument.strip() or "1"
    if asked not in map(str, range(1, words.SCREENS + 1)):
        raise Refusal(words.no_such_screen())
    return [_tour(context, asked)]


def turn(context: LearnerContext, action: Page) -> list[Reply]:
    """Turn a page within the message."""
    if action.book not in _BOOKS:
        raise Refusal(refusals.old_button())
    return _BOOKS[action.book](context, action.at)


def _help(_context: LearnerContext, at: str, *, replace: bool = False) -> Card:
    if not at:
        return Card(words.first(_SPECS[name] for name in FIRST), _themes(), replace=replace)
    theme = next((each for each in THEMES if each == at), None)
    if theme is None:
        raise Refusal(refusals.old_button())
    return Card(words.theme(theme, [_SPECS[name] for name in THEMES[theme]]), _themes(at), replace=replace)


def _themes(at: str = "") -> Rows:
    """Return the ways to the themes, except the one in sight."""
    ways = [button(label, Page(HELP, theme)) for theme, label in words.THEMES.items() if theme != at]
    rows = [tuple(ways[first : first + WIDE]) for first in range(0, len(ways), WIDE)]
    back = (button(labels.GO_BACK, Page(HELP)),) if at else ()
    return (*rows, (*back, buttons.today()))


def _tour(context: LearnerContext, at: str, *, replace: bool = False) -> Card:
    number = int(at) if at.isdecimal() and len(at) == 1 else 0
    if not 1 <= number <= words.SCREENS:
        raise Refusal(refusals.old_button())
    ways: list[Button] = []
    if number < words.SCREENS:
        ways.append(button(labels.NEXT, Page(TOUR, str(number + 1))))
    if number > 1:
        ways.append(button(labels.PREVIOUS, Page(TOUR, str(number - 1))))
    return Card(words.screen(number), (tuple(ways), (_onward(context),)), replace=replace)


def _onward(context: LearnerContext) -> Button:
    return buttons.today() if context.learner.onboarded else button(labels.SET_ME_UP, Run("start"))


_BOOKS: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    HELP: lambda context, at: [_help(context, at, replace=True)],
    TOUR: lambda context, at: [_tour(context, at, replace=True)],
    settings.BOOK: settings.turn,
}
