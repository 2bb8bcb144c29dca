"""The labels of buttons in groups, live rounds, duels, boards, and classes."""

from __future__ import annotations

from typing import Final

from bot.words.labels import fitting

ACCEPT: Final = "I accept"
ACCEPT_THE_DUEL: Final = "I accept the duel"
AGAIN: Final = "Play again"
CHALLENGE_SOMEONE: Final = "Invite someone"
CONFIRM_ARCHIVE: Final = "Yes, end it"
JOIN_BOARD: Final = "Join the board"
JOIN_ROUND: Final = "Join"
DELETE_THE_CLASS: Final = "Delete the class"
GET_THE_TABLE: Final = "Spreadsheet"
INVITE: Final = "Invite learners"
INVITATION: Final = "Join the class"
MY_MISSES: Final = "My misses"
MY_PLACE: Final = "My place"
MEMBERS: Final = "Members"
LEAVE_THE_CLASS: Final = "Leave the class"
LEAVE_BOARD: Final = "Leave the board"
JUST_COUNT_ME: Final = "Just count me"
PAUSE: Final = "Pause"
PLAY: Final = "Play"
PREVIEW: Final = "Preview"
RESUME: Final = "Resume"
REVEAL_AND_ASK: Final = "Reveal it, ask the next"
SHARE_WITH_THE_GROUP: Final = "Share with the group"
SEE_THE_CLASS: Final = "See the class"
THE_CLASS: Final = "Back to the class"
TOPICS: Final = "Topics"
TYPE_MY_NAME: Final = "Type my name"
SHOW_ANOTHER_NAME: Final = "Show another name"
TURN_OFF: Final = "Turn off"
WORK_ASSIGNED: Final = "Assignments"


def play(name: str) -> str:
    return fitting(f"Play against {name}") if name else PLAY


def for_class(topic: str, size: int) -> str:
    return f"For class: {topic} ({size})"


def take_back(topic: str) -> str:
    return f"Withdraw: {topic}"


def next_miss(number: int, of: int) -> str:
    return f"Next miss ({number} of {of})"


def join_board(place: str) -> str:
    return fitting(f"Join: {place}") if place else JOIN_BOARD
