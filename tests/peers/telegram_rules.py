"""What Telegram refuses in a request, in its own words."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from PIL import Image

from tests.peers.telegram_markup import Styled, parsed, units
from tests.peers.telegram_refusals import Refused, bad

MAX_TEXT: Final = 4096
MAX_CAPTION: Final = 1024
MAX_DATA: Final = 64
MAX_ANSWER: Final = 200
MAX_RESULTS = 50
MAX_COMMANDS: Final = 100
MAX_DESCRIPTION: Final = 512
MAX_SHORT: Final = 120
MAX_COPY: Final = 256
STYLES: Final = ("danger", "success", "primary")
ACTIONS: Final = ("typing", "upload_photo", "upload_document")
MAX_PHOTO: Final = 10 * 2**20
MAX_SIDES: Final = 10_000
MAX_RATIO: Final = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart form."""

    name: str
    content: bytes


def message_text(params: dict[str, Any], *, edited: bool = False) -> Styled:
    text = str(params.get("text", ""))
    styled = parsed(text, params.get("parse_mode"))
    if not styled.plain:
        raise bad("message text is empty")
    if units(styled.plain) > MAX_TEXT:
        raise bad("MESSAGE_TOO_LONG" if edited else "message is too long")
    return styled


def caption(params: dict[str, Any]) -> Styled:
    styled = parsed(str(params.get("caption", "")), params.get("parse_mode"))
    if units(styled.plain) > MAX_CAPTION:
        raise bad("message caption is too long")
    return styled


def photo(upload: Upload) -> tuple[int, int]:
    """A photo's width and height."""
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > MAX_PHOTO:
        raise Refused(413, "Request Entity Too Large")
    try:
        with Image.open(io.BytesIO(upload.content)) as image:
            image.load()
            width, height = image.size
    except OSError:
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def media(params: dict[str, Any]) -> tuple[Upload, Styled]:
    """The photo that replaces a message, and its caption."""
    found = structure(params.get("media"), "media") or {}
    if found.get("type") != "photo":
        raise bad("unsupported InputMedia type specified")
    upload = params.get(str(found.get("media", "")).removeprefix("attach://"))
    if not isinstance(upload, Upload):
        raise bad("media not found")
    photo(upload)
    return upload, caption(found)


def replied(params: dict[str, Any]) -> tuple[int | None, bool]:
    """The message being replied to, and whether it may be missing."""
    found = structure(params.get("reply_parameters"), "reply parameters") or {}
    return found.get("message_id"), bool(found.get("allow_sending_without_reply"))


def answer_text(params: dict[str, Any]) -> str:
    text = str(params.get("text", ""))
    if len(text) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    return text


def opened(params: dict[str, Any], username: str) -> str:
    """The payload of the private chat that an answer opens; without a game it may open nothing else."""
    url = str(params.get("url", ""))
    found = re.fullmatch(rf"https://t\.me/{username}\?start=([A-Za-z0-9_-]{{1,64}})", url)
    if url and not found:
        raise bad("URL_INVALID")
    return found[1] if found else ""


def keyboard(params: dict[str, Any]) -> list[list[dict[str, str]]]:
    """The rows of an inline keyboard, without empty ones."""
    markup = structure(params.get("reply_markup"), "reply keyboard markup")
    if markup is None:
        return []
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")
    for row in rows:
        for button in row:
            _check_button(button)
    return [row for row in rows if row]


def commands(params: dict[str, Any]) -> list[dict[str, str]]:
    found = structure(params.get("commands"), "commands") or []
    if len(found) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in found:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        description = str(command.get("description", ""))
        if not description:
            raise bad("command description must be non-empty")
        if units(description) > 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return list(found)


def secret(params: dict[str, Any]) -> str:
    token = str(params.get("secret_token", ""))
    if len(token) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", token):
        raise bad("secret token contains unallowed characters")
    return token


def results(params: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results that are offered for an inline query, each with the text that it becomes."""
    found = structure(params.get("results"), "results") or []
    if len(found) > MAX_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len({each["id"] for each in found}) < len(found):
        raise bad("RESULT_ID_DUPLICATE")
    for each in found:
        if not 1 <= len(str(each["id"]).encode()) <= MAX_DATA:
            raise bad("RESULT_ID_INVALID")
        if each["type"] != "article" or not each.get("title"):
            raise bad("RESULT_TITLE_EMPTY")
        content = each["input_message_content"]
        each["said"] = message_text({"text": content["message_text"], "parse_mode": content.get("parse_mode")}).plain
    return list(found)


def structure(value: Any, name: str) -> Any:  # noqa: ANN401 - JSON
    """A JSON parameter, whether it came as form text or within a JSON body."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None


def _check_button(button: dict[str, str]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("inline keyboard button text must be non-empty")
    if button.get("style") not in (None, *STYLES):
        raise bad("invalid button style specified")
    if "copy_text" in button:
        copied: Any = button["copy_text"]
        if not isinstance(copied, dict) or not 1 <= len(str(copied.get("text", ""))) <= MAX_COPY:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= MAX_DATA:
            raise bad("BUTTON_DATA_INVALID")
    elif "url" in button:
        _check_url(str(button["url"]))
    else:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg", "ton"):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme in ("http", "https") and (not parts.hostname or "." not in parts.hostname or " " in url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
