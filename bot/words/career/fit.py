"""Whether the credential fits: six questions, and an answer that also says no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.career.desk import kept_nothing, line, sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.bank.career import Figure
    from bot.chat import Text

QUESTIONS: Final[Sequence[tuple[str, Mapping[str, str]]]] = (
    (
        "Where do you work now?",
        {"Front office": "f", "Records or billing": "r", "Patient care": "p", "IT": "i", "Somewhere else": "o"},
    ),
    ("Do you use an EHR at work?", {"Every day": "y", "Sometimes": "s", "Not at all": "n"}),
    (
        "Which job do you want next?",
        {
            "Records": "r",
            "Front office": "f",
            "Medical coding": "k",
            "Patient care": "p",
            "IT or analyst": "i",
            "I don't know yet": "u",
        },
    ),
    (
        "Do employers near you ask for CEHRS? Five job postings will tell you a lot.",
        {"Yes, by name": "y", "Yes, among others": "s", "No": "n", "I haven't looked": "u"},
    ),
    ("Do you qualify for the exam?", {"Yes": "y", "No": "n", "Not sure": "u"}),
    ("Who would pay for it?", {"My employer or school": "e", "I would": "m"}),
)
GOOD: Final = "It's probably right for you."
SOME: Final = "It could be right for you."
WEAK: Final = "Expect a weaker return."
REASONS: Final[Mapping[str, str]] = {
    "undirected": "You have no job in mind yet, and without one, CEHRS tends to pay off less."
    " Read five job postings first.",
    "patient care": "In patient care, the EHR is a small part of the work, and other credentials count more.",
    "coding": "CEHRS isn't a coding credential. For coding, look at the CCA or CPC.",
    "it": "CEHRS is about using an EHR in an office or a records department; it pays off less in pure IT roles.",
    "target": "CEHRS is made for the kind of job you want.",
    "asked": "Employers near you ask for it by name, and that is the best reason there is.",
    "several": "Employers near you accept it as one of several.",
    "not asked": "Employers near you don't ask for it.",
    "not looked": "You haven't looked at postings yet. Do that before you pay.",
    "daily": "You use an EHR every day, so you likely need less study than a newcomer.",
    "no ehr": "You don't use an EHR yet, so get hands-on practice first.",
    "inside": "You already work where these jobs are.",
    "not eligible": "You would have to qualify first, and that costs more than the exam does.",
    "unsure": "To see whether you qualify, answer up to four questions: /eligibility.",
    "paid": "Someone else pays, so you risk only your time.",
}


def question(number: int) -> Text:
    said = QUESTIONS[number][0]
    head = (
        text(bold("Is CEHRS right for you?"), "\nI'll ask six questions and keep nothing.\n\n")
        if not number
        else text()
    )
    return text(head, f"{number + 1} of {len(QUESTIONS)}. {said}")


def verdict(head: str, reasons: Sequence[str], figures: Sequence[Figure]) -> Text:
    return text(
        bold(head),
        *(f"\n- {REASONS[reason]}" for reason in reasons),
        "\n",
        *(f"\n{line(figure)}" for figure in figures),
        kept_nothing(),
    )


def credentials(figures: Sequence[Figure]) -> Text:
    return text(
        bold("CEHRS and related credentials (fees reported in 2026; they change)"),
        *(f"\n- {line(figure)}" for figure in figures),
        sources(figures),
    )
