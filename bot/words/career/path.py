"""What the work is, where it can lead, and a self-check of skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.career.desk import dollars, line, sources

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.bank.career import Figure
    from bot.chat import Text

DUTIES: Final = (
    "Enter patients, histories and treatments without a mistake.",
    "Find what a nurse or a doctor asks for, fast.",
    "Run reports for quality, billing and research.",
    "Keep records whole: duplicates merged, updates tested.",
    "Show coworkers how the system works.",
    "Guard privacy, and know who may see what.",
)


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its name, what the work is, the figures that say what it asks on top, and the pay that comes nearest."""

    name: str
    work: str
    asks: tuple[str, ...]
    on_top: str
    pay: str
    outlook: str = ""


PATHS: Final[Mapping[str, Path]] = {
    "records": Path(
        "Medical records technician",
        "You keep patient records complete, in order and within reach.",
        ("employers-diploma", "entry-records"),
        "Nothing on top of CEHRS is asked everywhere.",
        "wage-records",
        "outlook-records-2034",
    ),
    "hit": Path(
        "Health information technician",
        "You analyze and manage health data for a whole organization.",
        ("entry-technologists", "employers-advance"),
        "On top: the degree. The RHIT asks for one as well.",
        "wage-technologists",
        "outlook-technologists-2034",
    ),
    "trainer": Path(
        "EHR trainer",
        "You teach coworkers the system, and stand beside them in the first weeks.",
        (),
        "On top: experience with the system that is taught. The nearest federal count is of trainers in all fields.",
        "wage-trainers",
    ),
    "implementation": Path(
        "EHR implementation specialist",
        "You plan, set up and test a system before it goes live.",
        ("credential-epic",),
        "On top: experience with that system. The nearest federal count is of systems analysts in all fields.",
        "wage-analysts",
    ),
    "analyst": Path(
        "EHR analyst",
        "You look for patterns in the data, and make the system fit the work.",
        ("credential-epic",),
        "On top: reports and queries as a daily habit. The nearest federal count is of systems analysts in all fields.",
        "wage-analysts",
    ),
    "coder": Path(
        "Medical coder",
        "You give diagnoses and procedures their codes for billing.",
        ("credential-cca", "credential-cpc"),
        "CEHRS is no coding credential: this path needs one of its own.",
        "wage-records",
    ),
}
SKILLS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    (
        "Technical",
        ("Using an EHR", "Medical terms, codes", "Typing data right", "Office software", "HIPAA and security"),
    ),
    (
        "With people",
        ("Writing and speaking", "Getting along", "Serving patients", "Solving problems", "Eye for detail", "Order"),
    ),
    ("Personal", ("Honesty", "Keeping secrets", "Handling change", "Teamwork", "Reliable work")),
)
"""The guide's skills; nothing is scored."""


def overview(facts: Sequence[str]) -> Text:
    return text(
        bold("What the work is"),
        *(f"\n- {each}" for each in DUTIES),
        "\n",
        *(f"\n{each}" for each in facts),
        "\n\nWhere it can lead: tap one.",
    )


def path(name: str, figures: Mapping[str, Figure]) -> Text:
    found = PATHS[name]
    wage, asks = figures[found.pay], [figures[each] for each in found.asks]
    outlook = [figures[found.outlook]] if found.outlook else []
    return text(
        bold(found.name),
        f"\n{found.work}\n{found.on_top}",
        *(f"\n{line(each)}" for each in asks),
        f"\n\nPay that comes nearest: {wage.name.lower()}, median {dollars(wage.values[2])} ({wage.vintage}).",
        *(f"\n{line(each)}" for each in outlook),
        sources([wage, *asks, *outlook]),
    )


def outlook(figures: Sequence[Figure], replaced: Figure) -> Text:
    return text(
        bold("Outlook to 2034 and 2035 (BLS)"),
        *(f"\n- {line(each)}" for each in figures),
        f"\n{replaced.text}",
        sources(figures[:2]),
    )


def skills(group: int, held: Collection[int]) -> Text:
    name, _ = SKILLS[group]
    count = f"\n{len(held)} marked." if held else ""
    return text(
        bold(f"Skills, {group + 1} of {len(SKILLS)}: {name.lower()}"),
        "\nA look at yourself, not a test: nothing is scored or kept. Tap what you can do today.",
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
        "\n\nPick one for this month. For the technical ones, /practice and /learn are a start.",
    )
