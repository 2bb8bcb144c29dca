"""Checks that a lock file is complete, without asking a package index.

Run as `python -m scripts.locks COMMAND`:

- `check LOCK --extra NAME`: name each requirement of the project and of the locked packages that the lock does not
  meet; exit code 1 if there is one.
- `leftovers LOCK`: print what is installed but not locked, one name a line.
- `changes OLD NEW`: print what differs between two lock files, one package a line.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import defaultdict
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from scripts.pins import Pin, changes, read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

PYPROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"
PROJECT: Final = canonicalize_name("cehrs-tutor")
UNMANAGED: Final = frozenset({PROJECT, canonicalize_name("pip")})
"""What an environment holds besides the packages of its lock file."""
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
PATCHES: Final = ("0", "99")
"""Both ends of a minor version, because a marker may tell 3.11.2 from 3.11.4."""
SYSTEMS: Final = (
    ("linux", "Linux", "x86_64"),
    ("linux", "Linux", "aarch64"),
    ("darwin", "Darwin", "x86_64"),
    ("darwin", "Darwin", "arm64"),
)
Machine: TypeAlias = "Mapping[str, str]"
"""The values of the environment markers on one kind of machine."""
Requires: TypeAlias = "Callable[[Pin], Collection[str] | None]"
"""Returns the requirements that a package declares, or None if its metadata is not at hand."""


def machines() -> Iterator[Machine]:
    """Yield every kind of machine that the tutor is meant for."""
    for python, patch, (platform, system, processor) in product(PYTHONS, PATCHES, SYSTEMS):
        yield {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.{patch}",
            "os_name": "posix",
            "platform_machine": processor,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": system,
            "platform_version": "",
            "python_full_version": f"{python}.{patch}",
            "python_version": python,
            "sys_platform": platform,
        }


def lacking(pins: Sequence[Pin], requires: Requires) -> list[str]:
    """Return each requirement that the pins do not meet, and on which kinds of machine it is asked for."""
    found: dict[str, list[str]] = defaultdict(list)
    everywhere = list(dict.fromkeys(map(_label, machines())))
    for machine in machines():
        for fault in set(_lacking_on(machine, pins, requires)):
            found[fault].append(_label(machine))
    return sorted(
        f"{fault} ({'everywhere' if set(where) == set(everywhere) else ', '.join(dict.fromkeys(where))})."
        for fault, where in found.items()
    )


def _label(machine: Machine) -> str:
    return f"Python {machine['python_version']} on {machine['platform_system']} {machine['platform_machine']}"


def _lacking_on(machine: Machine, pins: Sequence[Pin], requires: Requires) -> Iterator[str]:
    locked: dict[NormalizedName, Pin] = {}
    for pin in pins:
        if _holds(pin.marker, machine):
            if pin.name in locked:
                yield f"{pin.name} is locked as {locked[pin.name].version} and as {pin.version}"
            locked[pin.name] = pin
    for asker, required in _asked(machine, locked, requires):
        met = locked.get(canonicalize_name(required.name))
        if met is None:
            yield f"{asker} requires {required}, which is not locked"
        elif met.name != PROJECT and not required.specifier.contains(met.version, prereleases=True):
            yield f"{asker} requires {required}, but {met.version} is locked"


def _asked(
    machine: Machine, locked: Mapping[NormalizedName, Pin], requires: Requires
) -> Iterator[tuple[str, Requirement]]:
    """Yield who asks for what on a machine, extras of extras included."""
    todo = [(pin.name, extra) for pin in locked.values() for extra in ("", *pin.extras)]
    seen = set(todo)
    while todo:
        name, extra = todo.pop()
        declared = requires(locked[name]) if name in locked else None
        for required in map(_requirement, declared or ()):
            if _holds(required.marker, machine, extra) and not (extra and _holds(required.marker, machine)):
                yield f"{name}[{extra}]" if extra else name, required
                wanted = {(canonicalize_name(required.name), canonicalize_name(one)) for one in required.extras}
                todo += wanted - seen
                seen |= wanted


def _holds(marker: Marker | None, machine: Machine, extra: str = "") -> bool:
    return marker is None or marker.evaluate({**machine, "extra": extra})


@cache
def _requirement(line: str) -> Requirement:
    return Requirement(line)


def declared_by_project(pyproject: str) -> list[str]:
    """Return what a pyproject.toml requires to be built, to run, and with each of its extras."""
    read_as = tomllib.loads(pyproject)
    found = [*read_as["build-system"]["requires"], *read_as["project"]["dependencies"]]
    for extra, lines in read_as["project"].get("optional-dependencies", {}).items():
        found += [_only_with(extra, line) for line in lines]
    return found


def _only_with(extra: str, line: str) -> str:
    required = Requirement(line)
    of_extra = f'extra == "{extra}"'
    required.marker = Marker(f"({required.marker}) and {of_extra}" if required.marker else of_extra)
    return str(required)


@cache
def declared(pin: Pin) -> Collection[str] | None:
    """Return what a package requires as its metadata says, None unless this very version is installed."""
    if pin.name == PROJECT:
        return declared_by_project(PYPROJECT.read_text(encoding="utf-8"))
    return metadata.requires(pin.name) or () if installed().get(pin.name) == pin.version else None


@cache
def installed() -> Mapping[NormalizedName, Version]:
    """Return the version of each package in this environment."""
    return {canonicalize_name(one.metadata["Name"]): Version(one.version) for one in metadata.distributions()}


def misfits(pins: Sequence[Pin], present: Mapping[NormalizedName, Version]) -> list[str]:
    """Return where this environment differs from what is locked for it; extra packages do not count."""
    here = {name: str(value) for name, value in default_environment().items()}
    wanted = [pin for pin in pins if _holds(pin.marker, here) and present.get(pin.name) != pin.version]
    return [f"{pin.name} {pin.version} is locked, but installed is {present.get(pin.name, 'none')}." for pin in wanted]


def _check(lock: Path, extra: str) -> int:
    pins = read(lock.read_text(encoding="utf-8"))
    project = Pin(PROJECT, Version("0"), frozenset({canonicalize_name(extra)} if extra else ()))
    faults = lacking([project, *pins], declared) + misfits(pins, installed())
    if faults:
        sys.stderr.writelines(f"{lock}: {fault}\n" for fault in faults)
        sys.stderr.write(f"{lock} is not what pyproject.toml and the packages ask for: run `make lock`.\n")
        return 1
    unread = [f"{pin.name} {pin.version}" for pin in pins if declared(pin) is None]
    aside = f" Not installed here, so that what they require was not read: {', '.join(unread)}." if unread else ""
    sys.stdout.write(f"{lock} is complete: {len(pins)} packages.{aside}\n")
    return 0


def _leftovers(lock: Path) -> int:
    locked = {pin.name for pin in read(lock.read_text(encoding="utf-8"))}
    sys.stdout.writelines(f"{name}\n" for name in sorted(installed().keys() - locked - UNMANAGED))
    return 0


def _changes(old: Path, new: Path) -> int:
    found = changes(*(read(file.read_text(encoding="utf-8")) for file in (old, new)))
    sys.stdout.writelines(f"{new}: {line}\n" for line in found or ["no change"])
    return 0


def main(typed: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, files in (
        ("check", _check, ["lock"]),
        ("leftovers", _leftovers, ["lock"]),
        ("changes", _changes, ["old", "new"]),
    ):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        for file in files:
            command.add_argument(file, type=Path)
    commands.choices["check"].add_argument("--extra", default="")
    given = vars(parser.parse_args(typed))
    return int(given.pop("run")(**given))


if __name__ == "__main__":
    sys.exit(main())
