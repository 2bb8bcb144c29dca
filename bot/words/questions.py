"""Questions, explanations, and the end of a set, a quiz or practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, folded, italic, text
from bot.words import lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.models import Question
    from bot.chat import Span, Text

LETTERS = "ABCD"
LONGEST_STEM = 100
MISSED_NAMED: Final = 10
"""Maximum number of topics named as missed."""
_KEPT: Final = " questions"
_PRACTICE: Final = " practice"
"""How the titles of practices end: of the learner's own questions, and of a domain or topic."""


def question(item: Question, shown: Sequence[int], *, label: str, number: int, total: int, lead: str = "") -> Text:
    """The stem word for word, then four lines from `A. ` to `D. `; `shown` has the canonical option of each place."""
    options = "\n".join(f"{LETTERS[letter]}. {item.options[index].text}" for letter, index in enumerate(shown))
    return text(lead and f"{lead}\n\n", italic(f"{label} · {number} of {total}"), "\n\n", item.stem, "\n\n", options)


def explanation(
    item: Question,
    shown: Sequence[int],
    chosen: int | None,
    *,
    label: str,
    progress: str = "",
    skipped: bool = False,
    late: bool = False,
    after: str = "",
) -> Text:
    """The verdict, the takeaway, the stem, each option with its reason, topic and source; `after` comes last."""
    return text(
        bold(verdict(shown, chosen, skipped=skipped, late=late)),
        f"   {progress}" if progress else "",
        "\n",
        bold(item.brief),
        "\n\n",
        item.stem,
        "\n\n",
        reasons(item, shown, chosen),
        source(item, label),
        after and f"\n\n{after}",
    )


def reasons(item: Question, shown: Sequence[int], chosen: int | None = None) -> Text:
    """Each option with its reason: the right one, then the one that was `chosen` instead, the others folded."""
    places = [at for at in range(4) if shown[at] != 0]
    taken = [at for at in places if shown[at] == chosen]
    key = list(shown).index(0)
    others = "\n\n".join(_reason(item, shown, at) for at in places if at not in taken)
    return text(
        bold(f"{LETTERS[key]}. {item.key.text}"),
        f"\n{item.key.why}\n\n",
        *(f"{_reason(item, shown, at, mark='You chose this. ')}\n\n" for at in taken),
        folded(others),
        "\n\n",
    )


def option(item: Question, shown: Sequence[int], at: int) -> Text:
    """One option with its reason; nothing for the right one, whose reason is part of the explanation."""
    return () if shown[at] == 0 else text(_reason(item, shown, at))


def source(item: Question, label: str) -> Text:
    """What the question belongs to, and the source of its answer."""
    cites = "; ".join(source.cite for source in item.sources)
    return text(italic(f"{label} · {item.id}"), "\n", italic(f"Source: {cites}"))


def verdict(shown: Sequence[int], chosen: int | None, *, skipped: bool = False, late: bool = False) -> str:
    """Whether it was right, in words; `chosen` is canonical, so 0 is right, and None means no answer."""
    right = LETTERS[list(shown).index(0)]
    if chosen is None:
        why = "Too late" if late else "Skipped" if skipped else "Left open"
        return f"{why}: the answer is {right}"
    if chosen == 0:
        return f"Right: {right}"
    return f"Not quite: you chose {LETTERS[list(shown).index(chosen)]}, the answer is {right}"


def _reason(item: Question, shown: Sequence[int], at: int, mark: str = "") -> str:
    option = item.options[shown[at]]
    return f"{LETTERS[at]}. {option.text}\n{mark}{option.why}"


def own_questions() -> str:
    return "Set up my own questions"


def after(*, guessed: bool, back: str) -> str:
    """The last lines: that it was a guess, and when the question comes back."""
    return " ".join(filter(None, ("Counted as a guess." if guessed else "", back)))


def guess_counted(back: str) -> str:
    return f"Noted as a guess. {back}".strip()


def guess_was_wrong(back: str) -> str:
    return f"It already counts as not known. {back}".strip()


def saved() -> str:
    return "Saved. /practice saved brings it back."


def unsaved() -> str:
    return "Removed from your saved questions."


def what_is_wrong(item: Question | None, *, typed: bool) -> Text:
    """Ask about a question, None for one that left the bank; `typed` is True if a bare text will be taken."""
    how = "tell me in your own words" if typed else "send /report followed by your own words"
    about = (_about(item), "\n\n") if item else ()
    return text(*about, f"What's wrong with this question?\nPick one, or {how}.")


def _about(item: Question) -> Span:
    return italic(f"About {item.id}: {lists.shortened(item.stem, LONGEST_STEM)}")


def reworded() -> str:
    return "This question has been reworded since you saw it. Here it is again; nothing counted."


def reported() -> Text:
    return text("Thank you. Someone will look at this question.")


