"""What is held on the learner: seen, sent as a file, joined with another account, deleted."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.actions import Erase, Run, button
from bot.chat import Button, Card, File
from bot.context import streak_of
from bot.errors import Refusal
from bot.flows import codes, corrections, exam, model, push_times
from bot.flows.career import renewal
from bot.flows.classes import weekly
from bot.flows.group import answer
from bot.flows.settings import SETTINGS
from bot.learning import streaks
from bot.storage.tables import LinkCode
from bot.words import account as words
from bot.words import corrections as correction_words
from bot.words import labels, refusals

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Learner, QuizSession

CODE_LIFE: Final = timedelta(minutes=10)
CODE_SIZE: Final = 8
NO: Final = "no"


def about(context: LearnerContext, _argument: str) -> list[Reply]:
    """Say what the tutor is, and what the exam is."""
    body = words.about(context.library.facts, len(context.library.bank.published))
    corrected = corrections.listed(context)
    return [Card((*body, *correction_words.listed(corrected)) if corrected else body)]


def privacy(_context: LearnerContext, _argument: str) -> list[Reply]:
    """Say what is kept, for how long, and how to delete it."""
    return [Card(words.privacy(), ((button(labels.SEND_ME_EVERYTHING, Run("export")),),))]


def export(context: LearnerContext, _argument: str) -> list[Reply]:
    """Send everything that is held on the learner as one JSON file."""
    held = _everything(context)
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    return [Card(words.export_ready(len(held["answers"])), file=File("cehrs-tutor-export.json", content))]


def forget(_context: LearnerContext, argument: str) -> list[Reply]:
    """Ask once; "no" is the answer that keeps everything."""
    if argument.strip().casefold() == NO:
        return [Card(words.kept())]
    return [
        Card(
            words.confirm_forget(),
            ((button(labels.CONFIRM_DELETE, Erase()), button(labels.KEEP_DATE, Run("forget", NO))),),
        )
    ]


def erase(context: LearnerContext, _action: Erase) -> list[Reply]:
    """Delete everything, on every linked platform."""
    answer.uncount(context)
    context.store.erase(context.me)
    return [Card(words.forgotten(), replace=True)]


def link(context: LearnerContext, argument: str) -> list[Reply]:
    """Give a code, or take one and join the two accounts."""
    typed = codes.tidy(argument)
    if not typed:
        code = codes.make(context, CODE_SIZE)
        context.store.learners.add_code(LinkCode(code=code, learner_id=context.me, expires_at=context.now + CODE_LIFE))
        return [Card(words.link_code(code), ((Button(labels.COPY_THE_LINE, copy=words.link_line(code)),),))]
    other = context.store.learners.take_code(typed, context.now)
    if other is None:
        raise Refusal(refusals.no_code())
    if other == context.me:
        raise Refusal(refusals.own_code())
    return [_join(context, other)]


def _join(context: LearnerContext, other: int) -> Card:
    store, me = context.store, context.learner
    held = store.learners.get(other)
    if held is None:
        raise Refusal(refusals.no_code())
    if held.onboarded and not me.onboarded:
        _take_settings(context, held)
    me.career = {**held.career, **me.career}
    theirs = streak_of(held)
    shift = me.day_number - held.day_number - (me.day_date - held.day_date).days
    answer.uncount(context)  # who answered with both accounts is counted once from now on
    store.classes.merge(context.me, other)
    store.learners.join(context.me, other, shift)
    model.forget(context)
    times = [row.answered_at for row in store.answers.log(context.me)]
    lived = streaks.replay(times, context.now, context.zone, me.set_size, context.is_paused)
    context.keep_streak(streaks.join(context.streak, theirs, lived))
    store.learners.move_home(context.identity)
    push_times.plan(context)
    renewal.plan(context)
    exam.plan(context)
    weekly.plan(context)
    return Card(words.linked(len(times)))


def _take_settings(context: LearnerContext, other: Learner) -> None:
    """Take over the settings of the account that is being linked."""
    columns = (column for setting in SETTINGS.values() for column in setting.columns)
    for column in ("onboarded", "explain", "paused_from", "paused_until", "hour_asked", *columns):
        setattr(context.learner, column, getattr(other, column))


def _everything(context: LearnerContext) -> dict[str, Any]:
    me, store = context.learner, context.store
    return {
        "learner": {
            "since": _time(me.created_at),
            "exam_date": me.exam_date and me.exam_date.isoformat(),
            "plan": me.plan,
            "career_desk": me.career,
            "asked_for": me.expecting,
            "hour_asked_on_day": me.hour_asked,
        },
        "settings": {
            "daily_at": me.daily_at.isoformat("minutes"),
            "zone": me.zone,
            "set_size": me.set_size,
            "focus": me.focus,
            "quiet_from": me.quiet_from.isoformat("minutes"),
            "quiet_until": me.quiet_until.isoformat("minutes"),
            "daily_question": me.pushes,
            "late_reminder": me.late_reminder,
            "minimal": me.minimal,
            "weekly_summary": me.weekly,
            "mock_explains": me.explain,
            "confirm_each": me.confirm_each,
            "alias": me.alias,
            "paused_from": me.paused_from and me.paused_from.isoformat(),
            "paused_until": me.paused_until and me.paused_until.isoformat(),
        },
        "identities": [
            {"platform": i.platform, "user": i.user_id, "chat": i.chat} for i in store.learners.identities(context.me)
        ],
        "groups": [
            {
                "platform": group.platform,
                "place": group.channel_name,
                "answers": count,
                "manages": group.admin_id == context.me,
            }
            for group, count in store.groups.of(context.me)
        ],
        "streak": {"days": me.streak, "best": me.best, "freezes": me.freezes, "answered_today": me.day_answered},
        "days": [
            {"date": day.date.isoformat(), "answered": day.answered, "goal": day.goal, "outcome": day.outcome}
            for day in store.learners.days(context.me)
        ],
        "answers": [
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
            for row in store.answers.log(context.me)
        ],
        "exams": [_exam(context, session) for session in store.exams.all(context.me)],
        "saved": [{"question": s.question, "saved_at": _time(s.saved_at)} for s in store.learners.saved(context.me)],
        "results": [
            {
                "taken_on": r.taken_on.isoformat(),
                "passed": r.passed,
                "score": r.score,
                "reported_at": _time(r.reported_at),
            }
            for r in store.learners.results(context.me)
        ],
        "credits": [
            {
                "earned_on": c.earned_on.isoformat(),
                "credits": c.halves / 2,
                "what": c.what,
                "logged_at": _time(c.logged_at),
            }
            for c in store.learners.credits(context.me)
        ],
        "classes_taught": [
            {
                "name": held.name,
                "code": held.code,
                "exam_date": held.exam_date and held.exam_date.isoformat(),
                "weekly_summary": held.summary,
                "created_at": _time(held.created_at),
                "archived_at": held.archived_at and _time(held.archived_at),
                "members": store.classes.size(held.id or 0),
                "assignments": [
                    {"scope": task.scope, "questions": task.size, "due_on": task.due_on.isoformat()}
                    for task in store.classes.tasks([held.id or 0])
                ],
            }
            for held in store.classes.taught(context.me)
        ],
        "classes_joined": [
            {
                "name": held.name,
                "shown_as": member.name,
                "joined_at": _time(member.joined_at),
                "assignments_done": sum(
                    (task.id, context.me) in store.classes.done([task.id or 0])
                    for task in store.classes.tasks([held.id or 0])
                ),
            }
            for held, member in store.classes.joined(context.me)
        ],
        "reports": [
            {
                "question": r.question,
                "kind": r.kind,
                "text": r.text,
                "reported_at": _time(r.reported_at),
                "closed_at": r.closed_at and _time(r.closed_at),
                "closed_why": r.closed_why,
            }
            for r in store.learners.reports(context.me)
        ],
        "corrections": [
            {"correction": each.correction, "told_at": _time(each.told_at)}
            for each in store.corrections.notes(context.me)
        ],
    }


def _exam(context: LearnerContext, session: QuizSession) -> dict[str, Any]:
    """Return what is held on a simulation; which questions count, and what was right, only after its end."""
    assert session.id is not None  # noqa: S101 - stored
    questions = []
    for attempt in context.store.quiz_sessions.attempts(session.id):
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
