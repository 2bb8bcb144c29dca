"""Rules for an item's record: sources, review, history, waivers."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.models import Question

EARLIEST: Final = dt.date(2025, 1, 1)
"""The bank did not exist before this date, so no source was checked for it earlier."""
_LOCATOR: Final = re.compile(
    r"""
    \b(?:s|ss|sec|sect|p|pp|ch|pt|art|no|vol|app)\.\s?[\dIVXA-Z]  # s. 50.2, p. 8, Ch. 3
    | \b(?:sections?|pages?|chapters?|parts?|appendix|table|items?|tag|tool|lesson|module|step|goal|solution|domain
        |figure|practices?|paragraph|control|entry|entries|question|rules?|standard|subpart|title
        |exhibit|principle|form|box
        |field|rows?|footnote|unit|component|categor(?:y|ies)|data\sclass|description|definition
        |introduction|overview|summary|background|definitions?|recommendations?|glossary|guidelines?,|faqs?
        |abstract|loop|(?:topic|code)\s\d+)\b
    | \b\d+\s(?:CFR|U\.?S\.?C\.?|FR|Fed\.\sReg\.)\s(?:Part\s)?\d  # 45 CFR 164.404(b)
    | \d{4};\s?\d+[^:]*:\s?e?\d  # 2018;41:225-237
    | \b[A-Z]{1,5}[.-]\d+(?:\.\d+)*\b  # CP.4, OBX-8
    | §
    | ,\s"[^"]+"$  # a heading in quotation marks
    | ^[^,]+,[^,]+,\s(?-i:[A-Z])[^,]+$  # publisher, document, heading
    # a page on a site, by its title:
    | ^(?:(?:NLM\s)?MedlinePlus|CDC|HealthIT\.gov|HealthCare\.gov|HIMSS|NCI\sSEER|NIST|VA\.gov|TRICARE\.mil|HRSA|FDA
        |OSHA|AHRQ|IHI|Immunize\.org|eCQI|Medicare\.gov|Medicaid\.gov|Microsoft\sSupport|AmericanEHR)\b[^,]*,\s.
    """,
    re.IGNORECASE | re.VERBOSE,
)


def located(cite: str) -> bool:
    """True if a citation names a section, page or the like, not just a document."""
    return bool(_LOCATOR.search(cite))


def source_place(question: Question, _: dt.date) -> Iterator[str]:
    """A source is cited with its section or page."""
    if not any(located(source.cite) for source in question.sources):
        yield f"'{question.sources[0].cite}' names no section or page: add it"


def check_dates(question: Question, today: dt.date) -> Iterator[str]:
    """Dates are plausible."""
    days = [("sources.checked", source.checked) for source in question.sources if source.checked]
    days += [("review.date", question.review.date)] if question.review else []
    days += [("history.date", change.date) for change in question.history]
    for name, day in days:
        if not EARLIEST <= day <= today:
            yield f"`{name}` is {day}: it must be between {EARLIEST} and today, {today}"


def review(question: Question, _: dt.date) -> Iterator[str]:
    """A question is asked only after blind review, and is `verified` only when its sources were read."""
    if question.published and question.review is None:
        yield f"a {question.status} item needs `review` with the date and outcome of the blind pass"
    if question.status == "verified" and not all(source.checked for source in question.sources):
        yield "a verified item needs `checked` for each source: read them, or set it to reviewed"


def history(question: Question, _: dt.date) -> Iterator[str]:
    """Changed keys and retirements have a history entry, and a changed item is reviewed again."""
    versions = [change.version for change in question.history]
    missing = sorted(set(range(2, question.version + 1)) - set(versions))
    if missing:
        yield f"version {question.version} needs a `history` line for version {', '.join(map(str, missing))}"
    if versions != sorted(versions) or any(version > question.version for version in versions):
        yield f"the versions in `history` must ascend and end with `version`, which is {question.version}"
    if question.status == "retired" and not versions:
        yield "a retired item needs a `history` line that says why"
    if question.published and question.review and any(each.date > question.review.date for each in question.history):
        yield "it was changed after its review: set it to draft until it is reviewed again"
