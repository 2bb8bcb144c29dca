"""The rules that every question must keep, and how one is waived."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.authoring.lint import source_rules, wording
from bot.authoring.lint.cues import tokens
from bot.bank.faults import Fault, Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from bot.bank.loader import Loaded
    from bot.bank.models import Question


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `find` yields a message for each place where the item breaks it, and says what to do."""

    name: str
    severity: Severity
    find: Callable[[Question, dt.date], Iterator[str]]
    waivable: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one item; `waived` are the rules that it breaks for a reason."""

    faults: tuple[Fault, ...]
    waived: tuple[str, ...] = ()


def _worded(find: Callable[[Question], Iterator[str]]) -> Callable[[Question, dt.date], Iterator[str]]:
    return lambda question, _: find(question)


RULES: Final[tuple[Rule, ...]] = (
    Rule("length", "fault", _worded(wording.too_long), waivable=False),
    Rule("identical-options", "fault", _worded(wording.identical_options), waivable=False),
    Rule("own-reason", "fault", _worded(wording.same_reasons), waivable=False),
    Rule("all-or-none", "fault", _worded(wording.all_or_none)),
    Rule("which-of-these", "fault", _worded(wording.which_of_the_following)),
    Rule("negative-stem", "fault", _worded(wording.negative_stem)),
    Rule("absolutes", "flaw", _worded(wording.absolutes)),
    Rule("grammar", "fault", _worded(wording.grammar)),
    Rule("letters", "fault", _worded(wording.letters)),
    Rule("echo", "hint", _worded(wording.echo)),
    Rule("option-order", "fault", _worded(wording.option_order)),
    Rule("punctuation", "fault", _worded(wording.punctuation)),
    Rule("characters", "fault", _worded(wording.characters)),
    Rule("parallel", "flaw", _worded(wording.parallel)),
    Rule("source-place", "hint", source_rules.source_place),
    Rule("dates", "fault", source_rules.check_dates, waivable=False),
    Rule("review", "fault", source_rules.review, waivable=False),
    Rule("history", "fault", source_rules.history, waivable=False),
)
_NAMES: Final = {rule.name: rule for rule in RULES}


def judge(loaded: Loaded, today: dt.date) -> Verdict:
    """Return what is wrong with one item. Of a retired one only the record is judged."""
    question = loaded.question
    rules = [rule for rule in RULES if question.status != "retired" or rule.name in ("dates", "history")]
    found = {rule.name: tuple(rule.find(question, today)) for rule in rules}
    waived = {each.rule for each in question.waived if each.rule in _NAMES and _NAMES[each.rule].waivable}
    faults = [
        _fault(loaded, rule, message) for rule in rules if rule.name not in waived for message in found[rule.name]
    ]
    faults += [Fault(loaded.file, loaded.line, question.id, "waived", each) for each in _waivers(question, found)]
    return Verdict(tuple(faults), tuple(sorted(rule for rule in waived if found.get(rule))))


def compare(items: Iterable[Loaded]) -> Iterator[Fault]:
    """Yield what is wrong between items: stems that stand twice, and numbers that were left out."""
    stems: dict[str, Loaded] = {}
    topics: dict[str, list[Loaded]] = defaultdict(list)
    for loaded in items:
        topics[loaded.question.topic].append(loaded)
        words = " ".join(tokens(loaded.question.stem))
        first = stems.setdefault(words, loaded)
        if first is not loaded and loaded.question.status != "retired":
            message = f"the stem is that of {first.question.id}: write another question"
            yield Fault(loaded.file, loaded.line, loaded.question.id, "duplicate-stem", message)
    for members in topics.values():
        yield from _gaps(members)


def _gaps(members: list[Loaded]) -> Iterator[Fault]:
    """Yield a hint for each number that no item has: an item that was asked is retired, never deleted."""
    numbers = {int(each.question.id[-3:]) for each in members}
    for number in sorted(set(range(1, max(numbers))) - numbers):
        name = f"{members[0].question.topic}-{number:03}"
        yield Fault(members[0].file, 0, name, "gap", "the number is not there: retire items, never delete them", "hint")


def _fault(loaded: Loaded, rule: Rule, message: str) -> Fault:
    return Fault(loaded.file, loaded.line, loaded.question.id, rule.name, message, rule.severity)


def _waivers(question: Question, found: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for each in question.waived:
        if each.rule not in _NAMES:
            yield f"there is no rule '{each.rule}': the rules are {', '.join(_NAMES)}"
        elif not _NAMES[each.rule].waivable:
            yield f"the rule '{each.rule}' cannot be waived: mend the item"
        elif not found.get(each.rule):
            yield f"the rule '{each.rule}' is not broken: remove the waiver"
