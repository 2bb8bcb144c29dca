"""`/roi`: what the exam costs over 24 months, as ranges, and the raise that would cover it."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures.career import Cost, RoiFigures
from bot.flows import model
from bot.flows.career import dialogue, kept, options
from bot.flows.career.amounts import read_amount, read_wage
from bot.flows.career.dialogue import JOINT, SKIPPED, Dialogue, Step
from bot.flows.career.roi_sums import Inputs, Span, Sums, sums
from bot.reading import read_number
from bot.words import labels
from bot.words.career import roi as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.bank.career import Figure
    from bot.chat import Picture, Reply
    from bot.context import LearnerContext

MAX_FEE: Final = 2_000
MAX_COURSE: Final = 60_000
MAX_HOURS: Final = 2_000
RANGE: Final = "r"
"""The range given by the facts."""
HOURS: Final = (20, 40, 80)
NUMBER: Final = r"\d{1,9}"
KEPT: Final = "roi"
NAMES: Final = ("fee", "course", "hours", "renewal", "before", "after")


def roi(context: LearnerContext, argument: str) -> list[Reply]:
    """Begin with the fee, or with stored numbers, or with those typed as options.

    Raises:
        Refusal: something else was typed.
    """
    if given := options.named("roi", argument):
        return dialogue.go_on(context, DIALOGUE, _typed(context, given))
    if argument.strip():
        raise Refusal(words.not_an_option())
    if held := kept.get(context, KEPT):
        return [_offer(context, str(held))]
    return dialogue.go_on(context, DIALOGUE)


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Store a result's numbers ("keep" and the answers), delete them, or start over."""
    what, _, answers = state.partition(JOINT)
    if what == "keep":
        dialogue.answers(context, DIALOGUE, answers)
        kept.put(context, KEPT, answers)
        return [Card(words.kept(), ((dialogue.to_desk(),),))]
    if what == "drop":
        kept.drop(context, KEPT)
        return [Card(words.dropped(), ((dialogue.to_desk(),),))]
    return dialogue.go_on(context, DIALOGUE, replace=True)


def _offer(context: LearnerContext, held: str) -> Card:
    answers = dialogue.answers(context, DIALOGUE, held)
    answered = zip(NAMES, answers, strict=False)  # without a current wage, the later one is not asked
    lines = [words.kept_line(name, _said(context, name, value)) for name, value in answered]
    use, new = (
        button(career_labels.USE_THEM, Tool("roi", held)),
        button(career_labels.NEW_NUMBERS, Tool("numbers", "new")),
    )
    return Card(
        words.kept_before(lines), ((use, new), (button(career_labels.DELETE_THEM, Tool("numbers", "drop"), "danger"),))
    )


def _said(context: LearnerContext, name: str, value: str) -> str:
    if value == SKIPPED:
        return words.SKIPPED
    if name == "hours":
        return value
    span = _span(context, name, value)
    return words.three(words.Three(*astuple(span)), small=name in {"before", "after"})


def _step(context: LearnerContext, answers: tuple[str, ...]) -> Step | None:
    figures = context.library.career
    steps = (
        lambda: Step(
            words.ask_fee(figures.by_id["fee"]), {career_labels.about(*figures.values("fee")): RANGE}, _fee, NUMBER
        ),
        lambda: Step(
            words.ask_course(figures.by_id["material-guide"], figures.by_id["material-test"]),
            {career_labels.NOTHING: "0", career_labels.A_STUDY_GUIDE: RANGE},
            _course,
            NUMBER,
        ),
        lambda: Step(words.ask_hours(), {career_labels.hours(each): str(each) for each in HOURS}, _hours, NUMBER),
        lambda: Step(
            words.ask_renewal(figures.by_id["fee-renewal"]),
            {career_labels.about(figures.number("fee-renewal")): RANGE, career_labels.NOTHING: "0"},
            _fee,
            NUMBER,
        ),
        lambda: Step(words.ask_before(), {labels.SKIP: SKIPPED}, _wage, NUMBER),
        lambda: Step(words.ask_after(), {labels.SKIP: SKIPPED}, _wage, NUMBER),
    )
    last = len(steps) - 1
    if len(answers) > last or (len(answers) == last and answers[-1] == SKIPPED):
        return None
    return steps[len(answers)]()


def _fee(_context: LearnerContext, said: str) -> str:
    return str(read_amount(said, MAX_FEE))


def _course(_context: LearnerContext, said: str) -> str:
    return str(read_amount(said, MAX_COURSE))


