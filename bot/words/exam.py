"""The full simulation: its start, its questions, its overview, its end, its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, italic, mono, text
from bot.learning.readiness import CUTS
from bot.words import moments
from bot.words.questions import LETTERS, duration
from bot.words.ready import between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.bank.models import Question
    from bot.chat import Text
    from bot.learning.exam_forms import Outline
    from bot.learning.exam_scoring import Earlier, Outcome, Slow

OPEN, ANSWERED, FLAGGED, FLAGGED_OPEN = "o", "x", "F", "f"
"""The symbols of the overview's grid."""
IN_SECONDS = 600
"""Below this many seconds, the time left is given to the second."""
LISTED = 12
"""Positions named before "and 20 more"."""


def intro(outline: Outline, repeated: int, *, confirms: bool, half: bool) -> Text:
    """The introduction; `confirms` is True if an answer is shown first, and Next leads on; `half` for the short one."""
    return text(
        bold(f"Exam: {outline.size} questions in {outline.minutes} minutes"),
        f"\n{_like(half=half)} {outline.scored} questions count and {outline.unscored} do"
        " not; you find out which at the end. Nothing is explained until then, and you can change any answer.",
        f"\n\n{_onward(confirms=confirms)} To change an earlier answer, go back with Previous or Overview.",
        "\n\nThe clock keeps running while your phone is off. When time is up, I turn in your exam for you.",
        f"\n\nYou have used up most of the bank, so {repeated} of these come from your earlier simulations, starting"
        " with what you haven't seen for the longest time."
        if repeated
        else "",
    )


def _like(*, half: bool) -> str:
    if half:
        return "Shorter than the real exam, at the same pace."
    return "As close to the real exam as a chat can get."


def _onward(*, confirms: bool) -> str:
    if confirms:
        return "I show what you chose; Next brings up the next question."
    return "Your answer brings up the next question."


def bank_too_small(lacking: Mapping[str, tuple[int, int]]) -> Text:
    domains = "; ".join(f"{name} has {held} of {need}" for name, (held, need) in lacking.items())
    return text(f"The bank has too few questions for this: {domains}.")


def elsewhere() -> Text:
    return text("The exam runs in our private chat. It's waiting for you there, and the clock hasn't started.")


def closed() -> Text:
    return text(
        "The exam runs in our private chat, but my last message there didn't get through."
        " Allow direct messages from this server, or open our private chat, and send /exam there. I'm trying again."
    )


def one_at_a_time(size: int, left: float) -> Text:
    return text(
        f"Your exam of {size} questions is still running, with {clock(left)} left. Finish it first, or give it up."
    )


def question(item: Question, shown: Sequence[int], *, head: str, chosen: int | None) -> Text:
    """The stem word for word, then four lines from `A. ` to `D. `, then the answer so far."""
    options = "\n".join(f"{LETTERS[letter]}. {item.options[index].text}" for letter, index in enumerate(shown))
    mine = (f"\n\nYour answer: {LETTERS[list(shown).index(chosen)]}",) if chosen is not None else ()
    return text(italic(head), "\n\n", item.stem, "\n\n", options, *map(bold, mine))


def head(position: int, size: int, left: float, *, flagged: bool) -> str:
    return f"Exam · {position} of {size} · {clock(left)} left{' · flagged' if flagged else ''}"


def gone(head: str) -> Text:
    return text(italic(head), "\n\nThis question was withdrawn after you began, so it doesn't count.")


def clock(seconds: float) -> str:
    """Whole minutes, to compare with the questions left; near the end also seconds."""
    if seconds >= IN_SECONDS:
        return f"{int(seconds // 60)} min"
    return duration(int(seconds))


def overview(signs: str, left: float, *, legend: bool = True) -> Text:
    """The state of the exam; `signs` has one symbol for each question."""
    size, open_ = len(signs), signs.count(OPEN) + signs.count(FLAGGED_OPEN)
    flagged = signs.count(FLAGGED) + signs.count(FLAGGED_OPEN)
    width = len(str(size))
    lines = [f"{start:0{width}} {_fives(signs[start - 1 : start + 9])}" for start in range(1, size + 1, 10)]
    return text(
        bold(f"{size - open_} of {size} answered, {flagged} flagged, {open_} unanswered"),
        f"\n{clock(left)} left\n\n",
        mono("\n".join(lines)),
        "\n\nx answered, o unanswered, F flagged, f flagged and unanswered" if legend else "",
    )


def numbers(first: int, last: int) -> Text:
    return text(
        bold(f"Questions {first} to {last}"),
        "\nPick one. After a number, o means unanswered, F flagged, and f flagged and unanswered."
        "\nYou can also send any number. Every question leads back to the overview.",
    )


def _fives(signs: str) -> str:
    return f"{signs[:5]} {signs[5:]}".rstrip()


def nothing_so(what: str) -> str:
    return "Every question has an answer." if what == "open" else "No question is flagged."


def ask_hand_in(open_: int, flagged: int, left: float) -> Text:
    return text(
        bold("Turn it in now?"),
        f"\n{_questions(open_)} unanswered and would count as wrong." if open_ else "\nEvery question has an answer.",
        f" {_questions(flagged)} flagged." if flagged else "",
        f"\n{clock(left)} left. Once you turn it in, you can't change anything.",
    )


def ask_stop(answered: int, size: int, left: float) -> Text:
    return text(
        bold("Give up the exam?"),
        f"\n{answered} of {size} answered, {clock(left)} left."
        "\nIf you give up, none of it counts. If you turn it in, unanswered questions count as wrong, and you get your"
        " report.",
    )


