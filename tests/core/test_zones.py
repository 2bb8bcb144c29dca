"""What is meant by the name of a zone, a city, a state, or by a zip code."""

from __future__ import annotations

import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
import zipcodes

from bot.actions import Change, decode
from bot.chat import flat
from bot.errors import Refusal
from bot.learning.calendar import zone
from bot.places import beginning, is_american, zones
from bot.times import read_zone
from bot.zones import US_ZONES, complete, find, is_fixed, spoken


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Eastern", "America/New_York"),
        ("eastern time", "America/New_York"),
        ("CST", "America/Chicago"),
        ("PT", "America/Los_Angeles"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Chicago", "America/Chicago"),
        ("St. Louis", "America/Chicago"),
        ("winston-salem", "America/New_York"),
        ("Indianapolis", "America/Indiana/Indianapolis"),
        ("Portland, ME", "America/New_York"),
        ("portland oregon", "America/Los_Angeles"),
        ("Washington, DC", "America/New_York"),
        ("Kansas City", "America/Chicago"),
        ("El Paso", "America/Denver"),
        ("Houston", "America/Chicago"),
        ("coeur d'alene", "America/Los_Angeles"),
        ("ft. worth", "America/Chicago"),
        ("NYC", "America/New_York"),
        ("LA", "America/Los_Angeles"),
        ("Texas", "America/Chicago"),
        ("Tennessee, Central time", "America/Chicago"),
        ("Indiana, Eastern time", "America/Indiana/Indianapolis"),
        ("VT", "America/New_York"),
        ("Michigan", "America/Detroit"),
        ("60601", "America/Chicago"),
        ("99501-1234", "America/Anchorage"),
        ("Tokyo", "Asia/Tokyo"),
        ("London, Britain", "Europe/London"),
        ("Ireland", "Europe/Dublin"),
        ("Calcutta", "Asia/Calcutta"),
        ("Guam", "Pacific/Guam"),
        ("Mesa", "America/Phoenix"),
        ("Berlin", "Europe/Berlin"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("UTC", "UTC"),
        ("Dallas, TX", "America/Chicago"),
        ("New York, NY", "America/New_York"),
        ("Washington D.C.", "America/New_York"),
        ("Saint Petersburg", "America/New_York"),
        ("US Eastern", "America/New_York"),
        ("UTC-5", "UTC-05:00"),
        ("+5:30", "UTC+05:30"),
        ("gmt+0100", "UTC+01:00"),
        ("\u22127", "UTC-07:00"),
    ],
)
def test_zones(typed: str, name: str) -> None:
    assert read_zone(typed) == name
    assert zone(name)
    assert is_fixed(name) is name.startswith("UTC")


@pytest.mark.parametrize(
    "typed",
    [
        "Atlantis, TX",
        "Xanadu",
        "ok",
        "stop",
        "00000",
        "09012",
        "",
        "UTC+99",
        "America/Nowhere",
        "../etc/passwd",
        "\x00",
        "x" * 5_000,
        "🙂",
    ],
)
def test_zones_that_are_none(typed: str) -> None:
    with pytest.raises(Refusal):
        read_zone(typed)


CITIES = """
New York, Los Angeles, Chicago, Houston, Phoenix, Philadelphia, San Antonio, San Diego, Dallas, Jacksonville,
Austin, Fort Worth, San Jose, Columbus, Charlotte, Indianapolis, San Francisco, Seattle, Denver, Oklahoma
City, Nashville, Washington, El Paso, Las Vegas, Boston, Detroit, Portland, Louisville, Memphis, Baltimore,
Milwaukee, Albuquerque, Tucson, Fresno, Sacramento, Mesa, Atlanta, Kansas City, Colorado Springs, Raleigh,
Omaha, Miami, Virginia Beach, Long Beach, Oakland, Minneapolis, Bakersfield, Tulsa, Tampa, Arlington, Wichita,
Aurora, New Orleans, Cleveland, Honolulu, Anaheim, Henderson, Orlando, Lexington, Stockton, Riverside, Irvine,
Corpus Christi, Newark, Santa Ana, Cincinnati, Pittsburgh, Saint Paul, Greensboro, Jersey City, Durham,
Lincoln, North Las Vegas, Plano, Anchorage, Gilbert, Madison, Reno, Chandler, St. Louis, Chula Vista, Buffalo,
Fort Wayne, Lubbock, Toledo, St. Petersburg, Laredo, Port St. Lucie, Glendale, Irving, Winston-Salem,
Chesapeake, Garland, Scottsdale, Boise, Hialeah, Frisco, Richmond, Cape Coral, Norfolk
"""


ASKED = {
    "Arlington", "Aurora", "Columbus", "Frisco", "Gilbert", "Glendale", "Henderson", "Norfolk", "Portland", "Richmond",
    "Riverside", "Washington",
}  # fmt: skip
"""Cities with a namesake in another time zone that is not much smaller."""


