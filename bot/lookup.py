"""Lookup from any chat: FAQ answers and terms, as results to post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.bank import care
from bot.bank.understanding import Asked, Named
from bot.chat import Article
from bot.words import answers as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.faq import Entry
    from bot.bank.glossary import Term
    from bot.bank.library import Library

MOST: Final = 10
QUESTIONS: Final = 5
MAX_TYPED: Final = 200
MAX_LINE: Final = 120
"""Character limit of the line below a title."""


def articles(library: Library, typed: str) -> list[Article]:
    """Return the best matches first; for a text without content, the most frequent questions."""
    said = typed[:MAX_TYPED]
    if care.is_despair(said):
        return [Article("988", words.CRISIS_TITLE, words.CRISIS_LINE, words.crisis())]
    found: dict[str, Article] = {}
    for article in _found(library, said):
        found.setdefault(article.id, article)
    return list(found.values())[:MOST]


def _found(library: Library, said: str) -> Iterator[Article]:
    understanding = library.understanding
    meaning = understanding.meaning(said) if said.strip() else None
    if isinstance(meaning, Named):
        yield from map(_term, meaning.terms)
    if isinstance(meaning, Asked):
        yield _question(library, meaning.entry)
    yield from map(_term, understanding.terms(said, QUESTIONS) if said.strip() else ())
    for entry in understanding.questions(said, QUESTIONS) or understanding.usual():
        yield _question(library, entry)


def _question(library: Library, entry: Entry) -> Article:
    said = entry.filled(library.book)
    body = words.answer(entry.question, said, entry.sources(library.book))
    return Article(f"faq:{entry.id}", entry.question, _line(said), body)


def _term(term: Term) -> Article:
    title = f"{term.term} ({term.expansion})" if term.expansion else term.term
    return Article(f"term:{term.key}", title, _line(term.means), words.terms((term,)))


def _line(said: str) -> str:
    return said if len(said) <= MAX_LINE else f"{said[: MAX_LINE - 3].rpartition(' ')[0]}..."
