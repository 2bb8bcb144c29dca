"""JSON schema of a question file, for completion and validation in editors."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from bot.bank.models import Question


def schema() -> str:
    """The contents of content/schema.json."""
    made = TypeAdapter(list[Question]).json_schema()
    made = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Questions of one topic", **made}
    return json.dumps(_older(made), indent=2) + "\n"


def _older(part: object) -> object:
    """Convert to the draft that editors support for YAML, which has `definitions` instead of `$defs`."""
    if isinstance(part, dict):
        return {("definitions" if key == "$defs" else key): _older(each) for key, each in part.items()}
    if isinstance(part, list):
        return [_older(each) for each in part]
    return part.replace("#/$defs/", "#/definitions/") if isinstance(part, str) else part
