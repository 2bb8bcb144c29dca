"""Time zones come from the installed package, and a zone that no longer exists locks no one out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zoneinfo
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import main
from bot import zones
from bot.learning import calendar
from tests.bench import NOON
from tests.club import Club

if TYPE_CHECKING:
    from tests.bench import Stage

SAID = (
    "from zoneinfo import ZoneInfo; from datetime import datetime; print(datetime(2026, 1, 1, tzinfo=ZoneInfo('UTC'))"
)
SAID += ".astimezone(ZoneInfo('America/New_York')).utcoffset())"


def old_host(folder: Path) -> Path:
    """Zone files of a host that has New York where Tokyo is."""
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo")
    (folder / "America").mkdir()
    with resources.as_file(tokyo) as file:
        shutil.copy(file, folder / "America/New_York")
        shutil.copy(file, folder / "localtime")
    return folder


@pytest.mark.parametrize(("imports", "offset"), [("", "9:00:00"), ("import main;", "-1 day, 19:00:00")])
def test_the_program_reads_the_installed_zones(tmp_path: Path, imports: str, offset: str) -> None:
    env = {"PYTHONTZPATH": str(old_host(tmp_path)), "PYTHONPATH": str(Path(main.__file__).parent)}
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", f"{imports}{SAID}"],
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == offset


def test_zones_read_before_are_read_again(tmp_path: Path) -> None:
    zoneinfo.reset_tzpath(to=[str(old_host(tmp_path))])
    zoneinfo.ZoneInfo.clear_cache()
    assert NOON.astimezone(zoneinfo.ZoneInfo("America/New_York")).utcoffset() == timedelta(hours=9)
    zones.use_locked_data()
    assert NOON.astimezone(zoneinfo.ZoneInfo("America/New_York")).utcoffset() == timedelta(hours=-5)


@pytest.mark.parametrize("typed", ["localtime", "Factory", "factory", "posixrules", "posix/Europe/Paris", "America"])
def test_names_that_are_no_place_are_refused(tmp_path: Path, typed: str) -> None:
    zoneinfo.reset_tzpath(to=[str(old_host(tmp_path))])
    zones._names.cache_clear()
    try:
        assert zones.find(typed) == ()
        assert not [name for _, name in zones.complete(typed, 25) if typed == name]
    finally:
        zones.use_locked_data()
        zones._names.cache_clear()


@pytest.mark.parametrize("name", ["Nowhere/At_All", "America", "../etc/passwd", "", "UTC+5", "a" * 500])
def test_a_stored_zone_that_is_no_more_is_read_as_the_default(name: str) -> None:
    assert datetime(2026, 1, 1, tzinfo=calendar.zone(name)).utcoffset() == timedelta(hours=-5)
    assert not calendar.is_zone(name)


def test_whoever_has_such_a_zone_can_still_do_everything(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        found[0].settings = replace(found[0].settings, zone="Nowhere/At_All")
    ann.answer()
    assert "Source:" in ann.text
    ann.say("/settings")
    assert "Nowhere/At_All (no longer a time zone; Eastern time is used)" in ann.text
    ann.say("/settings zone Chicago")
    assert "America/Chicago" in ann.text
    assert "no longer" not in ann.text
    ann.say("/forget")
    ann.tap("Yes, delete")
    assert "Everything I had about you is deleted" in ann.text


def test_a_group_with_such_a_zone_still_asks(stage: Stage) -> None:
    club = Club(stage)
    club.begin("time 12:30")
    with stage.database.transaction() as store:
        found = store.groups.find(club.platform, club.space)
        assert found is not None
        found.zone = "Nowhere/At_All"
    assert club.ask().rows
    club.boss.say("/group")
    assert "no longer a time zone" in club.boss.text
