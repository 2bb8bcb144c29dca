"""What gives a key away to someone who does not know the subject: words, length, echo, absolutes, hedges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.bank.models import Question

ABSOLUTES: Final = frozenset(("always", "never", "only", "all", "must", "every", "any", "none", "entirely", "solely"))
HEDGES: Final = frozenset(
    (
        "usually", "may", "might", "can", "generally", "often", "appropriate", "appropriately", "properly", "typically",
        "likely", "sometimes", "verify", "verified", "document", "documented", "policy", "according", "confirm",
        "reasonable",
    )
)  # fmt: skip
_STOP: Final = frozenset((
    "the", "and", "for", "with", "was", "were", "are", "has", "have", "had", "not", "but", "its", "from", "that",
    "this", "which", "what", "who", "whom", "how", "when", "where", "why", "does", "did", "been", "being", "they",
    "them", "their", "his", "her", "she", "into", "than", "then", "there", "these", "those", "will", "would",
    "should", "could", "can", "may", "might", "must", "one", "two", "you", "your", "our", "out", "off", "over",
    "under", "about", "after", "before", "between", "each", "per",
))  # fmt: skip


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower())


def content_words(text: str) -> frozenset[str]:
    """Return the words that carry meaning, plurals folded into singulars."""
    return frozenset(
        word.removesuffix("s") if len(word) > len("gas") else word
        for word in tokens(text)
        if len(word) > len("an") and word not in _STOP
    )


def echoes(question: Question) -> tuple[int, ...]:
    """Return for each option how many of its words stand in the stem; index 0 is the key."""
    stem = content_words(question.stem)
    return tuple(len(stem & content_words(option.text)) for option in question.options)


def lone_echo(question: Question) -> int | None:
    """Return the index of the option that alone echoes the stem, None if none or several do."""
    found = [index for index, count in enumerate(echoes(question)) if count]
    return found[0] if len(found) == 1 else None


def lengths(question: Question) -> tuple[int, ...]:
    """Return the characters of each option; index 0 is the key."""
    return tuple(len(option.text) for option in question.options)


def last_sentence(stem: str) -> str:
    """Return the sentence that asks."""
    return re.split(r"(?<=[.!?:;])[\"')]?\s+(?=[A-Z\"'])", stem.strip())[-1]
