"""What Telegram refuses in a request, in its own words."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from PIL import Image

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

_TAG: Final = re.compile(r"<(/?)([a-zA-Z-]*)([^<>]*)(>?)")
_TIME: Final = re.compile(r' unix="-?\d+"(?: format="(?:r|w?[dD]?[tT]?)")?')
_ENTITY: Final = re.compile(r"&(lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "tg-time": "date_time",
}


class Refused(Exception):  # noqa: N818 - the platform's answer, not a fault of ours
    """A response other than ok."""

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: float | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or ({} if retry_after is None else {"retry_after": retry_after})


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Styled:
    """A text as shown: without markup, and with its styles' positions (in UTF-16 code units)."""

    plain: str
    entities: tuple[tuple[str, int, int], ...] = ()

    def styled(self, kind: str) -> list[str]:
        """The parts in one style, such as "bold"."""
        encoded = self.plain.encode("utf-16-le")
        return [
            encoded[2 * start : 2 * (start + length)].decode("utf-16-le")
            for style, start, length in self.entities
            if style == kind
        ]


def units(string: str) -> int:
    return len(string.encode("utf-16-le")) // 2


def message_text(params: dict[str, Any], *, edited: bool = False) -> Styled:
    text = str(params.get("text", ""))
    styled = _parsed(text, params.get("parse_mode"))
    if not styled.plain:
        raise bad("message text is empty")
    if units(styled.plain) > MAX_TEXT:
        raise bad("MESSAGE_TOO_LONG" if edited else "message is too long")
    return styled


def caption(params: dict[str, Any]) -> Styled:
    styled = _parsed(str(params.get("caption", "")), params.get("parse_mode"))
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


def _parsed(text: str, mode: str | None) -> Styled:
    if mode is None:
        return _clean(text, [])
    if mode.lower() != "html":
        raise bad("unsupported parse_mode")
    return _clean(*_html(text))


def _html(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its tags, and the styles they represent."""
    plain, found, opened, at = "", [], [], 0
    for tag in _TAG.finditer(text):
        plain += _decoded(text[at : tag.start()])
        at, offset = tag.end(), len(text[: tag.start()].encode())
        closing, name, more, end = tag.groups()
        if not end:
            raise _unparsable(f"Unclosed {'end' if closing else 'start'} tag at byte offset {offset}")
        if not closing and name.lower() not in _KINDS:
            raise _unparsable(f'Unsupported start tag "{name.lower()}" at byte offset {offset}')
        if not closing and name.lower() == "tg-time" and not _TIME.fullmatch(more):
            raise _unparsable(f'Tag "tg-time" must have valid attributes at byte offset {offset}')
        if not closing:
            folded = name.lower() == "blockquote" and more.strip() == "expandable"
            opened.append((name.lower(), units(plain), "expandable_blockquote" if folded else _KINDS[name.lower()]))
            continue
        if not opened:
            raise _unparsable(f"Unexpected end tag at byte offset {offset}")
        begun, start, kind = opened.pop()
        if name and name.lower() != begun:
            raise _unparsable(f'Unmatched end tag at byte offset {offset}, expected "</{begun}>", found "</{name}>"')
        found.append((kind, start, units(plain) - start))
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return plain + _decoded(text[at:]), found


def _unparsable(reason: str) -> Refused:
    return bad(f"can't parse entities: {reason}")


def _decoded(text: str) -> str:
    def character(entity: re.Match[str]) -> str:
        name = entity[1]
        if name in _NAMED:
            return _NAMED[name]
        digits = name[1:]
        return chr(int(digits.lstrip("xX"), 16 if digits[0] in "xX" else 10))

    return _ENTITY.sub(character, text)


def _clean(text: str, entities: list[tuple[str, int, int]]) -> Styled:
    """The text without surrounding white space, and the styles that still cover something visible."""
    shown = text.replace("\r", "").strip()
    skipped, end = units(text) - units(text.lstrip()), units(shown)
    kept = []
    for kind, start, length in sorted(entities, key=lambda entity: entity[1]):
        first, last = max(0, start - skipped), min(end, start + length - skipped)
        if last > first:
            kept.append((kind, first, last - first))
    return Styled(shown, tuple(kept))
