"""`tutor check`: every fault in the content folder, and the table of the bank's goals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.authoring import keys
from bot.authoring.facts_table import rechecks
from bot.authoring.lint import goals as table
from bot.authoring.lint import slow_checks as slow
from bot.authoring.lint.literals import literals
from bot.authoring.lint.notes import judge_extra, judge_note
from bot.authoring.lint.rules import compare, judge
from bot.bank import career, corrections, facts, faq, glossary, syllabus
from bot.bank.faults import BankError, Fault
from bot.bank.loader import read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.authoring.lint.goals import Row
    from bot.authoring.lint.rules import Verdict
    from bot.authoring.lint.slow_checks import Deep
    from bot.bank.loader import Parts
    from bot.bank.models import Question, Status
    from bot.bank.syllabus import Syllabus

ASKED: Final[tuple[Status, ...]] = ("reviewed", "verified")
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Report:
    """Results of a check. `rows` and `deep` are measured over the items whose status counts."""

    faults: tuple[Fault, ...]
    rows: tuple[Row, ...]
    deep: Deep | None
    items: int
    counted: int
    notes: int
    strict: bool
    """True if missing a goal fails the check."""

    @property
    def passed(self) -> bool:
        """True if no item has a fault and, if strict, every goal is met."""
        faulty = any(fault.severity == "fault" for fault in self.faults)
        return not faulty and not (self.strict and any(not row.passed for row in self.rows))


def check(
    folder: Path, *, goals: bool = False, deep: bool = False, today: dt.date, statuses: Sequence[Status] = ASKED
) -> Report:
    """Check the folder, and measure the items with those statuses against the goals.

    With `deep`, the slow goals are measured too; raises ConfigurationError without scikit-learn.
    """
    parts, broken = read(folder)
    verdicts = {name: judge(loaded, today) for name, loaded in parts.items.items()}
    between = tuple(compare(parts.items.values()))
    known, broken_lists = _lists(folder)
    noted = (*_noted(parts), *broken_lists, *_untaught(parts, known), *_unaccepted(folder, parts))
    aging = _aging(folder, today)
    faults = (*broken, *(fault for each in verdicts.values() for fault in each.faults), *between, *noted, *aging)
    counted = [each.question for each in parts.items.values() if _counts(each.question, parts, statuses)]
    rows = _rows(parts, counted, verdicts, (*broken, *noted), between, known)
    found = slow.deep(counted) if deep else None
    rows = (*rows, *(found.rows if found else ()))
    sizes = len(parts.items), len(counted), len(parts.notes)
    return Report(tuple(sorted(faults)), rows, found, *sizes, goals)


def render(report: Report) -> str:
    """The report as text: faults, hints, slow findings, the table of goals, and a summary line."""
    lines = [_told(fault) for fault in report.faults if fault.severity != "hint"]
    lines += [*_hints(report.faults), *(_findings(report.deep) if report.deep else ())]
    if report.rows:
        lines += ["", f"Goals, measured over {report.counted} questions:", *_table(report.rows)]
    return "\n".join([*lines, "", _sum(report)]).lstrip("\n")


def run_check(
    folder: Path, *, goals: bool = False, deep: bool = False, today: dt.date, statuses: Sequence[Status] = ASKED
) -> tuple[str, int]:
    """Report text and exit code: 1 on faults or, with `goals`, if the bank misses a goal."""
    report = check(folder, goals=goals, deep=deep, today=today, statuses=statuses)
    return render(report), 0 if report.passed else 1


def _counts(question: Question, parts: Parts, statuses: Sequence[Status]) -> bool:
    known = parts.blueprint is not None and question.topic in parts.blueprint.topic_ids
    return known and question.status in statuses


def _noted(parts: Parts) -> tuple[Fault, ...]:
    if parts.blueprint is None:
        return ()
    notes = ((parts.blueprint.topic(topic), source) for topic, source in parts.notes.items())
    extras = ((name, source) for name, source in parts.extras.items())
    return (
        *(fault for topic, source in notes for fault in judge_note(topic, source)),
        *(fault for name, source in extras for fault in judge_extra(name, source)),
    )


def _lists(folder: Path) -> tuple[Syllabus | None, tuple[Fault, ...]]:
    """The syllabus, and the faults of the lists that accompany the questions; a folder of drafts may have none."""
    found: Syllabus | None = None
    faults: list[Fault] = []
    loaders: dict[str, Callable[[Path], object]] = {
        career.FILE: career.load_career,
        facts.FILE: facts.load_facts,
        glossary.FILE: glossary.load_glossary,
        syllabus.FILE: syllabus.load_syllabus,
    }
    for name, load in loaders.items():
        try:
            loaded = load(folder) if (folder / name).exists() else None
        except BankError as error:
            faults += error.faults
        else:
            found = loaded if isinstance(loaded, syllabus.Syllabus) else found
    return found, tuple(faults)


def _unaccepted(folder: Path, parts: Parts) -> tuple[Fault, ...]:
    """A fault for each question that differs from content/keys.json."""
    accepted = keys.load_keys(folder)
    if accepted is None:
        return ()
    try:
        return tuple(keys.faults(parts, accepted, corrections.load_corrections(folder)))
    except BankError as error:
        return error.faults


def _aging(folder: Path, today: dt.date) -> tuple[Fault, ...]:
    """Return FAQ faults, numbers in the code that facts own, and hints for what is due for a re-check."""
    try:
        known, desk = facts.load_facts(folder), career.load_career(folder)
    except BankError:
        return ()  # already reported, or a folder of drafts
    found = (*literals(faq.owned(known, desk)), *rechecks(known, desk, today))
    try:
        faq.load_faq(folder, known, desk)
    except BankError as error:
        return (*error.faults, *found)
    return found


def _untaught(parts: Parts, known: Syllabus | None) -> Iterator[Fault]:
    """Yield a fault for each question with an unknown point, and for each core point its topic's note omits."""
    if known is None:
        return
    for each in parts.items.values():
        question = each.question
        if question.published and not known.find(question.topic, question.point):
            message = f"`point` is '{question.point}', which is not in the syllabus of {question.topic}"
            yield Fault(each.file, each.line, question.id, "point", message)
    for topic, points in known.topics.items():
        note = parts.notes.get(topic, "").casefold()
        for point in points.values():
            if note and point.need == "core" and point.term.casefold() not in note:
                yield Fault(
                    f"notes/{topic}.md", 0, "", "point", f"the note does not mention '{point.term}', a core point"
                )


