"""Render cards as Telegram messages: HTML, inline keyboards, pages."""

from __future__ import annotations

import hashlib
import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from telegram import InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import KeyboardButtonStyle, MessageEntityDateTimeFormats, MessageLimit, ParseMode

from adapters.layout import fitted, pages
from bot.chat import flat, folded, text

if TYPE_CHECKING:
    from adapters.drawing import Drawn
    from bot.chat import Article, Button, Card, File, Role, Rows, Span, Text

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_TAGS: Final = {
    "plain": ("", ""),
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "mono": ("<pre>", "</pre>"),
    "folded": ("<blockquote expandable>", "</blockquote>"),
}
_STYLES: Final[dict[Role, dict[str, str]]] = {
    "": {},
    "primary": {"style": KeyboardButtonStyle.PRIMARY.value},
    "danger": {"style": KeyboardButtonStyle.DANGER.value},
}
_MOMENT: Final = MessageEntityDateTimeFormats.LOCALIZED_WEEKDAY_LONG_DATE_SHORT_TIME.value


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it will appear in the chat: text, or a file or photo with the text as its caption.

    A photo's caption includes its description in a collapsed quote, unless the text has it or a button leads to it.
    """

    body: Text
    rows: Rows = ()
    file: File | None = None
    photo: Drawn | None = None

    @property
    def folded(self) -> str:
        """The description in the collapsed quote under the text."""
        if self.photo is None or self.photo.worded or self.photo.alt in flat(self.body):
            return ""
        return self.photo.alt


def messages(card: Card, photo: Drawn | None = None) -> list[Message]:
    """The messages for a card: photo, pages, file, with the buttons on the last one.

    The card's text becomes the photo's caption if it fits; otherwise the photo precedes it.
    """
    if photo:
        whole = Message(card.body, card.rows, photo=photo)
        if not card.file and units(told(whole)) <= MessageLimit.CAPTION_LENGTH:
            return [whole]
        return [Message((), photo=photo), *messages(replace(card, replace=False))]
    if card.file and not card.replace and units(card.body) <= MessageLimit.CAPTION_LENGTH:
        return [Message(card.body, card.rows, card.file)]
    found = [Message(page) for page in pages(card.body, MessageLimit.MAX_TEXT_LENGTH, units)]
    if card.file:
        found.append(Message((), file=card.file))
    return [*found[:-1], replace(found[-1], rows=card.rows)]


def offered(article: Article) -> InlineQueryResultArticle:
    """Return a result to post from any chat; Telegram accepts an id of at most 64 bytes."""
    content = InputTextMessageContent(markup(article.body), ParseMode.HTML, link_preview_options=NO_PREVIEW)
    ident = hashlib.sha256(article.id.encode()).hexdigest()[:32]
    return InlineQueryResultArticle(ident, article.title, content, description=article.description)


def told(message: Message) -> Text:
    """Everything a message says, as one text."""
    return text(message.body, "\n" if message.body and message.folded else "", message.folded)


def unseen(message: Message) -> Text:
    """Everything a message says where its photo cannot be shown."""
    alt = message.photo.alt if message.photo and message.photo.alt not in flat(message.body) else ""
    return text(message.body, "\n" if message.body and alt else "", alt)


def units(body: Text) -> int:
    """Length of a text as Telegram counts it: UTF-16 code units without markup."""
    return len(flat(body).encode("utf-16-le", "surrogatepass")) // 2


def markup(body: Text) -> str:
    """Render a text as Telegram HTML."""
    return "".join(_span(span) for span in body)


def caption(message: Message) -> str:
    """Render a photo's caption as Telegram HTML."""
    quoted = markup(text(folded(message.folded))) if message.folded else ""
    return "\n".join(filter(None, (markup(message.body), quoted)))


def plain(body: Text) -> str:
    """The text without styles."""
    return _sendable(flat(body))


def keyboard(rows: Rows, username: str) -> InlineKeyboardMarkup | None:
    """The rows as an inline keyboard, None if empty; `username` is the bot's own."""
    shown = buttons(rows, username)
    return InlineKeyboardMarkup.de_json(shown, None) if shown else None


def buttons(rows: Rows, username: str) -> dict[str, Any] | None:
    """The same as JSON."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(button, username) for button in row] for row in fitted(rows)]}


def link(username: str, start: str = "") -> str:
    """URL that opens the private chat with the bot and sends /start with a payload there."""
    return f"https://t.me/{username}{f'?start={start}' if start else ''}"


def _span(span: Span) -> str:
    opening, closing = _TAGS[span.style]
    if span.at:
        opening, closing = f'<tg-time unix="{span.at.timestamp():.0f}" format="{_MOMENT}">', "</tg-time>"
    return f"{opening}{html.escape(_sendable(span.text), quote=False)}{closing}"


def _button(button: Button, username: str) -> dict[str, Any]:
    shown = {"text": button.label, **_STYLES[button.role]}
    if button.copy:
        return shown | {"copy_text": {"text": button.copy}}
    if button.url or button.start:
        return shown | {"url": button.url or link(username, button.start)}
    return shown | {"callback_data": button.token}


def _sendable(string: str) -> str:
    """The string with unpaired surrogates replaced, since they can't be sent."""
    return string.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
