"""Draft files: imports are appended to existing drafts, and never replace any."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import yaml

from bot.authoring.formats.imports import content, import_
from bot.bank import plainyaml
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from bot.authoring.formats.imports import Content, Imported


def add_drafts(path: Path, into: Path, taken: Collection[str] = ()) -> tuple[str, bool]:
    """Import a file into a folder of drafts, one file per topic; return a report, and whether all was imported.

    Raises:
        ConfigurationError: the file has no question, or the folder's drafts can't be read or written.
    """
    there = _there(into)
    done = import_(path, {*taken, *(str(item["id"]) for item in there)}, _contents(there))
    try:
        written = _write(done.drafts, into)
    except OSError as error:
        raise ConfigurationError(f"{into} cannot be written to: {error.strerror}.") from None
    return _report(done, written), not done.refused


def as_yaml(items: list[dict[str, Any]]) -> str:
    """Format questions as in a draft file."""
    return yaml.safe_dump(items, sort_keys=False, allow_unicode=True, width=110)


def _there(into: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for file in sorted(into.glob("*.yaml")):
        try:
            found += [entry.value for entry in plainyaml.entries(file.read_text(encoding="utf-8"))]
        except (OSError, UnicodeDecodeError, plainyaml.MalformedError):
            raise ConfigurationError(f"{file} cannot be read. Mend it, or import into another folder.") from None
    return [item for item in found if isinstance(item, dict) and "id" in item]


def _contents(items: Iterable[dict[str, Any]]) -> set[Content]:
    """Return the content of the drafts, as far as they are complete."""
    found = set()
    for item in items:
        try:
            found.add(content(item))
        except (KeyError, TypeError):
            continue
    return found


def _write(items: Iterable[dict[str, Any]], into: Path) -> list[str]:
    """Add the items to their topics' files; return what was done to each file."""
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        topics[item["id"][:6]].append(item)
    into.mkdir(parents=True, exist_ok=True)
    written = []
    for topic, new in sorted(topics.items()):
        file = into / f"{topic}.yaml"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        gap = "" if not before or before.endswith("\n") else "\n"
        file.write_text(f"{before}{gap}{as_yaml(new)}", encoding="utf-8")
        written.append(f"{'Added to' if before else 'Written'}: {file} ({len(new)})")
    return written


def _report(done: Imported, written: list[str]) -> str:
    renamed = ["New ids:", *done.renamed] if done.renamed else []
    refused = ["Not imported:", *done.refused] if done.refused else ["Everything was imported."]
    return "\n".join([*written, *renamed, *refused])
