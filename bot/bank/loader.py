"""Load the content folder, reporting every fault at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel, ValidationError

from bot.bank import glossary, plainyaml
from bot.bank.blueprint import Blueprint
from bot.bank.faults import BankError, Fault
from bot.bank.markup import render
from bot.bank.models import Bank, ExtraNote, Question
from bot.bank.schema_faults import told

if TYPE_CHECKING:
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)
BLUEPRINT: Final = "blueprint.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A question that fits the schema, and its location."""

    question: Question
    file: str
    line: int


@dataclass(slots=True)
class Parts:
    """The readable parts of a folder: questions by id, raw notes by topic, and the blueprint."""

    blueprint: Blueprint | None = None
    items: dict[str, Loaded] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    """Notes outside the blueprint, by file name."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int, item: str, rule: str, message: str) -> None:
        """Record a fault."""
        self.faults.append(Fault(file, line, item, rule, message))


def load(folder: Path) -> Bank:
    """Load the bank; raise BankError listing every fault in schema, names and file locations."""
    parts, faults = read(folder)
    if faults or parts.blueprint is None:
        raise BankError(faults)
    questions = {each: parts.items[each].question for each in sorted(parts.items)}
    notes = {topic: render(source) for topic, source in parts.notes.items()}
    known = glossary.load_glossary(folder) if (folder / glossary.FILE).exists() else glossary.glossary(())
    extras = tuple(_extra(source) for _, source in sorted(parts.extras.items()))
    return Bank(questions, notes, parts.blueprint, known, extras, _changed_at(folder))


def _changed_at(folder: Path) -> datetime | None:
    """When a file of questions or terms last changed on disk."""
    files = [folder / glossary.FILE, *(folder / "questions").rglob("*.yaml")]
    times = [file.stat().st_mtime for file in files if file.exists()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _extra(source: str) -> ExtraNote:
    return ExtraNote(source.split("\n", maxsplit=1)[0].removeprefix("# ").strip(), render(source))


def read(folder: Path) -> tuple[Parts, tuple[Fault, ...]]:
    """Read what can be read of the folder, and collect every fault; never raise."""
    parts = Parts()
    _read_blueprint(folder, parts)
    _read_questions(folder, parts)
    _read_notes(folder, parts)
    return parts, tuple(sorted(parts.faults))


def _read_blueprint(folder: Path, parts: Parts) -> None:
    source = _text(folder, folder / BLUEPRINT, parts)
    if source is None:
        return
    try:
        entry = plainyaml.document(source)
    except plainyaml.MalformedError as error:
        parts.fault(BLUEPRINT, error.line, "", "yaml", f"malformed YAML: {error.reason}")
        return
    if entry is None:
        parts.fault(BLUEPRINT, 0, "", "empty", "the file is empty: it must list the domains and topics")
    else:
        parts.blueprint = _validated(Blueprint, entry, BLUEPRINT, "", parts)


def _read_questions(folder: Path, parts: Parts) -> None:
    files = sorted(path for path in (folder / "questions").rglob("*") if path.is_file() and path.name[0] != ".")
    if not files:
        parts.fault("questions", 0, "", "empty", "there are no questions: add questions/<domain>/<topic>.yaml")
    for path in files:
        if path.suffix != ".yaml":
            name = path.relative_to(folder).as_posix()
            parts.fault(name, 0, "", "file", "question files must end in .yaml: rename or move it")
        else:
            _read_file(folder, path, parts)


def _read_file(folder: Path, path: Path, parts: Parts) -> None:
    name = path.relative_to(folder).as_posix()
    _check_place(path, name, parts)
    source = _text(folder, path, parts)
    if source is None:
        return
    try:
        found = plainyaml.entries(source)
    except plainyaml.MalformedError as error:
        parts.fault(name, error.line, "", "yaml", f"malformed YAML: {error.reason}")
        return
    if not found:
        parts.fault(name, 0, "", "empty", "the file has no questions: write one or delete the file")
    for entry in found:
        _read_item(entry, name, path.stem, parts)


def _check_place(path: Path, name: str, parts: Parts) -> None:
    if parts.blueprint is None:
        return
    if path.stem not in parts.blueprint.topic_ids:
        parts.fault(name, 0, "", "topic", f"{path.stem} is not a topic in {BLUEPRINT}: name the file after its topic")
        return
    right = f"questions/{parts.blueprint.domain_of(path.stem).id}/{path.name}"
    if name != right:
        parts.fault(name, 0, "", "folder", f"the file belongs to {right}: move it there")


def _read_item(entry: plainyaml.Entry, file: str, topic: str, parts: Parts) -> None:
    name = entry.value.get("id", "") if isinstance(entry.value, dict) else ""
    item = name if isinstance(name, str) else ""
    question = _validated(Question, entry, file, item, parts)
    if item in parts.items:
        first = parts.items[item]
        message = f"the id is already used in {first.file}:{first.line}: use the next free number"
        parts.fault(file, entry.line, item, "duplicate-id", message)
    elif question:
        parts.items[item] = Loaded(question, file, entry.line)
        if question.topic != topic:
            message = f"the id does not begin with {topic}, the name of its file: move the question or fix the id"
            parts.fault(file, entry.line, item, "id", message)


def _read_notes(folder: Path, parts: Parts) -> None:
    for path in sorted((folder / "notes").glob("*.md")):
        name = path.relative_to(folder).as_posix()
        source = _text(folder, path, parts)
        if parts.blueprint and path.stem not in parts.blueprint.topic_ids:
            parts.fault(name, 0, "", "topic", f"{path.stem} is not a topic in {BLUEPRINT}: name it after its topic")
        elif source is not None and not source.strip():
            parts.fault(name, 0, "", "empty", "the note is empty: write it or delete the file")
        elif source is not None:
            parts.notes[path.stem] = source
    for path in sorted((folder / "notes" / "extra").glob("*.md")):
        source = _text(folder, path, parts)
        if source is not None and source.strip():
            parts.extras[path.stem] = source


def _text(folder: Path, path: Path, parts: Parts) -> str | None:
    name = path.relative_to(folder).as_posix()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        parts.fault(name, 0, "", "encoding", f"byte {error.start} is not UTF-8: save the file as UTF-8")
    except OSError as error:
        parts.fault(name, 0, "", "file", f"the file cannot be read: {error.strerror}")
    return None


def _validated(model: type[Model], entry: plainyaml.Entry, file: str, item: str, parts: Parts) -> Model | None:
    for line, key in entry.doubled:
        parts.fault(file, line, item, "duplicate-key", f"the field `{key}` appears twice: keep one")
    try:
        return model.model_validate(entry.value)
    except ValidationError as error:
        for rule, message in told(error):
            parts.fault(file, entry.line, item, rule, message)
    return None
