"""Anki packages, one deck per topic; ids are hashes, so a new export updates an older one."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from bot.authoring.formats.exchange import LETTERS, source_line
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.authoring.formats.exchange import Record
    from bot.bank.models import Bank, Question

_FIELDS: Final = ("Id", "Stem", "Options", "Answer", "Reasons", "Source")
_FRONT: Final = "<div class=stem>{{Stem}}</div>{{Options}}"
_BACK: Final = "{{FrontSide}}<hr id=answer><b>{{Answer}}</b>{{Reasons}}<p class=source>{{Source}}<br>{{Id}}</p>"
_TERM: Final = "<div class=stem>{{Term}}</div>"
_MEANING: Final = (
    "{{FrontSide}}<hr id=answer>{{#Expansion}}<p><b>{{Expansion}}</b></p>{{/Expansion}}<p>{{Meaning}}</p>"
    "{{#Neighbor}}<p>Not to be confused with {{Neighbor}}</p>{{/Neighbor}}<p class=source>{{Source}}</p>"
)
_STYLE: Final = ".card { font-family: sans-serif; font-size: 18px; text-align: left } .source { font-size: 13px }"
_FIRST: Final = dt.date(2026, 1, 1)


def write(records: Sequence[Record], bank: Bank) -> bytes:
    """Build the package; raise ConfigurationError without genanki."""
    try:
        import genanki  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ConfigurationError("The Anki export needs genanki: install the extra `anki`.") from error
    fields = [{"name": name} for name in _FIELDS]
    cards = [{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}]
    model = genanki.Model(_number("model"), "CEHRS question", fields=fields, templates=cards, css=_STYLE)
    decks: dict[str, Any] = {}
    for each in records:
        topic = each["topic"]
        deck = decks.setdefault(topic, genanki.Deck(_number(topic), _deck(topic, bank)))
        tags = [each["domain"], topic, each["level"], each["difficulty"]]
        guid = genanki.guid_for("cehrs-tutor", each["id"])
        deck.add_note(genanki.Note(model=model, fields=_fields(each), tags=tags, guid=guid))
    terms = _terms(genanki, bank) if bank.glossary.terms else []
    return _packed(genanki.Package([*decks.values(), *terms]), _changed(bank))


def _terms(genanki: Any, bank: Bank) -> list[Any]:  # noqa: ANN401 - genanki has no types
    """The glossary as a second deck."""
    fields = [{"name": name} for name in ("Term", "Expansion", "Meaning", "Neighbor", "Source")]
    cards = [{"name": "Term", "qfmt": _TERM, "afmt": _MEANING}]
    model = genanki.Model(_number("term model"), "CEHRS term", fields=fields, templates=cards, css=_STYLE)
    deck = genanki.Deck(_number("terms"), "CEHRS::Terms and abbreviations")
    for term in bank.glossary.terms:
        shown = (term.term, term.expansion, term.means, term.confused_with, term.source)
        guid = genanki.guid_for("cehrs-tutor term", term.term, term.expansion)
        deck.add_note(genanki.Note(model=model, fields=[*map(html.escape, shown)], tags=[term.topic], guid=guid))
    return [deck]


def _number(name: str) -> int:
    """A whole number from 2**30 on, stable for the name, as Anki requires."""
    digest = hashlib.sha256(f"cehrs-tutor {name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def _deck(topic: str, bank: Bank) -> str:
    return f"CEHRS::{bank.blueprint.domain_of(topic).name}::{topic} {bank.blueprint.topic(topic).name}"


def _fields(each: Record) -> list[str]:
    options = [html.escape(option) for option in each["options"]]
    reasons = [html.escape(reason) for reason in each["rationales"]]
    listed = "".join(f"<p>{letter}. {option}</p>" for letter, option in zip(LETTERS, options, strict=True))
    told = "".join(f"<p>{letter}. {reason}</p>" for letter, reason in zip(LETTERS, reasons, strict=True))
    answer = f"{LETTERS[each['answer']]}. {options[each['answer']]}"
    sources = "<br>".join(html.escape(source_line(source)) for source in each["sources"])
    return [each["id"], html.escape(each["stem"]), listed, answer, told, sources]


def _changed(bank: Bank) -> dt.datetime:
    """When the bank last changed: Anki accepts an update only if it is newer than what it has.

    A wording may be fixed without changing any date in the bank, so the files' own times count, too.
    """
    days = [day for question in bank.questions.values() for day in _days(question)]
    dated = dt.datetime.combine(max(days, default=_FIRST), dt.time(), dt.UTC)
    return max(dated, bank.changed_at or dated)


def _days(question: Question) -> list[dt.date]:
    reviewed = [question.review.date] if question.review else []
    checked = [source.checked for source in question.sources if source.checked]
    return [*reviewed, *checked, *(change.date for change in question.history)]


def _packed(package: Any, changed: dt.datetime) -> bytes:  # noqa: ANN401 - genanki has no types
    """The package with fixed times in its archive, so that equal banks give equal bytes."""
    first, second = io.BytesIO(), io.BytesIO()
    package.write_to_file(first, timestamp=changed.timestamp())
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
