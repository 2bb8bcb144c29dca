"""Telegram API calls for a single message: send it, or edit an existing one into it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog
from telegram import InputMediaPhoto, ReplyParameters
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, NetworkError

from adapters.drawing import NAME
from adapters.telegram import errors
from adapters.telegram.render import NO_PREVIEW, buttons, caption, keyboard, markup, plain, told, units, unseen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from adapters.drawing import Drawn
    from adapters.telegram.places import Place
    from adapters.telegram.render import Message
    from bot.chat import File, Rows, Text

T = TypeVar("T")
_NO_PREVIEW: Final = NO_PREVIEW.to_dict()
log = structlog.get_logger()


class Calls:
    """One attempt per call. Every method raises TelegramError if Telegram refuses."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def new(self, where: Place, message: Message, under: int | None = None, *, silent: bool = False) -> int:
        """Send a message, as a reply to message number `under` if given; return its own number."""
        if message.photo:
            return await self._shown(where, message, message.photo, _extras(under, silent=silent))
        send = partial(self._document, where, message.rows, message.file) if message.file else None
        return await _styled(
            message.body, send or partial(self._text, where, message.rows, _extras(under, silent=silent))
        )

    async def edit(self, where: Place, number: int, message: Message) -> None:
        """Replace a text message with another text."""
        await _styled(unseen(message), partial(self._edit_text, where, number, message.rows))

    async def retell(self, where: Place, number: int, message: Message) -> None:
        """Replace a text message or a photo's caption with another text; do nothing if it is unchanged."""
        try:
            await self.edit(where, number, message)
        except BadRequest as error:
            found = errors.kind(error)
            if found == errors.NO_TEXT and units(told(message)) <= MessageLimit.CAPTION_LENGTH:
                await self._recaption(where, number, message)
            elif found != errors.NOT_MODIFIED:
                raise

    async def show(self, where: Place, number: int, message: Message, photo: Drawn) -> None:
        """Replace a message with a photo and caption; fall back to words if Telegram rejects the photo."""
        try:
            await self._captioned(message, partial(self._edit_media, where, number, message.rows, photo))
        except (BadRequest, NetworkError) as error:
            if errors.is_about_photo(error):
                log.error("a picture was refused", kind=errors.kind(error))  # noqa: TRY400 - it may quote the message
                await self.retell(where, number, message)
            elif errors.kind(error) != errors.NOT_MODIFIED:
                raise

    async def strip(self, where: Place, number: int) -> None:
        """Remove a message's buttons."""
        await self._bot.edit_message_reply_markup(where.chat, number)

    async def _shown(self, where: Place, message: Message, photo: Drawn, extras: dict[str, Any]) -> int:
        """Send a photo; fall back to words if Telegram rejects it."""
        try:
            return await self._captioned(message, partial(self._photo, where, message.rows, photo, extras))
        except (BadRequest, NetworkError) as error:
            if not errors.is_about_photo(error):
                raise
            log.error("a picture was refused", kind=errors.kind(error))  # noqa: TRY400 - the text may quote the message
            return await _styled(unseen(message), partial(self._text, where, message.rows, extras))

    async def _recaption(self, where: Place, number: int, message: Message) -> None:
        try:
            await self._captioned(message, partial(self._edit_caption, where, number, message.rows))
        except BadRequest as error:
            if errors.kind(error) != errors.NOT_MODIFIED:
                raise

    async def _captioned(self, message: Message, send: Callable[[str, str | None], Awaitable[T]]) -> T:
        return await _styled(told(message), send, caption(message))

    async def _photo(
        self, where: Place, rows: Rows, photo: Drawn, extras: dict[str, Any], said: str, mode: str | None
    ) -> int:
        sent = await self._bot.send_photo(
            where.chat,
            photo.content,
            filename=NAME,
            caption=said or None,
            parse_mode=mode if said else None,
            **extras,
            **self._place(where, rows),
        )
        return sent.message_id

    async def _text(self, where: Place, rows: Rows, extras: dict[str, Any], said: str, mode: str | None) -> int:
        place = {"chat_id": where.chat, "message_thread_id": where.thread}
        return int((await self._call("sendMessage", place | self._said(rows, said, mode) | extras))["message_id"])

    async def _document(self, where: Place, rows: Rows, file: File, said: str, mode: str | None) -> int:
        sent = await self._bot.send_document(
            where.chat,
            file.content,
            filename=file.name,
            caption=said or None,
            parse_mode=mode if said else None,
            **self._place(where, rows),
        )
        return sent.message_id

    async def _edit_text(self, where: Place, number: int, rows: Rows, said: str, mode: str | None) -> None:
        place = {"chat_id": where.chat, "message_id": number}
        await self._call("editMessageText", place | self._said(rows, said, mode))

    async def _edit_caption(self, where: Place, number: int, rows: Rows, said: str, mode: str | None) -> None:
        shown = keyboard(rows, self._bot.username)
        await self._bot.edit_message_caption(
            where.chat, number, caption=said or None, parse_mode=mode if said else None, reply_markup=shown
        )

    async def _edit_media(
        self, where: Place, number: int, rows: Rows, photo: Drawn, said: str, mode: str | None
    ) -> None:
        media = InputMediaPhoto(photo.content, said or None, mode if said else None, filename=NAME)
        await self._bot.edit_message_media(media, where.chat, number, reply_markup=keyboard(rows, self._bot.username))

    def _said(self, rows: Rows, said: str, mode: str | None) -> dict[str, Any]:
        shown = buttons(rows, self._bot.username)
        return {"text": said, "parse_mode": mode, "link_preview_options": _NO_PREVIEW, "reply_markup": shown}

    async def _call(self, method: str, data: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Call a method that most replies and pushes are: the library's own makes an object of every button, twice."""
        return await self._bot._post(method, data)  # noqa: SLF001 - the public way to do this warns

    def _place(self, where: Place, rows: Rows) -> dict[str, Any]:
        return {"message_thread_id": where.thread, "reply_markup": keyboard(rows, self._bot.username)}


def _extras(under: int | None, *, silent: bool) -> dict[str, Any]:
    reply = ReplyParameters(under, allow_sending_without_reply=True) if under else None
    return {"reply_parameters": reply, "disable_notification": silent or None}


async def _styled(body: Text, send: Callable[[str, str | None], Awaitable[T]], html: str | None = None) -> T:
    """Send a text as HTML, and again without styles if Telegram can't parse it."""
    try:
        return await send(markup(body) if html is None else html, ParseMode.HTML)
    except BadRequest as error:
        if errors.kind(error) != errors.UNPARSABLE:
            raise
    log.error("markup was refused", kind=errors.UNPARSABLE)
    return await send(plain(body), None)
