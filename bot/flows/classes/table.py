"""A class as a table: a row for each member who shares a name, and one for the average."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, button
from bot.chat import Card, File
from bot.flows.classes import work
from bot.flows.classes.standing import MONTH, WEEK, latest, view
from bot.learning import classroom
from bot.learning.readiness import Likely
from bot.storage.tables import id_of
from bot.words import class_table as table_words
from bot.words import class_view as view_words
from bot.words import class_work as work_words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.flows.classes.standing import Standing, View
    from bot.learning.classroom import Knowledge
    from bot.storage.class_tables import ClassTask, StudyClass

BOM: Final = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def file(context: LearnerContext, held: StudyClass, _argument: str = "") -> list[Reply]:
    """Send the class as a CSV file."""
    seen = view(context, held)
    tasks = context.store.classes.tasks([id_of(held)])
    done = context.store.classes.done([task.id or 0 for task in tasks])
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(_head(context, tasks))
    for each in seen.named:
        write(
            [*_member(each), *_levels(context, [each.knowledge] if each.knowledge else []), *_done(each, tasks, done)]
        )
    write([*_average(seen), *_levels(context, seen.known), *[""] * len(tasks)])
    content = (BOM + out.getvalue()).encode()
    rows = ((button(together_labels.THE_CLASS, ClassDo(id_of(held), "show")),),)
    name = f"class-{context.today.isoformat()}.csv"
    return [Card(view_words.file(held.name, len(seen.named)), rows, file=File(name, content))]


def _head(context: LearnerContext, tasks: Sequence[ClassTask]) -> list[str]:
    library = context.library
    domains = [table_words.in_percent(domain.name) for domain in library.by_weight]
    topics = [table_words.in_percent(topic.name) for domain in library.by_weight for topic in domain.topics]
    assigned = [work_words.column(work.amount(context, task), task.due_on.isoformat()) for task in tasks]
    return [*table_words.COLUMNS, *domains, *topics, *assigned]


def _member(each: Standing) -> Iterator[str]:
    yield each.name
    yield each.joined.isoformat()
    yield str(each.days(WEEK))
    yield str(each.days(MONTH))
    yield max(each.dates).isoformat() if each.dates else ""
    yield str(len(each.scores))
    yield str(each.scores[-1]) if each.scores else ""
    yield _coarse(each.readiness.score.low, each.readiness.score.high) if each.readiness else ""
    chance = each.readiness.chance if each.readiness else None
    yield _coarse(100 * chance.low, 100 * chance.high) if chance else ""


def _average(seen: View) -> Iterator[str]:
    """Yield the cells of the class average; a class as such has no likely score."""
    last, count = latest(seen.shown), len(seen.shown)
    yield table_words.AVERAGE
    yield ""
    for span in (WEEK, MONTH):
        yield f"{sum(each.days(span) for each in seen.shown) / count:.1f}" if count else ""
    yield ""
    yield f"{sum(len(each.scores) for each in seen.shown) / count:.1f}" if count else ""
    yield "" if last is None else str(last)
    yield ""
    yield ""


def _levels(context: LearnerContext, known: Sequence[Knowledge]) -> list[str]:
    library = context.library
    if not known:
        return [""] * (len(library.weights) + len(library.domain_of))
    domains, topics = classroom.domains(library.catalogue, known), classroom.topics(library.catalogue, known)
    found = [domains[domain.id] for domain in library.by_weight]
    found += [topics[topic.id] for domain in library.by_weight for topic in domain.topics]
    return [_between(each.low, each.high) for each in found]


def _done(each: Standing, tasks: Sequence[ClassTask], done: set[tuple[int, int]]) -> list[str]:
    return [table_words.DONE if (task.id, each.learner) in done else table_words.NOT_YET for task in tasks]


def _coarse(low: float, high: float) -> str:
    found = classroom.coarse(Likely(low, (low + high) / 2, high))
    return _between(found.low, found.high)


def _between(low: float, high: float) -> str:
    return table_words.between(round(low), round(high))
