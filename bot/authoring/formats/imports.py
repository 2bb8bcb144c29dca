"""Questions from other programs, made into drafts: GIFT, CSV and JSON lines."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic import ValidationError

from bot.authoring.formats import csv_format, gift
from bot.bank.loader import told
from bot.bank.models import DIFFICULTIES, LEVELS, MAX_BRIEF, Question
from bot.bank.ordering import ascends, numbers, quantities
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

UNSORTED: Final = "NEW-00"
"""The topic of questions that name none: no topic of the blueprint, so that they must be sorted before they load."""
NO_WHY: Final = "Say why this option is right or wrong."
NO_SOURCE: Final = "Add the source with its section or page"
Found = tuple[str, dict[str, object] | str]


def import_(path: Path, taken: Collection[str] = ()) -> tuple[dict[str, str], list[str]]:
    """Return draft YAML by topic, and one sentence for each thing that could not be taken or had to be changed.

    The format is known by the ending: .gift or .txt, .csv, .jsonl. Ids in `taken` are not given again.
    Raises ConfigurationError when the file cannot be read or has another ending.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ConfigurationError(f"{path.name} cannot be imported: its name must end with {', '.join(_READERS)}.")
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path.name} cannot be read as a UTF-8 text file.") from error
    return _drafts(reader(source), set(taken))


def write_drafts(path: Path, into: Path, taken: Collection[str] = ()) -> str:
    """Write the drafts as one file for each topic into a folder; return what was written, and what was not taken."""
    drafts, untaken = import_(path, taken)
    into.mkdir(parents=True, exist_ok=True)
    for topic, written in drafts.items():
        (into / f"{topic}.yaml").write_text(written, encoding="utf-8")
    lines = [f"Written: {into / topic}.yaml" for topic in drafts]
    return "\n".join([*lines, *(["Not taken:", *untaken] if untaken else ["Everything was taken."])])


def _drafts(found: Iterable[Found], taken: set[str]) -> tuple[dict[str, str], list[str]]:
    drafts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    told_all: list[str] = []
    for place, fields in found:
        item, remarks = _draft(fields, taken)
        told_all += [f"{place}: {remark}" for remark in remarks]
        if item:
            taken.add(item["id"])
            drafts[item["id"][:6]].append(item)
    return {topic: _yaml(items) for topic, items in sorted(drafts.items())}, told_all


def _draft(fields: dict[str, object] | str, taken: set[str]) -> tuple[dict[str, Any] | None, list[str]]:
    """Return the item, None if it cannot be taken, and what there is to say of it."""
    reason = fields if isinstance(fields, str) else _unfit(fields)
    if reason:
        return None, [f"not taken: {reason}"]
    assert isinstance(fields, dict)  # noqa: S101 - for mypy: a string was a reason
    item = _item(fields, taken)
    remarks = []
    if fields.get("id") and fields["id"] != item["id"]:
        remarks.append(f"'{fields['id']}' became {item['id']}")
    try:
        Question.model_validate(item)
    except ValidationError as error:
        return None, [f"not taken: {'; '.join(message for _, message in told(error))}"]
    return item, remarks


def _unfit(fields: dict[str, object]) -> str:
    options, answer = fields.get("options"), fields.get("answer")
    if not fields.get("stem") or not isinstance(fields["stem"], str):
        return "it has no stem"
    if not isinstance(options, list) or len(options) != 4:  # noqa: PLR2004 - as every question here
        return f"it has {len(options) if isinstance(options, list) else 0} options, and must have 4"
    if not all(isinstance(option, str) for option in options):
        return "its options must be texts"
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer < len(options):
        return "its right answer is not named"
    return ""


def _item(fields: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    reasons = [*map(str, fields.get("rationales") or ()), "", "", "", ""]
    options = [{"text": text, "why": why or NO_WHY} for text, why in zip(fields["options"], reasons, strict=False)]
    answer = fields["answer"]
    key = options[answer]
    item = {
        "id": _id(fields, taken),
        "version": 1,
        "status": "draft",
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
    """Return the question's own id if it is free, else the next number of its topic."""
    own = str(fields.get("id", ""))
    if re.fullmatch(r"[A-Z]{3}-\d{2}-\d{3}", own) and own not in taken:
        return own
    match = re.match(r"[A-Z]{3}-\d{2}(?!\d)", str(fields.get("topic") or own))
    topic = match[0] if match else UNSORTED
    highest = max((int(each[-3:]) for each in taken if each.startswith(topic)), default=0)
    return f"{topic}-{highest + 1:03}"


def _pinned(options: list[str]) -> bool:
    """Tell whether dates or amounts stand in order, so that their order is content."""
    values = quantities(options)
    return values is not None and numbers(options) is None and ascends(values)


def _yaml(items: list[dict[str, Any]]) -> str:
    return yaml.safe_dump(items, sort_keys=False, allow_unicode=True, width=110)


def _jsonl(source: str) -> Iterator[Found]:
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            yield f"line {number}", "it is no JSON"
        else:
            yield f"line {number}", fields if isinstance(fields, dict) else "it is no JSON object"


_READERS: Final[dict[str, Callable[[str], Iterable[Found]]]] = {
    ".gift": gift.read,
    ".txt": gift.read,
    ".csv": csv_format.read,
    ".jsonl": _jsonl,
}
