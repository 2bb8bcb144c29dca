"""What the work is, where it can lead, and a self-check of skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import lists
from bot.words.career.desk import dollars, line, sources

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.bank.career import Figure
    from bot.chat import Text

DUTIES: Final = (
    "Enter patient information, histories, and treatments accurately.",
    "Quickly find what a nurse or doctor asks for.",
    "Run reports for quality, billing, and research.",
    "Keep records complete and merge duplicates; test system updates.",
    "Show coworkers how the system works.",
    "Protect privacy, and know who may see what.",
)


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its name, the work, the figures on its additional requirements, and the closest pay figure."""

    name: str
    work: str
    asks: tuple[str, ...]
    on_top: str
    pay: str
    outlook: str = ""


PATHS: Final[Mapping[str, Path]] = {
    "records": Path(
        "Medical records technician",
        "You keep patient records complete, in order, and easy to find.",
        ("employers-diploma", "entry-records"),
        "Requirements beyond CEHRS vary by employer.",
        "wage-records",
        "outlook-records-2034",
    ),
    "hit": Path(
        "Health information technician",
        "You analyze and manage health data for a whole organization.",
        ("entry-technologists", "employers-advance"),
        "You also need a degree. The RHIT requires one, too.",
        "wage-technologists",
        "outlook-technologists-2034",
    ),
    "trainer": Path(
        "EHR trainer",
        "You teach coworkers the system and help them through the first weeks.",
        (),
        "You also need experience with the system you teach. The closest federal figure covers trainers in all fields.",
        "wage-trainers",
    ),
    "implementation": Path(
        "EHR implementation specialist",
        "You plan, set up, and test a system before it goes live.",
        ("credential-epic",),
        "You also need experience with that system. The closest federal figure covers systems analysts in all fields.",
        "wage-analysts",
    ),
    "analyst": Path(
        "EHR analyst",
        "You look for patterns in the data and make the system fit the work.",
        ("credential-epic",),
        "You also run reports and queries every day. The closest federal figure covers systems analysts in all fields.",
        "wage-analysts",
    ),
    "coder": Path(
        "Medical coder",
        "You assign billing codes to diagnoses and procedures.",
        ("credential-cca", "credential-cpc"),
        "CEHRS isn't a coding credential: this path needs one of its own.",
        "wage-records",
    ),
}
SKILLS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    (
        "Technical",
        ("Using an EHR", "Medical terms, codes", "Precise data entry", "Office software", "HIPAA and security"),
    ),
    (
        "With people",
        (
            "Writing and speaking",
            "Getting along",
            "Serving patients",
            "Solving problems",
            "Eye for detail",
            "Organization",
        ),
    ),
    ("Personal", ("Honesty", "Protecting privacy", "Handling change", "Teamwork", "Reliability")),
)
"""The guide's skills; nothing is scored."""


def no_such_path() -> Text:
    names = lists.every([found.name for found in PATHS.values()])
    return text(f"I don't know that path. The paths are {names}. Send one, such as /path medical coder.")


def overview(facts: Sequence[str]) -> Text:
    return text(
        bold("What the work is"),
        *(f"\n- {each}" for each in DUTIES),
        "\n",
        *(f"\n{each}" for each in facts),
        "\n\nSee where it can lead. Pick one.",
    )


def path(name: str, figures: Mapping[str, Figure]) -> Text:
    found = PATHS[name]
    wage, asks = figures[found.pay], [figures[each] for each in found.asks]
    outlook = [figures[found.outlook]] if found.outlook else []
    return text(
        bold(found.name),
        f"\n{found.work}\n{found.on_top}",
        *(f"\n{line(each)}" for each in asks),
        f"\n\nClosest pay figure: {wage.name.lower()}, median {dollars(wage.values[2])} ({wage.vintage}).",
        *(f"\n{line(each)}" for each in outlook),
        sources([wage, *asks, *outlook]),
    )


def outlook(figures: Sequence[Figure], replaced: Figure) -> Text:
    return text(
        bold("Outlook to 2034 and 2035 (Bureau of Labor Statistics, BLS)"),
        *(f"\n- {line(each)}" for each in figures),
        f"\n{replaced.text}",
        sources(figures[:2]),
    )


def skills(group: int, held: Collection[int]) -> Text:
    name, _ = SKILLS[group]
    count = f"\n{len(held)} marked." if held else ""
    return text(
        bold(f"Skills, {group + 1} of {len(SKILLS)}: {name.lower()}"),
        "\nThis isn't a test: I score and keep nothing. Pick what you can do today.",
        count,
    )


def skill(name: str, *, held: bool) -> str:
    return f"Yes: {name}" if held else name


def skills_left(left: Sequence[str]) -> Text:
    if not left:
        return text(bold("You marked every skill."), "\nSay so in an interview, with one example for each.")
    return text(
        bold("Left to build:"),
        *(f"\n- {each}" for each in left),
        "\n\nPick one for this month. For the technical ones, start with /practice and /learn.",
    )
