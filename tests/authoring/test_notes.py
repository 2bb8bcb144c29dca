"""Rules on the notes."""

from __future__ import annotations

import pytest

from bot.authoring.lint.notes import judge_note
from bot.bank.models import Topic

TOPIC = Topic(id="CLO-02", seen=True, name="Real-time data", covers="vitals")
GOOD = (
    "# Real-time data\n\n## What it is\n"
    + "Vitals are read and typed at the moment of care. " * 8
    + "\n\n## What to know\n- Which field takes a value\n- Which unit it has\n"
    + "\n## Three confusions that cost points\n"
    + "".join(
        f"- **{one} or {other}:** {'the first is not the other one. ' * 2}\n" for one, other in ("AB", "CD", "EF")
    )
    + "\n## Sources\n- 45 CFR 164.312(c)(1)\n"
)


def test_a_good_note_has_no_fault() -> None:
    assert list(judge_note(TOPIC, GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# Real-time data", "# Vitals", "the first line must be `# Real-time data`"),
        ("## Sources", "## Source", "the sections must be: What it is"),
        ("- 45 CFR", "45 CFR", "must be lists"),
        ("- **C or D:**", "**C or D:**", "three confusions"),
        ("- **C or D:**", "- C or D:", "three confusions"),
        ("Vitals are", "", "words: it needs 150 to 250"),
        ("Vitals are", "Vitals or " * 8, "words: it needs 150 to 250"),
        ("Vitals are", "Vitals-" * 30 + " are", "characters: at most 1900"),
        ("which unit", "`unit`", "'`' is shown literally"),
        ("Which unit", "*Which* unit", "'*Which*' is shown"),
        ("Which unit", "[a](b) unit", "'](' is shown"),
        ("- Which unit", "1. Which unit", "'1.' is shown"),
        ("Which unit", "Which\u2014unit", "long dash"),
    ],
)  # fmt: skip
def test_a_fault_of_a_note_is_told(old: str, new: str, told: str) -> None:
    source = GOOD.replace(old, new) if old in GOOD else GOOD.replace("Which unit", new)
    faults = list(judge_note(TOPIC, source))
    assert [(fault.file, fault.rule) for fault in faults] == [("notes/CLO-02.md", "note")]
    assert told in faults[0].message


def test_signs_inside_words_are_no_markup() -> None:
    assert list(judge_note(TOPIC, GOOD.replace("Which unit", "Field_name_x, 3 * 4 or a*b*c"))) == []
