"""The style of a licensing exam, measured by patterns: short stems, stock lead-ins, practical tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.authoring.lint.cues import last_sentence

if TYPE_CHECKING:
    from bot.bank.models import Question

_NOUNS: Final = (
    "term|document|report|form|action|step|code|type|statement|standard|part|field|option|payer|plan|method|person"
    "|section|safeguard|department|system|tool|feature|record|abbreviation|prefix|suffix|word|rule|law|agency|entry"
    "|filter|measure|process|technique|schedule|modifier|note|list|question|data|role|format|message"
)
_STOCK: Final = re.compile(
    rf"\bwhich of the following\b|\bwhich (?:{_NOUNS})\b"
    r"|\bwhat is the (?:purpose|main|primary|first|best|most|role|name|term|meaning|function|difference|next|correct)\b"
    r"|\bwhat does the (?:abbreviation|term|prefix|suffix|acronym|letter)\b|\bwhat does .+ (?:mean|stand for)\?",
    re.IGNORECASE,
)
_TASK: Final = re.compile(
    r"\bwhat should\b|\bhow should\b|\bbest (?:action|response|step|next)\b"
    r"|\b(?:first|next|best) (?:action|step|response)\b"
    r"|\bdo (?:first|next)\b|\bshould\b.*\b(?:first|next)\?"
    r"|\bshould (?:the|an?|staff|she|he|they|be)\b.*\b(?:do|take|tell|contact|use|send|request|check|verify|say|respond"
    r"|handle|enter|record|report|collect|complete|document|give|ask|correct|file|choose|select|add|run|review"
    r"|escalate|obtain|offer|schedule|update|notify|call|begin|start|done)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"')]?\s+(?=[A-Z\"'0-9])")


def stem_words(question: Question) -> int:
    """Number of words in the stem."""
    return len(question.stem.split())


def option_words(question: Question) -> float:
    """Mean number of words per option."""
    return sum(len(option.text.split()) for option in question.options) / len(question.options)


def is_case(question: Question) -> bool:
    """True for a stem of two or more sentences."""
    return bool(_SENTENCE.search(question.stem.strip()))


def has_stock_lead_in(question: Question) -> bool:
    """True if the asking sentence has a stock form, such as "Which of the following"."""
    return bool(_STOCK.search(last_sentence(question.stem)))


def asks_for_action(question: Question) -> bool:
    """True if the stem asks what a staff member should do."""
    return bool(_TASK.search(last_sentence(question.stem)))