def _rows(
    parts: Parts,
    counted: list[Question],
    verdicts: dict[str, Verdict],
    schema: Sequence[Fault],
    between: tuple[Fault, ...],
    known: Syllabus | None,
) -> tuple[Row, ...]:
    if parts.blueprint is None:
        return ()
    names = {each.id for each in counted}
    found = (*(fault for name in names for fault in verdicts[name].faults), *between)
    flawed = {fault.id for fault in found if fault.severity != "hint"} & names
    waived = sum(bool(verdicts[name].waived) for name in names)
    first = table.flaws(len(schema), len(flawed), waived, len(counted))
    return (*first, *table.measure(counted, parts.notes, parts.blueprint, known))


def _told(fault: Fault) -> str:
    return str(fault) if fault.severity == "fault" else str(replace(fault, message=f"{fault.message} (a flaw)"))


def _hints(faults: Iterable[Fault]) -> list[str]:
    count: dict[str, list[str]] = {}
    for fault in faults:
        if fault.severity == "hint":
            count.setdefault(fault.rule, []).append(fault.id)
    return [f"hint [{rule}] {len(ids)}: {', '.join(ids)}" for rule, ids in sorted(count.items())]


def _findings(found: Deep) -> list[str]:
    """What to fix if the slow goals are missed."""
    lines = [f"alike ({pair.likeness:.2f}): {pair.one} and {pair.other}: keep one" for pair in found.pairs]
    if found.close:
        names = ", ".join(f"{pair.one} and {pair.other} ({pair.likeness:.2f})" for pair in found.close[:_SHOWN])
        lines.append(f"worth comparing, since they may ask the same thing: {names}")
    if all(row.passed for row in found.rows):
        return lines
    for name, sign in (("keys", 1), ("distractors", -1)):
        told = [f"{each.word} ({each.keys} : {each.distractors})" for each in found.words if each.score * sign > 0]
        lines.append(f"words that give away {name} (keys : distractors; even is 1 : 3): {', '.join(told[:_SHOWN])}")
    return [*lines, f"guessed most confidently from cues: {', '.join(found.guessed[:_SHOWN])}"]


def _table(rows: Sequence[Row]) -> list[str]:
    width = max(len(row.name) for row in rows)
    wide = max(len(row.figure) for row in rows)
    room = max(len(row.limit) for row in rows)
    ends = {True: "pass", False: "FALLS SHORT"}
    return [f"  {row.name:<{width}}  {row.figure:>{wide}}  {row.limit:<{room}}  {ends[row.passed]}" for row in rows]


def _sum(report: Report) -> str:
    count = Counter(fault.severity for fault in report.faults)
    short = sum(not row.passed for row in report.rows)
    parts = (
        _number(report.items, "question"),
        _number(report.notes, "note"),
        _number(count["fault"], "fault"),
        _number(count["flaw"], "flaw"),
        f"{_number(short, 'goal')} of {len(report.rows)} not reached",
    )
    return f"{'Passed' if report.passed else 'FAILED'}: {', '.join(parts)}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
