"""A run of questions: puts the next one on the screen, settles an answer, and says when the run is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Answer, Complain, Guessed, Next, Run, Save, Stop
from bot.chat import Card, Toast
from bot.context import button
from bot.errors import Refusal
from bot.flows import model, results
from bot.learning import streaks
from bot.learning.quiz_selection import draw
from bot.storage.tables import EXAM, GROUP, Asking
from bot.words import questions as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.bank.models import Question
    from bot.chat import Button, Reply, Rows
    from bot.context import Turn
    from bot.storage.tables import Sitting

A_MEMBER: Final = timedelta(days=30)
"""Who has answered in a group within it reads what that group is asked."""
TODAYS: Final = timedelta(hours=24)
LONGEST_ANSWER: Final = 600.0
"""Seconds; who takes longer has put the phone away."""


def go_on(turn: Turn, sitting: Sitting, *, lead: str = "", replace: bool = False) -> list[Reply]:
    """Show the open question of a sitting, else the next one, else how it ended."""
    if sitting.ended_at is not None:
        return results.show(turn, sitting)
    asked = turn.store.sittings.askings(_id(sitting))
    if asked and asked[-1].answered_at is None:
        return _open(turn, sitting, asked[-1], lead=lead, replace=replace)
    if len(asked) < sitting.size and (asking := _ask(turn, sitting)):
        return [show(turn, sitting, asking, lead=lead, replace=replace)]
    if not asked:
        turn.store.sittings.end(sitting, turn.now)
        return [Card(words.nothing_new_today() if sitting.kind == "daily" else words.nothing_left(sitting.title))]
    return results.finish(turn, sitting)


def show(turn: Turn, sitting: Sitting, asking: Asking, *, lead: str = "", replace: bool = False) -> Card:
    """Put a question on the screen; it becomes the one that free text answers here."""
    question = turn.library.bank.questions[asking.question]
    asking.shown_at, asking.place = turn.now, turn.place
    if not turn.unasked:
        turn.learner.expecting = ""
    sitting.explain = sitting.explain or "each"
    label = sitting.title if sitting.kind in {"mock", "placement"} else turn.library.label(asking.topic)
    number = len(turn.store.sittings.askings(_id(sitting)))
    body = words.question(question, shown(asking), label=label, number=number, total=sitting.size, lead=lead)
    letters = tuple(button(letter, Answer(_id(asking), place)) for place, letter in enumerate(words.LETTERS))
    return Card(body, (letters, (button("Stop", Stop(_id(sitting))),)), replace=replace)


def answer(turn: Turn, action: Answer, *, pressed: bool = True) -> list[Reply]:
    """Settle an answer once, and show the explanation; a second press shows the first result again."""
    asking = turn.store.sittings.asking(action.asking, turn.me)
    if asking is None or asking.mode == EXAM:
        raise Refusal(refusals.not_yours())
    sitting = _sitting(turn, asking)
    question = turn.library.asked(asking)
    if question is None and asking.answered_at is None:
        return [Card(refusals.retired_question(), replace=pressed), *_instead(turn, sitting, asking)]
    if action.place not in range(4):
        raise Refusal(refusals.old_button())
    if question and turn.store.sittings.settle(asking, **_settled(turn, asking, question, action.place)):
        turn.keep_streak(streaks.answer(turn.streak, turn.now))
    if sitting.explain == "end":
        return go_on(turn, sitting, replace=pressed)
    return [explanation(turn, sitting, asking, replace=pressed)]


def explanation(turn: Turn, sitting: Sitting, asking: Asking, *, replace: bool) -> Card:
    """Return the card that takes an answered question's place; its rows lead on."""
    question = turn.library.bank.questions.get(asking.question)
    if question is None or asking.chosen is None:
        raise Refusal(refusals.retired_question())
    total = f"{_number(turn, sitting, asking)} of {sitting.size}" if sitting.kind != GROUP else ""
    label = turn.library.label(asking.topic)
    body = words.explanation(
        question,
        shown(asking),
        asking.chosen,
        label=label,
        guessed=asking.guessed and bool(asking.correct),
        place=total,
    )
    rows = after_alone(turn, asking) if sitting.kind == GROUP else after(asking, sitting)
    return Card(body, rows, replace=replace)


def after(asking: Asking, sitting: Sitting) -> Rows:
    """Return the buttons under an explanation."""
    me = _id(asking)
    return (
        (button("Next", Next(_id(sitting))), button("I guessed", Guessed(me))),
        (button("Save", Save(me)), button("Report", Complain(me))),
    )


def after_alone(turn: Turn, asking: Asking) -> Rows:
    """Return the buttons under the explanation of a group's question, which no other one follows."""
    me = _id(asking)
    tools = button("I guessed", Guessed(me)), button("Save", Save(me)), button("Report", Complain(me))
    return tools, own_questions(turn)


def own_questions(turn: Turn) -> tuple[Button, ...]:
    """Return the way to the learner's own questions, set up or not."""
    if turn.learner.onboarded:
        return (button("Today's questions", Run("daily")),)
    return (button(words.own_questions(), Run("start")),)


def onward(turn: Turn, action: Next) -> list[Reply]:
    """Go on with a sitting, in a message of its own so that the explanation stays."""
    sitting = turn.store.sittings.get(action.sitting, turn.me)
    if sitting is None:
        raise Refusal(refusals.old_button())
    return go_on(turn, sitting)


