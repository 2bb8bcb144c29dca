"""What people pressed and were sent, compared with what several processes have stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from bot.actions import Answer, decode
from bot.flows.push_times import PUSH

if TYPE_CHECKING:
    from tests.peers.discord import DiscordPeer
    from tests.peers.telegram import TelegramPeer
    from tests.walk.failing_server import Server
    from tests.walk.town import Town

SET: Final = 5
ANSWERED: Final = """SELECT attempt.id, platform, user_id, shown, chosen FROM attempt
    JOIN identity ON identity.learner_id = attempt.learner_id WHERE answered_at IS NOT NULL"""
DAYS: Final = """SELECT user_id, day_number, count(attempt.id) FROM quiz_session
    JOIN identity ON identity.learner_id = quiz_session.learner_id
    LEFT JOIN attempt ON attempt.session_id = quiz_session.id AND answered_at IS NOT NULL
    WHERE kind = 'daily' GROUP BY 1, 2"""
NEXT: Final = """SELECT user_id,
    due_at > to_timestamp({now}) AND due_at < to_timestamp({now}) + interval '26 hours'
    FROM identity LEFT JOIN due ON due.subject = identity.learner_id AND due.kind = '{kind}'"""
LEASED: Final = "SELECT id, kind FROM due WHERE lease_until <= to_timestamp({now}) AND due_at <= to_timestamp({now})"


def compare(town: Town, people: int, days: int) -> None:
    """Raise if anything is lost, doubled, or stuck."""
    server, at = town.server, f"{town.now():.3f}"
    _compare_presses(server, town.telegram, town.discord)
    assert Counter(count for _, _, count in server.run(DAYS)) == {SET: people * (days + 1)}, server.run(DAYS)
    assert [is_set for _, is_set in server.run(NEXT.format(now=at, kind=PUSH))] == [True] * people, server.run(
        NEXT.format(now=at, kind=PUSH)
    )
    assert server.run(LEASED.format(now=at)) == [], "leased past its time"


def _compare_presses(server: Server, telegram: TelegramPeer, discord: DiscordPeer) -> None:
    """Each press that was confirmed is an answer, and each answer was pressed, by the same person."""
    confirmed, pressed = set[int](), defaultdict[tuple[int, str], set[int]](set)
    taken = {number for number, status in telegram.updates.calls if status == 200}
    for number, update in telegram.updates.history.items():
        query = update.get("callback_query", {})
        action = decode(query.get("data", ""))
        if isinstance(action, Answer):
            pressed[action.attempt, str(query["from"]["id"])].add(action.letter)
            if number in taken:
                confirmed.add(action.attempt)
    for interaction in discord.world.interactions.values():
        action = decode(interaction.data.get("custom_id", ""))
        if isinstance(action, Answer):
            pressed[action.attempt, interaction.user.id].add(action.letter)
    assert not telegram.updates.pending
    held: list[tuple[Any, ...]] = server.run(ANSWERED)
    assert not confirmed - {row[0] for row in held}, "confirmed, and lost"
    for attempt, _, user, shown, chosen in held:
        assert shown.index(str(chosen)) in pressed[attempt, user], "an answer that nobody gave"
    assert len({row[0] for row in held}) == len(held)
