"""Live rounds: the lobby, the questions, the board, and what only a player is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.group import count, nth
from bot.words.managing import OBSTACLES
from bot.words.names import named
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.bank.models import Question
    from bot.chat import Obstacle, Text

UNNAMED: Final = "A player with no name"


def groups_only() -> Text:
    return text(
        "A live round needs a Discord server or a Telegram group: send /quiz there. On your own, try a mock quiz."
    )


def not_allowed(live: str) -> Text:
    if live == "off":
        return text("Live rounds are off in this group. A manager can turn them on: /group setup quiz on")
    return text(
        "Only managers can start a live round in this group. A manager can open it to everyone: /group setup quiz on"
    )


def not_a_round() -> Text:
    return text(
        "I couldn't read that. Ask for 5 to 20 questions, 20 to 60 seconds each, on one domain if you like:"
        " /quiz 10 30s clinical"
    )


def nothing_to_ask() -> Text:
    return text("There's nothing to ask in that domain. Try another one, or just /quiz.")


def cannot_write(obstacle: Obstacle) -> Text:
    return text(f"I can't start a round here: {OBSTACLES[obstacle]}.")


def runs_already() -> str:
    return "A live round is already on in this channel. Jump in: tapping an answer is enough."


def enough_today(most: int) -> Text:
    return text(f"This group has had {most} live rounds since yesterday. Give it a rest, and come back tomorrow.")


def comes() -> str:
    return "Here comes your live round."


def not_yours_to_stop() -> Text:
    return text("Only the person who started this round, or a manager, can stop it.")


def stopping() -> str:
    return "Stopping the round. Here comes the board."


def stopped_early() -> Text:
    return text("This live round was stopped before it began.")


def lobby(size: int, seconds: int, scope: str, players: int) -> Text:
    about = f" on {scope}" if scope else ""
    joined = f"{count(players, 'player')} in so far." if players else "Nobody is in yet."
    return text(
        bold("Live round"),
        f"\n{size} questions{about}, {seconds} seconds each. The first one comes within a minute or so.",
        f"\n\n{joined} You can join at any time: tapping an answer is enough.",
        " Your first tap counts, and being right matters more than being fast.",
    )


def place_of(position: int, size: int) -> str:
    return f"Question {position} of {size}"


def question(item: Question, shown: Sequence[int], *, place: str, foot: str) -> Text:
    options = "\n".join(f"{LETTERS[letter]}. {item.options[index].text}" for letter, index in enumerate(shown))
    return text(bold(place), "\n\n", item.stem, "\n\n", options, "\n\n", foot)


def foot(answered: int, seconds: int) -> str:
    if not answered:
        return f"Tap your answer. You have {seconds} seconds."
    return f"{count(answered, 'answer')} in so far. {seconds} seconds in all."


def revealed(item: Question, shown: Sequence[int], chosen: Mapping[int, int], *, place: str) -> Text:
    """The question after its close: the answer, why, and how many chose what."""
    letter, answered = LETTERS[list(shown).index(0)], sum(chosen.values())
    counts = ", ".join(f"{LETTERS[at]} {chosen.get(index, 0)}" for at, index in enumerate(shown))
    found = f"{chosen.get(0, 0)} of {answered} right. {counts}." if answered else "Nobody answered this one."
    options = "\n".join(f"{LETTERS[at]}. {item.options[index].text}" for at, index in enumerate(shown))
    return text(
        bold(f"{place}: the answer is {letter}"), f"\n{found}\n\n", item.stem, "\n\n", options, "\n\n", bold(item.brief)
    )


def withdrawn(place: str) -> Text:
    said = "This question was just taken out of the bank, so it doesn't count for anyone."
    return text(bold(f"{place}: withdrawn"), f"\n\n{said}")


def nobody_played() -> Text:
    return text(
        bold("The live round is over"), "\n\nNobody answered this time. Start another one when people are around."
    )


def practiced(right: int, asked: int, hardest: str) -> Text:
    return text(
        bold("The live round is over"),
        f"\n\nOne player, so this was practice: {right} of {asked} right.",
        f"\n{hardest}" if hardest else "",
        "\nWith two or more players there's a board.",
    )


def board(top: Sequence[tuple[int, str, int]], players: int, asked: int, facts: Sequence[str]) -> Text:
    """The board; `top` has each one's place, alias and right answers."""
    lines = [f"\n{place}. {named(alias) or UNNAMED}: {right} right" for place, alias, right in top]
    unnamed = not all(alias for _, alias, _ in top)
    return text(
        bold("The live round is over"),
        f"\n{count(asked, 'question')}, {count(players, 'player')}.\n",
        *lines,
        "\n\n",
        "\n".join(fact for fact in facts if fact),
        "\n\nTo show up by name, send me /settings alias and a name you like." if unnamed else "",
    )


def together(right: int, answered: int, last_week: tuple[int, int]) -> str:
    ours = f"Together we got {round(100 * right / max(1, answered))}% right"
    return f"{ours}; last week it was {round(100 * last_week[0] / last_week[1])}%." if last_week[1] else f"{ours}."


def hardest(topic: str, right: int, answered: int) -> str:
    return f"Hardest: {topic} ({right} of {answered} right)"


def joined() -> str:
    return "You're in. Tap A, B, C, or D when a question comes."


def plays_already() -> str:
    return "You're already in."


def is_over() -> str:
    return "This round is over."


def not_over() -> str:
    return "This round is still on. Your place comes at the end."


def not_revealed() -> Text:
    return text("Its answer comes when time is up.")


def did_not_play() -> str:
    return "You didn't answer in this round."


def chose(letter: str) -> str:
    return f"You chose {letter}. The answer comes when time is up."


def chose_already(letter: str) -> str:
    return f"You chose {letter}. Your first tap counts."


def own_place(right: int, asked: int, place: int, players: int, *, tied: bool) -> str:
    """A player's own result; `place` is 0 for someone who played alone, `tied` is True if others have it, too."""
    if not asked:
        return "No question came up while you were here."
    got = f"{right} right of {count(asked, 'question')} asked while you were here."
    placed = f"You tied for {nth(place)}" if tied else f"You placed {nth(place)}"
    return f"{placed} of {players}: {got}" if place else f"You got {got}"


def nothing_missed() -> str:
    return "You missed nothing in this round. Well done."


def misses_brief(missed: int) -> str:
    return f"You missed {missed}. They are explained in our private chat, and come back in your daily questions."
