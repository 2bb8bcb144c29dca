"""What Discord rejects in a request's body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tests.peers.discord_world import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MAX_CONTENT: Final = 2000
MAX_ALT: Final = 1024
MAX_FILES: Final = 10
MAX_BYTES: Final = 10 * 2**20
MAX_CUSTOM_ID: Final = 100
MAX_LABEL: Final = 80
MAX_URL: Final = 512
MAX_ROWS = MAX_BUTTONS = 5
MAX_NONCE: Final = 25
ON_MESSAGE: Final = 3
"""The type of a command in the menu of a message."""
MAX_ENTRY: Final = 32
MAX_OPTIONS = MAX_CHOICES = 25
MAX_DESCRIPTION = MAX_CHOICE = 100
MAX_COMMANDS: Final = 100
LINK_STYLE: Final = 5
PART, PARTS_OF_PART, STRING, INTEGER, CHANNEL, ROLE, NUMBER = 1, 2, 3, 4, 7, 8, 10
PARTS: Final = (PART, PARTS_OF_PART)
NAME: Final = re.compile(r"[-_'\w]{1,32}")


def invalid(where: str, code: str, message: str) -> Refused:
    """Discord's error for a form that is wrong in one place; `where` is its dotted path."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(where.split(".")):
        errors = {part: errors}
    return Refused(400, 50035, "Invalid Form Body", errors)


def message(body: dict[str, Any], *, files: int, kept: Collection[int] = (), before: str = "") -> None:
    """Check a message; `kept` and `before` are its existing attachment ids and content."""
    content = body.get("content", before) or ""
    if len(content) > MAX_CONTENT:
        raise invalid("content", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_CONTENT} or fewer in length.")
    if len(str(body.get("nonce") or "")) > MAX_NONCE:
        raise invalid("nonce", "NONCE_TYPE_TOO_LONG", f"Nonce too long (max {MAX_NONCE} characters).")
    _components(body.get("components") or [])
    listed = body.get("attachments")
    for number, attachment in enumerate(listed or ()):
        if int(attachment["id"]) not in {*range(files), *kept}:
            raise invalid(f"attachments.{number}", "ATTACHMENT_NOT_FOUND", "The attachment was not found.")
        if len(attachment.get("description") or "") > MAX_ALT:
            where = f"attachments.{number}.description"
            raise invalid(where, "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_ALT} or fewer in length.")
    _mentions(body.get("allowed_mentions") or {})
    attached = files + len(kept) if listed is None else len(listed)
    if not content.strip() and not attached and not body.get("embeds"):
        raise Refused(400, 50006, "Cannot send an empty message")


def uploads(files: Sequence[tuple[str, bytes]]) -> None:
    """Check a request's files."""
    if len(files) > MAX_FILES:
        raise invalid("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.")
    if sum(len(content) for _, content in files) > MAX_BYTES:
        raise Refused(413, 40005, "Request entity too large")


