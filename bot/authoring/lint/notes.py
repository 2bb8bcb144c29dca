"""Rules for notes: their sections, length, and permitted markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank.faults import Fault
from bot.bank.markup import render
from bot.chat import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.models import Topic

SECTIONS: Final = ("What it is", "What to know", "Three confusions that cost points", "Sources")
EXTRA_SECTIONS: Final = (SECTIONS[0], "What your office may ask", "Three common confusions", SECTIONS[-1])
"""Sections of a note outside the blueprint, which earns no exam points."""
MIN_WORDS: Final = 150
MAX_WORDS: Final = 250
MAX_NOTE: Final = 1900
_CONFUSIONS: Final = 3
_STRANGE: Final = re.compile(
    r"`|\]\(|^\s*(?:\d+\.|\*|\+|>|###|\|)\s|(?<![\w*])[*_][^\s*_][^*_]*[*_](?![\w*])", re.MULTILINE
)
_SMART: Final = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0\t\u200b]")


def judge_note(topic: Topic, source: str) -> Iterator[Fault]:
    """Yield every fault in a topic's note."""
    for message in _messages(topic.name, source, SECTIONS):
        yield Fault(f"notes/{topic.id}.md", 0, "", "note", message)


def judge_extra(name: str, source: str) -> Iterator[Fault]:
    """Yield every fault in a note outside the blueprint, which has its own title."""
    title = source.split("\n", maxsplit=1)[0].removeprefix("# ").strip()
    for message in _messages(title, source, EXTRA_SECTIONS):
        yield Fault(f"notes/extra/{name}.md", 0, "", "note", message)


def _messages(title: str, source: str, sections: tuple[str, ...]) -> Iterator[str]:
    yield from _form(title, source, sections)
    words = len([word for word in re.sub(r"(?m)^#+|^- |\*\*", "", source).split() if re.search(r"\w", word)])
    if not MIN_WORDS <= words <= MAX_WORDS:
        yield f"the note has {words} words: it needs {MIN_WORDS} to {MAX_WORDS}"
    size = len(flat(render(source)))
    if size > MAX_NOTE:
        yield f"the note has {size} characters: at most {MAX_NOTE} are allowed"
    strange = _STRANGE.search(source)
    if strange:
        yield f"'{strange[0].strip()}' is shown literally: only `#`, `##`, `- ` and `**bold**` are markup"
    if _SMART.search(source):
        yield "the note contains a curly quote, a long dash, a tab or the like: write plain characters"


def _form(title: str, source: str, sections: tuple[str, ...]) -> Iterator[str]:
    lines = source.split("\n")
    if lines[0].strip() != f"# {title}":
        yield f"the first line must be `# {title}`"
    headings = tuple(line[3:].strip() for line in lines if line.startswith("## "))
    if headings != sections:
        yield f"the sections must be: {', '.join(sections)}"
        return
    asks, confusions, sources = (_bullets(source, section) for section in sections[1:])
    if not asks or not sources:
        yield "what is asked and the sources must be lists whose lines begin with `- `"
    if len(confusions) != _CONFUSIONS or not all(line.startswith("- **") for line in confusions):
        yield "there must be three confusions, each a line that begins with `- **X or Y:**`"


def _bullets(source: str, section: str) -> list[str]:
    body = source.split(f"## {section}", 1)[1].split("\n## ", 1)[0]
    return [line for line in body.split("\n") if line.startswith("- ")]
