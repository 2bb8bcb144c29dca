"""What guides to the exam promise their readers, and the conversation in which the tutor does it.

Each row names a conversation of tests/conversations, which is played through the core, Telegram, Discord, and the
terminal, and a line that must be shown in it.
"""

from __future__ import annotations

from typing import Final

PROMISES: Final[dict[int, tuple[str, str, str]]] = {
    1: ("Free questions in every domain", "practice_domains", "Revenue Cycle/Finance · "),
    2: ("A full-length practice exam against the clock", "exam_full", "Exam: 125 questions in 125 minutes"),
    3: (
        "Unscored questions told apart from scored ones",
        "exam_full",
        "Unscored questions, which don't count",
    ),
    4: ("Extra practice where it is needed most", "practice_domains", "· Vital signs and flow sheets"),
    5: ("Sets weighted like the exam", "settings", "Your daily sets have the same mix as the exam."),
    6: ("Spaced repetition", "returns", "You missed this on Friday."),
    7: ("A four-week plan", "plan", "Your study plan: 4 weeks to your exam on December 18, 2026"),
    8: (
        "A plan for other spans, made anew as one goes",
        "plan",
        "Your study plan: 8 weeks to your exam on",
    ),
    9: ("Timed blocks and recall, tied to the blueprint", "exam", "of 40 right"),
    10: (
        "Moving on once a topic is known, at will",
        "practice_domains",
        "would gain you more, if you want to move on.",
    ),
    11: ("Pace: a minute a question, and which took long", "exam_full", "Seconds per question"),
    12: ("Why every question deserves full attention", "faq", "You can't tell which ones they are"),
    13: ("The chance of passing, and no invented score", "exam_full", "The exam's 390 of 500 is a scaled score"),
    14: ("How many pass, with the year", "faq", "Of the 1,834 CEHRS exams taken in 2024, 68.81% were passed"),
    15: ("What failing would cost", "roi", "Exam, with retakes: about $168 ($165 to $172)"),
    16: ("All costs added up, and when they pay off", "roi", "it pays for itself in"),
    17: ("The renewal within two years of costs", "roi", "Renewal, due at the end of the 24 months: $185"),
    18: ("Whom the credential suits, and whom it does not", "fit", "Expect a weaker return."),
    19: ("Whether one may take the exam", "eligibility", "Probably, yes."),
    20: ("No degree needed", "faq", "an equivalent such as the GED, not a college degree"),
    21: (
        "Exam day at a center or at home",
        "plan_examday",
        "at home, with a live remote proctor: 10 days to go",
    ),
    22: ("Renewal: two years, ten credits, reminders", "renewal", "Renew by November 20, 2028: 731 days to go"),
    23: ("What happens without the credits", "faq", "your certification lapses"),
    24: ("Every subject of the five domains", "faq", "Reporting: pick a topic"),
    25: ("A guide to each content area", "faq", "A note on REP-07."),
    26: ("How hard it is", "faq", "Hard enough to study for, and well within reach."),
    27: ("Titles of the jobs", "path", "Typical CEHRS job titles are"),
    28: ("Where the work leads, and that it is not coding", "path", "this path needs one of its own"),
    29: ("Pay by experience, for what it is worth", "salary", "a guess with no source"),
    30: ("What pay depends on", "salary", "Certification: not measured."),
    31: ("What the work is", "path", "What the work is"),
    32: ("The skills it takes", "path", "Skills, 1 of 3: technical"),
    33: ("The road to the credential in five steps", "roadmap", "Your road to CEHRS: 0 of 5 done"),
    34: ("Something to take along and print", "sheet", "Your study sheet"),
    35: ("What AI changes", "faq", "counts for nothing in your score"),
    36: ("The usual questions, answered", "faq", "Often, yes."),
    37: ("Independence of any one product", "faq", "The credential isn't tied to one vendor"),
    38: ("When to book, and when to move it", "booking", "If that feels too soon, you can move it."),
    39: ("The way back after failing", "retake", "Earliest date: December 20, 2026"),
    40: ("Quick answers in the middle of anything", "ask", "390 out of 500"),
}
