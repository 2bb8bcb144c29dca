"""A lock file that lacks something is refused, on every kind of machine, and what changed in it is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from scripts import locks, pins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHECKOUT = Path(__file__).parent.parent.parent
RUN, DEV = CHECKOUT / "requirements.txt", CHECKOUT / "requirements-dev.txt"


def lock(*entries: str) -> str:
    """Write a lock file as uv does, from entries such as "a[x]==1 ; python_version < '3.12'"."""
    return "".join(
        f"{entry} \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via who asked\n" for entry in entries
    )


def lacking(entries: Sequence[str], declared: Mapping[str, Sequence[str]], extra: str = "") -> list[str]:
    """Check a lock; `declared` says what each package requires, and `cehrs-tutor` is the project."""
    extras = frozenset({canonicalize_name(extra)} if extra else ())
    project = pins.Pin(locks.PROJECT, Version("0"), extras)
    return locks.lacking([project, *pins.read(lock(*entries))], lambda pin: declared.get(pin.name))


def test_a_complete_lock_has_no_fault() -> None:
    declared = {"cehrs-tutor": ["A.b>=1"], "a-b": ["c~=2.1", 'd; extra == "more"'], "c": []}
    assert lacking(["a-b==1.0", "c==2.4"], declared) == []


@pytest.mark.parametrize(
    ("entries", "declared", "fault"),
    [
        ([], {"cehrs-tutor": ["a>=1"]}, "cehrs-tutor requires a>=1, which is not locked (everywhere)."),
        (["a==1"], {"a": ["b"]}, "a requires b, which is not locked (everywhere)."),
        (["a==1", "b==1"], {"a": ["b>=2"]}, "a requires b>=2, but 1 is locked (everywhere)."),
        (["a==1", "b==1rc1"], {"a": ["b>=1"]}, "a requires b>=1, but 1rc1 is locked (everywhere)."),
        # the extra of a lock's own entry, of a package that asks for it, and of an extra of that
        (["a[x]==1"], {"a": ['b; extra == "x"']}, 'a[x] requires b; extra == "x", which is not locked (everywhere).'),
        (
            ["a==1", "b==1"],
            {"a": ["b[X_y]"], "b": ['c; extra == "x-y"']},
            'b[x-y] requires c; extra == "x-y", which is not locked (everywhere).',
        ),
        (
            ["a==1", "b==1"],
            {"a": ["b[x]"], "b": ['b[y]; extra == "x"', 'c; extra == "y"']},
            'b[y] requires c; extra == "y", which is not locked (everywhere).',
        ),
        (
            ["a==1"],
            {"a": ['b; sys_platform == "darwin" and python_full_version < "3.12"']},
            (
                'a requires b; sys_platform == "darwin" and python_full_version < "3.12", which is not locked '
                "(Python 3.11 on Darwin x86_64, Python 3.11 on Darwin arm64)."
            ),
        ),
        (
            ["a==1"],
            {"a": ['b; python_full_version < "3.14.3" and platform_machine == "aarch64" and python_version > "3.13"']},
            (
                'a requires b; python_full_version < "3.14.3" and platform_machine == "aarch64" and '
                'python_version > "3.13", which is not locked (Python 3.14 on Linux aarch64).'
            ),
        ),
        (
            ["a==1", "b==1 ; python_version < '3.14'"],
            {"a": ["b"]},
            (
                "a requires b, which is not locked (Python 3.14 on Linux x86_64, Python 3.14 on Linux aarch64, "
                "Python 3.14 on Darwin x86_64, Python 3.14 on Darwin arm64)."
            ),
        ),
        (["a==1", "a==2"], {}, "a is locked as 1 and as 2 (everywhere)."),
    ],
)
def test_what_a_lock_lacks_is_named(entries: list[str], declared: dict[str, list[str]], fault: str) -> None:
    assert lacking(entries, declared) == [fault]


def test_an_extra_that_nobody_asks_for_is_not_missed() -> None:
    assert lacking(["a==1"], {"a": ['b; extra == "x"', 'c; sys_platform == "win32"']}) == []


def test_one_version_for_some_machines_and_another_for_the_rest() -> None:
    declared = {"a": ['b<2; python_version < "3.12"', 'b>=2; python_version >= "3.12"']}
    entries = ["a==1", "b==1 ; python_full_version < '3.12'", "b==2 ; python_full_version >= '3.12'"]
    assert lacking(entries, declared) == []


def test_the_projects_own_extras_are_followed() -> None:
    pyproject = """
        [build-system]
        requires = ["builder"]
        [project]
        dependencies = ["a"]
        [project.optional-dependencies]
        anki = ["b; python_version < '3.12' or sys_platform == 'darwin'"]
        dev = ["cehrs-tutor[anki]", "c[x]>=1"]
    """
    declared = {"cehrs-tutor": locks.declared_by_project(pyproject), "c": ['d; extra == "x"']}
    assert lacking(["builder==1", "a==1"], declared) == []
    assert len(lacking([], declared)) == 2
    faults = lacking(["builder==1", "a==1", "c==1"], declared, "dev")
    assert [fault.partition(" requires ")[0] for fault in faults] == ["c[x]", "cehrs-tutor[anki]"]
    assert "Python 3.14 on Darwin arm64" in faults[1]
    assert "Python 3.14 on Linux" not in faults[1]


@pytest.mark.parametrize("entry", ["a>=1", "a==1.*", "a"])
def test_what_is_not_pinned_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="a is not pinned"):
        pins.read(lock(entry))


def test_what_has_no_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="a is not pinned"):
        pins.read("a==1\n")


def test_another_version_than_the_locked_one_is_named() -> None:
    locked = pins.read(lock("a==1", "b==1", "c==1", "d==1 ; sys_platform == 'win32'"))
    present = {canonicalize_name(name): Version(version) for name, version in {"a": "1", "b": "2", "e": "1"}.items()}
    assert locks.misfits(locked, present) == [
        "b 1 is locked, but installed is 2.",
        "c 1 is locked, but installed is none.",
    ]


def test_changes_are_named() -> None:
    old = ["a==1", "b==1", "c==1", "n==1 ; python_version < '3.12'", "n==2 ; python_version >= '3.12'", "same==1"]
    new = ["b==2", "c[x]==1", "d==1", "n==1 ; python_version < '3.12'", "n==3 ; python_version >= '3.12'", "same==1"]
    assert pins.changes(pins.read(lock(*old)), pins.read(lock(*new))) == [
        "removed a 1",
        "changed b 1 -> 2",
        "changed c 1 -> 1 with x",
        "added d 1",
        (
            'changed n 1 where python_version < "3.12"; 2 where python_version >= "3.12"'
            ' -> 1 where python_version < "3.12"; 3 where python_version >= "3.12"'
        ),
    ]
    assert pins.changes(pins.read(lock("a==1")), pins.read("a==1 --hash=sha256:cc")) == ["changed a 1: other files"]


@pytest.mark.parametrize(("shipped", "options"), [(RUN, []), (DEV, ["--extra", "dev"])])
def test_the_shipped_locks_are_complete(shipped: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert locks.main(["check", str(shipped), *options]) == 0
    assert "is complete" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("missing", "asker"),
    [
        ("psycopg-binary", "psycopg[binary]"),
        ("numpy", "scikit-learn"),
        ("audioop-lts", "discord-py"),  # for Python 3.13 and newer only
        ("genanki", "cehrs-tutor[anki]"),
        ("setuptools", "cehrs-tutor"),
    ],
)
def test_a_shipped_lock_that_loses_an_entry_is_refused(
    missing: str, asker: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "lock.txt"
    broken.write_text(re.sub(rf"^{missing}==.*\n(?:[ #].*\n)*", "", DEV.read_text(), flags=re.MULTILINE))
    assert locks.main(["check", str(broken), "--extra", "dev"]) == 1
    assert re.search(rf": {re.escape(asker)} requires {missing}\W.* which is not locked", capsys.readouterr().err)


def test_what_runs_is_developed_with_the_same_versions() -> None:
    run, dev = ({(pin.name, pin.version, pin.marker) for pin in pins.read(file.read_text())} for file in (RUN, DEV))
    assert run <= dev


def test_what_is_installed_but_not_locked_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = tmp_path / "lock.txt"
    few.write_text(lock(*(f"{name}==1" for name in locks.installed() if name not in {"pytest", "pip"})))
    assert locks.main(["leftovers", str(few)]) == 0
    assert capsys.readouterr().out.split() == ["pytest"]
