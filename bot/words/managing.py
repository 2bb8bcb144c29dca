"""Texts for the managers of a study group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, italic, text
from bot.words import refusals
from bot.words.group import DAYS, count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat import Obstacle, Text

NO_ROLE: Final = "Notify nobody"
EVERY_DAY: Final = "0123456"
WEEKDAYS: Final = "01234"
OBSTACLES: Final[Mapping[Obstacle, str]] = {
    "missing": "the channel is gone",
    "forbidden": "I'm not allowed to post there",
    "closed": "it's closed to new messages",
    "removed": "I'm not in this group",
}


def groups_only() -> Text:
    return text("/group works in a Discord server or a Telegram group, for the people who manage it.")


def managers_only() -> Text:
    return text("Only the people who manage this group can do that. Anyone can answer its question of the day.")


def not_set_up() -> Text:
    return text("This group has no question of the day yet. Send /group setup to begin.")


def settings(lines: Sequence[str], note: str = "") -> Text:
    return text(note and f"{note}\n\n", bold("Question of the day for this group"), *(f"\n{line}" for line in lines))


def line(name: str, value: str) -> str:
    return f"{name}: {value}"


def on_days(days: str) -> str:
    named = {EVERY_DAY: "every day", WEEKDAYS: "weekdays", "56": "weekends"}
    return named.get(days) or ", ".join(DAYS[int(day)] for day in days)


def asked(scope: str, exam: str) -> str:
    """The question mix: `scope` is "" (blueprint), "exam", or a domain's name; `exam` is its day with "on", or ""."""
    if scope == "exam":
        return f"aimed at the exam {exam}" if exam else "aimed at an exam with no date yet"
    return scope or "weighted like the exam"


def open_for(hours: int) -> str:
    return f"{count(hours, 'hour')}, or until the next question" if hours else "until the next morning"


def counts_when(share: int) -> str:
    return f"{share}% of the regulars have answered, and at least two people" if share else "two members have answered"


def streak(length: int, best: int) -> str:
    return f"{count(length, 'day') if length else 'no days'} in a row, longest {best}"


def one_role() -> str:
    return "one role is notified"


def started_by(live: str) -> str:
    return {"on": "anyone can start one", "off": "off"}.get(live, "managers can start one")


def weekly_board(*, on: bool, posted: bool) -> str:
    if not on:
        return "off"
    return "on" if posted else "on, but the Sunday summary that posts it is off"


def not_starters() -> Text:
    return text('Say who may start a live round: "on" for anyone, "managers", or "off".')


def here(name: str) -> str:
    return name or "here"


def state(name: str, obstacle: str, following: str) -> str:
    if obstacle:
        mend = "Fix that, then send /group resume."
        if obstacle == "missing":
            mend = "Send /group setup in the channel you want to use instead."
        return f"Stopped: {OBSTACLES.get(obstacle, obstacle)}. {mend}"  # type: ignore[call-overload]
    return {
        "new": "Not started yet. Look at the preview, then start it.",
        "paused": "Paused. /group resume starts it again; the group's streak is safe.",
        "off": "Off. /group resume turns it back on.",
    }.get(name, f"Next question: {following}.")


def preview(body: Text) -> Text:
    return text(italic("Preview. This is how it will look; the real one has buttons."), "\n\n", body)


def started() -> str:
    return "Started."


def resumed() -> str:
    return "Back on."


def runs_already() -> str:
    return "It's already on."


def place_is_gone() -> Text:
    return text("The channel is gone. Send /group setup in the channel you want to use from now on.")


def paused() -> str:
    return "Paused. If a question is open, I'll still reveal its answer."


def off() -> str:
    return "Turned off. Your settings are kept. If a question is open, I'll still reveal its answer."


def changed(names: Sequence[str]) -> str:
    return f"Saved: {', '.join(names)}." if names else ""


def coming() -> Text:
    return text("A question is on its way.")


def still_open(closes: str) -> Text:
    return text(f"A question is open until {closes}. Reveal it now, and ask the next one?")


def just_asked() -> Text:
    return text("A question just went out. Give it a minute.")


def nothing_to_ask() -> Text:
    return text("I have nothing to ask in that domain. Choose another with /group setup questions.")


def needs_date() -> Text:
    return text("To aim at an exam, set its date too: /group setup exam 2027-01-15 questions exam")


def cannot_write(place: str, obstacle: Obstacle) -> Text:
    where = f"in {place}" if place else "there"
    return text(
        f"I can't post {where}: {OBSTACLES[obstacle]}. Let me see the channel and send messages in it,"
        " then send /group setup again. Nothing has changed."
    )


def no_everyone() -> Text:
    return text(f'I never notify everyone. Choose a role that members pick for themselves, or choose "{NO_ROLE}".')


def no_roles() -> Text:
    return text("Groups here have no roles to notify. Leave the role out.")


def not_a_role() -> Text:
    return text('Name a role on this server, or send "none".')


def not_days() -> Text:
    return text('Send days such as "every day", "weekdays", or "mon wed fri".')


def not_asked() -> Text:
    return text('Say what to ask: "blueprint", a domain such as clinical, or "exam" with a shared exam date.')


def not_hours() -> Text:
    return text('Say how long answers stay open: "morning" for until the next morning, or 1 to 72 hours.')


def not_setup() -> Text:
    return text("I couldn't read that. Try /group setup time 12:00 zone Chicago days weekdays questions clinical")


def not_a_part(near: str = "") -> Text:
    """`near` is the part that was probably meant; "" for none."""
    return text(
        refusals.did_you_mean(f"/group {near}" if near else ""),
        "Try /group setup, show, preview, ask now, pause, resume, or off.",
    )


def asks(name: str) -> Text:
    """The question that goes with a setting."""
    return {
        "time": text("What time should the question come? Pick one, or send /group setup time 7:45 am."),
        "zone": text("Which time zone? Pick one, or send /group setup zone Chicago."),
        "days": text("Which days? Pick one, or send /group setup days mon wed fri."),
        "questions": text("What should I ask? To aim at an exam, I need its date: /group setup exam 2027-01-15."),
        "answers": text("How long should answers stay open? Pick one, or send /group setup answers 6 for 6 hours."),
        "exam": text("When is the group's exam? Pick one, or send /group setup exam 2027-01-15."),
        "quiz": text("Who may start a live round? Pick one, or send /group setup quiz on."),
        "share": text("How many must answer for a day to count? Pick one, or send /group setup share 40 for 40%."),
    }[name]


def in_the_way(places: Sequence[tuple[str, str]]) -> Text:
    """The one-time message to an admin: for each group, the channel's name and the obstacle."""
    lines = [f"\n- {name or 'your group'}: {OBSTACLES.get(what, what)}." for name, what in places]  # type: ignore[call-overload]
    head = "A group's question of the day has stopped" if len(places) == 1 else "Questions of the day have stopped"
    return text(
        bold(head),
        *lines,
        "\nFix that and send /group resume there, or send /group setup in another channel. Its settings are kept.",
    )


def hello() -> Text:
    return text(
        "Hello. I post a question of the day for the CEHRS exam, and everyone answers for themselves.",
        " An admin can start with /group setup.",
    )


def here_again(following: str) -> Text:
    return text(f"I'm back, and this group's settings are as they were. The next question comes on {following}.")
