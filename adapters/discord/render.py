"""Render cards as Discord messages: pages of markdown, buttons, an attachment."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.http import MultipartParameters

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
SUPPRESS_EMBEDS: Final = discord.MessageFlags.suppress_embeds.flag
EPHEMERAL: Final = discord.MessageFlags.ephemeral.flag
NOBODY: Final[dict[str, Any]] = {"parse": []}
"""Notifies no one, whatever the text says."""
ROW: Final = discord.ComponentType.action_row.value
BUTTON: Final = discord.ComponentType.button.value
LINK: Final = discord.ButtonStyle.link.value
_STYLES: Final[dict[Role, int]] = {
    "": discord.ButtonStyle.secondary.value,
    "primary": discord.ButtonStyle.primary.value,
    "danger": discord.ButtonStyle.danger.value,
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
    made = [Page(content.strip()) for content in _contents(card)]
    at = 0 if card.slot else -1
    made[at] = replace(made[at], rows=_shown(card.rows), file=card.file, picture=picture)
    made[0] = replace(made[0], mention=card.mention, person=card.person)
    return made


def nonce(identifier: str, index: int) -> str:
    """Deterministic nonce by which Discord deduplicates a message that is sent twice."""
    digest = hashlib.sha256(f"{identifier}:{index}".encode()).digest()
    return base64.b32encode(digest).decode()[:MAX_NONCE].lower()


def sent(page: Page, *, nonce: str | None = None, ephemeral: bool = False) -> MultipartParameters:
    """Request body that creates a message."""
    body: dict[str, Any] = {
        "content": _prefix(page) + page.content,
        "flags": SUPPRESS_EMBEDS | EPHEMERAL if ephemeral else SUPPRESS_EMBEDS,
        "allowed_mentions": _allowed(page),
    }
    if page.rows:
        body["components"] = _components(page.rows)
    if nonce:
        body |= {"nonce": nonce, "enforce_nonce": True}
    return _with_files(body, page)


def edited(page: Page, *, flags: bool = True) -> MultipartParameters:
    """Request body that replaces a message with the page: drops its old buttons and files, notifies no one.

    Without `flags`, the message keeps its own flags.
    """
    body = {
        "content": page.content,
        "components": _components(page.rows),
        "allowed_mentions": NOBODY,
        "attachments": [],
    }
    return _with_files(body | {"flags": SUPPRESS_EMBEDS} if flags else body, page)


def _contents(card: Card) -> list[str]:
    limit = MAX_CONTENT - len(_prefix(card))
    whole = markdown(card.body)
    return [whole] if len(whole) <= limit else [markdown(each) for each in pages(card.body, limit - SLACK, _length)]


def _prefix(shown: Page | Card) -> str:
    role = f"<@&{shown.mention}>\n" if shown.mention.isdecimal() else ""
    return f"{role}<@{shown.person}>\n" if shown.person.isdecimal() else role


def _allowed(page: Page) -> dict[str, Any]:
    if not _prefix(page):
        return NOBODY
    roles, users = ([each] if each.isdecimal() else [] for each in (page.mention, page.person))
    return NOBODY | {"users": users, "roles": roles}


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


def _with_files(body: dict[str, Any], page: Page) -> MultipartParameters:
    """The body, or a form of it and the page's files. The library's own function would take a view for the buttons."""
    files = _files(page)
    if not files:
        return MultipartParameters(body, None, None)
    body["attachments"] = [file.to_dict(number) for number, file in enumerate(files)]
    form: list[dict[str, Any]] = [{"name": "payload_json", "value": json.dumps(body)}]
    for number, file in enumerate(files):
        part = {"name": f"files[{number}]", "value": file.fp, "filename": file.filename}
        form.append(part | {"content_type": "application/octet-stream"})
    return MultipartParameters(None, form, files)


def _components(rows: Rows) -> list[dict[str, Any]]:
    return [{"type": ROW, "components": [_button(button) for button in row]} for row in rows]


def _button(button: Button) -> dict[str, Any]:
    if button.url:
        return {"type": BUTTON, "style": LINK, "label": button.label, "url": button.url}
    return {"type": BUTTON, "style": _STYLES[button.role], "label": button.label, "custom_id": button.token}