def commands(body: object) -> None:
    """Check an application's complete list of commands."""
    if not isinstance(body, list):
        raise invalid("_", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    if len(body) > MAX_COMMANDS:
        raise Refused(400, 30032, "Maximum number of application commands reached (100).")
    names = [command.get("name") for command in body]
    for number, command in enumerate(body):
        _command(str(number), command)
        if names.index(command["name"]) != number:
            raise invalid(f"{number}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Command names must be unique.")


def completion(choices: list[dict[str, Any]]) -> None:
    """Check an autocompletion response."""
    _choices("data", choices, STRING)


def _mentions(allowed: dict[str, Any]) -> None:
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            raise invalid(
                "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse:[{kind!r}] and {kind}"
            )


def _components(rows: list[dict[str, Any]]) -> None:
    if len(rows) > MAX_ROWS:
        raise invalid("components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_ROWS} in length.")
    ids: set[str] = set()
    for number, row in enumerate(rows):
        where = f"components.{number}"
        if row.get("type") != 1:
            raise invalid(f"{where}.type", "UNION_TYPE_CHOICES", "Value of field type must be one of (1,).")
        if not 1 <= len(row.get("components") or []) <= MAX_BUTTONS:
            raise invalid(f"{where}.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        for place, button in enumerate(row["components"]):
            _button(f"{where}.components.{place}", button, ids)


def _button(where: str, button: dict[str, Any], ids: set[str]) -> None:
    label, custom, url = button.get("label") or "", button.get("custom_id"), button.get("url")
    if button.get("type") != 2 or button.get("style") not in range(1, LINK_STYLE + 1):
        raise invalid(f"{where}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
    if len(label) > MAX_LABEL:
        raise invalid(f"{where}.label", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_LABEL} or fewer in length.")
    if not label and not button.get("emoji"):
        raise invalid(f"{where}.label", "BUTTON_COMPONENT_MISSING_LABEL", "A label or an emoji is required.")
    if (button["style"] == LINK_STYLE) != bool(url) or bool(url) == bool(custom):
        raise invalid(where, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id or a url is required.")
    if url and (len(url) > MAX_URL or not re.match(r"(https?|discord)://\S+$", url)):
        raise invalid(f"{where}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    if custom and len(custom) > MAX_CUSTOM_ID:
        raise invalid(f"{where}.custom_id", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_CUSTOM_ID} in length.")
    if custom in ids:
        raise invalid(
            f"{where}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
        )
    ids |= {custom} if custom else set()


def _command(where: str, command: dict[str, Any]) -> None:
    if command.get("type") == ON_MESSAGE:
        _menu_entry(where, command)
        return
    _named(where, command)
    options = command.get("options") or []
    if len(options) > MAX_OPTIONS:
        raise invalid(f"{where}.options", "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_OPTIONS} or fewer in length.")
    names = [option.get("name") for option in options]
    for number, option in enumerate(options):
        _option(f"{where}.options.{number}", option)
        if names.index(option["name"]) != number:
            raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Name already exists.")
        if option.get("required") and number and not options[number - 1].get("required"):
            raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required comes first.")
        if (option["type"] in PARTS) != (options[0]["type"] in PARTS):
            raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Parts exclude options.")
    needed = command.get("default_member_permissions")
    if needed is not None and not str(needed).isdecimal():
        raise invalid(f"{where}.default_member_permissions", "BITFIELD_TYPE", "Not a number of permissions.")
    for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        if not set(command.get(key) or ()) <= known:
            raise invalid(f"{where}.{key}", "ENUM_TYPE_COERCE", "Value is not a valid enum value.")


def _menu_entry(where: str, command: dict[str, Any]) -> None:
    """Check a message command, which has a name for people and neither description nor options."""
    if not 1 <= len(str(command.get("name", ""))) <= MAX_ENTRY:
        raise invalid(f"{where}.name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    if command.get("description"):
        raise invalid(f"{where}.description", "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Must be empty.")
    if command.get("options"):
        raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Must be empty.")


def _named(where: str, thing: dict[str, Any]) -> None:
    name, description = str(thing.get("name", "")), str(thing.get("description", ""))
    if not NAME.fullmatch(name) or name != name.lower():
        raise invalid(f"{where}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise invalid(f"{where}.description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _option(where: str, option: dict[str, Any]) -> None:
    _named(where, option)
    kind = option.get("type")
    if kind not in range(1, 12):
        raise invalid(f"{where}.type", "UNION_TYPE_CHOICES", "Value of field type must be one of (1, ..., 11).")
    if option.get("choices") and option.get("autocomplete"):
        raise invalid(where, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices exclude autocomplete.")
    if kind not in (INTEGER, NUMBER) and ({"min_value", "max_value"} & option.keys()):
        raise invalid(where, "APPLICATION_COMMAND_OPTIONS_MIN_MAX", "Only numbers have a least and a most.")
    if kind != CHANNEL and option.get("channel_types"):
        raise invalid(where, "APPLICATION_COMMAND_OPTIONS_CHANNEL_TYPES", "Only channels have types.")
    if kind in PARTS:
        return _part(where, option, kind)
    _choices(f"{where}.choices", option.get("choices") or [], kind)
    return None


def _part(where: str, part: dict[str, Any], kind: int) -> None:
    """Check a subcommand, whose options are values, or a group, whose options are subcommands."""
    inner = part.get("options") or []
    if len(inner) > MAX_OPTIONS or (kind == PARTS_OF_PART and not inner):
        raise invalid(f"{where}.options", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MAX_OPTIONS} in length.")
    for number, option in enumerate(inner):
        if option.get("type") == PARTS_OF_PART or (option.get("type") == PART) != (kind == PARTS_OF_PART):
            raise invalid(f"{where}.options.{number}.type", "UNION_TYPE_CHOICES", "Not at this depth.")
        _option(f"{where}.options.{number}", option)


def _choices(where: str, choices: list[dict[str, Any]], kind: int | None) -> None:
    if len(choices) > MAX_CHOICES:
        raise invalid(where, "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_CHOICES} or fewer in length.")
    for number, choice in enumerate(choices):
        value = choice.get("value")
        if not 1 <= len(str(choice.get("name", ""))) <= MAX_CHOICE:
            raise invalid(f"{where}.{number}.name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
        if isinstance(value, str) != (kind == STRING) or len(str(value)) > MAX_CHOICE:
            raise invalid(f"{where}.{number}.value", "BASE_TYPE_BAD_LENGTH", "Must be 100 or fewer in length.")
