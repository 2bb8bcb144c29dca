"""How a sitting ended: the day's set, a quiz, a round of practice; and the look back at what was missed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.actions import Review, Run
from bot.chat import Card
from bot.context import button
from bot.words import questions as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Reply, Rows
    from bot.context import Turn
    from bot.storage.tables import Asking, Sitting

MISSED_NAMED: Final = 3
"""Every list is short."""


def finish(turn: Turn, sitting: Sitting) -> list[Reply]:
    """End a sitting and show its result."""
    turn.store.sittings.end(sitting, turn.now)
    return show(turn, sitting)


def show(turn: Turn, sitting: Sitting) -> list[Reply]:
    """Show the result of a sitting; the same again each time."""
    assert sitting.id is not None  # noqa: S101 - stored
    settled = [asking for asking in turn.store.sittings.askings(sitting.id) if asking.answered_at is not None]
    if not settled:
        return [Card(words.ended_early(sitting.title))]
    if sitting.kind == "daily":
        return [_daily(turn, sitting, settled)]
    if sitting.kind in {"mock", "placement"}:
        return [_quiz(turn, sitting, settled)]
    return [_practice(sitting, settled)]


def missed(askings: Sequence[Asking]) -> list[Asking]:
    """Return the wrong answers among settled ones."""
    return [asking for asking in askings if asking.correct is False]


def _daily(turn: Turn, sitting: Sitting, settled: Sequence[Asking]) -> Card:
    right = len(settled) - len(missed(settled))
    if len(settled) < sitting.size:
        rows = ((button("Go on", Run("daily")), button("Progress", Run("progress"))),)
        return Card(words.daily_stopped(right, len(settled), sitting.size - len(settled)), rows)
    facts = []
    if not turn.learner.minimal and turn.streak.counted:
        facts.append(words.streak_fact(turn.learner.streak))
    by_topic = turn.store.answers.tallies(turn.me)
    strong = next((a for a in settled if a.correct and not a.guessed), None)
    weak = _weakest(missed(settled), by_topic)
    if strong:
        facts.append(words.strongest(turn.library.name(strong.topic)))
    if weak:
        facts.append(words.look_again(turn.library.name(weak)))
    if turn.learner.exam_date and (days := (turn.learner.exam_date - turn.today).days) >= 0:
        facts.append(words.countdown(days))
    return Card(words.daily_done(right, len(settled), facts), _daily_rows(turn, weak))


def _daily_rows(turn: Turn, weak: str | None) -> Rows:
    first = (button("Five more", Run("practice", "mix 5")), button("Progress", Run("progress")))
    if weak is None:
        return (first,)
    return first, (button(f"Learn: {turn.library.name(weak)}"[:40], Run("learn", weak)),)


def _weakest(wrong: Sequence[Asking], tallies: dict[str, tuple[int, int]]) -> str | None:
    topics = [asking.topic for asking in wrong]
    return min(topics, key=lambda t: tallies[t][0] / tallies[t][1], default=None)


def _quiz(turn: Turn, sitting: Sitting, settled: Sequence[Asking]) -> Card:
    wrong = missed(settled)
    asked, right = Counter[str](), Counter[str]()
    for asking in settled:
        domain = turn.library.name(turn.library.domain_of[asking.topic])
        asked[domain] += 1
        right[domain] += bool(asking.correct)
    names = (domain.name for domain in turn.library.bank.blueprint.domains)
    lines = [words.domain_line(name, right[name], asked[name]) for name in names if asked[name]]
    topics = list(dict.fromkeys(turn.library.name(asking.topic) for asking in wrong))
    body = words.quiz_done(
        sitting.title,
        len(settled) - len(wrong),
        len(settled),
        sum(asking.seconds for asking in settled),
        lines,
        topics[:MISSED_NAMED] + (["more"] if len(topics) > MISSED_NAMED else []),
    )
    return Card(body, _quiz_rows(sitting, len(wrong)))


def _quiz_rows(sitting: Sitting, wrong: int) -> Rows:
    assert sitting.id is not None  # noqa: S101 - stored
    more = button(f"{sitting.size} more", Run("mock", f"{sitting.scope} {sitting.size}".strip()))
    if not wrong:
        return ((more,),)
    return ((button(f"Review the {wrong} missed", Review(sitting.id, 0)), more),)


def _practice(sitting: Sitting, settled: Sequence[Asking]) -> Card:
    right = len(settled) - len(missed(settled))
    again = f"{sitting.scope or 'mix'} {sitting.size}"
    rows = ((button(f"{sitting.size} more", Run("practice", again)), button("Progress", Run("progress"))),)
    return Card(words.practice_done(sitting.title, right, len(settled)), rows)
