"""Draws docs/gallery: every picture and every kind of message, as a learner sees it. The same each time."""

from __future__ import annotations

import html
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PIL import Image

from bot.bank.career import load_career
from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.bank.loader import load
from bot.chat import Card, Delivery, flat, text
from bot.commands import COMMANDS
from bot.drawing.blocks import text_art
from bot.drawing.picture import picture
from bot.storage.database import Database
from tests.bench import CONTENT, Person, SetClock, Stage
from tests.club import Club
from tests.drawing.samples import EXAM, GROUP_ANSWER, GROUP_WEEK, PROGRESS, STREAK, WEEK
from tests.gallery.board_scenes import board_scenes
from tests.gallery.bubbles import DARK, described, screen
from tests.gallery.classroom import class_scenes
from tests.gallery.duel import duel_scenes
from tests.gallery.live_scenes import live_scenes
from tests.gallery.scenes import Circle, Player, Scene, as_alert, career_scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.figures import Figures

FOLDER: Final = Path(__file__).parents[2] / "docs" / "gallery"
BEGIN: Final = datetime(2026, 8, 31, 21, 30, tzinfo=UTC)
"""Monday, half past five in New York: after the day's question."""
COLORS: Final = 96
COLUMNS: Final = 3
MAX_ALT: Final = 400
KNOWN: Final = {spec.name for spec in COMMANDS}
HALF: Final = 50
BEFORE_OVERVIEW: Final = 12
MORNING: Final = 15
"""The hour in UTC at which someone in New York studies before work."""
BUSY: Final = 2 * 24 * 12
"""Times five minutes in which they do."""
AWAY: Final = 40 * 24
"""Hours in which they stay away."""
HOUR: Final = 60
LIVED: Final = 8
"""Days that the group has had its question for."""
PUSHES: Final = {
    "late": (r"^You have \d questions? left today\.$", "A late reminder"),
    "freeze": ("A freeze saved", "A gap, without reproach"),
    "first": ("Today's first question", "The reminder is the question"),
    "week": ("Your week", "The weekly summary"),
    "goodbye": ("my last message", "The last message to who stays away"),
}
"""Scheduled messages: a pattern of their words, and their title."""
TITLE: Final = """# Gallery

Every picture and every kind of message, as a learner sees it on a phone. `make gallery` draws this page anew from the
real tutor on the real question bank; nothing here is drawn by hand.
"""


def scenes(stage: Stage) -> dict[str, list[Scene]]:
    """Play a learner's way; return what is on the screen on the way, by the headings of the page."""
    Person.counter = 0
    player = Player(stage, stage.person())
    shown = {"Beginning": list(_beginning(player)), "A question": list(_questions(player))}
    player.live()
    shown["Where you stand"] = list(_standing(player))
    shown["More to do"] = list(_quizzes(player))
    shown["The full simulation"] = list(_simulation(player))
    shown["Settings and your data"] = list(_settings(player))
    shown["What comes by itself"] = pushes(stage)
    shown["A study group"] = list(_group(Circle(Club(stage))))
    shown["A live round"] = list(live_scenes(Club(stage, space="S2", chat="C2")))
    shown["A duel"] = list(duel_scenes(stage))
    shown["An instructor's class"] = list(class_scenes(stage))
    shown["A weekly board"] = list(board_scenes(Circle(Club(stage, space="S3", chat="C3"))))
    shown["The career desk"] = list(career_scenes(Player(stage, stage.person("dee"))))
    shown["The pictures in a dark chat"] = list(_pictures())
    return {heading: found for heading, found in shown.items() if found}


def _beginning(player: Player) -> Iterator[Scene]:
    yield player.scene("welcome", "First contact", "/start")
    yield player.scene("exam-date", "The exam date, typed", "2026-12-18")
    player.person.say("17:00")
    yield player.scene("set-up", "Set up", "Eastern")


