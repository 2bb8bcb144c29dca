"""How a duel ends, when both sides are done or time is up, and what each side and the group are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.actions import DuelAgain, DuelShare, button
from bot.chat import Card
from bot.flows import explanation
from bot.flows.duel.scene import answered, end, name_of_other, other, tell, until
from bot.learning import duels
from bot.storage.tables import id_of
from bot.words import duel as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat import Reply, Rows, Text
    from bot.context import LearnerContext
    from bot.flows.duel.scene import DuelContext, Scene
    from bot.learning.duels import Given, Score
    from bot.storage.duel_tables import Duel, DuelPlayer
    from bot.storage.tables import QuizSession


@dataclass(frozen=True, slots=True)
class Outcome:
    """A duel's outcome for one side: both scores over the questions that count, and what neither knew."""

    mine: Score
    theirs: Score
    total: int
    void: int
    both_missed: tuple[str, ...]
    """Topics, in question order."""
    played: tuple[bool, bool]
    """True for each side that answered anything at all."""

    @property
    def lead(self) -> int:
        """1 if this side is ahead, -1 if the other is, 0 for a tie."""
        return duels.lead(self.mine, self.theirs)


def run_out(context: Scene, duel: Duel) -> None:
    """End what has run out of time: a challenge silently, a duel with its result."""
    if duel.ended_at is not None or context.now < duel.ends_at:
        return
    if duel.accepted_at is None:
        end(context, duel, duel.ends_at)
    else:
        _conclude(context, duel)


def finish(context: LearnerContext, session: QuizSession) -> list[Reply]:
    """End one side, and with the second side the duel; show the state of the duel."""
    player = context.store.duels.of_session(session.id or 0)
    duel = context.store.duels.get(player.duel_id) if player else None
    context.store.quiz_sessions.end(session, context.now)
    if player is None or duel is None:
        return [Card(words.played(), (explanation.own_questions(context),))]
    run_out(context, duel)
    opponent = other(context, duel, context.me)
    if duel.ended_at is None and opponent and context.store.duels.is_done(opponent):
        _conclude(context, duel)
    player.news = ""
    return [show(context, duel, player)]


def show(context: LearnerContext, duel: Duel, player: DuelPlayer) -> Card:
    """Show a finished side the state of the duel, or its result."""
    opponent = other(context, duel, context.me)
    if opponent is None:
        return _left(context, duel, player)
    found = _outcome(context, duel, player, opponent)
    name = name_of_other(context, duel)
    if duel.ended_at is None:
        return Card(words.done(found.mine.right, found.total, name, until(context, duel)), _share(duel, player))
    return Card(_told(found, name), (*_share(duel, player), *_again(duel)))


def for_group(context: DuelContext) -> Text | None:
    """Return the result for the group; None if someone has left or no one played."""
    duel, sides = context.duel, context.store.duels.players(id_of(context.duel))
    if len(sides) < 2:  # noqa: PLR2004 - both
        return None
    found = _outcome(context, duel, sides[0], sides[1])
    if not any(found.played):
        return None
    aliases = context.store.duels.aliases(id_of(duel))
    names = aliases.get(sides[0].learner_id, ""), aliases.get(sides[1].learner_id, "")
    return words.group_result(names, (found.mine, found.theirs), found.lead, _lines(found))


def agreed(context: Scene, duel: Duel) -> bool:
    """True if both sides agreed to show the group the result."""
    sides = context.store.duels.players(id_of(duel))
    return duel.space != "" and len(sides) > 1 and all(each.shares for each in sides)


def _conclude(context: Scene, duel: Duel) -> None:
    end(context, duel, min(context.now, duel.ends_at))
    for player in sorted(context.store.duels.players(id_of(duel)), key=lambda each: each.learner_id):
        tell(context, player, "result")


def _outcome(context: Scene, duel: Duel, player: DuelPlayer, opponent: DuelPlayer) -> Outcome:
    sides = [context.store.duels.answers(each) for each in (player, opponent)]
    void = {*duel.void, *(each.question for side in sides for each in side if each.void)}
    counted = [question for question in duel.questions if question not in void]
    mine, theirs = _given(context, player), _given(context, opponent)
    missed = [question for question in counted if not any(_right(side, question) for side in (mine, theirs))]
    return Outcome(
        mine=duels.score(mine, counted),
        theirs=duels.score(theirs, counted),
        total=len(counted),
        void=len(duel.questions) - len(counted),
        both_missed=tuple(dict.fromkeys(filter(None, (_topic(context, question) for question in missed)))),
        played=(answered(context, player) > 0, answered(context, opponent) > 0),
    )


def _given(context: Scene, player: DuelPlayer) -> dict[str, Given]:
    return {
        each.question: duels.Given(bool(each.correct), (each.answered_at - each.asked_at).total_seconds())
        for each in context.store.duels.answers(player)
        if each.answered_at is not None and not each.void
    }


def _right(given: Mapping[str, Given], question: str) -> bool:
    return question in given and given[question].right


def _topic(context: Scene, question: str) -> str:
    item = context.library.bank.questions.get(question)
    return context.library.name(item.topic) if item else ""


def _told(found: Outcome, name: str) -> Text:
    if found.played == (False, False):
        return words.nobody_played()
    if not found.played[0]:
        return words.you_did_not_play(name)
    if not found.played[1]:
        return words.they_did_not_play(name, found.mine.right, found.total)
    return words.result(found.mine, found.theirs, found.lead, name, _lines(found))


def _lines(found: Outcome) -> Sequence[str]:
    lines = [words.both_missed(found.both_missed) if found.both_missed else words.none_missed()]
    return [*lines, words.not_counted(found.void)] if found.void else lines


def _left(context: LearnerContext, duel: Duel, player: DuelPlayer) -> Card:
    mine = _given(context, player)
    right = sum(each.right for each in mine.values())
    return Card(words.left(right, len(mine) if duel.accepted_at else 0), (explanation.own_questions(context),))


def _share(duel: Duel, player: DuelPlayer) -> Rows:
    if not duel.space or player.shares:
        return ()
    return ((button(together_labels.SHARE_WITH_THE_GROUP, DuelShare(id_of(duel))),),)


def _again(duel: Duel) -> Rows:
    return ((button(together_labels.AGAIN, DuelAgain(id_of(duel))),),)
