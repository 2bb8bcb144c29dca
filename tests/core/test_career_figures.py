"""The figures of the career desk: whole, from the content, and every fault named."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bank.career import Career, load_career
from bot.bank.faults import BankError
from tests.bench import CONTENT

if TYPE_CHECKING:
    from pathlib import Path


def test_no_figure_stands_in_words_or_code() -> None:
    """A dollar amount or a BLS figure that a learner sees comes from the content, never from a sentence."""
    folder = CONTENT.parent / "bot"
    figures = {f"{round(value):,}" for figure in load_career(CONTENT).by_id.values() for value in figure.values}
    big = {each for each in figures if len(each) > 3}
    for path in [*(folder / "words").rglob("*.py"), *(folder / "flows").rglob("*.py")]:
        said = path.read_text()
        found = {each for each in re.findall(r"\d{1,3}(?:,\d{3})+", said) if each in big}
        assert not found, (path, found)


def test_the_shipped_figures_are_whole() -> None:
    known = load_career(CONTENT)
    assert len(known.states) == 51
    assert known.vintage == "BLS, May 2025"
    for figure in known.by_id.values():
        assert figure.recheck > figure.date
        assert figure.recheck - figure.date < timedelta(days=800)
    for figure in known.kind("wage-"):
        assert list(figure.values) == sorted(figure.values)
        assert figure.number == figure.values[2]
        assert f"${figure.number:,.0f}" in figure.text


def test_a_folder_without_figures_has_none(tmp_path: Path) -> None:
    assert load_career(tmp_path) == Career()


def test_every_fault_of_the_files_is_named(tmp_path: Path) -> None:
    good = (CONTENT / "career.yaml").read_text().split("- id: ")[1]
    (tmp_path / "career.yaml").write_text(f"- id: {good}- id: {good}- id: wage-x\n  text: x\n")
    (tmp_path / "states.csv").write_text("code,state,records,billing,jobs\nTX,Texas,many,1,1\n")
    with pytest.raises(BankError) as caught:
        load_career(tmp_path)
    rules = {fault.rule for fault in caught.value.faults}
    assert {"duplicate-id", "source", "row"} <= rules