def _hours(_context: LearnerContext, said: str) -> str:
    return str(read_number(said.casefold().removesuffix("hours").removesuffix("h"), 0, MAX_HOURS))


def _wage(context: LearnerContext, said: str) -> str:
    return str(read_wage(said, int(context.library.career.number("pay-hours"))))


def _typed(context: LearnerContext, given: Mapping[str, str]) -> tuple[str, ...]:
    """Return the answers given as options; defaults are the facts' range, no hours, and no wage."""
    readers = {"fee": _fee, "course": _course, "hours": _hours, "renewal": _fee, "before": _wage, "after": _wage}
    missing = {"fee": RANGE, "course": "0", "hours": "0", "renewal": RANGE, "before": SKIPPED, "after": SKIPPED}
    answers = [readers[name](context, given[name]) if name in given else missing[name] for name in NAMES]
    return tuple(answers[:5] if answers[4] == SKIPPED else answers)


def _end(context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
    figures = context.library.career
    given, own = _inputs(context, answers)
    found = sums(given, figures.number("pay-hours"), figures.number("retake-wait"))
    used = [figures.by_id[name] for name in _used(answers, own=own)]
    keep = button(career_labels.KEEP_MY_NUMBERS, Tool("numbers", JOINT.join(("keep", *answers))))
    rows = ((keep, button(career_labels.NEW_NUMBERS, Tool("numbers", "new"))), (dialogue.to_desk(),))
    return [
        Card(
            words.result(_shown(given, found, used, figures.number("retake-long"), own=own)),
            rows,
            picture=_picture(given, found),
            replace=replace,
        )
    ]


def _inputs(context: LearnerContext, answers: Sequence[str]) -> tuple[Inputs, bool]:
    """Return the answers, and True if the chance of passing is the learner's own."""
    given = dict(zip(NAMES, answers, strict=False))
    ready = model.engine(context).readiness(context.now)
    chance = Span(ready.chance.low, ready.chance.middle, ready.chance.high) if ready else _published(context)
    fee, course, renewal = (_span(context, name, given[name]) for name in ("fee", "course", "renewal"))
    before, after = (_dollars(given.get(name, SKIPPED)) for name in ("before", "after"))
    return Inputs(fee, course, renewal, chance, float(given["hours"]), before, after), ready is not None


def _published(context: LearnerContext) -> Span:
    return Span.of(*(context.library.career.number(name) for name in ("pass-2023", "pass-2024")))


def _span(context: LearnerContext, name: str, value: str) -> Span:
    if value != RANGE:
        return Span.of(int(value) / 100)
    figures = context.library.career
    ranges = {"fee": figures.values("fee"), "course": figures.values("material-guide")}
    return Span.of(*ranges.get(name, (figures.number("fee-renewal"),)))


def _dollars(value: str) -> float | None:
    return None if value == SKIPPED else int(value) / 100


def _used(answers: Sequence[str], *, own: bool) -> list[str]:
    names = {"fee": "fee", "course": "material-guide", "renewal": "fee-renewal"}
    ranged = [names[name] for name, value in zip(NAMES, answers, strict=False) if value == RANGE]
    return [*ranged, *([] if own else ["pass-2023", "pass-2024"]), "retake-wait", "retake-long", "pay-hours"]


def _shown(given: Inputs, found: Sums, used: Sequence[Figure], longest: float, *, own: bool) -> words.Shown:
    def three(span: Span) -> words.Three:
        return words.Three(span.low, span.middle, span.high)

    return words.Shown(
        exam=three(found.exam),
        course=three(given.course),
        renewal=three(given.renewal),
        total=three(found.total),
        delay=three(found.delay),
        long_wait=three(found.long_wait),
        raise_hour=three(found.raise_hour),
        raise_year=three(found.raise_year),
        months=three(found.months) if found.months else None,
        levers=found.levers,
        chance=three(given.chance),
        own_chance=own,
        longest=longest,
        hours=given.hours,
        before=given.before,
        used=used,
    )


def _picture(given: Inputs, found: Sums) -> Picture:
    def cost(span: Span) -> Cost:
        return Cost(round(span.low), round(span.middle), round(span.high))

    pays = Cost(*(round(100 * each) for each in astuple(found.raise_hour)))
    return picture(RoiFigures(cost(found.exam), cost(given.course), cost(given.renewal), cost(found.total), pays))


DIALOGUE: Final = Dialogue("roi", _step, _end)
