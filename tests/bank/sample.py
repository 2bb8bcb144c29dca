"""A small blueprint, and faultless questions to break one at a time."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import yaml

from bot.bank.models import Question

if TYPE_CHECKING:
    from pathlib import Path

Item = dict[str, Any]

BLUEPRINT: Item = {
    "test_plan": "2020-06",
    "items": {"scored": 100, "pretest": 25, "minutes": 125},
    "score": {"scale_min": 200, "scale_max": 500, "pass": 390},
    "domains": [
        {
            "id": name.lower().replace(" ", "-").replace("/", "-"),
            "number": number,
            "name": name,
            "weight": weight,
            "topics": [
                {"id": f"{code}-0{place}", "seen": True, "name": topic, "covers": covers}
                for place, (topic, covers) in enumerate(topics, 1)
            ],
        }
        for number, (name, code, weight, topics) in enumerate(
            (
                (
                    "Non-Clinical Operations",
                    "NCO",
                    28,
                    (("EHR fundamentals", "EMR, PHR"), ("Scheduling", "wave, no-show"), ("Patient portal", "proxy")),
                ),
                ("Clinical Operations", "CLO", 32, (("Visit note", "SOAP"), ("Real-time data", "vitals, flowsheets"))),
                ("Revenue Cycle/Finance", "RCF", 15, (("ICD-10-CM", "codes"), ("Claims", "CMS-1500, NPI"))),
                (
                    "Regulatory Compliance",
                    "REG",
                    15,
                    (("Privacy Rule core", "PHI"), ("Breach notification", "60 days")),
                ),
                ("Reporting", "REP", 10, (("Outcomes and rates", "census"), ("Ad hoc queries", "filters"))),
            ),
            1,
        )
    ],
}

ITEM: Item = {
    "id": "CLO-02-001",
    "version": 1,
    "status": "draft",
    "level": "analysis",
    "difficulty": "medium",
    "stem": "The flow sheet of an adult shows 95.3 kg in March, 94.8 kg in June and 208.8 kg in September. What"
    " explains the last value?",
    "key": {"text": "A unit mix-up while typing", "why": "208.8 lb equals 94.7 kg, so a mix-up fits exactly."},
    "distractors": [
        {"text": "A misplaced decimal point", "why": "20.88 kg fits no better."},
        {"text": "A sum of two measurements", "why": "Systems store single measurements; nothing suggests a sum."},
        {"text": "A drifting bathroom scale", "why": "Drift gives small errors, never a doubling."},
    ],
    "brief": "208.8 lb is 94.7 kg: the unit was mixed up.",
    "sources": [{"cite": "45 CFR 164.312(c)(1)", "url": "https://www.ecfr.gov/", "checked": "2026-11-20"}],
}


def item(**changes: object) -> Item:
    """Return a faultless item with these changes; a value of None removes the field."""
    made = {**copy.deepcopy(ITEM), **changes}
    return {key: value for key, value in made.items() if value is not None}


def texts(key: str, *distractors: str) -> Item:
    """Return the fields that give an item these options."""
    why = ITEM["key"]["why"]
    return {
        "key": {"text": key, "why": why},
        "distractors": [{"text": each, "why": f"{why[:-1]} {number}."} for number, each in enumerate(distractors)],
    }


def question(**changes: object) -> Question:
    """Return the same as a Question."""
    return Question.model_validate(item(**changes))


def write(folder: Path, *items: Item, notes: dict[str, str] | None = None, blueprint: Item | None = None) -> Path:
    """Write a content folder with the items, each in its right file."""
    domains = {topic["id"]: each["id"] for each in BLUEPRINT["domains"] for topic in each["topics"]}
    files: dict[str, list[Item]] = {}
    for each in items:
        topic = each["id"][:6]
        files.setdefault(f"questions/{domains[topic]}/{topic}.yaml", []).append(each)
    put(folder, "blueprint.yaml", yaml.safe_dump(blueprint or BLUEPRINT))
    for name, each_file in files.items():
        put(folder, name, yaml.safe_dump(each_file, sort_keys=False))
    for topic, source in (notes or {}).items():
        put(folder, f"notes/{topic}.md", source)
    return folder


def put(folder: Path, name: str, content: str | bytes) -> None:
    """Write one file and the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
