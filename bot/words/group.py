"""Study groups: the question of the day, its reveal, the week's summary, and what those who manage a group read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import MAX_TOAST, bold, italic, text
from bot.words.asking import LETTERS, reasons, source
from bot.words.setup import clock, zone
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from bot.bank.models import Question
    from bot.chat import Obstacle, Text

WHY: Final = "Explain my answer"
"""Opens the direct chat with the whole explanation."""
NO_ROLE: Final = "Notify nobody"
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY: Final = "0123456"
WEEKDAYS: Final = "01234"
_OBSTACLES: Final[Mapping[Obstacle, str]] = {
    "missing": "the channel is gone",
    "forbidden": "I may not write there",
    "closed": "it is closed for new messages",
    "removed": "I was removed from the group",
}


def moment(at: datetime, tz: tzinfo) -> str:
    local = at.astimezone(tz)
    return f"{DAYS[local.weekday()]}, {local:%b} {local.day}, {clock(local.time())}"


def question(item: Question, shown: Sequence[int], *, label: str, foot: str, lead: str = "") -> Text:
    """The question as everyone sees it; `foot` says how many have answered and until when."""
    options = "\n".join(f"{LETTERS[place]}. {item.options[index].text}" for place, index in enumerate(shown))
    head = text(bold("Question of the day"), f"\n{lead}" if lead else "", "\n", italic(label))
    return text(head, "\n\n", item.stem, "\n\n", options, f"\n\n{foot}")


def foot(answered: int, closes: datetime, tz: tzinfo, name: str) -> str:
    until = f"Open until {moment(closes, tz)}, {clock_of(name)}. Your result is shown to you alone."
    return f"{_answers(answered)} {until}"


def countdown(days: int) -> str:
    if days == 0:
        return "The exam is today. Good luck."
    return f"{days} days to the exam." if days > 1 else "The exam is tomorrow."


def streak(length: int) -> str:
    return f"This group's streak: {length} in a row." if length > 1 else "This group's streak: 1."


def brief(item: Question, shown: Sequence[int], chosen: int) -> str:
    """What fits an alert: whether it was right, and why."""
    right = LETTERS[list(shown).index(0)]
    head = f"Right: {right}." if chosen == 0 else f"Not quite: the answer is {right}."
    said = f"{head} {item.brief}"
    return said if len(said) <= MAX_TOAST else f"{said[: MAX_TOAST - 1]}…"


def revealed(
    item: Question, shown: Sequence[int], chosen: Mapping[int, int], *, label: str, facts: Sequence[str]
) -> Text:
    """The question after its close: the answer, how the group answered in numbers, and why."""
    right, answered = LETTERS[list(shown).index(0)], sum(chosen.values())
    counts = ", ".join(f"{LETTERS[place]} {chosen.get(index, 0)}" for place, index in enumerate(shown))
    found = f"{chosen.get(0, 0)} of {answered} right. {counts}." if answered else "Nobody answered this one."
    return text(
        bold(f"Question of the day: the answer is {right}"),
        f"\n{found}\n\n",
        item.stem,
        "\n\n",
        reasons(item, shown),
        "\n".join(facts) + "\n\n" if facts else "",
        source(item, label),
    )


def withdrawn(stem: str) -> Text:
    asked = f"\n\n{stem}" if stem else ""
    return text(
        bold("Question of the day: withdrawn"),
        asked,
        "\n\nThis question has left the bank, so nobody's answer to it counts. The group's streak is as it was.",
    )


def first_right(alias: str) -> str:
    return f"First right answer: {alias}."


def not_kept(needed: int, before: int) -> str:
    ended = f"the streak of {before} ends" if before else "no streak yet"
    return f"Fewer than {needed} answered, so {ended}."


def was_closed() -> str:
    return "This question is closed. No more answers are taken."


def was_withdrawn() -> str:
    return "This question has left the bank, so it does not count."


def not_answered() -> Text:
    return text("You have not answered that one yet. Tap A, B, C or D under the question in your group first.")


def another_group() -> Text:
    return text("That question is another group's.")


def week(first: date, last: date, lines: Sequence[str]) -> Text:
    return text(
        bold(f"This group's week, {first:%b} {first.day} to {last:%b} {last.day}"), *(f"\n{line}" for line in lines)
    )


def week_answered(questions: int, answers: int, members: int, right: int) -> str:
    return (
        f"{_count(questions, 'question')}, {_count(answers, 'answer')} from {_count(members, 'member')},"
        f" {round(100 * right / max(1, answers))} % right."
    )


def week_hardest(topic: str) -> str:
    return f"Hardest: {topic}."


def week_improved(topic: str) -> str:
    return f"Most improved: {topic}."


def week_focus(domain: str) -> str:
    return f"Next week's focus: {domain}."


def groups_only() -> Text:
    return text("/group works in a Discord server or a Telegram group, for those who manage it.")


def managers_only() -> Text:
    return text("Only those who manage this group can do that. Its question of the day is for everyone.")


def not_set_up() -> Text:
    return text("This group has no question of the day yet. Send /group setup to begin.")


def settings(lines: Sequence[str], note: str = "") -> Text:
    return text(note and f"{note}\n\n", bold("Question of the day for this group"), *(f"\n{line}" for line in lines))


def line(name: str, value: str) -> str:
    return f"{name}: {value}"


def on_days(days: str) -> str:
    named = {EVERY_DAY: "every day", WEEKDAYS: "weekdays", "56": "weekends"}
    return named.get(days) or ", ".join(DAYS[int(day)] for day in days)


def asked(scope: str, exam: date | None) -> str:
    """What is asked; `scope` is "" for the blueprint, "exam", or a domain's name."""
    if scope == "exam":
        return f"towards the exam on {exam:%b} {exam.day}, {exam.year}" if exam else "towards an exam date not set yet"
    return scope or "weighted like the exam"


