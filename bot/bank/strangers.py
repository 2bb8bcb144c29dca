"""Text that is not for the FAQ: pasted essays, code, and attempts to give the tutor orders."""

from __future__ import annotations

import re
from typing import Final

from bot.bank.plainwords import straight

LONGEST: Final = 240
"""Character limit of a question; anything longer was pasted."""
WORDS: Final = 45
_CODE: Final = re.compile(
    r"[{}\\<>|]|\w\(|\);|==|=>|::|^\s*(?:def|class|import|from|select|function|const|var|let|print|sudo|git|curl"
    r"|pip) .*[=(*/.]"
    r"|\bselect .+ from\b|\bdrop table\b|https?://|\bwww\.",
    re.IGNORECASE | re.MULTILINE,
)
_ORDER: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|reveal|repeat|print|show|leak)\b.{0,40}\b(?:instructions?"
    r"|prompts?|answer key|developer mode)\b"
    r"|\b(?:system prompt|jailbreak|developer mode|dan mode|act as|pretend|roleplay|role-play|you are now"
    r"|as an ai|language model)\b"
    r"|\b(?:write|compose|generate|draft|code|translate|summarize|recite|sing|print)\b.{0,30}"
    r"\b(?:poem|essay|story|song|code|function|script|python|java|email|letter|resume|haiku|paragraph|limerick"
    r"|hello world|"
    r"spanish|french|german|tweet|rap|joke)\b"
)
_OTHER: Final = re.compile(
    r"\b(?:nclex|mcat|lsat|gmat|usmle|toefl|ielts|bar exam|driver'?s?'? (?:test|license|exam)|driving test|dmv"
    r"|real estate|pmp|comptia|"
    r"cissp|cpa|cfa|series 7|asvab|teas|hesi|ptcb|cpt exam|phlebotomy|the (?:sat|act|gre)|sat|paramedic"
    r"|citizenship|homework|essays? about)\b"
    r"|\b(?:how (?:much|many|long|hard)|cost|costs|fee|price|questions|when)\b.{0,30}"
    r"\b(?:ged|praxis|cna|cpc|cca|rhit|ccma|cmaa|cbcs|hiset)(?: skills)? (?:test|exam)\b"
)


def is_ours(said: str) -> bool:
    """Return True if a text can be a question to this tutor at all."""
    plain = straight(said)
    if len(plain) > LONGEST or len(plain.split()) > WORDS or not re.search(r"[a-z]", plain):
        return False
    return not (_CODE.search(said) or _ORDER.search(plain) or _OTHER.search(plain))
