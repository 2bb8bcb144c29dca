"""What the instructor sees: the class at a glance, its topics, and its members by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures.classroom import ClassFigures, ClassLevel
from bot.figures.ranges import Range
from bot.flows.classes import own
from bot.flows.classes.standing import MONTH, WEEK, latest, view
from bot.learning import classroom
from bot.storage.tables import id_of
from bot.words import class_view as view_words
from bot.words import classes as words
from bot.words import labels
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.flows.classes.standing import Standing, View
    from bot.learning.readiness import Likely
    from bot.storage.class_tables import StudyClass

PAGES: Final = 3
"""Maximum number of pages shown when several names match."""
NAMED: Final = 10
"""Names shown on the dashboard; the list of members has all of them."""


def show(context: LearnerContext, held: StudyClass, _argument: str = "") -> list[Reply]:
    """Show the class dashboard."""
    if own.is_over(context, held):
        return [over(context, held)]
    return [dashboard(view(context, held))]


def dashboard(seen: View, lead: str = "") -> Card:
    """Return the class dashboard; `lead` opens it when it is sent unasked."""
    library, held = seen.context.library, seen.held
    domains = [view_words.level(library.name(domain), likely) for domain, likely in _by_weight(seen)]
    teach = [view_words.gain(library.name(topic), points) for topic, points in seen.teach()]
    body = view_words.dashboard(held.name, _lines(seen), domains, teach, lead)
    shown = picture(figures(seen), worded=True) if seen.known else None
    return Card(body, _rows(held, weekly=bool(lead)), picture=shown)


def over(context: LearnerContext, held: StudyClass) -> Card:
    """Return what remains of an ended class."""
    rows = ((button(together_labels.DELETE_THE_CLASS, ClassDo(id_of(held), "delete")),),)
    return Card(words.over(held.name, context.store.classes.size(id_of(held))), rows)


def topics(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """Show what the class knows of each topic of a domain, or offer the domains."""
    domain = context.library.find_domain(argument) if argument else None
    ways = tuple(
        (button(labels.see(each.label), ClassDo(id_of(held), f"topics {each.id}")),)
        for each in context.library.by_weight
        if domain is None or each.id != domain.id
    )
    if domain is None:
        return [Card(view_words.pick_domain(held.name), ways)]
    found = view(context, held).topics()
    if not found:
        return [Card(view_words.topics_unknown(held.name, domain.name), ways)]
    lines = [view_words.level(topic.name, found[topic.id]) for topic in domain.topics]
    return [Card(view_words.topics(held.name, domain.name, lines), ways)]


def members(context: LearnerContext, held: StudyClass, argument: str) -> list[Reply]:
    """List the members who joined by name, or show one of them."""
    seen = view(context, held)
    if argument:
        return _called(seen, argument)
    lines = [_line(each) for each in seen.named] or [view_words.nobody_named()]
    lines += _silent(seen, len(seen.silent))
    body = view_words.members(held.name, lines, len(seen.members) - len(seen.named))
    return [Card(body, ((_back(held), button(together_labels.GET_THE_TABLE, ClassDo(id_of(held), "file"))),))]


def figures(seen: View) -> ClassFigures:
    """Return the input of the class's picture."""
    library = seen.context.library
    weights = {domain.id: domain.weight for domain in library.by_weight}
    low, high, measured = seen.passes()
    return ClassFigures(
        name=seen.held.name,
        today=seen.context.today,
        members=len(seen.members),
        studied=sum(each.days(WEEK) > 0 for each in seen.shown),
        counted=len(seen.shown),
        domains=tuple(
            ClassLevel(library.name(each), weights[each], _whole(likely)) for each, likely in _by_weight(seen)
        ),
        teach=tuple(library.name(topic) for topic, _ in seen.teach()),
        passes=Range(low, high) if measured else None,
        measured=measured,
    )


def _lines(seen: View) -> list[str]:
    held, named = seen.held, len(seen.named)
    days = (held.exam_date - seen.context.today).days if held.exam_date else 0
    lines = view_words.head(len(seen.members), named, held.exam_date, max(0, days))
    if not seen.members:
        return [*lines[1:], view_words.empty()]
    lines += [view_words.hidden()] if seen.hidden else []
    if not seen.shown:
        return lines
    simulations = sum(len(each.scores) for each in seen.shown)
    low, high, measured = seen.passes()
    lines.append(view_words.studied(sum(each.days(WEEK) > 0 for each in seen.shown), len(seen.shown)))
    lines += _silent(seen, NAMED)
    lines.append(view_words.simulations(simulations, latest(seen.shown)))
    lines.append(view_words.passes(low, high, measured, len(seen.shown) - measured))
    return lines if seen.known else [*lines, view_words.none_measured()]


def _silent(seen: View, most: int) -> list[str]:
    return [view_words.silent(seen.silent, most)] if seen.silent else []


def _by_weight(seen: View) -> list[tuple[str, Likely]]:
    found = seen.domains()
    return [(domain.id, found[domain.id]) for domain in seen.context.library.by_weight if found]


def _line(each: Standing) -> str:
    return view_words.member(each.name, score(each), each.days(MONTH), len(each.scores), latest([each]))


def score(each: Standing) -> str:
    """Return the likely score of a member in words."""
    return view_words.likely_score(classroom.coarse(each.readiness.score)) if each.readiness else view_words.too_early()


def _called(seen: View, typed: str) -> list[Reply]:
    """Return the pages of members whose names start this way; several may have typed the same name."""
    wanted = " ".join(typed.casefold().split())
    found = [each for each in seen.named if each.name.casefold().startswith(wanted)]
    found = [each for each in found if each.name.casefold() == wanted] or found
    if not found:
        raise Refusal(view_words.no_such_member())
    return [_page(seen, each) for each in found[:PAGES]]


def _page(seen: View, each: Standing) -> Card:
    return Card(view_words.member_page(each.name, score(each), *_levels(seen, each)), ((_back(seen.held),),))


def _levels(seen: View, each: Standing) -> tuple[list[str], list[str]]:
    """Return a member's domains and weakest topics as lines."""
    if each.knowledge is None:
        return [], []
    library = seen.context.library
    levels = classroom.domains(library.catalogue, [each.knowledge])
    domains = [view_words.level(domain.name, levels[domain.id]) for domain in library.by_weight]
    return domains, [library.name(topic) for topic in each.weakest]


def _rows(held: StudyClass, *, weekly: bool) -> Rows:
    ident = id_of(held)
    first = tuple(
        button(label, ClassDo(ident, what))
        for label, what in (
            (together_labels.TOPICS, "topics"),
            (together_labels.MEMBERS, "members"),
            (together_labels.WORK_ASSIGNED, "work"),
        )
    )
    last = (labels.NO_WEEKLY_SUMMARY, "summary off") if weekly else (together_labels.INVITE, "code")
    return first, (
        button(together_labels.GET_THE_TABLE, ClassDo(ident, "file")),
        button(last[0], ClassDo(ident, last[1])),
    )


def _back(held: StudyClass) -> Button:
    return button(together_labels.THE_CLASS, ClassDo(id_of(held), "show"))


def _whole(likely: Likely) -> Range:
    return Range(round(likely.low), round(likely.high))