def reported_about(item: Question | None) -> Text:
    """Say which question a report was filed under; None for one that left the bank."""
    thanks = "Thank you. A person will read this. I attached it to the last question you saw."
    return text(thanks, *(("\n\n", _about(item)) if item else ()))


def not_reported() -> Text:
    return text("All right, nothing was reported.")


def daily_done(right: int, total: int, facts: Sequence[str]) -> Text:
    return text(bold(f"Done for today: you got {right} of {total} right."), *(f"\n{fact}" for fact in facts))


def daily_stopped(right: int, answered: int, left: int) -> Text:
    return text(bold("Stopped for now."), f"\n{right} of {answered} right so far, {left} left today.")


def streak_fact(days: int) -> str:
    return f"Day {days} of your streak."


def strongest(topic: str) -> str:
    return f"Strongest: {topic}."


def missed(topics: Sequence[str]) -> str:
    """Name the topics of missed questions; "" for none."""
    named, others = topics[:MISSED_NAMED], len(topics) - MISSED_NAMED
    return f"Missed: {'; '.join([*named, f'and {others} more'] if others > 0 else named)}." if named else ""


def quiz_start(title: str, size: int, explain: str, wanted: int) -> str:
    """The lines above a quiz's first question; `wanted` is how many questions were requested."""
    count = "1 question" if size == 1 else f"{size} questions"
    short = f"You asked for {wanted}, and that's all I have on this. " if size < wanted else ""
    when = "I'll explain each answer." if explain == "each" else "I'll explain at the end."
    minutes = "1 minute" if size == 1 else f"{size} minutes"
    pace = f"At exam pace (one minute each), it takes {minutes}."
    return f"{title}: {count}. {short}{pace} {when}"


def exam_on_hold(left: str) -> str:
    """Say that the exam is still running; `left` is the time left as the exam shows it."""
    return f"Your practice exam is still running: {left} left. /exam takes you back."


def on_hold(kind: str, number: int, size: int) -> str:
    """Say that a quiz session is on hold; `kind` is the command that continues it."""
    what = "Today's set" if kind == "daily" else f"Your {kind}"
    return f"{what} is on hold at question {number} of {size}; /{kind} continues it."


def which_on_hold() -> Text:
    """Ask which of several unfinished quiz sessions to continue."""
    return text("These are still open. Which one would you like to continue?")


def quiz_goes_on(number: int, size: int) -> str:
    """The lines above a quiz's open question when another quiz was requested."""
    return f"Your mock is still open at question {number} of {size}, so it continues."


def quiz_done(title: str, right: int, total: int, seconds: float, lines: Sequence[str], missed: str) -> Text:
    """The result of a quiz; `missed` names the topics that were missed, if any."""
    return text(
        bold(f"{title}: {right} of {total} right"),
        f" in {spent(seconds)} (exam pace: {spent(60 * total)})\n",
        *(f"\n{line}" for line in lines),
        f"\n\n{missed}" if missed else "",
    )


def practice_done(
    title: str, right: int, total: int, *, missed: str, back: bool, known: str = "", after: str = ""
) -> Text:
    """The result; `missed` names the topics that were missed, if any.

    `back` is True if all misses come back, `known` is what is known well, `after` is what gains more.
    """
    return text(
        bold(f"{title}: {right} of {total} right."),
        f"\n{missed}" if missed else "",
        "\nWhat you missed comes back in your daily sets." if back else "",
        f"\nYou know {known} well by now. {after} would gain you more, if you want to move on." if known else "",
    )


def ended_early(title: str) -> Text:
    return text(bold(title), "\nYou ended it before you answered anything, so nothing was counted.")


def domain_line(name: str, right: int, total: int) -> str:
    return f"{name}: {right} of {total}"


def review_done() -> Text:
    return text("That was the last one you missed.")


def kept_title(scope: str) -> str:
    """The title of a practice of missed, guessed, or saved questions."""
    return f"{scope.capitalize()}{_KEPT}"


def practice_title(name: str) -> str:
    """The title of a practice of a domain or a topic."""
    return f"{name}{_PRACTICE}"


def nothing_left(title: str) -> Text:
    """Say that a quiz session has no question to ask; `title` is its title."""
    if title.endswith(_KEPT):
        return text(f"You have no {title.lower()} to practice right now.")
    return text(f"There's nothing to practice in {title.removesuffix(_PRACTICE)} right now.")


def nothing_new_today() -> Text:
    return text("You have answered every question I can ask you today. There's more tomorrow.")


def nothing_open() -> Text:
    return text(
        "Nothing is open, so there is nothing to stop.\n"
        "To stop the daily question, /pause it for a while or turn it off in /settings."
    )


def spent(seconds: float) -> str:
    """Return a duration in full words, such as "1 minute 5 seconds", omitting what is zero."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in ((minutes, "minute"), (rest, "second")) if count
    ]
    return " ".join(parts) or "less than a second"


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
