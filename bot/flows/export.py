"""Everything stored about a learner, as one file to download."""

from __future__ import annotations

import json
import math
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from bot.chat import Card, File
from bot.context import JobOutput
from bot.flows.classes import held as classes
from bot.storage.tables import id_of
from bot.words import account as words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Due, QuizSession


NAME: Final = "export"
"""The job that sends an export that had to wait its turn."""


def export(context: LearnerContext, _argument: str) -> list[Reply]:
    """Send everything stored about the learner as one JSON file, or schedule it if it has to wait its turn."""
    if (at := context.export_at) is None:
        context.store.schedule.drop(context.me, NAME)
        return [_file(context)]
    context.store.schedule.put_once(NAME, context.me, context.identity.platform, at)
    return [Card(words.export_queued(math.ceil((at - context.now).total_seconds())))]


def send(context: LearnerContext, _row: Due) -> JobOutput:
    """Send an export whose turn has come."""
    return JobOutput((_file(context),))


def _file(context: LearnerContext) -> Card:
    held = _everything(context)
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    return Card(words.export_ready(len(held["answers"])), file=File("cehrs-tutor-export.json", content))


def _everything(context: LearnerContext) -> dict[str, Any]:
    store, me = context.store, context.learner
    return {
        "learner": _learner(context),
        "settings": _settings(context),
        "identities": _identities(context),
        "groups": _groups(context),
        "live_rounds": _live_rounds(context),
        "duels": _duels(context),
        "classes_taught": classes.taught(context),
        "classes_joined": classes.joined(context),
        "boards": _boards(context),
        "streak": {"days": me.streak, "best": me.best, "freezes": me.freezes, "answered_today": me.day_answered},
        "days": _days(context),
        "answers": _answers(context),
        "exams": [_exam(context, session) for session in store.exams.all(context.me)],
        "saved": [{"question": s.question, "saved_at": _time(s.saved_at)} for s in store.saved.all(context.me)],
        "results": _results(context),
        "credits": _credits(context),
        "reports": _reports(context),
        "corrections": [
            {"correction": each.correction, "told_at": _time(each.told_at)}
            for each in store.corrections.notes(context.me)
        ],
    }


def _learner(context: LearnerContext) -> dict[str, Any]:
    me = context.learner
    return {
        "since": _time(me.created_at),
        "exam_date": me.exam_date and me.exam_date.isoformat(),
        "plan": me.plan,
        "career_desk": me.career,
        "asked_for": me.expecting,
        "hour_asked_on_day": me.hour_asked,
    }


def _settings(context: LearnerContext) -> dict[str, Any]:
    me = context.learner
    return me.settings.to_json() | {
        "alias": me.alias,
        "paused_from": me.paused_from and me.paused_from.isoformat(),
        "paused_until": me.paused_until and me.paused_until.isoformat(),
    }


def _identities(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {"platform": i.platform, "user": i.user_id, "chat": i.chat}
        for i in context.store.learners.identities(context.me)
    ]


def _groups(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "platform": group.platform,
            "place": group.channel_name,
            "answers": count,
            "manages": group.admin_id == context.me,
        }
        for group, count in context.store.groups.of(context.me)
    ]


def _live_rounds(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "platform": group.platform,
            "place": group.channel_name,
            "started_at": _time(played.started_at),
            "plays_from_question": player and player.since,
            "started": played.starter_id == context.me,
        }
        for played, group, player in context.store.rounds.of(context.me)
    ]


def _duels(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "challenged": _time(duel.created_at),
            "as": "challenger" if player.challenger else "opponent",
            "in_a_group": duel.space != "",
            "code": duel.code if duel.accepted_at is None and player.challenger else None,
            "accepted": duel.accepted_at and _time(duel.accepted_at),
            "ended": duel.ended_at and _time(duel.ended_at),
            "questions": duel.questions if duel.ended_at else None,
            "result_for_the_group": player.shares,
        }
        for duel, player in context.store.duels.every(context.me)
    ]


def _boards(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {"platform": group.platform, "place": group.channel_name, "joined_at": _time(member.joined_at)}
        for member, group in context.store.boards.of(context.me)
    ]


def _days(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {"date": day.date.isoformat(), "answered": day.answered, "goal": day.goal, "outcome": day.outcome}
        for day in context.store.learners.days(context.me)
    ]


def _answers(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "question": row.question,
            "version": row.version,
            "chosen": row.chosen_text,
            "correct": row.correct,
            "guessed": row.guessed,
            "mode": row.mode,
            "seconds": round(row.seconds, 1),
            "answered_at": _time(row.answered_at),
        }
        for row in context.store.answers.log(context.me)
    ]


def _results(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "taken_on": r.taken_on.isoformat(),
            "passed": r.passed,
            "score": r.score,
            "reported_at": _time(r.reported_at),
        }
        for r in context.store.learners.results(context.me)
    ]


def _credits(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "earned_on": c.earned_on.isoformat(),
            "credits": c.halves / 2,
            "what": c.what,
            "logged_at": _time(c.logged_at),
        }
        for c in context.store.learners.credits(context.me)
    ]


def _reports(context: LearnerContext) -> list[dict[str, Any]]:
    return [
        {
            "question": r.question,
            "kind": r.kind,
            "text": r.text,
            "reported_at": _time(r.reported_at),
            "closed_at": r.closed_at and _time(r.closed_at),
            "closed_why": r.closed_why,
        }
        for r in context.store.learners.reports(context.me)
    ]


def _exam(context: LearnerContext, session: QuizSession) -> dict[str, Any]:
    """Return what is stored about a simulation; which questions count and what was right only after it ends."""
    questions = []
    for attempt in context.store.quiz_sessions.attempts(id_of(session)):
        held = {"position": attempt.position, "question": attempt.question, "flagged": attempt.flagged}
        item = context.library.bank.questions.get(attempt.question)
        held["choices"] = [item.options[int(each)].text if item else "" for each in attempt.drafts]
        held["seconds"] = round(attempt.seconds, 1)
        if session.ended_at is not None:
            held |= {"scored": attempt.scored, "correct": attempt.correct}
        questions.append(held)
    return {
        "size": session.size,
        "started_at": _time(session.started_at),
        "ended_at": session.ended_at and _time(session.ended_at),
        "questions": questions,
    }


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
