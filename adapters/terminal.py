"""The terminal: the same tutor in a shell or over a pipe, with lines in and text out."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import uuid
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text as RichText

from bot.actions import answers_its_card
from bot.chat import Address, Button, Card, Command, Event, Later, Pressed, Said, Toast
from bot.drawing.blocks import text_art
from bot.errors import ConfigurationError
from bot.files import write_beside
from bot.words import terminal as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from bot.chat import Ask, File, Handler, Picture, Reply, Rows, Text

_STYLES: Final = {"plain": "", "bold": "bold", "italic": "dim italic", "mono": "", "folded": ""}
_HERE: Final = Address("terminal", "you", "terminal", direct=True)
WIDTH: Final = 88
MAX_DIGITS: Final = 4
MARK: Final = "#"
"""Prefix of a button's number where a bare number means something else."""
GAP: Final = "   "
FOLDER: Final = Path("data")
"""Where files are written, next to the database."""
_VALUE: Final = re.compile(r"(?:Keep )?\d{1,2}(?::\d\d.*)?(?: [oxFf])?")
"""Labels a learner might type as something else: "10", "07:00", "26 o"."""


class Terminal:
    """One learner on standard input and output."""

    platform: Final = "terminal"

    def __init__(
        self, tutor: Handler, ask: Ask, lines: TextIO = sys.stdin, out: TextIO = sys.stdout, folder: Path = FOLDER
    ) -> None:
        self._tutor = tutor
        self._ask = ask
        self._lines = lines
        self._folder = folder
        self._width = min(WIDTH, shutil.get_terminal_size().columns) if out.isatty() else None
        self._out = Console(file=out, highlight=False, soft_wrap=self._width is None, width=self._width)
        self._buttons: list[Button] = []
        self._mark = ""
        self._earlier: dict[str, str] = {}

    async def serve(self) -> None:
        """Converse until the input ends or the learner leaves."""
        await self._handle(Command(_new_id(), _HERE, "start"))
        self._say(words.how_to())
        while (line := await asyncio.to_thread(self._read)) is not None:
            typed = line.strip()
            if typed in words.LEAVE:
                break
            if typed:
                await self._handle(self._event(typed))
        self._say(words.bye())

    def _read(self) -> str | None:
        if self._lines.isatty():
            self._out.print("> ", end="")
        try:
            return self._lines.readline() or None
        except KeyboardInterrupt:
            return None

    def _event(self, typed: str) -> Event:
        if typed.startswith("/"):
            name, _, argument = typed[1:].partition(" ")
            return Command(_new_id(), _HERE, name, argument.strip())
        token = self._token(typed)
        return Pressed(_new_id(), _HERE, token) if token else Said(_new_id(), _HERE, typed)

    def _token(self, typed: str) -> str:
        """Return the token of the button with this label, or with this number as shown.

        Buttons of earlier cards are only recognized by labels of several words, since one word may be an answer, and
        not if they answer their card, which is no longer in sight, or cannot be undone.
        """
        said = typed.casefold()
        by_label = next((button.token for button in self._buttons if button.label.casefold() == said), "")
        by_label = by_label or (self._earlier.get(said, "") if " " in said else "")
        digits = typed.removeprefix(MARK) if typed.startswith(MARK) or not self._mark else ""
        if by_label or not (digits.isdecimal() and len(digits) < MAX_DIGITS):
            return by_label
        number = int(digits)
        return self._buttons[number - 1].token if 0 < number <= len(self._buttons) else ""

    async def _handle(self, event: Event) -> None:
        replies = await self._ask(self._tutor.handle, event)
        self._number(replies)
        for reply in replies:
            self._show(reply)
        if self._mark and any(isinstance(reply, Card) and reply.rows for reply in replies):
            self._say(words.with_mark(self._mark))

    def _show(self, reply: Reply) -> None:
        if isinstance(reply, Toast):
            self._out.print(f"{reply.text}\n", markup=False)
        elif isinstance(reply, Later):
            self._say(reply.text)
        else:
            self._card(reply)

    def _card(self, card: Card) -> None:
        self._say(card.body)
        if card.picture:
            self._draw(card.picture)
        if card.file:
            self._keep(card.file)
        if card.rows:
            self._menu(card.rows)

    def _keep(self, file: File) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._say(words.written(str(write_beside(self._folder / file.name, file.content).resolve())))
        except ConfigurationError as error:
            self._say(words.not_written(str(error)))

    def _draw(self, picture: Picture) -> None:
        self._out.print(text_art(picture.figures) or picture.alt, markup=False)
        self._out.print()

    def _number(self, replies: Sequence[Reply]) -> None:
        """Number the buttons of all menus, the last menu first, with a prefix where a number could be an answer."""
        menus = [reply.rows for reply in replies if isinstance(reply, Card) and reply.rows]
        if menus:
            newest_first = chain.from_iterable((menus[-1], *menus[:-1]))
            self._buttons = [button for row in newest_first for button in row if button.token]
            self._earlier |= {each.label.casefold(): each.token for each in self._buttons if _is_lasting(each)}
            self._mark = MARK if any(_VALUE.fullmatch(button.label) for button in self._buttons) else ""

    def _menu(self, rows: Rows) -> None:
        shown = list(chain.from_iterable(map(_apart, rows)))
        for row in shown:
            labels = [self._labelled(button) for button in row]
            for line in chain.from_iterable(_hung(line, self._width) for line in _lines(labels, self._width)):
                self._out.print(line, style="cyan", markup=False)
        if shown:
            self._out.print()

    def _labelled(self, button: Button) -> str:
        if not button.token:
            return f"{button.label}: {button.url}"
        return f"[{self._mark}{self._buttons.index(button) + 1}] {button.label}"

    def _say(self, body: Text) -> None:
        line = RichText()
        for span in body:
            line.append(span.text, style=_STYLES[span.style])
        self._out.print(line)
        self._out.print()


def _is_lasting(button: Button) -> bool:
    return button.role != "danger" and not answers_its_card(button.token)


def _apart(row: Sequence[Button]) -> list[list[Button]]:
    """Return a row's buttons on one line, and each address on a separate line, so that no number runs into it."""
    tapped = [button for button in row if button.token]
    return [*([button] for button in row if button.url), *([tapped] if tapped else [])]


def _lines(labels: Sequence[str], width: int | None) -> list[str]:
    """Return a row's labels on lines of at most `width` characters, breaking between buttons, never inside one."""
    lines: list[str] = []
    for label in labels:
        joined = f"{lines[-1]}{GAP}{label}" if lines else label
        if lines and (width is None or len(joined) <= width):
            lines[-1] = joined
        else:
            lines.append(label)
    return lines


def _hung(line: str, width: int | None) -> list[str]:
    """Return a line that one long label may fill, broken between words with a hanging indent."""
    if width is None or len(line) <= width:
        return [line]
    return wrap(line, width, subsequent_indent=" " * (line.find("] ") + 2))


def _new_id() -> str:
    return f"terminal:{uuid.uuid4()}"