def test_the_hundred_largest_cities_have_a_us_zone() -> None:
    cities = [city.strip() for city in CITIES.replace("\n", " ").split(",")]
    assert len(cities) == 100
    found = {city: find(city) for city in cities}
    assert {city for city, zones in found.items() if len(zones) > 1} == ASKED
    assert {spoken(zones[0].name) for zones in found.values()} <= set(US_ZONES)


@pytest.mark.parametrize(
    ("typed", "said", "labels"),
    [
        (
            "Portland",
            "Which Portland: Oregon or Maine? Send both, such as Portland, Oregon.",
            ["Portland, Oregon", "Portland, Maine"],
        ),
        (
            "Washington",
            "Which Washington: the state or DC? Send both, such as Washington, DC.",
            ["Washington, the state", "Washington, DC"],
        ),
        (
            "Tennessee",
            "Which Tennessee: Central time or Eastern time?",
            ["Tennessee, Central time", "Tennessee, Eastern time"],
        ),
        (
            "Springfield",
            "Which Springfield: Illinois, Massachusetts, Missouri, Virginia, or Ohio?",
            ["Springfield, Illinois or Missouri", "Massachusetts, Virginia, or Ohio"],
        ),
        ("Dublin", "Which Dublin: Ireland, Georgia, or Ohio?", ["Dublin, Ireland", "Dublin, Georgia or Ohio"]),
    ],
)
def test_places_of_one_name_are_asked_about(typed: str, said: str, labels: list[str]) -> None:
    with pytest.raises(Refusal) as asked:
        read_zone(typed, lambda name: Change("zone", name))
    assert said in flat(asked.value.text)
    assert [row[0].label for row in asked.value.rows] == labels
    zones = dict.fromkeys(each.name for each in find(typed))
    assert [decode(row[0].token) for row in asked.value.rows] == [Change("zone", name) for name in zones]


def test_namesakes_in_many_zones_are_offered_with_each_zone_once() -> None:
    offered = find("Clinton")
    assert len(offered) == 5
    assert len({each.name for each in offered}) == 5


def test_a_place_whose_zone_tzdata_lacks_has_that_of_its_state() -> None:
    assert zipcodes.matching("99634")[0]["timezone"] not in zones()
    assert [zone.name for zone in find("Napakiak")] == ["America/Anchorage"]
    assert [zone.name for zone in find("99634")] == ["America/Anchorage"]


def test_every_zone_of_a_place_is_one_that_tzdata_has() -> None:
    assert {place.zone for place in beginning("", 100_000)} <= zones()


def test_zones_are_called_by_what_they_keep() -> None:
    named = ("America/Detroit", "America/Phoenix", "America/Boise", "America/Puerto_Rico", "Europe/Berlin", "UTC-05:00")
    assert [spoken(name) for name in named] == ["Eastern", "Arizona", "Mountain", "Puerto Rico", "Berlin", "UTC-05:00"]


@pytest.mark.parametrize(
    ("zone", "american"),
    [
        ("America/New_York", True),
        ("America/Indiana/Knox", True),
        ("US/Eastern", True),
        ("America/Louisville", True),
        ("EST5EDT", True),
        ("America/Puerto_Rico", True),
        ("America/Toronto", False),
        ("America/Antigua", False),
        ("UTC", False),
        ("UTC-05:00", False),
    ],
)
def test_american_zones(zone: str, *, american: bool) -> None:
    assert is_american(zone) is american


def test_completion_of_zones() -> None:
    assert ("Eastern time", "America/New_York") in complete("east", 25)
    assert ("Europe/Berlin", "Europe/Berlin") in complete("europe/berl", 25)
    assert complete("chic", 25)[1] == ("Chicago, Illinois (America/Chicago)", "America/Chicago")
    assert complete("portland, m", 25)[0] == ("Portland, Maine (America/New_York)", "America/New_York")
    assert complete("60601", 25) == [("Chicago, Illinois (America/Chicago)", "America/Chicago")]
    assert len(complete("", 25)) == 25
    assert complete("zzzz", 25) == []


def test_nothing_of_the_places_is_loaded_before_one_is_typed() -> None:
    script = "import sys, bot.tutor\nfrom bot.zones import complete, find\nfind('Eastern'), complete('', 25)\n"
    done = subprocess.run(  # noqa: S603 - the same Python, and a script from here
        [sys.executable, "-c", f"{script}print('zipcodes' in sys.modules)"], capture_output=True, check=True
    )
    assert done.stdout == b"False\n"


def test_a_stored_zone_is_a_zone() -> None:
    assert isinstance(zone(read_zone("Denver")), ZoneInfo)
