"""The entries of a lock file, and what differs between two of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.markers import Marker

HASH: Final = re.compile(r"--hash=(\S+)")


@dataclass(frozen=True, slots=True)
class Pin:
    """One entry of a lock file."""

    name: NormalizedName
    version: Version
    extras: frozenset[NormalizedName] = frozenset()
    marker: Marker | None = None
    hashes: frozenset[str] = frozenset()

    def __str__(self) -> str:
        extras = f" with {', '.join(sorted(self.extras))}" if self.extras else ""
        return f"{self.version}{extras}" + (f" where {self.marker}" if self.marker else "")


def read(lock: str) -> list[Pin]:
    """Return the entries of a lock file's text.

    Raises:
        ValueError: an entry is not pinned to one version with hashes.
    """
    lines = (line.partition("#")[0].strip() for line in lock.replace("\\\n", " ").splitlines())
    return [_pin(line) for line in lines if line]


def _pin(line: str) -> Pin:
    hashes = frozenset(HASH.findall(line))
    required = Requirement(HASH.sub("", line).strip())
    pinned = [one for one in required.specifier if one.operator == "==" and "*" not in one.version]
    if len(pinned) != 1 or not hashes:
        raise ValueError(f"{required.name} is not pinned to one version with hashes.")
    extras = frozenset(map(canonicalize_name, required.extras))
    return Pin(canonicalize_name(required.name), Version(pinned[0].version), extras, required.marker, hashes)


def changes(old: Sequence[Pin], new: Sequence[Pin]) -> list[str]:
    """Return what was added, removed and moved from one version to another, one package a line."""
    before, after = _by_name(old), _by_name(new)
    compared = (_change(name, before.get(name, []), after.get(name, [])) for name in sorted({*before, *after}))
    return [line for line in compared if line]


def _by_name(pins: Sequence[Pin]) -> dict[str, list[Pin]]:
    found: dict[str, list[Pin]] = defaultdict(list)
    for pin in pins:
        found[pin.name].append(pin)
    return found


def _change(name: str, old: Sequence[Pin], new: Sequence[Pin]) -> str:
    before, after = ("; ".join(map(str, pins)) for pins in (old, new))
    if not old:
        return f"added {name} {after}"
    if not new:
        return f"removed {name} {before}"
    if before != after:
        return f"changed {name} {before} -> {after}"
    same = {pin.hashes for pin in old} == {pin.hashes for pin in new}
    return "" if same else f"changed {name} {after}: other files"
