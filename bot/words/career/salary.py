"""What the work pays: federal figures with their date, next to a guide's estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.career.desk import dollars, sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.bank.career import Career, Figure, State
    from bot.chat import Text

SHORT: Final[Mapping[str, str]] = {
    "wage-records": "Records",
    "wage-secretaries": "Secretaries",
    "wage-billing": "Medical billing",
    "wage-technologists": "Health IT",
    "wage-managers": "Managers",
    "wage-assistants": "Medical assistants",
    "wage-receptionists": "Reception",
    "wage-file-clerks": "File clerks",
    "wage-claims": "Insurance claims",
    "wage-transcriptionists": "Transcription",
    "wage-trainers": "Trainers",
    "wage-analysts": "Systems analysts",
    "wage-all": "Everyone",
}
"""Labels of the occupations' buttons."""


@dataclass(frozen=True, slots=True)
class Place:
    """A state's median; None if none is known for the occupation."""

    state: State
    median: int | None
    vintage: str
    source: str
    records: bool
    """True if the occupation is the one whose jobs are counted by state."""


def pay(figure: Figure, hours: float, place: Place | None) -> Text:
    middle = figure.values[2]
    return text(
        text(bold(_place(place)), "\n\n") if place else (),
        bold(f"{figure.name}: median {dollars(middle)} a year"),
        f" ({dollars_and_cents(middle / hours)} an hour), {figure.vintage}, United States.",
        f"\n{_spread(figure)}",
        "\n\nThis is what people in the job earn. It doesn't show what CEHRS adds.",
        sources([figure], place.source if place and place.median is not None else ""),
    )


def dollars_and_cents(amount: float) -> str:
    return f"${amount:,.2f}"


def ask_state() -> Text:
    return text("Which state? Send its name or abbreviation, such as Texas or TX.")


def other_jobs() -> Text:
    return text("Whose pay do you want to see? Pick one, or send one such as /salary Ohio billing.")


def not_found(typed: str, nearest: Sequence[str]) -> Text:
    guess = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
    named = f'no state or job called "{typed}"'
    said = named if typed.isprintable() and typed.isascii() else "no such state or job"
    return text(
        f"I know of {said}.{guess} Send a state and a job, such as /salary Texas or /salary Ohio billing."
        " For hospitals and other employers, send /salary industry."
    )


def industries(figures: Sequence[Figure]) -> Text:
    return text(
        bold(f"Medical records specialists by industry, median a year ({figures[0].vintage})"),
        *(f"\n{figure.name.capitalize()}: {dollars(figure.number or 0)}" for figure in figures),
        "\n\nThe same title pays more in a hospital than in a physician office. Of all the factors, only this one and"
        " the state have federal numbers behind them.",
        sources(figures[:1]),
    )


def bands(figures: Sequence[Figure], federal: Figure) -> Text:
    return text(
        bold("Pay by experience, according to one guide: a guess with no source"),
        *(f"\n{each.name.capitalize()}: {dollars(each.values[0])} to {dollars(each.values[1])}" for each in figures),
        f"\n\nCompare that with the federal figures ({federal.name}, {federal.vintage}): h{_spread(federal)[1:]}",
        "\nFederal data doesn't track years of experience, so nobody can say how many years go with which range.",
        sources([*figures[:1], federal]),
    )


def factors(known: Career, low: State, high: State) -> Text:
    """Say which of the guide's seven factors federal data measures."""
    clinic, hospital = known.by_id["industry-physicians"], known.by_id["industry-hospitals"]
    outlook, analysts = known.by_id["outlook-records-2034"], known.by_id["wage-analysts"]
    states = (
        f"{dollars(low.records)} in {_in(low.name)} to {dollars(high.records)} in {_in(high.name)} ({known.vintage})"
    )
    pays = f"{hospital.name} {dollars(hospital.number or 0)}, {clinic.name} {dollars(clinic.number or 0)}"
    special = f"{analysts.name.lower()}, median {dollars(analysts.values[2])} ({analysts.vintage})"
    rows = (
        ("Location", f"measured. Medians run from {states}."),
        ("Employer", f"measured. Medians: {pays} ({clinic.vintage})."),
        ("Experience", "not measured. The percentiles show a spread, not years."),
        ("Education", f"not measured within the job. {known.by_id['entry-records'].text}"),
        ("Certification", f"not measured. {known.by_id['effect-none'].text}"),
        ("Special skills", f"not measured. A job built on them: {special}."),
        ("Demand", f"measured in jobs, not in pay. {outlook.text}"),
    )
    return text(
        bold("Seven factors one guide lists, and what federal data says about each"),
        *(f"\n{name}: {said}" for name, said in rows),
        sources([hospital, analysts, outlook]),
    )


def _spread(figure: Figure) -> str:
    low, under, _, over, high = map(dollars, figure.values)
    return (
        f"Half earn between {under} and {over}."
        f" One in ten earns less than {low}, and one in ten earns more than {high}."
    )


def _in(state: str) -> str:
    """Return a state's name as used in a sentence."""
    return f"the {state}" if state.startswith("District") else state


def _place(place: Place) -> str:
    state = place.state
    if place.median is None:
        return f"{state.name}: I have no figure by state for this job, only for records and billing."
    named = _in(state.name)
    named = f"{named[0].upper()}{named[1:]}"
    jobs = f" {named} has {state.jobs:,} medical records specialists." if state.jobs and place.records else ""
    return f"{state.name}: median {dollars(place.median)} a year ({place.vintage}, per a 2026 article).{jobs}"
