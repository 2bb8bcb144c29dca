"""`/salary [state] [occupation]`: federal percentiles as a picture and in words, by state and industry if known."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures.career import PayFigures
from bot.flows.career import dialogue, options
from bot.flows.career.dialogue import JOINT
from bot.words import refusals
from bot.words.career import salary as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.bank.career import Career, Figure, State
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext

USUAL: Final = "wage-records"
MAX_TYPED: Final = 80
CODE: Final = 2
"""Letters in a state's abbreviation."""
_EMPLOYERS: Final = frozenset({"industries", "employers", "clinics", "offices", "doctors offices", "doctor's offices"})
_FILLERS: Final = re.compile(r"^(?:(?:in|for|of|the|state)\s+)+|\s+(?:in|for|of)$")
_MEDIANS: Final[dict[str, Callable[[State], int]]] = {
    USUAL: lambda state: state.records,
    "wage-billing": lambda state: state.billing,
}


def salary(context: LearnerContext, argument: str) -> list[Reply]:
    """Show what an occupation pays, in a named state if there is one."""
    given = options.named("salary", argument)
    said = " ".join(given.values()) if given else argument
    page = said.casefold().strip()
    page = "industry" if _is_employer(context.library.career, page) else page
    if page in PAGES:
        return [PAGES[page](context)]
    figure, state = _find(context.library.career, said)
    return [_pay(context, figure, state)]


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Show a page, or an occupation ("wage-billing") with or without a state ("wage-billing/TX")."""
    if state in PAGES:
        return [PAGES[state](context)]
    occupation, _, code = state.partition(JOINT)
    known = context.library.career
    if occupation not in words.SHORT or (code and code not in {*known.states, ASK}):
        raise Refusal(refusals.old_button())
    if code == ASK:
        context.learner.expecting = f"career.salary{JOINT}{occupation}"
        return [Card(words.ask_state())]
    return [_pay(context, known.by_id[occupation], known.states.get(code))]


def typed(context: LearnerContext, occupation: str, said: str) -> list[Reply]:
    """Take the state that was asked for, and another occupation if the text names one."""
    known = context.library.career
    figure, state = _find(known, said, known.by_id.get(occupation, known.by_id[USUAL]))
    context.learner.expecting = ""
    return [_pay(context, figure, state)]


def _pay(context: LearnerContext, figure: Figure, state: State | None) -> Card:
    known = context.library.career
    median = _MEDIANS[figure.id](state) if state and figure.id in _MEDIANS else None
    place = words.Place(state, median, known.vintage, known.source, records=figure.id == USUAL) if state else None
    percentiles = tuple(map(round, figure.values))
    shown = PayFigures(figure.name, figure.vintage, percentiles, state.name if state else "", median)
    body = words.pay(figure, known.number("pay-hours"), place)
    return Card(body, _rows(figure, state), picture=picture(shown))


def _rows(figure: Figure, state: State | None) -> Rows:
    ask = button(career_labels.PICK_A_STATE, Tool("salary", f"{figure.id}{JOINT}{ASK}"))
    where = f"{JOINT}{state.code}" if state else ""
    both = [each for each in _MEDIANS if each != figure.id] if state else []
    beside = [button(words.SHORT[each], Tool("salary", f"{each}{where}")) for each in both[:1]]
    return (
        (ask, *beside, button(career_labels.OTHER_JOBS, Tool("salary", "jobs"))),
        (
            button(career_labels.HOSPITAL_OR_OFFICE, Tool("salary", "industry")),
            button(career_labels.WHAT_MOVES_PAY, Tool("salary", "factors")),
        ),
        (button(career_labels.THE_GUIDES_BANDS, Tool("salary", "bands")), dialogue.to_desk()),
    )


def _find(known: Career, said: str, usual: Figure | None = None) -> tuple[Figure, State | None]:
    """Return the occupation and the state that were meant.

    Raises:
        Refusal: neither is known.
    """
    rest = " ".join(re.sub(r"[^\w\s.-]", " ", said[:MAX_TYPED].casefold()).split())
    usual = usual or known.by_id[USUAL]
    if not rest:
        return usual, None
    figure, rest = _occupation(known, rest)
    rest = _FILLERS.sub("", rest).strip()
    state = _state(known, rest) if rest else None
    if rest and state is None:
        figure = figure or _misspelt(known, rest)
        if figure is None:
            raise Refusal(words.not_found(said[:MAX_TYPED].strip(), _nearest(known, rest)))
    return figure or usual, state


def _occupation(known: Career, said: str) -> tuple[Figure | None, str]:
    """Return the occupation with the longest name in the text, and the rest of the text."""
    for name, figure in sorted(_names(known), key=lambda each: -len(each[0])):
        if found := re.search(rf"\b{re.escape(name)}s?\b", said):
            return figure, " ".join((said[: found.start()] + " " + said[found.end() :]).split())
    return None, said


def _names(known: Career) -> Iterator[tuple[str, Figure]]:
    for figure in known.kind("wage-"):
        for name in filter(None, (figure.name, *figure.also, words.SHORT.get(figure.id))):
            yield name.casefold(), figure


def _is_employer(known: Career, said: str) -> bool:
    """True if the text names a kind of employer, such as "hospital", for which there is pay by industry."""
    names = {figure.name.casefold() for figure in known.kind("industry-")} | _EMPLOYERS
    return said.removeprefix("in ").removeprefix("a ") in names | {name.removesuffix("s") for name in names}


def _state(known: Career, said: str) -> State | None:
    """Return a state by its abbreviation, name, or misspelled name."""
    plain = said.replace(".", "")
    if len(plain) == CODE:
        return known.states.get(plain.upper())
    by_name = _by_name(known)
    near = difflib.get_close_matches(plain, by_name, 1, 0.8)
    return by_name.get(plain) or (by_name[near[0]] if near else None)


def _by_name(known: Career) -> dict[str, State]:
    named = {state.name.casefold(): state for state in known.states.values()}
    capital = known.states.get("DC")
    return named | (dict.fromkeys(("washington dc", "washington d c", "d c"), capital) if capital else {})


def _misspelt(known: Career, said: str) -> Figure | None:
    names = dict(_names(known))
    near = difflib.get_close_matches(said, names, 1, 0.8)
    return names[near[0]] if near else None


def _nearest(known: Career, said: str) -> list[str]:
    named = {state.name.casefold(): state.name for state in known.states.values()}
    return [named[each] for each in difflib.get_close_matches(said, named, 2, 0.65)]


def _jobs(_context: LearnerContext) -> Card:
    taps = [button(label, Tool("salary", name)) for name, label in words.SHORT.items()]
    return Card(words.other_jobs(), tuple(tuple(taps[at : at + 3]) for at in range(0, len(taps), 3)))


def _back() -> Rows:
    return ((button(career_labels.TOOLS["salary"], Tool("salary", USUAL)), dialogue.to_desk()),)


def _factors(context: LearnerContext) -> Card:
    known = context.library.career
    ordered = sorted(known.states.values(), key=lambda state: state.records)
    return Card(words.factors(known, ordered[0], ordered[-1]), _back())


ASK: Final = "ask"
PAGES: Final[dict[str, Callable[[LearnerContext], Card]]] = {
    "jobs": _jobs,
    "industry": lambda context: Card(words.industries(context.library.career.kind("industry-")), _back()),
    "factors": _factors,
    "bands": lambda context: Card(
        words.bands(context.library.career.kind("band-"), context.library.career.by_id[USUAL]), _back()
    ),
}
"""Pages other than the pay itself."""
