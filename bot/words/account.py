"""Help, about, privacy, export, linking and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Text

OPEN_PRIVATE = "Open our private chat"


def in_private() -> Text:
    return text("That is between you and me.")


def no_writing_there() -> Text:
    """Say, in the direct chat, why nothing came in a group."""
    return text(
        "I could not answer in the group: I may not write there. "
        "An admin can allow it, or send the command in a topic that is open."
    )


def about(facts: Sequence[str], questions: int) -> Text:
    return text(
        bold("CEHRS tutor"),
        f"\nA free tutor for the CEHRS exam with {questions} original questions, each with its source.",
        " Not affiliated with NHA.\n\n",
        bold("The exam"),
        *(f"\n- {fact}" for fact in facts),
    )


def privacy() -> Text:
    return text(
        bold("What is kept"),
        "\n- Your account number on this platform, so that I can answer and send your daily question. Not your name.",
        "\n- Your settings and exam date, how your study plan last looked, and where you take the exam.",
        "\n- Your answers with their time, how you worked on simulations, what you saved and reported, your streak.",
        "\n- From the career desk: only what you tell it to keep. Roadmap ticks, your score report by domain,"
        " credits for renewal, and the numbers of /roi if you tap Keep.",
        "\n- In a study group: your answer to its questions. The group sees counts, and a name only if you set one.",
        "\n- If you join an instructor's class: the name you typed for it, if any, and which of its assignments you"
        " began. Until you leave, your instructor sees what you agreed to, and never a single answer.",
        "\n- If you teach a class: its name, exam date, join code, and assignments.",
        "\n- Of a group: its number, the name of the channel, its settings and questions, and who set it up.",
        "\n\n",
        bold("How long"),
        "\nUntil you delete it. After 24 months without a sign of you it is deleted, with a notice 30 days before."
        " Ids of messages that were handled are kept for 48 hours.",
        "\n\n",
        bold("Your control"),
        "\n/export sends you everything as a file. /forget deletes everything, and the classes you teach. /class shows"
        " what you share with a class, and /class leave ends it. Nothing is sold, or shown to anyone else.",
    )


def export_ready(answers: int) -> Text:
    return text(f"Everything I hold on you, with {answers} answers, as a JSON file.")


def confirm_forget() -> Text:
    return text(
        "Delete everything I hold on you: answers, streak, settings, on every linked chat? This cannot be undone."
    )


def forgotten() -> Text:
    return text("Everything I held on you is deleted. /start begins anew, any time.")


def kept() -> Text:
    return text("Nothing was deleted.")


def link_line(code: str) -> str:
    """What is sent in the other chat."""
    return f"/link {code}"


def link_code(code: str) -> Text:
    return text(
        "Send this in your other chat within ten minutes:\n",
        bold(link_line(code)),
        "\nYour answers are then counted together.",
    )


def linked(answers: int) -> Text:
    return text(f"Joined: this chat and your other one are now one learner with {answers} answers.")
