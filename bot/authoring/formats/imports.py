"""Convert questions from other programs into drafts: GIFT, CSV and JSON lines."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import ValidationError

from bot.authoring.formats.table import READERS
from bot.bank.models import DIFFICULTIES, LEVELS, MAX_BRIEF, Question
from bot.bank.ordering import ascends, numbers, quantities
from bot.bank.schema_faults import told
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from bot.authoring.formats.exchange import Found

Content: TypeAlias = tuple[str, frozenset[str]]
UNSORTED: Final = "NEW-00"
"""Topic for questions that name none. It is not in the blueprint, so they must be sorted before they load."""
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NO_WHY: Final = "Say why this option is right or wrong."
NO_SOURCE: Final = "Add the source with its section or page"


@dataclass(frozen=True, slots=True)
class Imported:
    """Draft questions in YAML form, and a sentence for each one that was refused or renamed."""

    drafts: list[dict[str, Any]]
    refused: list[str]
    renamed: list[str]


def import_(path: Path, taken: Collection[str] = (), known: Collection[Content] = ()) -> Imported:
    """Read a file of questions; its extension determines the format: .gift or .txt, .csv, .jsonl.

    Ids in `taken` are not reused; a question already in `known` is refused.

    Raises:
        ConfigurationError: the file can't be read, has another extension, or holds no question.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ConfigurationError(f"{path.name} cannot be imported: its name must end with {', '.join(READERS)}.")
    found = _drafts(reader(_text(path)), set(taken), known)
    if not found.drafts and not found.refused:
        raise ConfigurationError(f"{path.name} holds no question.")
    return found


def content(item: dict[str, Any]) -> Content:
    """What identifies a question's content: its stem and its options, in any order."""
    return item["stem"], frozenset(each["text"] for each in (item["key"], *item["distractors"]))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Excel's "Unicode text"
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError(
            f"{path.name} is not UTF-8 text. In a spreadsheet, save it as CSV UTF-8; in an editor, choose UTF-8."
        ) from None


def _drafts(found: Iterable[Found], taken: set[str], known: Collection[Content]) -> Imported:
    done = Imported([], [], [])
    for place, fields in found:
        item, reason = _draft(fields, taken)
        if item and content(item) in known:
            reason = "it has been imported before"
        if item is None or reason:
            done.refused.append(f"{place}: {reason}")
            continue
        taken.add(item["id"])
        done.drafts.append(item)
        if isinstance(fields, dict) and fields.get("id") and fields["id"] != item["id"]:
            done.renamed.append(f"{place}: '{fields['id']}' became {item['id']}")
    return done


def _draft(fields: dict[str, object] | str, taken: set[str]) -> tuple[dict[str, Any] | None, str]:
    """The item, or None and the reason it can't be imported."""
    reason = fields if isinstance(fields, str) else _unfit(fields)
    if reason:
        return None, reason
    assert isinstance(fields, dict)  # noqa: S101 - for mypy: a string was a reason
    item = _item(fields, taken)
    try:
        Question.model_validate(item)
    except ValidationError as error:
        return None, "; ".join(message for _, message in told(error))
    return item, ""


def _unfit(fields: dict[str, object]) -> str:
    options, answer = fields.get("options"), fields.get("answer")
    if not fields.get("stem") or not isinstance(fields["stem"], str):
        return "it has no stem"
    if not isinstance(options, list) or len(options) != 4:  # noqa: PLR2004 - every question has four options
        return f"it has {len(options) if isinstance(options, list) else 0} options, but needs 4"
    if not all(isinstance(option, str) for option in options):
        return "its options must be text"
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer < len(options):
        return "its right answer is not marked"
    return ""


def _item(fields: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    reasons = [*map(str, fields.get("rationales") or ()), "", "", "", ""]
    options = [{"text": text, "why": why or NO_WHY} for text, why in zip(fields["options"], reasons, strict=False)]
    answer = fields["answer"]
    key = options[answer]
    point = str(fields.get("point") or "")
    item = {
        "id": _id(fields, taken),
        "version": 1,
        "status": "draft",
        **({"point": point} if _SLUG.fullmatch(point) else {}),
        "level": fields.get("level") if fields.get("level") in LEVELS else "application",
        "difficulty": fields.get("difficulty") if fields.get("difficulty") in DIFFICULTIES else "medium",
        "stem": fields["stem"],
        "key": key,
        "distractors": [option for index, option in enumerate(options) if index != answer],
        "brief": key["why"][:MAX_BRIEF],
        "sources": fields.get("sources") or [{"cite": NO_SOURCE}],
    }
    return {**item, "place": answer + 1} if _pinned(fields["options"]) else item


def _id(fields: dict[str, Any], taken: set[str]) -> str:
    """The question's own id if it is free, otherwise the next number in its topic."""
    own = str(fields.get("id", ""))
    if re.fullmatch(r"[A-Z]{3}-\d{2}-\d{3}", own) and own not in taken:
        return own
    match = re.match(r"[A-Z]{3}-\d{2}(?!\d)", str(fields.get("topic") or own))
    topic = match[0] if match else UNSORTED
    highest = max((int(each[-3:]) for each in taken if each.startswith(topic)), default=0)
    return f"{topic}-{highest + 1:03}"


def _pinned(options: list[str]) -> bool:
    """True if the options are dates or amounts in order, so that their order is part of the content."""
    values = quantities(options)
    return values is not None and numbers(options) is None and ascends(values)
