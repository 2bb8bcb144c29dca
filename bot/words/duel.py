"""Duels: the challenge, the way in, the minute for a question, and the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.moments import zone_time
from bot.words.questions import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text
    from bot.learning.duels import Score

OPPONENT: Final = "your opponent"
"""Name of someone without an alias."""


def challenge(alias: str, *, only: bool) -> Text:
    """What a group sees of a challenge; `only` if it is for one person."""
    who = "\nOnly the person it's for can accept it." if only else ""
    return text(
        bold(
            f"{alias or 'Someone here'} wants a duel. Who's in?" if not only else f"{alias or 'A member'} wants a duel"
        ),
        "\nFive questions, weighted like the exam, with a minute for each. You each play in private, any time"
        " within a day of the challenge being accepted.",
        who,
    )


def is_on() -> Text:
    return text(
        bold("The duel is on."),
        "\nBoth players have a day for their five questions. The result shows up here only if both agree.",
    )


def over() -> Text:
    return text("This challenge is over.")


def played() -> Text:
    return text("This duel is over.")


def taken() -> Text:
    return text("Someone else got there first. Send /duel to start your own.")


def your_own() -> Text:
    return text("That's your own challenge. Someone else has to accept it.")


def for_another() -> Text:
    return text("This challenge is for someone else. Send /duel to start your own.")


def not_a_player() -> Text:
    return text("This duel is between two other people. Send /duel to start your own.")


def elsewhere() -> Text:
    return text("This challenge belongs to another group.")


def yourself() -> Text:
    return text("You can't duel yourself. Reply to someone else's message, or send /duel alone to challenge anyone.")


def too_many() -> Text:
    return text(
        "You have three duels open, which is the limit. Play one, or wait: a challenge that nobody accepts goes away"
        " after a day."
    )


def no_questions() -> Text:
    return text("There are no questions for a duel right now. Try again later.")


def not_a_code() -> Text:
    return text(
        "That's not a duel code. A code has 12 letters and digits, such as K7QP-3MZX-9RTA."
        "\nTo challenge one person in a group, reply to their message with /duel, or name them in /duel on Discord."
    )


def no_such_code(left: int) -> Text:
    tries = "That was your last try for an hour."
    if left:
        tries = f"You have {left} more {'try' if left == 1 else 'tries'} this hour."
    return text(f"No open challenge has that code. Check it for typos, or ask for a new one. {tries}")


def guessed_too_often() -> Text:
    return text("That's too many wrong codes. Try again in an hour.")


def your_code(code: str, until: str) -> Text:
    return text(
        bold("Challenge someone"),
        "\nForward the next message, or give them this code. It works once, on any platform:\n",
        bold(line(code)),
        "\n\nYou both get the same five questions and play when it suits you. The code is good until ",
        until,
        ".",
    )


def line(code: str) -> str:
    """The line the other person sends."""
    return f"/duel {code}"


def invitation(alias: str, code: str) -> Text:
    """The message to forward to the other person."""
    return text(
        bold(f"{alias} challenges you to a CEHRS duel." if alias else "You've been challenged to a CEHRS duel."),
        "\nFive exam-style questions, a minute for each, played whenever you have five minutes. To accept, send the"
        " tutor this line:\n",
        bold(line(code)),
    )


def ready(name: str, until: str, *, answered: int, lead: str = "") -> Text:
    """The way into a duel; `answered` of its five questions are behind."""
    so_far = f"\nYou've answered {answered} of 5 so far." if answered else ""
    return text(
        f"{lead}\n" if lead else "",
        bold(f"Your duel with {name}" if name else "Your duel"),
        so_far,
        "\nFive questions, the same for both of you. Each question's minute starts when it appears, so start when"
        " you're ready. An answer after the minute counts as missed, but I'll still explain it.\nYou have until ",
        until,
        ".",
    )


def waiting(until: str) -> Text:
    return text("Nobody has accepted your challenge yet. It stays open until ", until, ".")


def accepted(name: str) -> str:
    return f"{_capital(name or OPPONENT)} accepted your challenge."


def minute(left: int) -> str:
    """The line above a question; `left` is the seconds remaining."""
    if left > 59:  # noqa: PLR2004 - a whole minute
        return "You have one minute."
    if left > 1:
        return f"You have {left} seconds left."
    return "Your minute is up, so this one counts as missed. Answer it anyway to see why."


def changed() -> Text:
    return text("That question was just changed, so it doesn't count for either of you.")


def open_duels(lines: Sequence[Text]) -> Text:
    return text(bold("Your duels"), *(text("\n", each) for each in lines))


def one_open(name: str, answered: int, until: str) -> Text:
    return text(f"Against {name or OPPONENT}: {answered} of 5 answered, until ", until)


def one_done(name: str, until: str) -> Text:
    return text(f"Against {name or OPPONENT}: you're done; they have until ", until)


def done(right: int, total: int, name: str, until: str) -> Text:
    return text(
        bold(f"You're done: {right} of {total} right."),
        f"\n{_capital(name or OPPONENT)} has until ",
        until,
        ". I'll send you the result.",
    )


def result(mine: Score, theirs: Score, lead: int, name: str, lines: Sequence[str]) -> Text:
    """The result, for one of the two; `lead` is 1 if they won, -1 if they lost, 0 for a tie."""
    against = f" against {name}" if name else ""
    if lead == 0:
        head = f"A tie{against}, {mine.right} to {theirs.right}."
    elif lead > 0:
        head = f"You won{against}, {mine.right} to {theirs.right}."
    else:
        head = f"{_capital(name or OPPONENT)} won, {theirs.right} to {mine.right}."
    return text(bold(head), _by_time(mine, theirs, lead), *(f"\n{each}" for each in lines))


def group_result(names: tuple[str, str], scores: tuple[Score, Score], lead: int, lines: Sequence[str]) -> Text:
    """The result, for the group; the challenger comes first."""
    mine, theirs = scores
    if lead == 0:
        known = " between " + " and ".join(names) if all(names) else ""
        head = f"Duel: a tie{known}, {mine.right} to {theirs.right}."
    else:
        best, least = max(mine.right, theirs.right), min(mine.right, theirs.right)
        head = f"Duel: {_won(*(names if lead > 0 else names[::-1]), lead)}, {best} to {least}."
    return text(bold(head), _by_time(mine, theirs, lead), *(f"\n{each}" for each in lines))


def _won(winner: str, loser: str, lead: int) -> str:
    """Say who won; someone without an alias goes unnamed, and `lead` is positive for the challenger."""
    if winner:
        return f"{winner} won against {loser}" if loser else f"{winner} won"
    challenger = "the challenger won" if lead > 0 else "the challenger's opponent won"
    return f"{loser}'s opponent won" if loser else challenger


def both_missed(topics: Sequence[str]) -> str:
    return f"Both missed: {'; '.join(topics)}."


def none_missed() -> str:
    return "No question was missed by both."


def not_counted(count: int) -> str:
    if count == 1:
        return "One question changed in the meantime, so it doesn't count."
    return f"{count} questions changed in the meantime, so they don't count."


def nobody_played() -> Text:
    return text("The day is up, and neither of you got to your duel. It happens. Play again any time.")


def you_did_not_play(name: str) -> Text:
    return text(f"The day is up, and you didn't get to your duel with {name or OPPONENT}. Play again any time.")


def they_did_not_play(name: str, right: int, total: int) -> Text:
    return text(
        bold(f"{_capital(name or OPPONENT)} didn't get to the duel."),
        f"\nYou had {right} of {total} right, and your answers count for you as always.",
    )


def left(right: int, total: int) -> Text:
    """The message to the one who stays."""
    so_far = f" You had {right} of {total} right, and your answers stay yours." if total else ""
    return text(f"Your opponent has left, so your duel ends here.{so_far}")


def rematch(name: str) -> Text:
    return text(
        bold(f"{_capital(name or OPPONENT)} wants a rematch."), "\nFive new questions. You have a day to accept."
    )


def asked_again() -> str:
    return "I'm asking your opponent for a rematch. They have a day to accept."


def will_share() -> str:
    return "Noted. The group sees the result if your opponent agrees too."


def shares() -> str:
    return "You both agreed, so the group sees the result."


def unposted() -> Text:
    return text(
        "I couldn't post your challenge there: I may not write in that channel. Send /duel in our private chat to get"
        " a code instead."
    )


def until(said: str, zone: str) -> str:
    """A deadline; `said` is the moment as the learner's clock shows it."""
    return f"{said} {zone_time(zone)}"


def _by_time(mine: Score, theirs: Score, lead: int) -> str:
    """Say that time decided, with the winner's first; "" if it did not."""
    if lead == 0 or mine.right != theirs.right:
        return ""
    first, second = (mine, theirs) if lead > 0 else (theirs, mine)
    return f"\nEven on right answers, so time decided: {duration(first.seconds)} to {duration(second.seconds)}."


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
