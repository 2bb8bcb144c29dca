"""The words of an HTML fragment."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"}
)
"""Tags that do not separate words."""
_UNSEEN: Final = frozenset({"script", "style"})
_NO_CHARACTER: Final = re.compile(r"&#[0-9]{20,};?")
"""A number beyond all characters; Python refuses to read it if it has thousands of digits."""


def text_of(fragment: str) -> str:
    """The text of a fragment on one line, with its tags removed and its entities replaced."""
    fragment = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", fragment)
    words, last = _Words(), fragment.rfind("<")
    if last > fragment.rfind(">"):  # it opens no tag; later versions of the parser would drop what follows
        fragment = f"{fragment[:last]}&lt;{fragment[last + 1 :]}"
    words.feed(fragment)
    words.close()
    return " ".join("".join(words.parts).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        self._part(tag)
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if self._unseen <= 0:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