def _questions(player: Player) -> Iterator[Scene]:
    person = player.person
    question = [reply for reply in person.say("/daily") if isinstance(reply, Card)][-1:]
    yield Scene("question", "A question", ["/daily", *question])
    yield Scene("right", "A right answer", player.answer(right=True))
    yield Scene("guessed", "It was a guess", ["I guessed", *person.tap("I guessed")])
    person.tap("Next")
    yield Scene("wrong", "A wrong answer", player.answer(right=False))
    yield Scene("report", "Something is wrong with it", ["Report", *person.tap("Report")])
    person.tap("Next")
    yield Scene("end-of-set", "The end of the day's set", player.study(5))


def _standing(player: Player) -> Iterator[Scene]:
    player.study(3)
    yield player.scene("progress", "Progress", "/progress")
    yield player.scene("streak", "The streak", "/streak")
    for name, title in (("ready", "How ready am I?"), ("plan", "The study plan"), ("examday", "The exam day")):
        if name in KNOWN:
            yield player.scene(name, title, f"/{name}")


def _quizzes(player: Player) -> Iterator[Scene]:
    yield player.scene("mock", "A quick quiz", "/mock 5")
    player.person.tap("Explain at the end")
    for right in (True, True, False, True, False):
        player.stage.clock.move(seconds=41)
        player.answer(right=right)
    yield Scene("mock-result", "Its result", player.person.replies)
    yield player.scene("practice", "What to practice", "/practice")
    yield player.scene("learn", "A topic's note", "/learn scheduling")


def _simulation(player: Player) -> Iterator[Scene]:
    if "exam" not in KNOWN:
        return
    yield player.scene("exam-start", "Before it begins", "/exam half")
    yield Scene("exam-question", "One of its questions", player.person.tap("Start now"))
    for right in player.guesses(BEFORE_OVERVIEW):
        player.on(right=right)
    yield Scene("exam-overview", "Its overview", ["Overview", *player.person.tap("Overview")])
    player.person.say("/exam")
    for right in player.guesses(HALF - BEFORE_OVERVIEW):
        player.on(right=right)
    player.stage.clock.move(hours=1)
    yield Scene("exam-report", "Its report, when time is up", [card for card in player.pushed() if card.picture])


def _settings(player: Player) -> Iterator[Scene]:
    yield player.scene("settings", "Settings", "/settings")
    yield player.scene("pause", "A pause", "/pause")
    yield Scene("paused", "It is set", ["1 week", *player.person.tap("1 week")])
    player.person.say("/resume")
    yield player.scene("error", "What cannot be used", "/settings exam 2020-01-01")
    yield player.scene("help", "Help", "/help")
    yield player.scene("privacy", "Privacy", "/privacy")
    yield player.scene("export", "An export", "/export")
    yield player.scene("forget", "Deletion asks first", "/forget")


def pushes(stage: Stage) -> list[Scene]:
    """Return what comes by itself to someone who sets up, does a part of two days' sets, and then stays away."""
    bob = Player(stage, stage.person("bob"))
    bob.person.begin("not booked", "17:00", "Eastern")
    bob.study(5)
    seen: dict[str, Scene] = {}
    studied = set()
    for minutes in (*[5] * BUSY, *[60] * AWAY):
        stage.clock.move(minutes=minutes)
        day = stage.clock.now.date()
        if minutes != HOUR and stage.clock.now.hour == MORNING and day not in studied:
            studied.add(day)
            bob.study(3)
        for cards in (push.replies for push in stage.sweep() if push.address.user == "bob"):
            said = " ".join(flat(card.body) for card in cards)
            name = next(
                (name for name, (words, _) in PUSHES.items() if re.search(words, said) and name not in seen), ""
            )
            if name:
                seen[name] = Scene(f"push-{name}", PUSHES[name][1], cards)
    return [seen[name] for name in PUSHES if name in seen]


