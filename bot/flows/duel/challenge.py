"""Challenges: posted in a group, shared as a code, or as a rematch; and accepting them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.actions import DuelPlay, Run, button
from bot.chat import Button, Card, Toast, text
from bot.errors import Refusal
from bot.flows import codes
from bot.flows.duel import outcome, play
from bot.flows.duel.scene import OPEN_FOR, answered, name_of_other, other, tell, until, wake
from bot.learning import duels
from bot.learning.quiz_selection import allocate
from bot.storage.duel_tables import Duel
from bot.storage.tables import id_of
from bot.words import duel as words
from bot.words import labels, refusals
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.actions import DuelAccept, DuelAgain
    from bot.chat import Reply, Text
    from bot.context import LearnerContext
    from bot.storage.duel_tables import DuelPlayer

NEW: Final = "new"
"""Typed after `/duel`, it gives a code even while other duels wait to be played."""
MOST: Final = 3
"""Maximum number of open duels per person."""
START_CODE: Final = "dc_"
"""Prefix of the payload of the link that accepts a challenge; its code follows."""
CODE_SIZE: Final = 12
"""Letters and digits in a code: 60 bits."""
_CODE: Final = re.compile(rf"[{codes.ALPHABET}]{{{CODE_SIZE}}}")
GUESSES: Final = 5
"""Wrong codes allowed within `GUESSES_WITHIN`."""
GUESSES_WITHIN: Final = timedelta(hours=1)
A_MEMBER: Final = timedelta(days=30)
TODAYS: Final = timedelta(hours=24)


def duel(context: LearnerContext, argument: str) -> list[Reply]:
    """Take a code; post a challenge in a group; or, in a private chat, show open duels and give a code."""
    typed = argument.strip()
    if typed.casefold() == NEW:
        return _given(context)
    if typed:
        return by_code(context, typed)
    return _post(context) if context.address.space else _in_private(context)


def by_code(context: LearnerContext, typed: str) -> list[Reply]:
    """Accept the challenge with a code; wrong codes are counted, so that none can be guessed."""
    code = codes.tidy(typed.removeprefix(START_CODE))
    if not _CODE.fullmatch(code):
        raise Refusal(words.not_a_code())
    guesses = context.store.duels.guesses(context.me, context.now - GUESSES_WITHIN)
    if guesses >= GUESSES:
        raise Refusal(words.guessed_too_often())
    found = context.store.duels.by_code(code)
    if found is None:
        context.store.duels.guess(context.me, context.now)
        return [Card(words.no_such_code(GUESSES - guesses - 1))]  # not a refusal, which would undo the count
    return _accepted(context, found)


def accept(context: LearnerContext, action: DuelAccept) -> list[Reply]:
    """Accept a challenge in its group, or a rematch."""
    found = context.store.duels.get(action.duel)
    if found is None:
        raise Refusal(words.over())
    invited = context.store.duels.player(action.duel, context.me)
    if invited is None and not _is_here(context, found):
        raise Refusal(words.elsewhere() if found.space else words.over())
    return _accepted(context, found)


def again(context: LearnerContext, action: DuelAgain) -> list[Reply]:
    """Ask the opponent for a rematch; if they have already asked, accept."""
    before = context.store.duels.get(action.duel)
    opponent = other(context, before, context.me) if before else None
    if before is None or opponent is None or context.store.duels.player(action.duel, context.me) is None:
        raise Refusal(words.over())
    if before.ended_at is None:
        raise Refusal(refusals.old_button())
    if found := _standing_rematch(context, action.duel):
        mine = context.store.duels.player(id_of(found), context.me)
        if not (mine and mine.challenger and found.accepted_at is None):
            return _accepted(context, found)
    else:
        _ask_again(context, action.duel, opponent.learner_id)
    return [Toast(words.asked_again())]


def _ask_again(context: LearnerContext, before: int, opponent: int) -> None:
    _refuse_if_full(context)
    asked = context.store.duels.add(Duel(rematch_of=before, **_fresh(context)), context.me)
    tell(context, context.store.duels.join(asked, opponent), "rematch")
    wake(context, asked)


def _standing_rematch(context: LearnerContext, before: int) -> Duel | None:
    """Return the open request for a rematch; an expired one makes room for another."""
    found = context.store.duels.rematch(before)
    if found is None:
        return None
    outcome.run_out(context, found)
    if found.ended_at is None or found.accepted_at is not None:
        return found
    found.rematch_of = None
    return None


def _accepted(context: LearnerContext, found: Duel) -> list[Reply]:
    """Begin the duel if possible, and show the way in; repeat that for someone already in it."""
    outcome.run_out(context, found)
    mine = context.store.duels.player(id_of(found), context.me)
    if mine and found.accepted_at:
        return [play.card(context, found, mine)]
    if found.ended_at is not None:
        raise Refusal(words.over())
    if mine and mine.challenger:
        raise Refusal(words.your_own())
    if found.accepted_at is not None:
        raise Refusal(words.taken())
    if found.invited and not _is_invited(context, found):
        raise Refusal(words.for_another())
    _refuse_if_full(context)
    return [play.card(context, found, _begin(context, found, mine))]


def _begin(context: LearnerContext, found: Duel, mine: DuelPlayer | None) -> DuelPlayer:
    challenger = other(context, found, context.me)
    assert challenger is not None  # noqa: S101 - a challenge ends when its challenger leaves
    found.questions = _questions(context, challenger.learner_id)
    if not found.questions:
        raise Refusal(words.no_questions())
    found.wordings = [context.library.bank.questions[each].wording for each in found.questions]
    found.accepted_at, found.ends_at, found.invited = context.now, context.now + OPEN_FOR, ""
    tell(context, challenger, "accepted")
    wake(context, found)
    return mine or context.store.duels.join(found, context.me)


def _questions(context: LearnerContext, challenger: int) -> list[str]:
    """Draw by blueprint what neither has seen, and nothing that an open simulation, duel or group asks them."""
    store, sides = context.store, (context.me, challenger)
    barred: set[str] = set()
    for side in sides:
        barred |= store.exams.standing(side) | store.duels.ahead(side, context.now)
        barred |= store.groups.current(side, context.now - A_MEMBER, context.now - TODAYS)
    items = [item for item in context.library.items if item.id not in barred]
    counts, context.learner.carry = allocate(duels.SIZE, context.library.weights, context.learner.carry, context.rng)
    seen = store.answers.last_asked(sides[0]), store.answers.last_asked(sides[1])
    return duels.paper(items, context.library.domain_of, counts, seen, context.rng)


def _post(context: LearnerContext) -> list[Reply]:
    """Post a challenge, once for each place and person; the post is also the reply."""
    where, whom = context.address, context.whom
    if whom == where.user:
        raise Refusal(words.yourself())
    here = (where.platform, where.space, where.chat, where.thread, whom)
    opened = context.store.duels.live(context.me, context.now)
    same = [d for d in opened if not d.accepted_at and here == (d.platform, d.space, d.chat, d.thread, d.invited)]
    if not same:
        _refuse_if_full(context)
        made = Duel(
            invited=whom, **_fresh(context) | {"space": where.space, "chat": where.chat, "thread": where.thread}
        )
        same = [context.store.duels.add(made, context.me)]
    wake(context, same[0])
    return []


def _in_private(context: LearnerContext) -> list[Reply]:
    """Show what is new and what is open; if there is nothing, the code of a challenge."""
    replies: list[Reply] = []
    for player in context.store.duels.owed(context.me):
        found = context.store.duels.get(player.duel_id)
        if found and found.ended_at:
            replies.append(play.card(context, found, player))
            player.news = ""
    opened = context.store.duels.live(context.me, context.now)
    if running := [each for each in opened if each.accepted_at]:
        return [*replies, _listed(context, running)]
    return [*replies, *_given(context)]


def _with_code(context: LearnerContext) -> Duel:
    """Return the waiting challenge, creating one if there is room."""
    opened = context.store.duels.live(context.me, context.now)
    if waiting := next((each for each in opened if each.code and not each.accepted_at), None):
        return waiting
    _refuse_if_full(context)
    made = context.store.duels.add(Duel(code=codes.make(context, CODE_SIZE), **_fresh(context)), context.me)
    wake(context, made)
    return made


def _given(context: LearnerContext) -> list[Reply]:
    """Return a code, and the message to share."""
    made = _with_code(context)
    raw = made.code or ""
    code = codes.spaced(raw)
    copy = Button(labels.COPY_THE_LINE, copy=words.line(code))
    link = Button(together_labels.ACCEPT_THE_DUEL, start=f"{START_CODE}{raw}")
    mine = Card(words.your_code(code, until(context, made)), ((copy,),))
    return [mine, Card(words.invitation(context.learner.alias, code), ((link,),))]


def _listed(context: LearnerContext, running: Sequence[Duel]) -> Card:
    rows = tuple(
        (button(together_labels.play(name_of_other(context, each)), DuelPlay(id_of(each))),) for each in running
    )
    new = (button(together_labels.CHALLENGE_SOMEONE, Run("duel", NEW)),)
    return Card(words.open_duels([_line(context, each) for each in running]), (*rows, new))


def _line(context: LearnerContext, each: Duel) -> Text:
    player, name = context.store.duels.player(id_of(each), context.me), name_of_other(context, each)
    assert player is not None  # noqa: S101 - the duel is theirs
    if play.is_done(context, player):
        return words.one_done(name, until(context, each))
    return text(words.one_open(name, answered(context, player), until(context, each)))


def _fresh(context: LearnerContext) -> dict[str, Any]:
    now = context.now
    return {"platform": context.address.platform, "created_at": now, "ends_at": now + OPEN_FOR}


def _refuse_if_full(context: LearnerContext) -> None:
    if len(context.store.duels.live(context.me, context.now)) >= MOST:
        raise Refusal(words.too_many())


def _is_here(context: LearnerContext, found: Duel) -> bool:
    where = context.address
    return found.space != "" and (where.platform, where.space) == (found.platform, found.space)


def _is_invited(context: LearnerContext, found: Duel) -> bool:
    mine = context.store.learners.identities(context.me)
    return any((each.platform, each.user_id) == (found.platform, found.invited) for each in mine)
