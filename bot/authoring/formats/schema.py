"""The JSON schema of a question file, from which editors complete and check while one writes."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from bot.bank.models import Question


def schema() -> str:
    """Return content/schema.json as it must be."""
    made = TypeAdapter(list[Question]).json_schema()
    made = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Questions of one topic", **made}
    return json.dumps(_older(made), indent=2) + "\n"


def _older(part: object) -> object:
    """Return the schema in the draft that editors know for YAML: `definitions` where newer drafts say `$defs`."""
    if isinstance(part, dict):
        return {("definitions" if key == "$defs" else key): _older(each) for key, each in part.items()}
    if isinstance(part, list):
        return [_older(each) for each in part]
    return part.replace("#/$defs/", "#/definitions/") if isinstance(part, str) else part
