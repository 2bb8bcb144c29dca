"""content/keys.json: what each question asked when last accepted, so that no key changes unnoticed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from bot.bank.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.bank.corrections import Correction
    from bot.bank.loader import Loaded, Parts
    from bot.bank.models import Question

FILE: Final = "keys.json"
Entry = dict[str, Any]
"""`version`, and short hashes of the stem, the key and each distractor."""


def entry(question: Question) -> Entry:
    """The entry to store for a question."""
    return {
        "version": question.version,
        "stem": _hash(question.stem),
        "key": _hash(question.key.text),
        "distractors": [_hash(option.text) for option in question.distractors],
    }


def load_keys(folder: Path) -> dict[str, Entry] | None:
    """Accepted entries by question; None without a file, as in a folder of drafts."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def faults(parts: Parts, accepted: Mapping[str, Entry], corrections: Iterable[Correction]) -> Iterator[Fault]:
    """Yield a fault for each question that differs from its accepted entry."""
    told = {(each.question, each.until) for each in corrections}
    for name, loaded in sorted(parts.items.items()):
        message = _unaccepted(loaded, accepted.get(name), told)
        if message:
            yield Fault(loaded.file, loaded.line, name, "keys", message)
    for name in sorted(accepted.keys() - parts.items.keys()):
        yield Fault(FILE, 0, name, "keys", "the question is gone: never delete one; set its status to retired")


def accept(folder: Path, parts: Parts, corrections: Iterable[Correction]) -> tuple[list[str], list[str]]:
    """Accept new and reworded questions; return those accepted, and those refused because a key changed."""
    accepted = load_keys(folder) or {}
    told = {(each.question, each.until) for each in corrections}
    done: list[str] = []
    refused: list[str] = []
    for name, loaded in sorted(parts.items.items()):
        before, now = accepted.get(name), entry(loaded.question)
        if loaded.question.status == "draft" or before == now:
            continue
        if before and (reason := _key_changed(before, now, name, told)):
            refused.append(f"{name}: {reason}")
            continue
        done.append(f"{name}: {_difference(before, now)}")
        accepted[name] = now
    text = ",\n".join(f'"{name}": {json.dumps(kept)}' for name, kept in sorted(accepted.items()))
    (folder / FILE).write_text(f"{{\n{text}\n}}\n", encoding="utf-8")
    return done, refused


def _unaccepted(loaded: Loaded, before: Entry | None, told: set[tuple[str, int]]) -> str:
    question = loaded.question
    if question.status == "draft":
        return ""
    if before is None:
        return "the question is new: run `tutor content accept`"
    now = entry(question)
    if reason := _key_changed(before, now, question.id, told):
        return reason
    return "" if before == now else f"{_difference(before, now)}: run `tutor content accept`"


def _key_changed(before: Entry, now: Entry, name: str, told: set[tuple[str, int]]) -> str:
    """Why the change needs a correction; "" for a new question or a pure rewording."""
    swapped = now["key"] in before["distractors"]
    if swapped and now["version"] == before["version"]:
        return "a different option is now correct: raise `version` and add an entry to corrections.yaml"
    if now["version"] > before["version"] and (name, before["version"]) not in told:
        return f"version {now['version']} has no entry in corrections.yaml with `until: {before['version']}`"
    return ""


def _difference(before: Entry | None, now: Entry) -> str:
    if before is None:
        return "new"
    if now["version"] != before["version"]:
        return f"version {now['version']}, listed in corrections.yaml"
    parts = [part for part in ("stem", "key", "distractors") if before[part] != now[part]]
    return f"{', '.join(parts)} reworded"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
