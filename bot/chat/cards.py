"""Outgoing content: messages with buttons, pictures and files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.chat.spans import flat

if TYPE_CHECKING:
    from collections.abc import Hashable

    from bot.chat.spans import Text

MAX_TOKEN: Final = 64
"""Byte limit of a button's token, set by Telegram's callback_data, the tightest of all platforms."""
MAX_LABEL: Final = 40
MAX_TOAST: Final = 200
"""Character limit of a toast, set by Telegram's answerCallbackQuery."""
MAX_ALT: Final = 900
"""Character limit of a picture's text alternative, below every platform's limits for captions and descriptions."""
MAX_ROWS: Final = 5
MAX_COLUMNS: Final = 5
MAX_COPY: Final = 256
"""Character limit of what a button copies, set by Telegram's copy_text."""
MAX_START: Final = 64
"""Character limit of a direct-chat start payload (`A-Za-z0-9_-` only), set by Telegram's deep links."""
_START: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_START}}}", re.ASCII)


Role: TypeAlias = Literal["", "primary", "danger"]
"""What a button means beyond its label: the one thing to do next, or something that cannot be undone. Platforms with
colors also show it by color; the label says it everywhere.
"""


@dataclass(frozen=True, slots=True)
class Button:
    """A button with exactly one of a token (returned in `Pressed`), a url (opened), a start, or a copy.

    A `start` opens the direct chat with the bot and arrives there as `/start` followed by its text. A `copy` puts a
    text on the clipboard that is also in the card. Platforms without such buttons omit them.
    """

    label: str
    token: str = ""
    url: str = ""
    start: str = ""
    copy: str = ""
    role: Role = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= MAX_LABEL:
            raise ValueError(f"a label has 1 to {MAX_LABEL} characters")
        if [bool(self.token), bool(self.url), bool(self.start), bool(self.copy)].count(True) != 1:
            raise ValueError("a button has a token, a url, a start or a copy")
        if not self.token.isascii() or len(self.token) > MAX_TOKEN:
            raise ValueError(f"a token has at most {MAX_TOKEN} ASCII characters")
        if len(self.copy) > MAX_COPY:
            raise ValueError(f"a copy has at most {MAX_COPY} characters")
        if self.start and not _START.fullmatch(self.start):
            raise ValueError(f"a start has at most {MAX_START} of A-Z, a-z, 0-9, _ and -")


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to draw: frozen figures (see `bot.drawing`), and `alt` with the same content in words.

    Adapters draw it after the commit, in a second thread, or show `alt` if they can't draw. `worded` is True if a
    button of the card leads to the same content in words; a platform that cannot attach `alt` to a picture then omits
    it.
    """

    figures: Hashable
    alt: str
    worded: bool = False

    def __post_init__(self) -> None:
        hash(self.figures)
        if not 0 < len(self.alt) <= MAX_ALT or not self.alt.strip():
            raise ValueError(f"a picture's alternative has 1 to {MAX_ALT} characters")


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """The name of a message that is edited later without a press, such as "group-question:42".

    `message` is its platform id, "" if unknown. If it is unknown, or the edit fails because the message is gone, the
    card is sent as a new message if `anew`, otherwise not at all. The delivery reports the resulting message id.
    """

    name: str
    message: str = ""
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A message: private to the addressee as a reply, visible to everyone in the target chat as a push.

    Attributes:
        replace: replaces the message whose button was pressed.
        open: as a reply to a command or press in a group, others may see it; platforms that can hide it still do. If it
            is not open and can't be hidden, `brief` or an invitation to the direct chat is shown instead.
        brief: shown instead where only a short alert is possible; "" for nothing.
        slot: in a push, the name by which the message is found again.
        mention: in a push, the platform's id of the role to notify; "" for none.
        person: in a push, the platform's id of the one person to notify, where the platform notifies people by their
            ids; "" for none. No one else is ever notified.
        start: as a reply to a press in a group where it cannot be shown to one person alone, the direct chat opens
            instead, which sends `/start` followed by this; "" to leave that out.
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
    person: str = ""
    start: str = ""

    def __post_init__(self) -> None:
        if self.start and not _START.fullmatch(self.start):
            raise ValueError(f"a start has at most {MAX_START} of A-Z, a-z, 0-9, _ and -")
        if not flat(self.body).strip():
            raise ValueError("a card says something")
        if len(self.rows) > MAX_ROWS or any(not 0 < len(row) <= MAX_COLUMNS for row in self.rows):
            raise ValueError(f"a card has at most {MAX_ROWS} rows of 1 to {MAX_COLUMNS} buttons")
        if len(self.brief) > MAX_TOAST:
            raise ValueError(f"a brief has at most {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Toast:
    """A short line shown over the chat after a press; a separate message on platforms without toasts."""

    text: str

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= MAX_TOAST:
            raise ValueError(f"a toast has 1 to {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was stored: show the text once, leave the event unconfirmed, and resubmit it if the platform can."""

    text: Text


Reply: TypeAlias = Card | Toast | Later
