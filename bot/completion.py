"""What completes an option of a command while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import zones
from bot.chat import Suggestion
from bot.flows import settings
from bot.flows.group import options
from bot.flows.group.context import TOWARDS_EXAM
from bot.words import labels

if TYPE_CHECKING:
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
    plain = typed[:MAX_TYPED].casefold().strip()
    return [hit for hit in _all(library, kind) if plain in hit.label.casefold()][:MAX_SUGGESTIONS]


def _called(term: Term) -> str:
    return (f"{term.term} ({term.expansion})" if term.expansion else term.term)[:MAX_TYPED]


def _all(library: Library, kind: str) -> list[Suggestion]:
    blueprint, career = library.bank.blueprint, library.career
    domains = [Suggestion(domain.name, domain.id) for domain in blueprint.domains]
    topics = [Suggestion(f"{t.id} {t.name}"[:100], t.id) for domain in blueprint.domains for t in domain.topics]
    kept = [Suggestion(word.capitalize(), word) for word in ("missed", "guessed", "saved")]
    return {
        "domain": domains,
        "setting": [Suggestion(setting.label, name) for name, setting in settings.SETTINGS.items()],
        "form": [Suggestion("Full", "full"), Suggestion("Half", "half")],
        "days": [Suggestion(label, value) for label, value in options.DAYS.items()],
        "answers": [Suggestion(label, value) for label, value in options.ANSWERS.items()],
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