def guessed(turn: Turn, action: Guessed) -> list[Reply]:
    """Count a right answer as not known, and show what gives it away."""
    asking = _answered(turn, action.asking)
    if not asking.correct:
        return [Toast(words.guess_was_wrong())]
    asking.guessed = True
    held = turn.store.models.get(turn.me)
    if held and asking.answered_at and held.answered_at >= asking.answered_at:
        model.forget(turn)
    return [Toast(words.guess_counted()), explanation(turn, _sitting(turn, asking), asking, replace=True)]


def save(turn: Turn, action: Save) -> list[Reply]:
    """Keep a question for later."""
    asking = _answered(turn, action.asking)
    turn.store.learners.save(turn.me, asking.question, turn.now)
    return [Toast(words.saved())]


def is_open(turn: Turn, asking: Asking) -> bool:
    """Tell whether a question waits for its answer."""
    return asking.answered_at is None and turn.library.asked(asking) is not None


def stop(turn: Turn, action: Stop) -> list[Reply]:
    """End a sitting, with its result so far."""
    sitting = turn.store.sittings.get(action.sitting, turn.me)
    if sitting is None:
        raise Refusal(refusals.old_button())
    return results.finish(turn, sitting)


def stop_open(turn: Turn, _argument: str = "") -> list[Reply]:
    """End the newest sitting that is open."""
    found = turn.store.sittings.open(turn.me)
    return results.finish(turn, found) if found else [Card(words.nothing_open())]


def shown(asking: Asking) -> tuple[int, ...]:
    """Return the canonical option at each place of an asking."""
    return tuple(map(int, asking.shown))


def _ask(turn: Turn, sitting: Sitting) -> Asking | None:
    question = _pick(turn, sitting)
    if question is None:
        return None
    order = question.order(turn.rng)
    return turn.store.sittings.ask(
        Asking(
            learner_id=turn.me,
            sitting_id=_id(sitting),
            position=turn.store.sittings.next_position(_id(sitting)),
            question=question.id,
            version=question.version,
            topic=question.topic,
            shown="".join(map(str, order)),
            mode=sitting.kind,
            asked_at=turn.now,
            shown_at=turn.now,
            place=turn.place,
        )
    )


def _pick(turn: Turn, sitting: Sitting) -> Question | None:
    """Return the next question of the sitting's paper, or the one most worth asking."""
    used = turn.store.sittings.used(_id(sitting))
    if sitting.questions:
        bank = turn.library.bank.questions
        return next((bank[q] for q in sitting.questions if q not in used and q in bank and bank[q].asked), None)
    used |= _with_groups(turn)
    if sitting.kind == "placement":
        asked = len(turn.store.sittings.askings(_id(sitting)))
        placed = model.engine(turn).place(turn.now, asked, exclude=used)
        return turn.library.bank.questions[placed] if placed else None
    within = turn.library.ids(sitting.scope)
    chosen = model.engine(turn).choose(turn.now, exclude=used, within=within) or _longest_ago(turn, sitting, used)
    return turn.library.bank.questions[chosen] if chosen else None


def _with_groups(turn: Turn) -> set[str]:
    """Return what the learner's groups are asked these days: their own sets ask something else."""
    return turn.store.groups.current(turn.me, turn.now - A_MEMBER, turn.now - TODAYS)


def _longest_ago(turn: Turn, sitting: Sitting, used: set[str]) -> str | None:
    """Return what was asked longest ago: for someone who has had all of it today, or whose exam is today."""
    left = [item for item in turn.library.within(sitting.scope) if item.id not in used]
    return next(iter(draw(left, 1, turn.store.answers.last_asked(turn.me), turn.rng)), None)


def _open(turn: Turn, sitting: Sitting, asking: Asking, *, lead: str, replace: bool) -> list[Reply]:
    elsewhere = sitting.kind == "daily" and asking.question in _with_groups(turn)
    if turn.library.asked(asking) and not elsewhere:
        return [show(turn, sitting, asking, lead=lead, replace=replace)]
    return _instead(turn, sitting, asking)


def _instead(turn: Turn, sitting: Sitting, asking: Asking) -> list[Reply]:
    """Replace a question that left the bank."""
    asking.void = True
    return go_on(turn, sitting)


def _settled(turn: Turn, asking: Asking, question: Question, place: int) -> dict[str, object]:
    chosen = shown(asking)[place]
    seconds = min((turn.now - asking.shown_at).total_seconds(), LONGEST_ANSWER)
    return {
        "answered_at": turn.now,
        "chosen": chosen,
        "chosen_text": question.options[chosen].text,
        "correct": chosen == 0,
        "seconds": max(0.0, seconds),
    }


def _answered(turn: Turn, asking_id: int) -> Asking:
    asking = turn.store.sittings.asking(asking_id, turn.me)
    if asking is None or asking.answered_at is None:
        raise Refusal(refusals.old_button())
    return asking


def _sitting(turn: Turn, asking: Asking) -> Sitting:
    sitting = turn.store.sittings.get(asking.sitting_id, turn.me)
    assert sitting is not None  # noqa: S101 - a foreign key
    return sitting


def _number(turn: Turn, sitting: Sitting, asking: Asking) -> int:
    return [other.id for other in turn.store.sittings.askings(_id(sitting))].index(asking.id) + 1


def _id(row: Asking | Sitting) -> int:
    assert row.id is not None  # noqa: S101 - stored rows have one
    return row.id
