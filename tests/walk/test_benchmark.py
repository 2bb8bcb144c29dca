"""The benchmark of learning from end to end, in its smallest run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from benchmarks import calibration, learning
from benchmarks.learners import Transfer
from benchmarks.plain import Plain, Unpromised
from benchmarks.policies import BASELINES
from benchmarks.product import Product

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

    import pytest


def test_the_smallest_run_prints_its_tables_and_draws_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "DAYS", (6,))
    monkeypatch.setattr(learning, "BUDGETS", (8,))
    monkeypatch.setattr(learning, "MAIN", (6, 8))
    monkeypatch.setattr(calibration, "LENGTHS", ((6, 9),))
    with ThreadPoolExecutor(1) as pool:
        drawn = tmp_path / "learning.svg"
        text = learning.compare([Transfer], learning.Size(2, 2, 4), drawn, cast("ProcessPoolExecutor", pool))
    assert text.count("\n| --- |") == 3
    assert all(f"| {policy.name} |" in text for policy in (*BASELINES, Product, Plain, Unpromised))
    assert ET.fromstring(drawn.read_text("utf-8")).tag.endswith("svg")  # noqa: S314 - we wrote it
