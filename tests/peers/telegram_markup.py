"""Telegram's HTML: what it shows of a text, and why it cannot read one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tests.peers.telegram_refusals import Refused, bad

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


def parsed(text: str, mode: str | None) -> Styled:
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
