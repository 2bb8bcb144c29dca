"""The full simulation of the exam: drawn all at once, worked on in one message, explained after it is handed in."""

from bot.flows.exam.clock import forget_closed, invite, plan, tick
from bot.flows.exam.ending import CLOCK, finish, stop_open
from bot.flows.exam.paper import BEGIN, CLOSED, OPEN, begin, begin_typed, exam, not_begun
from bot.flows.exam.report import part
from bot.flows.exam.review import look, onward
from bot.flows.exam.screen import choose, flag, jump, overview, resume, typed

__all__ = [
    "BEGIN",
    "CLOCK",
    "CLOSED",
    "OPEN",
    "begin",
    "begin_typed",
    "choose",
    "exam",
    "finish",
    "flag",
    "forget_closed",
    "invite",
    "jump",
    "look",
    "not_begun",
    "onward",
    "overview",
    "part",
    "plan",
    "resume",
    "stop_open",
    "tick",
    "typed",
]
