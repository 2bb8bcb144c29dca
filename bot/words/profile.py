"""How the bot introduces itself on a platform's profile page, before anyone has written to it.

The first text of each is shown. The others are from earlier versions; they are kept to tell our texts from an owner's,
which is never replaced.
"""

from __future__ import annotations

from typing import Final

DESCRIPTIONS: Final = (
    (
        "Get ready for the CEHRS exam (Certified Electronic Health Record Specialist), a few questions at a time.\n\n"
        "Every day I send you exam-style questions and explain every option. The ones you miss come back until you know"
        " them. You also get mock exams, a study plan for your exam date, and an honest estimate of your score.\n\n"
        "Free, and not affiliated with NHA. Tap Start."
    ),
)
"""In an empty chat, above Start; Telegram accepts 512 characters."""
SHORT_DESCRIPTIONS: Final = (
    "Daily practice for the CEHRS exam: a few questions a day, every option explained. Free. Not affiliated with NHA.",
)
"""On the profile, and with a shared link; Telegram accepts 120 characters."""
