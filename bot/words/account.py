"""Help, about, privacy, export, linking and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text

OPEN_PRIVATE = "Open our private chat"


def in_private() -> Text:
    return text("Let's keep that between you and me.")


def no_writing_there() -> Text:
    """Explain, in the direct chat, why nothing was posted in a group."""
    return text(
        "I couldn't answer in the group because I'm not allowed to post there. "
        "An admin can allow it, or you can send the command in a topic that is open."
    )


def about(facts: Sequence[str], questions: int) -> Text:
    return text(
        bold("CEHRS tutor"),
        f"\nA free tutor for the CEHRS exam with {questions:,} original questions, each with its source.",
        " Not affiliated with NHA.\n\n",
        bold("The exam"),
        *(f"\n- {fact}" for fact in facts),
    )


def privacy() -> Text:
    return text(
        bold("What I keep"),
        "\n- Your account number on this platform, but not your name.",
        "\n- Your settings and exam date, your latest study plan, and where you take the exam.",
        "\n- Your answers and when you gave them, how you worked through simulations, what you saved, and your streak.",
        "\n- What you write in a report. I don't keep the text of questions you ask me.",
        "\n- From the career desk: only what you tell it to keep (roadmap check marks, your score report by"
        " domain, renewal credits, and your /roi numbers).",
        "\n- Your exam results, if you tell me: passed or not, the score, and the date.",
        "\n- In a study group or a live round: your answers, and that you took part. The group sees counts, and a name"
        " only if you set one.",
        "\n- In a duel: whom you play, both results, and its questions for 30 days after it ends. Your opponent and the"
        " group see a name only if you set one. If you challenge someone in particular: that person's account"
        " number until they accept, for a day at most.",
        "\n- If you join an instructor's class: the name you typed for it, if any, and which of its assignments you"
        " started. Until you leave, your instructor sees what you agreed to share, never a single answer.",
        "\n- If you teach a class: its name, exam date, join code, and assignments.",
        "\n- If you join a weekly board: that you joined. Near the top, the group sees your alias"
        " and points; otherwise, only you see your place.",
        "\n- About a group: its ID, its channel's name, its settings and questions, and who set it up.",
        "\n\n",
        bold("How long I keep it"),
        "\nUntil you delete it, unless a shorter time is given above. If I don't hear from you for 24 months, I delete"
        " it after 30 days' notice. For 48 hours, I keep the IDs of messages I have handled.",
        "\n\n",
        bold("Your control"),
        "\n/export sends you everything as a file. /forget deletes everything, including the classes you teach."
        " /class show lists what you share with a class, and /class leave stops it."
        "\nNothing is sold. Others see only what is listed above. Whoever runs this tutor can read its database.",
    )


def export_ready(answers: int) -> Text:
    held = f"including {_answers(answers)}," if answers else "which has no answers yet,"
    return text(f"Here is everything I have about you, {held} as a JSON file.")


def export_queued(seconds: int) -> Text:
    """Promise an export that waits its turn."""
    span = "a few seconds" if seconds <= 10 else "a minute" if seconds <= 90 else "a few minutes"  # noqa: PLR2004 - rounded
    return text(f"Got it. I'll send you the file in {span}.")


def confirm_forget(taught: int) -> Text:
    """Ask to confirm the deletion; `taught` is the number of classes that go with it."""
    classes = " and the class you teach" if taught == 1 else f" and the {taught} classes you teach" if taught else ""
    mine = f"your answers, streak, and settings, in every linked chat{',' if classes else ''}{classes}"
    return text(f"Delete everything I have about you: {mine}? There's no undo.")


def forgotten() -> Text:
    return text("Everything I had about you is deleted. You can start over any time with /start.")


def kept() -> Text:
    return text("Nothing was deleted.")


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count:,} answers"
