"""What operators copy: the image's files (`make walk` runs them), units are valid, alerts use existing metrics."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from bot import metrics

CHECKOUT = Path(__file__).parent.parent.parent
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
UNITS = sorted((CHECKOUT / "deploy").glob("tutor*.*"))
SYSTEMD = shutil.which("systemd-analyze")
CHECKS = [
    ("promtool", "check", "rules", "deploy/alerts.yaml"),
    ("hadolint", "Dockerfile"),
    ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"),
]


def copied() -> list[str]:
    """The parts of the project that go into the image."""
    found = [
        line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    return sorted({name for names in found for name in names})


def test_the_image_gets_what_it_copies_and_nothing_else() -> None:
    lines = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    assert sorted(line[1:] for line in lines if line.startswith("!")) == copied()
    assert ".env" not in copied()


def test_the_image_gets_every_package() -> None:
    packages = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"][
        "include"
    ]
    assert {each.removesuffix("*") for each in packages} <= set(copied())


def test_the_image_runs_as_a_user_of_its_own() -> None:
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.index("useradd --uid 10001 ") < DOCKERFILE.index("USER 10001") < DOCKERFILE.index("ENTRYPOINT")
    service = yaml.safe_load((CHECKOUT / "compose.yaml").read_text())["services"]["tutor"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["data:/data"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_the_units_agree() -> None:
    assert len(UNITS) == 3
    read = {}
    for unit in UNITS:
        read[unit.name] = configparser.RawConfigParser(strict=False)
        read[unit.name].optionxform = str  # type: ignore[assignment, method-assign]
        read[unit.name].read(unit)
    serves, copies = read["tutor.service"]["Service"], read["tutor-backup.service"]["Service"]
    for name in ("User", "StateDirectory", "WorkingDirectory", "Environment", "EnvironmentFile"):
        assert serves[name] == copies[name]


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        there = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(there)
    files = [str(tmp_path / unit.name) for unit in UNITS]
    ended = subprocess.run(  # noqa: S603 - a fixed command
        [str(SYSTEMD), "verify", *files], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_alerts_ask_for_figures_that_there_are() -> None:
    assert metrics.ANSWERS  # registered
    known = {name for family in REGISTRY.collect() for name in _names(family.name, family.type)}
    rules = [
        rule
        for group in yaml.safe_load((CHECKOUT / "deploy/alerts.yaml").read_text())["groups"]
        for rule in group["rules"]
    ]
    asked = {name for rule in rules for name in re.findall(r"tutor_\w+", rule["expr"])}
    assert len(rules) >= 6
    assert asked <= known, asked - known
    documented = (CHECKOUT / "docs/operating.md").read_text()
    assert not {
        f"`{name}`" for name in known if name in asked and "_bucket" not in name and f"`{name}`" not in documented
    }


@pytest.mark.parametrize("words", CHECKS, ids=lambda words: words[0])
def test_the_tools_of_operators_accept_the_files(words: tuple[str, ...]) -> None:
    if not (program := shutil.which(words[0])):
        pytest.skip("it is not installed")
    command = [program, *words[1:]]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)  # noqa: S603 - fixed
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _names(family: str, kind: str) -> set[str]:
    return {"counter": {f"{family}_total"}, "histogram": {f"{family}_bucket", f"{family}_count"}}.get(kind, {family})
