"""Autocompletion of a command's options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import zones
from bot.chat import Suggestion
from bot.flows import settings
from bot.flows.group import options
from bot.flows.group.context import TOWARDS_EXAM
from bot.words import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.bank.glossary import Term
    from bot.bank.library import Library

MAX_SUGGESTIONS: Final = 25
MAX_TYPED: Final = 100


def suggest(library: Library, kind: str, typed: str) -> list[Suggestion]:
    """Return at most 25 completions for an option of that kind (`bot.commands.Kind`)."""
    if kind == "zone":
        return [Suggestion(label, name) for label, name in zones.complete(typed[:MAX_TYPED], MAX_SUGGESTIONS)]
    if kind == "term":
        found = library.understanding.terms(typed[:MAX_TYPED], MAX_SUGGESTIONS)
        return [Suggestion(_called(term), term.key) for term in found]
    if kind in _TYPED:
        return _typed(kind, typed[:MAX_TYPED].strip())
    plain = typed[:MAX_TYPED].casefold().strip()
    return [hit for hit in _all(library, kind) if plain in hit.label.casefold()][:MAX_SUGGESTIONS]


def _typed(kind: str, typed: str) -> list[Suggestion]:
    """Return what the typed text itself means, if anything, then the usual values that match it."""
    usual = [Suggestion(label, value) for label, value in _USUAL[kind].items()]
    means = _TYPED[kind](typed)
    fitting = [hit for hit in usual if typed.casefold() in hit.label.casefold() and hit.label != means]
    return [*([Suggestion(means, typed)] if means else []), *fitting]


def _called(term: Term) -> str:
    return (f"{term.term} ({term.expansion})" if term.expansion else term.term)[:MAX_TYPED]


def _all(library: Library, kind: str) -> list[Suggestion]:
    blueprint, career = library.bank.blueprint, library.career
    domains = [Suggestion(domain.name, domain.id) for domain in blueprint.by_weight]
    topics = [Suggestion(f"{t.id} {t.name}"[:100], t.id) for domain in blueprint.by_weight for t in domain.topics]
    kept = [Suggestion(word.capitalize(), word) for word in ("missed", "guessed", "saved")]
    kept.append(Suggestion(labels.WEAK_SPOTS, "weak"))
    return {
        "domain": domains,
        "setting": [Suggestion(setting.label, name) for name, setting in settings.SETTINGS.items()],
        "form": [Suggestion("Full", "full"), Suggestion("Half", "half")],
        "starters": [Suggestion(label, value) for label, value in options.STARTERS.items()],
        "seconds": [Suggestion(f"{seconds} seconds", f"{seconds}s") for seconds in (20, 30, 40, 50, 60)],
        "switch": [Suggestion("On", "on"), Suggestion("Off", "off")],
        "questions": [
            Suggestion("Weighted like the exam", options.BLUEPRINT),
            *domains,
            Suggestion(labels.TOWARD_THE_EXAM, TOWARDS_EXAM),
        ],
        "topic": topics,
        "faq": [Suggestion(entry.question[:MAX_TYPED], entry.id) for entry in library.faq.entries],
        "scope": kept + domains + topics,
        "state": [Suggestion(state.name, state.name) for state in career.states.values()],
        "occupation": [Suggestion(figure.name, figure.name) for figure in career.kind("wage-")],
    }.get(kind, [])


_USUAL: Final[Mapping[str, Mapping[str, str]]] = {"days": options.DAYS, "answers": options.ANSWERS}
_TYPED: Final[Mapping[str, Callable[[str], str]]] = {"days": options.days_meant, "answers": options.hours_meant}
"""Kinds that accept more than the usual values, and what a typed value means; "" for nothing."""
