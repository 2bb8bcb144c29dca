"""The bank's goals, each measured over the questions that count and compared with its limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from bot.authoring.lint import cues, manner
from bot.authoring.lint.source_rules import located
from bot.bank.models import DIFFICULTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.bank.models import Blueprint, Question
    from bot.bank.syllabus import Syllabus

FEWEST: Final = 1250
PER_TOPIC: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: what is measured, its value, its limit, and whether it is met."""

    name: str
    figure: str
    limit: str
    passed: bool


def flaws(schema: int, flawed: int, waived: int, total: int) -> tuple[Row, ...]:
    """Rows on faults: schema faults, and the percentages of items with open and with waived flaws."""
    return (
        Row("schema faults", str(schema), "0", not schema),
        _at_most("items with unresolved flaws", _share(flawed, total), 5),
        _at_most("items with a waived flaw", _share(waived, total), 5),
    )


def measure(
    questions: Sequence[Question], noted: Iterable[str], blueprint: Blueprint, syllabus: Syllabus | None = None
) -> tuple[Row, ...]:
    """One row per goal over the given questions; `noted` are the topics that have a note."""
    return (
        Row("questions", str(len(questions)), f"at least {FEWEST}", len(questions) >= FEWEST),
        *_domains(questions, blueprint),
        *_topics(questions, blueprint),
        *_kinds(questions),
        *_manner(questions),
        *_lengths(questions),
        _echo(questions),
        *_sources(questions),
        _blind(questions),
        _reasons(questions),
        _notes(noted, blueprint),
        *_points(questions, syllabus),
    )


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _at_most(name: str, share: float, limit: float) -> Row:
    return Row(name, f"{share:.1f}%", f"at most {limit:g}%", share <= limit)


def _between(name: str, share: float, low: float, high: float) -> Row:
    return Row(name, f"{share:.1f}%", f"{low:g} to {high:g}%", low <= share <= high)


def _at_least(name: str, share: float, limit: float) -> Row:
    return Row(name, f"{share:.1f}%", f"at least {limit:g}%", share >= limit)


def _portion(questions: Sequence[Question], fits: Callable[[Question], bool]) -> float:
    return _share(sum(map(fits, questions)), len(questions))


def _domains(questions: Sequence[Question], blueprint: Blueprint) -> Iterable[Row]:
    count = Counter(blueprint.domain_of(each.topic).id for each in questions)
    for domain in blueprint.by_weight:
        share = _share(count[domain.id], len(questions))
        limit = f"{domain.weight - 1} to {domain.weight + 1}%"
        yield Row(f"share of {domain.name}", f"{share:.1f}%", limit, abs(share - domain.weight) <= 1)


def _topics(questions: Sequence[Question], blueprint: Blueprint) -> Iterable[Row]:
    count = Counter(each.topic for each in questions)
    fewest = min(blueprint.topic_ids, key=count.__getitem__)
    most = max(blueprint.topic_ids, key=count.__getitem__)
    enough = count[fewest] >= PER_TOPIC
    yield Row("items in the smallest topic", f"{count[fewest]} ({fewest})", f"at least {PER_TOPIC}", enough)
    yield _at_most(f"share of the largest topic ({most})", _share(count[most], len(questions)), 5)


def _kinds(questions: Sequence[Question]) -> Iterable[Row]:
    yield _between("recall", _portion(questions, lambda each: each.level == "recall"), 35, 45)
    count = Counter(each.difficulty for each in questions)
    for difficulty in DIFFICULTIES:
        share = _share(count[difficulty], len(questions))
        name = f"difficulty {difficulty}"
        yield _between(name, share, 30, 40) if difficulty == "easy" else _at_least(name, share, 15)


def _manner(questions: Sequence[Question]) -> Iterable[Row]:
    middle = median(map(manner.stem_words, questions)) if questions else 0
    yield Row("stem words, median", f"{middle:g}", "15 to 18", 15 <= middle <= 18)  # noqa: PLR2004 - the limit beside it
    yield _at_most("stems of two or more sentences", _portion(questions, manner.is_case), 55)
    mean = fmean(map(manner.option_words, questions)) if questions else 0.0
    yield Row("option words, mean", f"{mean:.1f}", "at most 5.5", mean <= 5.5)  # noqa: PLR2004 - the limit beside it
    yield _at_least("stock lead-ins", _portion(questions, manner.has_stock_lead_in), 30)
    yield _between("asks what to do", _portion(questions, manner.asks_for_action), 20, 25)


def _lengths(questions: Sequence[Question]) -> Iterable[Row]:
    sizes = [cues.lengths(each) for each in questions]
    share = _share(sum(key > max(rest) for key, *rest in sizes), len(sizes))
    yield Row("key is the longest option", f"{share:.1f}%", "18 to 33%", 18 <= share <= 33)  # noqa: PLR2004 - the limit beside it
    keys, rest = sum(size[0] for size in sizes), sum(sum(size[1:]) for size in sizes) / 3
    ratio = keys / rest if rest else 0.0
    yield Row("key length / distractor length", f"{ratio:.2f}", "0.90 to 1.10", 0.9 <= ratio <= 1.1)  # noqa: PLR2004 - the limit beside it


def _echo(questions: Sequence[Question]) -> Row:
    alone = [index for each in questions if (index := cues.lone_echo(each)) is not None]
    row = _at_most("lone echo of the stem is the key", _share(alone.count(0), len(alone)), 33)
    return Row(row.name, f"{row.figure} of {len(alone)}", row.limit, row.passed)


def _sources(questions: Sequence[Question]) -> Iterable[Row]:
    cited = _portion(questions, lambda each: all(source.cite.strip() for source in each.sources))
    yield _at_least("cited", cited, 100)
    kept = _portion(questions, lambda each: all(source.says for source in each.sources))
    yield _at_least("sources record what they say", kept, 100)
    place = _portion(questions, lambda each: any(located(source.cite) for source in each.sources))
    yield _at_least("cited with section or page", place, 95)
    count = Counter(cite for each in questions for cite in {source.cite for source in each.sources})
    yield _at_most("share of one citation", _share(max(count.values(), default=0), len(questions)), 10)


def _blind(questions: Sequence[Question]) -> Row:
    agreed = _portion(questions, lambda each: each.review is not None and each.review.blind == "agreed")
    return _at_least("blind solver agrees with the key", agreed, 99)


def _reasons(questions: Sequence[Question]) -> Row:
    own = _portion(questions, lambda each: len({" ".join(cues.tokens(option.why)) for option in each.options}) == 4)  # noqa: PLR2004 - options
    return _at_least("every option has its own reason", own, 100)


def _notes(noted: Iterable[str], blueprint: Blueprint) -> Row:
    missing = [topic for topic in blueprint.topic_ids if topic not in set(noted)]
    total = len(blueprint.topic_ids)
    return Row("topics with a note", str(total - len(missing)), str(total), not missing)


def _points(questions: Sequence[Question], syllabus: Syllabus | None) -> Iterable[Row]:
    """Rows on knowledge points: every question has one, every core point has a question, enough have siblings."""
    count = Counter(each.point_id for each in questions if each.point)
    yield _at_least("questions with a knowledge point", _share(sum(count.values()), len(questions)), 100)
    yield _at_least("points with siblings", _share(sum(n > 1 for n in count.values()), len(count)), 30)
    if syllabus is None:
        return
    core = [
        f"{topic}.{name}"
        for topic, points in syllabus.topics.items()
        for name, point in points.items()
        if point.need == "core"
    ]
    yield _at_least("core points with a question", _share(sum(name in count for name in core), len(core)), 100)
