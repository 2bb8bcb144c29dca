"""First contact, settings and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.learning.holidays import holiday
from bot.words import moments
from bot.zones import is_fixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text
    from bot.words.moments import Hours


CONFIRM = "when on, your choice in an exam stays on screen until you choose Next"
"""What confirming in a simulation does."""
NEWS = "when on, I send a note now and then about what's new here"
"""What announcements are."""
SCHEDULED = "when on, your daily question comes on its own"
"""What the switch of the daily question does."""
MINIMAL = "when on, I hide your streak and news of questions that were corrected later"
"""What minimal mode does."""
SUNDAY: Final = 6


def type_date() -> Text:
    return text('Type the date, such as Jan 15, 1/15/2027, or "in 6 weeks".')


def ask_time() -> Text:
    return text("What time should your daily question come? Pick one, or type a time such as 7:30 am or 17:00.")


def ask_zone() -> Text:
    return text("Which time zone are you in? Pick yours, or type your city or zip code.")


def exam_note(when: date | None, today: date) -> str:
    """Say which day of the week a new exam date is, and whether it's almost here, in case another day was meant."""
    if when is None:
        return ""
    near = f"\nThat's {moments.near(when, today)}." if (when - today).days <= 1 else ""
    return (near + closed_note(when, today)) or f"\nThat's a {moments.day_of_week(when)}."


def closed_note(when: date | None, today: date) -> str:
    """Say that an exam date lies on a Sunday or a federal holiday; "" for any other."""
    if when is None or when < today:
        return ""
    named = " and ".join(filter(None, ("a Sunday" if when.weekday() == SUNDAY else "", holiday(when))))
    return f"\nThat's {named}, so check that your test center is open." if named else ""


def fixed_note(name: str) -> str:
    """Say what a fixed offset does not do; "" for any other zone."""
    said = f" {name} doesn't change for daylight saving time. If your clocks do, send your city instead."
    return said if is_fixed(name) and name != "UTC" else ""


def size_note(size: int, goal: int) -> str:
    """Say that a new size starts tomorrow; "" if today's set has it already."""
    return f"\nToday's set stays at {goal}. The change starts tomorrow." if size != goal else ""


def found_note(place: str) -> str:
    """Say which place a zone was found by; "" if the zone itself was named."""
    return f"\nI found {place}. Not yours? Send your city and state." if place else ""


def quiet_note(at: str, span: str) -> str:
    """Say that the daily question does not wait for the end of the quiet hours."""
    return f"\n{at} is inside your quiet hours ({span}). Your daily question will still come then."


def settings(lines: Sequence[str], changed: str = "") -> Text:
    note = (bold(changed), "\n\n") if changed else ()
    return text(*note, bold("Settings"), *(f"\n{line}" for line in lines), "\n\nPick one to change it.")


def setting(name: str, value: str, why: str = "") -> str:
    return f"{name}: {value}" + (f" ({why})" if why else "")


def setting_changed(said: str) -> Text:
    return text(bold(said))


def ask_size(minimum: int, maximum: int) -> Text:
    return text(
        f"How many questions per day? Send a number from {minimum} to {maximum}."
        " Your streak goes by the new number starting tomorrow."
    )


def ask_quiet() -> Text:
    return text("When should I stay quiet? Send two times, such as 9 pm to 8 am.")


def ask_alias() -> Text:
    return text(
        "What should study groups call you when you're the first to get a question right, and on the boards you join?"
        " Send a name such as Night Owl."
        " Without a name, you never appear by name."
    )


def ask_switch(name: str, why: str = "") -> Text:
    return text(f"{name}: on or off?", f"\n{why[0].upper()}{why[1:]}." if why else "")


def switch(*, on: bool) -> str:
    return "on" if on else "off"


def focus(name: str) -> str:
    return {"weak": "your weaker domains", "heavy": "Clinical and Non-Clinical Operations"}.get(
        name, "same mix as the exam"
    )


def aim(name: str) -> str:
    if name == "weak":
        return "Your daily sets focus on the domains you know least, with some of every other one."
    if name == "heavy":
        return "Your daily sets lean toward Clinical and Non-Clinical Operations, with some of every domain."
    return "Your daily sets have the same mix as the exam."


def ask_focus() -> Text:
    return text(
        "What should your daily sets lean toward?\n"
        "Like the exam: the same mix. This is the default.\n"
        "My weaker domains: more of the domains you know least.\n"
        "Larger domains: more of Clinical and Non-Clinical Operations, which make up most of the exam.\n"
        "Whichever you choose, every domain keeps coming up."
    )


def exam_date(when: date | None) -> str:
    return moments.full(when) if when else "not booked"


def hours(chosen: str, shown: Hours) -> str:
    """The clock as a value: what was chosen, and for the zone's own what that amounts to."""
    return f"usual for your time zone ({shown}-hour)" if chosen == moments.AUTOMATIC else f"{chosen}-hour"


def ask_hours() -> Text:
    return text(
        "How should I show times: 5:00 PM or 17:00? Like my time zone: the way people there write them."
        " You can type times either way."
    )


def alias(name: str) -> str:
    return name or "none"


def paused(first: date, last: date, today: date) -> Text:
    begun = f"I'll pause from {inside(first, today)}" if first > today else "Paused"
    days = (last - first).days + 1
    length = f" for {days} days," if days > LONG else ""
    rest = "; until then, nothing changes. /resume cancels it." if first > today else ". /resume ends it early."
    return text(
        f"{begun}{length} through {moments.near(last, today)}. Your streak is safe, and I won't send anything"
        f" during the pause{rest}"
    )


def how_to_pause() -> Text:
    return text('How long should I pause? Pick one, or send something like "for 3 days" or "Dec 20 to Jan 3".')


def paused_already(last: date, today: date) -> Text:
    return text(
        f"Your messages are paused through {moments.near(last, today)}. I won't send anything until the day after."
        " To change it, pick one or send dates."
    )


def pause_ahead(first: date, last: date, today: date) -> Text:
    return text(
        f"Your pause is set: {inside(first, today)} through {moments.near(last, today)}."
        " To change it, pick one or send dates."
    )


LONG: Final = 60
"""Days from which a pause is counted, in case a shorter one was meant."""
OVER: Final = "Welcome back. Your pause is over."
CANCELED: Final = "Your pause is canceled."


def resumed(lead: str, at: str) -> Text:
    """`at` is the daily time as the learner's clock shows it."""
    return text(f"{lead} Your daily question will come at {at}, as before.")


def resumed_quietly(lead: str) -> Text:
    return text(f"{lead} Your daily question is off, so it won't come on its own.")


def resumed_after_exam(lead: str) -> Text:
    return text(f"{lead} Your exam date has passed, so the daily question won't come on its own.")


def no_pause() -> Text:
    return text("Your messages aren't paused.")


def inside(when: date, today: date) -> str:
    """Return a date with words after it: one that has a comma inside has one behind it, too."""
    said = moments.near(when, today)
    return f"{said}," if "," in said else said
