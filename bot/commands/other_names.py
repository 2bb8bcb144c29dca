"""What people call a command that has another name: it is offered, not run."""

from __future__ import annotations

from typing import Final

_CALLED: Final = {
    "daily": "today question questions study go next begin continue another random day",
    "mock": "test tests mocktest drill train training quickquiz",
    "exam": "exams simulation simulate full half practicetest practiceexam fullexam timed",
    "practice": "practise more",
    "practice missed": "missed mistakes wrong review misses redo",
    "practice saved": "saved bookmarks favorites starred",
    "practice weak": "weak weakest weakspots weakness weaknesses",
    "learn": "note notes lesson lessons read",
    "topics": "topic domain domains syllabus blueprint",
    "define": "glossary terms term dictionary definition abbreviation abbreviations meaning lookup search find",
    "faq": "ask questionsandanswers qa info",
    "faq language": "language lang spanish espanol english translate",
    "faq free": "premium subscribe subscription donate upgrade pricing paid",
    "streak": "streaks freeze freezes",
    "progress": "stats stat statistics results history log answers",
    "ready": "score scores chance chances predict prediction readiness odds",
    "placement": "level assessment pretest diagnostic",
    "board": "leaderboard rank ranking top",
    "duel": "friend challenge battle versus vs",
    "plan": "schedule date calendar countdown booking book reschedule examdate",
    "examday": "checklist testday",
    "result": "passed pass failed fail",
    "roi": "cost costs price fee fees worth money budget",
    "salary": "pay wage wages salaries income earnings",
    "path": "job jobs work",
    "eligibility": "eligible requirements requirement qualify",
    "retake": "retakes retry",
    "renewal": "renew renewals credits ce ceu ceus",
    "sheet": "cheatsheet flashcards flashcard print pdf download",
    "card": "certificate badge share",
    "settings": "setting options option config preferences remind reminder reminders time timezone zone notify"
    " notifications mute unmute unsubscribe account profile size alias name",
    "pause": "snooze vacation holiday",
    "resume": "unpause",
    "start": "restart onboarding",
    "stop": "cancel quit end exit bye logout",
    "help": "menu commands command support home how tips",
    "tour": "guide tutorial intro",
    "about": "version who",
    "report": "bug feedback contact problem complain",
    "forget": "delete erase reset deleteme clear wipe",
    "export": "data mydata backup",
}
"""By what they mean: a command, with its argument if it has one."""
OTHER_NAMES: Final = {name: meant for meant, names in _CALLED.items() for name in names.split()}
