"""What goes out: messages with buttons, pictures and files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.chat.spans import flat

if TYPE_CHECKING:
    from collections.abc import Hashable

    from bot.chat.spans import Text

MAX_TOKEN: Final = 64
"""Bytes of a button's token: Telegram's callback_data, the smallest limit of all platforms."""
MAX_LABEL: Final = 40
MAX_TOAST: Final = 200
"""Characters of a toast: the limit of Telegram's answerCallbackQuery."""
MAX_ALT: Final = 900
"""Characters of what is said in a picture's place: below the limits of captions and descriptions."""
MAX_ROWS: Final = 5
MAX_COLUMNS: Final = 5
MAX_START: Final = 64
"""Characters of what opens a direct chat: the limit of Telegram's deep links, `A-Za-z0-9_-` only."""
_START: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_START}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Button:
    """A button with one of three: a token (it comes back in `Pressed`), a url (it opens), or a start.

    A `start` opens the direct chat with the bot and comes back there as `/start` and its text; a platform that has no
    such links leaves the button out.
    """

    label: str
    token: str = ""
    url: str = ""
    start: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= MAX_LABEL:
            raise ValueError(f"a label has 1 to {MAX_LABEL} characters")
        if bool(self.token) + bool(self.url) + bool(self.start) != 1:
            raise ValueError("a button has a token, a url or a start")
        if not self.token.isascii() or len(self.token) > MAX_TOKEN:
            raise ValueError(f"a token has at most {MAX_TOKEN} ASCII characters")
        if self.start and not _START.fullmatch(self.start):
            raise ValueError(f"a start has at most {MAX_START} of A-Z, a-z, 0-9, _ and -")


@dataclass(frozen=True, slots=True)
class File:
    """A file to download: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to draw: frozen figures (see `bot.drawing`) and `alt`, which says the same in words.

    Whoever shows it draws it after the commit, in a second thread; who cannot shows `alt`.
    """

    figures: Hashable
    alt: str

    def __post_init__(self) -> None:
        hash(self.figures)
        if not 0 < len(self.alt) <= MAX_ALT or not self.alt.strip():
            raise ValueError(f"a picture's alternative has 1 to {MAX_ALT} characters")


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """The name of a message that is edited later without a press, such as "group-question:42".

    `message` is the platform's id of it, "" as long as none is known: then, and where the edit fails because the
    message is gone, the card is sent anew if `anew`, else not at all. The delivery names the message that it became.
    """

    name: str
    message: str = ""
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A message: in a reply for the person addressed alone, in a push for whoever reads the chat it goes to.

    Attributes:
        replace: it takes the place of the message whose button was pressed.
        open: in a reply to a command or press in a group, others may see it; a platform that can hide it still does.
            One that is not open and cannot be hidden is not shown there: `brief` is, or an invitation to the direct
            chat.
        brief: what is said in its place where only a short alert can be shown, "" for nothing.
        slot: in a push, the name that the message is known by.
        mention: in a push, the platform's id of the role that is to be notified, "" for nobody. Nobody else ever is.
    """

    body: Text
    rows: Rows = ()
    file: File | None = None
    replace: bool = False
    picture: Picture | None = None
    open: bool = False
    brief: str = ""
    slot: Slot | None = None
    mention: str = ""

    def __post_init__(self) -> None:
        if not flat(self.body).strip():
            raise ValueError("a card says something")
        if len(self.rows) > MAX_ROWS or any(not 0 < len(row) <= MAX_COLUMNS for row in self.rows):
            raise ValueError(f"a card has at most {MAX_ROWS} rows of 1 to {MAX_COLUMNS} buttons")
        if len(self.brief) > MAX_TOAST:
            raise ValueError(f"a brief has at most {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Toast:
    """A short line shown over the chat after a press; where a platform has none, a message of its own."""

    text: str

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= MAX_TOAST:
            raise ValueError(f"a toast has 1 to {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was stored: say the text once, do not confirm the event, and hand it in again where the platform can."""

    text: Text


Reply: TypeAlias = Card | Toast | Later
