"""Render cards as Discord messages: pages of markdown, buttons, an attachment."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import discord
from discord.http import MultipartParameters, handle_message_parameters

from adapters.discord.markup import markdown
from adapters.drawing import NAME
from adapters.layout import pages
from bot.chat import text

if TYPE_CHECKING:
    from adapters.drawing import Drawn
    from bot.chat import Button, Card, File, Role, Rows, Text

MAX_CONTENT: Final = 2000
"""Character limit of a message's content, markdown included."""
SLACK: Final = 20
"""How far below the limit to split a body, since a style's mark may change at the break."""
MAX_NONCE: Final = 25
_STYLES: Final[dict[Role, discord.ButtonStyle]] = {
    "": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One message; `mention` is the role to notify when it is sent, and `person` the one person."""

    content: str
    rows: Rows = ()
    file: File | None = None
    picture: Drawn | None = None
    mention: str = ""
    person: str = ""

    @property
    def in_words(self) -> Page:
        """The page with its picture replaced by text, truncated to fit."""
        said = f"{self.content}\n\n{markdown(text(self.picture.alt))}" if self.picture else self.content
        return replace(self, content=said[: MAX_CONTENT - len(_prefix(self))], picture=None)


def paged(card: Card, picture: Drawn | None = None) -> list[Page]:
    """The messages for a card. Buttons, file and picture go on the last page, or on the first if there is a slot."""
    contents = [markdown(page).strip() for page in _split(card.body, MAX_CONTENT - len(_prefix(card)))]
    pages = [Page(content) for content in contents]
    at = 0 if card.slot else -1
    pages[at] = replace(pages[at], rows=_shown(card.rows), file=card.file, picture=picture)
    pages[0] = replace(pages[0], mention=card.mention, person=card.person)
    return pages


def nonce(identifier: str, index: int) -> str:
    """Deterministic nonce by which Discord deduplicates a message that is sent twice."""
    digest = hashlib.sha256(f"{identifier}:{index}".encode()).digest()
    return base64.b32encode(digest).decode()[:MAX_NONCE].lower()


def sent(page: Page, *, nonce: str | None = None, ephemeral: bool = False) -> MultipartParameters:
    """Request body that creates a message."""
    return handle_message_parameters(
        content=_prefix(page) + page.content,
        flags=discord.MessageFlags(suppress_embeds=True, ephemeral=ephemeral),
        view=_view(page.rows) if page.rows else discord.utils.MISSING,
        files=_files(page) or discord.utils.MISSING,
        nonce=nonce,
        allowed_mentions=_allowed(page),
    )


def edited(page: Page, *, flags: bool = True) -> MultipartParameters:
    """Request body that replaces a message with the page: drops its old buttons and files, notifies no one.

    Without `flags`, the message keeps its own flags.
    """
    return handle_message_parameters(
        content=page.content,
        flags=discord.MessageFlags(suppress_embeds=True) if flags else discord.utils.MISSING,
        view=_view(page.rows) if page.rows else None,
        attachments=_files(page),
        allowed_mentions=discord.AllowedMentions.none(),
    )


def _split(body: Text, limit: int) -> list[Text]:
    return [body] if _length(body) <= limit else pages(body, limit - SLACK, _length)


def _prefix(shown: Page | Card) -> str:
    role = f"<@&{shown.mention}>\n" if shown.mention.isdecimal() else ""
    return f"{role}<@{shown.person}>\n" if shown.person.isdecimal() else role


def _allowed(page: Page) -> discord.AllowedMentions:
    if not _prefix(page):
        return discord.AllowedMentions.none()
    roles, users = ([discord.Object(int(each))] if each.isdecimal() else [] for each in (page.mention, page.person))
    return discord.AllowedMentions(everyone=False, users=users, roles=roles, replied_user=False)


def _shown(rows: Rows) -> Rows:
    """The buttons without those only Telegram supports, and without rows left empty."""
    kept = (tuple(button for button in row if not button.start and not button.copy) for row in rows)
    return tuple(row for row in kept if row)


def _length(body: Text) -> int:
    return len(markdown(body))


def _files(page: Page) -> list[discord.File]:
    files = [discord.File(io.BytesIO(page.file.content), page.file.name)] if page.file else []
    if page.picture:
        files.append(discord.File(io.BytesIO(page.picture.content), NAME, description=page.picture.alt))
    return files


def _view(rows: Rows) -> discord.ui.View:
    """The buttons as a view, used only for its JSON: a method that stores views would wait for presses."""
    view = discord.ui.View(timeout=None)
    for row, buttons in enumerate(rows):
        for button in buttons:
            view.add_item(_button(button, row))
    return view


def _button(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    if button.url:
        return discord.ui.Button(label=button.label, url=button.url, row=row)
    return discord.ui.Button(label=button.label, custom_id=button.token, style=_STYLES[button.role], row=row)