def given_up() -> Text:
    return text("You gave up that exam. None of it counted.")


def warning(left: float, answered: int, size: int) -> Text:
    return text(bold(f"Exam: {clock(left)} left"), f", {answered} of {size} answered.")


def time_up() -> str:
    return "Time is up, so I turned in your exam."


def report(title: str, result: Outcome, names: Mapping[str, str], bar: str, *, lead: str = "") -> Text:
    """The figures that matter, and what they can tell."""
    score, other = result.score, result.unscored
    return text(
        f"{lead}\n\n" if lead else "",
        bold(f"{title}: {score.right} of {score.total} right"),
        *(f"\n{names[each.name]}: {each.right} of {each.total}" for each in result.domains if each.total),
        f"\nUnscored questions, which don't count: {other.right} of {other.total}.",
        f" {_left(result.open)} unanswered." if result.open else "",
        f"\n\n{chance(*result.percent, bar)}",
        "\n\n",
        *pace(result),
        f"\n{changes(result)}",
        *earlier(result.earlier),
    )


def not_begun() -> Text:
    return text("All right, nothing was started. /exam is here whenever you want it.")


def in_short(title: str, result: Outcome, names: Mapping[str, str], *, lead: str = "") -> Text:
    """The essentials under the picture: the score, what it says about the exam, where most points were lost."""
    lowest = max(result.domains, key=lambda each: each.total - each.right, default=None)
    return text(
        f"{lead}\n\n" if lead else "",
        bold(f"{title}: {result.score.right} of {result.score.total} right"),
        f"\n{_left(result.open)} unanswered." if result.open else "",
        f"\nYour chance of passing, judging by this one alone: {_between(*result.percent)}.",
        f"\nMost points lost in {names[lowest.name]}: {lowest.right} of {lowest.total} right."
        " /ready goes by all your answers and says what to study first."
        if lowest and lowest.right < lowest.total
        else "",
    )


def _between(low: int, high: int) -> str:
    said = between(low, high)
    return said if low < high or not said[0].isdigit() else f"about {said}"


def chance(low: int, high: int, bar: str) -> str:
    return (
        f"Your chance of passing, judging by this one alone: {_between(low, high)}. The exam's {bar} is a scaled score,"
        f" and nobody publishes how many right answers that takes. I assume it takes {CUTS[0]} to {CUTS[1]} out of 100;"
        " I don't have enough real results to check that yet."
    )


def pace(result: Outcome) -> tuple[str, str]:
    limit = result.minutes * 60 / max(1, result.size)
    return (
        f"Time: {duration(result.seconds)} of {result.minutes} min.",
        f" {round(result.pace)} s per answer; the exam allows {round(limit)} s.",
    )


def changes(result: Outcome) -> str:
    if not result.changed:
        return "You changed no answers."
    return (
        f"You changed {'1 answer' if result.changed == 1 else f'{result.changed} answers'}:"
        f" {len(result.lost)} from right to wrong, {len(result.won)} from wrong to right."
    )


def earlier(before: Sequence[Earlier]) -> tuple[str, ...]:
    if not before:
        return ("\nThis is your first simulation.",)
    held = ", ".join(f"{each.score.right} of {each.score.total} ({moments.short(each.day)})" for each in before)
    return (f"\nEarlier: {held}.",)


def times(result: Outcome) -> Text:
    """Seconds by question, in rows of five, and the ten slowest."""
    width = len(str(result.size))
    rows = [result.times[at : at + 5] for at in range(0, len(result.times), 5)]
    lines = [f"{row[0][0]:0{width}}:{''.join(f'{round(seconds):5}' for _, seconds in row)}" for row in rows]
    return text(
        bold("Seconds per question"),
        "\n",
        mono("\n".join(lines)),
        f"\n\nBy fifths of the exam: {', '.join(map(_part, result.parts))}",
        "\n\n",
        bold("Slowest"),
        *(f"\n{_slow(each)}" for each in result.slowest),
    )


def _part(seconds: float | None) -> str:
    return "none answered" if seconds is None else f"{round(seconds)} s"


def _slow(each: Slow) -> str:
    return f"Question {each.position}: {duration(each.seconds)}, {'right' if each.right else 'missed'}"


def changed(result: Outcome) -> Text:
    return text(
        bold(f"Changed answers: {result.changed}"),
        f"\nFrom right to wrong: {positions(result.lost)}.",
        f"\nFrom wrong to right: {positions(result.won)}.",
        f"\nFrom wrong to wrong: {result.changed - len(result.lost) - len(result.won)}.",
    )


def positions(found: Iterable[int]) -> str:
    named = [str(each) for each in found]
    if not named:
        return "none"
    more = len(named) - LISTED
    return ", ".join(named[:LISTED]) + (f" and {more} more" if more > 0 else "")


def review_place(position: int, size: int, number: int, total: int) -> str:
    """Say which question of the exam this is, and how far the review has come."""
    return f"{exam_place(position, size)} ({number} of {total} to review)"


def exam_place(position: int, size: int) -> str:
    return f"question {position} of {size}"


def review_done() -> Text:
    return text("That was the last one.")


def _left(count: int) -> str:
    return "1 question was left" if count == 1 else f"{count} questions were left"


def _questions(count: int) -> str:
    return "1 question is" if count == 1 else f"{count} questions are"
