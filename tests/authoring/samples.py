"""Questions that try the formats."""

from __future__ import annotations

from typing import Any

from bot.bank.models import Bank
from tests.bank.banks import BLUE, questions
from tests.bank.sample import question, texts

NASTY = 'A=B~C#D{E}F:G\\n\\H "quoted", <b>&amp; 100% [html] // ::x:: -> \u00e9 \u4e2d'


ASKED: dict[str, Any] = {"status": "reviewed", "review": {"date": "2026-11-10", "blind": "agreed"}}


NAMES = "id domain topic point stem options answer rationales sources level difficulty status"


EXTRA = [
    question(id="CLO-02-101", **ASKED, stem=f"{NASTY}?", brief=NASTY, **texts(NASTY, "=b", "~c", "#d")),
    question(id="CLO-02-102", **ASKED, **texts("60", "10", "30", "90")),
    question(id="CLO-02-103", **ASKED, place=3, **texts("May 2", "March 13", "April 2", "June 1")),
    question(id="CLO-02-104", **ASKED, sources=[{"cite": "45 CFR 1.1"}, {"cite": "p. 5 (2011)", "url": "https://x.gov/a(b)"}]),
]  # fmt: skip


NEWEST = 2_000_000_000
"""A file time after every date in the bank, in seconds."""


RETIRED = question(
    id="CLO-02-105", status="retired", history=[{"version": 1, "date": "2026-11-19", "change": "law changed"}]
)


DRAFT = question(id="CLO-02-106")


def bank() -> Bank:
    return Bank({each.id: each for each in (*questions(), *EXTRA, RETIRED, DRAFT)}, {}, BLUE)