def _group(circle: Circle) -> Iterator[Scene]:
    club, boss = circle.club, circle.club.boss
    yield Scene("group-setup", "Setting it up", ["/group setup", *boss.say("/group setup")])
    yield Scene("group-asked", "One of its settings", ["Question mix", *boss.tap("Question mix")])
    boss.tap("Weighted")
    yield Scene("group-preview", "A preview first", ["Preview", *boss.tap("Preview")])
    yield Scene("group-started", "Started", ["Start", *boss.tap("Start")])
    circle.live(LIVED)
    ann = club.stage.person("ann", club.platform)
    ann.say("/settings alias Ann")
    club.ask()
    yield Scene("group-private", "An answer, explained to one alone", circle.pressed("ann", 0))
    club.stage.clock.move(seconds=20)
    yield Scene("group-alert", "The same as a Telegram alert", as_alert(circle.pressed("eve", 2)))
    circle.answered(by=("bea", "cal", "dan", "fay", "gus"))
    yield Scene("group-question", "The question of the day", [club.posts[-1][1]])
    club.stage.clock.now = club.latest.closes_at
    yield Scene("group-late", "A press after the close", circle.pressed("hal", 1))
    yield Scene("group-reveal", "Its reveal", club.close())
    yield Scene("group-week", "The group's week", circle.until_summary())
    yield Scene("group-alias", "A name in groups", ["/settings", *ann.say("/settings")])
    yield from _trouble(club)


def _trouble(club: Club) -> Iterator[Scene]:
    """A channel that accepts no more posts: its admin is told once, in their direct chat."""
    club.stage.person("boss", "discord").say("/start")
    club.stage.clock.move(days=1)
    club.sweep(Delivery("gone", why="forbidden"))
    club.stage.clock.move(seconds=5)
    club.sweep()
    yield Scene("group-trouble", "Something is in the way", [card for push in club.told[-1:] for card in push.replies])


def _pictures() -> Iterator[Scene]:
    drawn: dict[str, tuple[str, Figures]] = {
        "progress": ("Progress", PROGRESS),
        "streak": ("The streak", STREAK),
        "exam": ("A simulation", EXAM),
        "week": ("A week", WEEK),
        "group": ("A group's answers", GROUP_ANSWER),
        "group-week": ("A group's week", GROUP_WEEK),
    }
    for name, (title, shown) in drawn.items():
        yield Scene(f"picture-{name}", title, [Card(text(title), picture=picture(shown))], DARK)


def terminal() -> str:
    """Return pictures as a terminal shows them."""
    return "\n\n".join(text_art(figures) for figures in (PROGRESS, STREAK))


def write(folder: Path, shown: dict[str, list[Scene]]) -> None:
    """Write the screens and their index, and remove what is no longer shown."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    index = [TITLE]
    for heading, found in shown.items():
        index.append(f"## {heading}\n")
        index += [_table(found[at : at + COLUMNS]) for at in range(0, len(found), COLUMNS)]
        for scene in found:
            image = screen(scene.shown, scene.look).quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            image.save(folder / f"{scene.name}.png", optimize=True)
    index.append(f"## Pictures in a terminal\n\n```text\n{terminal()}\n```\n")
    (folder / "README.md").write_text("\n".join(index), encoding="utf-8")


def _table(found: list[Scene]) -> str:
    """Return a row of screens under their titles, each with what it says for those who cannot see it."""
    titles = " | ".join(scene.title for scene in found)
    images = " | ".join(f'<img src="{scene.name}.png" width="260" alt="{_alt(scene)}">' for scene in found)
    return f"| {titles} |\n|{' --- |' * len(found)}\n| {images} |\n"


def _alt(scene: Scene) -> str:
    said = shorten(described(scene.shown), MAX_ALT, placeholder=" ...")
    return html.escape(said).replace("|", "&#124;")


def main() -> None:
    """Draw the gallery into docs/gallery, or into the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    with tempfile.TemporaryDirectory() as place:
        database = Database(f"sqlite:///{place}/gallery.db")
        database.migrate()
        facts = load_facts(CONTENT)
        stage = Stage(
            database, SetClock(BEGIN), Library(load(CONTENT), facts.about, facts, career=load_career(CONTENT))
        )
        shown = scenes(stage)
        database.close()
    write(folder, shown)
    print(f"{sum(map(len, shown.values()))} screens in {folder}")  # noqa: T201 - a command says what it did


if __name__ == "__main__":
    main()
