"""The terminal: the same tutor in a shell or over a pipe, with lines in and text out."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text as RichText

from bot.chat import Address, Button, Card, Command, Event, Later, Pressed, Said, Toast
from bot.drawing.blocks import text_art
from bot.errors import ConfigurationError
from bot.files import write_beside
from bot.words import terminal as words

if TYPE_CHECKING:
    from typing import TextIO

    from bot.chat import Ask, File, Handler, Picture, Reply, Rows, Text

_STYLES: Final = {"plain": "", "bold": "bold", "italic": "dim italic"}
_HERE: Final = Address("terminal", "you", "terminal", direct=True)
WIDTH: Final = 88
MAX_DIGITS: Final = 4
_TYPED: Final = re.compile(r"\d{1,2}(:\d\d.*)?")
"""Labels a learner might type literally: "10", "07:00"."""


class Terminal:
    """One learner on standard input and output."""

    platform: Final = "terminal"

    def __init__(self, tutor: Handler, ask: Ask, lines: TextIO = sys.stdin, out: TextIO = sys.stdout) -> None:
        self._tutor = tutor
        self._ask = ask
        self._lines = lines
        width = min(WIDTH, shutil.get_terminal_size().columns) if out.isatty() else None
        self._out = Console(file=out, highlight=False, soft_wrap=width is None, width=width)
        self._buttons: list[Button] = []
        self._numbered = True

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
        """The token of the button named by its label, or by its number if buttons are numbered."""
        by_label = next((button.token for button in self._buttons if button.label.casefold() == typed.casefold()), "")
        if by_label or not self._numbered or not (typed.isdecimal() and len(typed) < MAX_DIGITS):
            return by_label
        number = int(typed)
        return self._buttons[number - 1].token if 0 < number <= len(self._buttons) else ""

    async def _handle(self, event: Event) -> None:
        for reply in await self._ask(self._tutor.handle, event):
            self._show(reply)

    def _show(self, reply: Reply) -> None:
        if isinstance(reply, Toast):
            self._out.print(f"({reply.text})\n", markup=False)
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
            self._say(words.written(str(write_beside(Path(file.name), file.content).resolve())))
        except ConfigurationError as error:
            self._say(words.not_written(str(error)))

    def _draw(self, picture: Picture) -> None:
        self._out.print(text_art(picture.figures) or picture.alt, markup=False)
        self._out.print()

    def _menu(self, rows: Rows) -> None:
        """Show the buttons, numbered unless a number could be an answer, such as a time or a count."""
        self._buttons = [button for row in rows for button in row if button.token]
        self._numbered = not any(_TYPED.fullmatch(button.label) for button in self._buttons)
        numbers = {button: f"[{number}] " if self._numbered else "" for number, button in enumerate(self._buttons, 1)}
        for row in rows:
            labels = (f"{numbers[b]}{b.label}" if b in numbers else f"{b.label}: {b.url}" for b in row)
            self._out.print("   ".join(labels), style="cyan", markup=False)
        self._out.print()

    def _say(self, body: Text) -> None:
        line = RichText()
        for span in body:
            line.append(span.text, style=_STYLES[span.style])
        self._out.print(line)
        self._out.print()


def _new_id() -> str:
    return f"terminal:{uuid.uuid4()}"