def open_for(hours: int) -> str:
    return f"{_count(hours, 'hour')}, or until the next question" if hours else "until the next morning"


def counts_when(share: int) -> str:
    return f"{share} % of the regulars answer, at least two" if share else "two members answer"


def one_role() -> str:
    return "one role is notified"


def here(name: str) -> str:
    return name or "here"


def state(name: str, obstacle: str, following: str) -> str:
    if obstacle:
        mend = "Mend that, then send /group resume."
        if obstacle == "missing":
            mend = "Send /group setup in the channel where it should go on."
        return f"Stopped: {_OBSTACLES.get(obstacle, obstacle)}. {mend}"  # type: ignore[call-overload]
    return {
        "new": "Not started yet. Look at the preview, then start.",
        "paused": "Paused. /group resume goes on; the group's streak is kept.",
        "off": "Off. /group resume turns it on again.",
    }.get(name, f"Next question: {following}.")


def preview(body: Text) -> Text:
    return text(italic("Preview. This is how it will look; its buttons come with the real one."), "\n\n", body)


def started() -> str:
    return "Started."


def resumed() -> str:
    return "On again."


def runs_already() -> str:
    return "It is on already."


def place_is_gone() -> Text:
    return text("The channel is gone. Send /group setup in the channel where the question should come from now on.")


def paused() -> str:
    return "Paused. A question that is open still gets its reveal."


def off() -> str:
    return "Turned off. Your settings are kept; a question that is open still gets its reveal."


def changed(names: Sequence[str]) -> str:
    return f"Saved: {', '.join(names)}." if names else ""


def coming() -> Text:
    return text("A question is on its way.")


def still_open(closes: str) -> Text:
    return text(f"A question is open until {closes}. Reveal it now, and ask the next one?")


def just_asked() -> Text:
    return text("A question was asked just now. Give it a minute.")


def nothing_to_ask() -> Text:
    return text("There is nothing to ask in that domain. Choose another with /group setup questions.")


def needs_date() -> Text:
    return text("To ask towards an exam, set its date too: /group setup exam 2027-01-15 questions exam")


def cannot_write(place: str, obstacle: Obstacle) -> Text:
    where = f"in {place}" if place else "there"
    return text(
        f"I cannot post {where}: {_OBSTACLES[obstacle]}. Let me see the channel and send messages in it,"
        " then send /group setup again. Nothing was changed."
    )


def no_everyone() -> Text:
    return text(f'I never notify everyone. Choose a role that members take by themselves, or tap "{NO_ROLE}".')


def not_a_role() -> Text:
    return text('Name a role of this server, or "none".')


def not_days() -> Text:
    return text('Name days such as "every day", "weekdays" or "mon wed fri".')


def not_asked() -> Text:
    return text('Name what is asked: "blueprint", a domain such as clinical, or "exam" with a common exam date.')


def not_hours() -> Text:
    return text('Say how long answers stay open: "morning" for until the next morning, or 1 to 72 hours.')


def not_setup() -> Text:
    return text("I could not read that. Try /group setup time 12:00 zone Chicago days weekdays questions clinical")


def not_a_part() -> Text:
    return text("Try /group setup, show, preview, ask now, pause, resume or off.")


def asks(name: str) -> Text:
    """The question that goes with a setting."""
    return {
        "time": text("At what time does the question come? Tap, or send /group setup time 07:45."),
        "zone": text("Whose time? Tap, or send /group setup zone Chicago."),
        "days": text("On which days? Tap, or send /group setup days mon wed fri."),
        "questions": text("What is asked? Towards an exam needs its date: /group setup exam 2027-01-15."),
        "answers": text("How long do answers stay open? Tap, or send /group setup answers 6 for hours."),
        "exam": text("When is the group's exam? Tap, or send /group setup exam 2027-01-15."),
        "share": text("How many have to answer for a day to count? Tap, or send /group setup share 40 for percent."),
    }[name]


def in_the_way(places: Sequence[tuple[str, str]]) -> Text:
    """What its admin is told, once: the channel's name and what is in the way, for each group."""
    lines = [f"\n- {name or 'your group'}: {_OBSTACLES.get(what, what)}." for name, what in places]  # type: ignore[call-overload]
    head = "A group's question of the day has stopped" if len(places) == 1 else "Questions of the day have stopped"
    return text(
        bold(head),
        *lines,
        "\nMend that and send /group resume there, or /group setup in another channel. Its settings are kept.",
    )


def hello() -> Text:
    return text(
        "Hello. I bring a question of the day for the CEHRS exam; everyone answers for themselves.",
        " An admin can begin with /group setup.",
    )


def here_again(following: str) -> Text:
    return text(f"I am back, with the settings that this group had. The next question comes {following}.")


def clock_of(name: str) -> str:
    """Return "Eastern time" for America/New_York; other zones by their own name."""
    return next((f"{label} time" for label, each in US_ZONES.items() if each == name), zone(name))


def _answers(count: int) -> str:
    if not count:
        return "Tap your answer."
    return "1 has answered." if count == 1 else f"{count} have answered."


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
