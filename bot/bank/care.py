"""Two kinds of text handled before any matching: despair, and questions about the writer's own health."""

from __future__ import annotations

import re
from typing import Final

from bot.bank.plainwords import straight

_DESPAIR: Final = re.compile(
    r"\bkill(?:ing|ed)? (?:my ?self|me now)\b|\bk+m+s\b|\bunaliv\w*|\b(?:commit|committing|attempt\w*) suicide\b"
    r"|\bself[- ]?harm\w*"
    r"|\b(?:end|ending|take|taking|took) (?:my|my own) life\b|\bend(?:ing)? it all\b|\bend things? for good\b"
    r"|\b(?:want|wanna|wanting|ready|rather|going|gonna|better|wish i could|hope i"
    r"|like) (?:to )?(?:just )?(?:die|be dead)\b(?! (?:of|from) (?:laugh|bored|embarrass))"
    r"|\b(?:wish|wished) (?:that )?i (?:was|were|had)(?: (?:dead|never (?:been )?born|never existed)"
    r"|n'?t (?:born|alive|here))"
    r"|\bbetter off (?:dead|without me)\b|\b(?:no|any) (?:reason|point|will|point in|purpose) (?:to|in"
    r"|of) (?:live|living|be alive|going on living|life)\b"
    r"|\b(?:do(?:n'?t| not)|no longer) (?:want to|wanna) (?:live|be alive|exist|be here|wake up)\b"
    r"|\b(?:hurt|hurting|cut|cutting|harm|harming|hang|hanging|drown|shoot|starve) my ?self\b"
    r"|\b(?:life is(?: not|n'?t)|not|isn'?t) worth living\b|\btired of (?:living|life|being alive)\b|\bgiv(?:e"
    r"|ing|en) up on (?:life|living|everything)\b"
    r"|\bcan'?t (?:go on|take it|do this|live)(?: like this)? (?:any ?more|any longer)\b|\bi can'?t go on\b"
    r"|\b(?:nobody|no one) would (?:miss|care if) (?:me|i)\b|\boverdos\w* on purpose\b|\bjump(?:ing)? off (?:a"
    r"|the) (?:bridge|roof|building)\b"
    r"|\bnever wake up\b|\bdisappear forever\b|\bswallow(?:ed)? (?:all|a bottle)"
)
_SUICIDE: Final = re.compile(r"\bsuicid\w*")
_STUDY: Final = re.compile(
    r"\b(?:patient|patients|chart|charting|document\w*|screening|record|records|precautions?|ehr|note|template"
    r"|field|risk assessment)\b"
)
_PROBLEM: Final = (
    r"(?:chest|back|stomach|head|tooth|throat|ear|neck|knee|belly|abdominal|leg|arm)[ -]?(?:pain|ache|aches)"
    r"|pains?|headaches?|migraines?|"
    r"fever|rash|cough|nausea|vomiting|diarrhea|dizziness|dizzy|numbness|bleeding|lump|swelling|swollen"
    r"|infection|infected|"
    r"symptoms?|blood pressure|blood sugar|a1c|cholesterol|heart rate|heartbeat|pulse|heart|breathing|breath|"
    r"diagnosis|diagnosed|prescription|medications?|medicines?|meds|pills?|dose|dosage|antibiotics?|insulin"
    r"|metformin|ibuprofen|"
    r"tylenol|lisinopril|adderall|xanax|antidepressants?|blood test|lab results?|test results? from my doctor"
    r"|mri|x-?ray|biopsy|"
    r"pregnant|pregnancy|period|mole|flu|covid|strep|diabetes|diabetic|asthma|cancer|allergic|depression"
    r"|depressed|anxiety|panic attacks?|"
    r"sick|surgery|injury|sprain|burn|wound|vaccin\w+"
)
_HEALTH: Final = (
    re.compile(
        rf"\b(?:i|i'?ve) (?:have|got|had|feel|keep|am having|am feeling|think i have|may have|might have|was"
        rf"|took|take|am|get)\b.{{0,30}}\b(?:{_PROBLEM})\b"
    ),
    re.compile(rf"\bi'?m (?:having|feeling|on|getting|so|really|very|always)?\b.{{0,25}}\b(?:{_PROBLEM})\b"),
    re.compile(
        rf"\bmy (?:own )?(?:\w+ ){{0,2}}(?:{_PROBLEM})\b|\bmy (?:\w+ )?(?:hurts?|aches?|is swollen|is bleeding"
        rf"|is numb|itches)\b"
    ),
    re.compile(
        rf"\b(?:should|can|could|do|may) i (?:take|stop taking|skip|double|mix|drink|see a doctor"
        rf"|go to (?:the )?(?:er|doctor|hospital))\b"
        rf".{{0,40}}(?:\b(?:{_PROBLEM}|aspirin|alcohol|doctor|er|hospital|vitamin\w*|drug|drugs)\b)"
    ),
    re.compile(r"\bam i (?:pregnant|sick|dying|having a (?:heart attack|stroke)|diabetic|allergic)\b"),
    re.compile(r"\bwhat (?:should|can|do) i (?:take|do) for (?:a|an|my|the|this) "),
)
_EXAM: Final = re.compile(
    r"\b(?:exam|test day|test center|cehrs|retake|reschedul\w*|postpone|cancel|proctor|accommodat\w*"
    r"|test anxiety|patient'?s?|chart|ehr)\b"
)
_DRUG: Final = re.compile(
    r"\b(?:pills?|dose|dosage|adderall|xanax|medications?|medicines?|meds|ibuprofen|beta ?blockers?|drugs?)\b"
)


_SUPPOSED: Final = re.compile(r"\b(?:if|in case) i(?:'?m| am| get| got| feel| wake up| fall)? (?:\w+ )?(?:sick|ill)\b")
"""Someone who makes plans, rather than someone who is ill."""


def is_despair(said: str) -> bool:
    """Return True if someone writes about harming themselves or giving up on life; when in doubt, True."""
    plain = straight(said)
    if _DESPAIR.search(plain):
        return True
    return bool(_SUICIDE.search(plain)) and not _STUDY.search(plain)


def is_own_health(said: str) -> bool:
    """Return True if someone asks about their own health, rather than about the exam or a patient in a question."""
    plain = straight(said)
    if _SUPPOSED.search(plain) and not _DRUG.search(plain):
        return False
    if _EXAM.search(plain) and not (_DRUG.search(plain) and re.search(r"\b(?:take|taking|should i)\b", plain)):
        return False
    return any(pattern.search(plain) for pattern in _HEALTH)
