"""Someone who takes the simulation: what tests of it share."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.chat import Card, Toast

if TYPE_CHECKING:
    from bot.storage.tables import Attempt, QuizSession
    from tests.bench import Person, Stage

DOMAIN = re.compile(r"^(Non-Clinical|Clinical|Revenue|Regulatory|Reporting).*: (\d+) of (\d+)", re.MULTILINE)


def candidate(stage: Stage, user: str = "ann", platform: str = "telegram") -> Person:
    """Someone who has answered /start."""
    ann = stage.person(user, platform)
    ann.begin("not booked", "17:00", "Eastern")
    return ann


def begin(ann: Person, size: str = "") -> None:
    """Start a simulation."""
    ann.say(f"/exam {size}".strip())
    ann.tap("Start now")
    assert "Exam · 1 of " in ann.text


def work(ann: Person, count: int, *, wrong: int = 4, seconds: float = 30) -> None:
    """Answer questions from the one in sight on, every `wrong`th of them wrong; go back to the last."""
    for n in range(count):
        ann.stage.clock.move(seconds=seconds)
        ann.answer(right=bool((n + 1) % wrong))
    if "Your answer: " not in ann.text:
        ann.stage.clock.move(microseconds=bool(seconds))  # what is shown last is what stands on the screen
        ann.tap("Previous")


def hand_in(ann: Person) -> None:
    """Hand in from the overview."""
    ann.tap("Overview")
    ann.tap("Turn in")
    ann.tap("Yes, turn it in")
    assert " right" in ann.text
    ann.tap("In words")


def export(ann: Person) -> dict[str, Any]:
    """Return everything that is held."""
    [card] = ann.say("/export")
    assert isinstance(card, Card)
    assert card.file
    held = json.loads(card.file.content)
    assert isinstance(held, dict)
    return held


def recount(held: dict[str, Any], exam: int = -1) -> dict[str, Any]:
    """Count a simulation from the export alone, with nothing of the tutor's arithmetic."""
    questions = held["exams"][exam]["questions"]
    last = {each["position"]: (each["choices"] or [""])[-1] for each in questions}
    right = {each["position"] for each in questions if each["correct"]}
    key = {each["position"]: last[each["position"]] for each in questions if each["correct"]}
    prefixes = {"CLO": "Clinical", "NCO": "Non-Clinical", "RCF": "Revenue", "REG": "Regulatory", "REP": "Reporting"}
    by_domain = Counter[tuple[str, str]]()
    for each in questions:
        if each["scored"]:
            name = prefixes[each["question"][:3]]
            by_domain[name, "total"] += 1
            by_domain[name, "right"] += each["position"] in right
    return {
        "score": (sum(v for (_, k), v in by_domain.items() if k == "right"), sum(e["scored"] for e in questions)),
        "domains": {name: (by_domain[name, "right"], by_domain[name, "total"]) for name in prefixes.values()},
        "open": sum(not each["choices"] for each in questions),
        "missed": len(questions) - len(right),
        "changed": sum(len(each["choices"]) > 1 for each in questions),
        "gained": sum(len(each["choices"]) > 1 for each in questions if each["position"] in key),
    }


def reported(said: str) -> dict[str, Any]:
    """Read the same from a report."""
    score = re.search(r"xam: (\d+) of (\d+) right", said)
    assert score, said
    found: list[tuple[str, str, str]] = DOMAIN.findall(said)
    domains = {name: (int(right), int(total)) for name, right, total in found}
    open_ = re.search(r"(\d+) questions? (?:was|were) left unanswered", said)
    changed = re.search(r"You changed (\d+) answers?: (\d+) from right to wrong, (\d+) from wrong to right", said)
    return {
        "score": (int(score[1]), int(score[2])),
        "domains": domains,
        "open": int(open_[1]) if open_ else 0,
        "changed": int(changed[1]) if changed else 0,
        "gained": int(changed[3]) if changed else 0,
        "lost": int(changed[2]) if changed else 0,
    }


def sheet(stage: Stage, ann: Person) -> tuple[QuizSession, list[Attempt]]:
    """Return the newest simulation as it is stored."""
    with stage.database.transaction() as store:
        found = store.learners.find(ann.address.platform, ann.address.user)
        assert found is not None
        assert found[0].id is not None
        session = store.exams.newest(found[0].id)
        assert session is not None
        assert session.id is not None
        return session, list(store.quiz_sessions.attempts(session.id))


def well_made(ann: Person) -> None:
    """No button but an answer begins with A to D, and no two on a card do the same."""
    for card in ann.seen:
        buttons = [button for row in card.rows for button in row]
        assert len({button.token or button.url for button in buttons}) == len(buttons), buttons
        wrong = [b.label for b in buttons if b.label[0] in "ABCD" and b.label not in {"A", "B", "C", "D"}]
        assert not wrong, wrong


def toasts(ann: Person) -> list[str]:
    return [reply.text for reply in ann.replies if isinstance(reply, Toast)]
