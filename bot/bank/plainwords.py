"""Free text as plain words: one spelling for words that mean the same, and none for words that carry no meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_STRAIGHT: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_WORD: Final = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*%?")
_DOMAIN_WORDS: Final = re.compile(r"\bhow (much|many|long|often|hard|soon|far)\b")
_TWO_WORDS: Final = (
    "new york",
    "new jersey",
    "new mexico",
    "new hampshire",
    "north carolina",
    "south carolina",
    "north dakota",
    "south dakota",
    "west virginia",
    "rhode island",
)
_ONE_WORD: Final = """
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
"""
STATES: Final = (*_TWO_WORDS, *_ONE_WORD.split())
"""Names of the states in lower case."""
_WHOLE: Final[tuple[tuple[str, str], ...]] = (
    (r"\bwhat'?s\b", "what is"),
    (r"\bm[uo]t?ch\b", "much"),
    (r"\b(wh(?:en|ere|o)|how|that|it)'?s\b", r"\1 is"),
    (r"\b(can|do|does|did|is|are|was|would|could|should|have|has)n'?t\b", r"\1 not"),
    (r"\bwon'?t\b", "will not"),
    (r"\bcannot\b", "can not"),
    (r"\bi'?m\b", "i am"),
    (r"\bi'(?:ve|d|ll)\b|\b(?:ive)\b", "i"),
    (r"\bknow (?:if|whether) (?:i|you|we) (?:pass|fail)\w*|\b(?:if|whether) i passed\b", "result"),
    (r"\bforg[eo]t (?:to|about|my)\b", "miss"),
    (r"\bget (?:it|mine|my \w+|them) back\b", "reinstate"),
    (r"\blast (?:year|week|month|time|night)\b", "ago"),
    (r"\b(?:every|each|all) day\b|\bday to day\b", "daily"),
    (r"\bask(?:s|ing)? for\b", "require"),
    (r"\b(?:no|without|zero|lack of) (?:any |work |job )?experience\b", "noexperience"),
    (r"\b(?:pay|pays|paid) (?:me|us|you) more\b|\bmore (?:money|pay)\b|\bearn(?:ing)? more\b|\bpay rise\b", "raise"),
    (r"\bbother\b|\bmakes? (?:any )?sense\b|\b(?:any|the|what'?s the) point (?:of|in)\b", "worthit"),
    (r"\b\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)", "time"),
    (r"\b(?:pay|pays|paying) (?:for|again|anything|extra|to|twice)\b|\b(?:have|need|got) to pay\b", "cost"),
    (r"\bwrite (?:on|down|stuff|things)\b", "notes"),
    (
        r"\bwhat (?:else )?can (?:you|u|it|this|this bot|the bot) do\b|\bfeatures?\b|\bhow can (?:you|u) help\b",
        "abilities",
    ),
    (r"\bhow much (?:time|longer)\b", "how long"),
    (r"\b(?:per|each|every|a single) (?:question|item)\b", "perquestion"),
    (r"\b\d+(?:\.\d+)? ?(?:hours?|hrs?|minutes?|mins?)\b", "howlong"),
    (r"\b(?:a few|a couple(?: of)?|some|\d+|two|three) days\b", "weeks"),
    (r"\bhow many (?:dollars|bucks)\b", "how much"),
    (r"\b(?:a few|several|some|a couple(?: of)?) (?:weeks|months)\b", "weeks"),
    (r"\b(?:near|nearby|close(?:st)?|next) (?:to )?(?:me|us|my \w+|where i live)\b|\baround here\b", "near"),
    (r"\b\d+ (?:questions? |items? )?(?:a|per|each|every) day\b", "perday"),
    (r"\bhow (?:do|are) (?:you|u|they) (?:make money|paid|funded)\b", "funded"),
    (r"\b(i (?:did not (?:\w+ )?pass|failed|flunked)\b.*?)\b(?:i )?feel(?:ing)? .*", r"\1"),
    (r"\b(?:i )?feel(?:ing)? .*?(?=\bi (?:did not (?:\w+ )?pass|failed|flunked)\b)", ""),
    (r"\b(?:do|did|does|will|can|have) not (?:\w+ )?pass(?:ed)?\b", "fail"),
    (r"\b(?:push|move|delay|bump|change)\b.{0,15}\b(?:back|date|forward|later)\b", "reschedule"),
    (r"\bteach(?:ing)? myself\b|\bby myself\b|\bon my own\b|\bself[- ]?(?:taught|study|studying)\b", "selfstudy"),
    (r"\b(?:extended|extra|additional|more) time\b", "accommodation"),
    (r"\bwaste of (?:money|time)\b", "worthit"),
    (r"\bstep out\b", "break"),
    (r"\bartificial intelligence\b|\brobots?\b|\bautomat(?:ion|ed)\b", "ai"),
    (r"\b(?:exam|test) day\b|\bday of (?:the |my )?(?:exam|test)\b", "examday"),
    (r"\bget(?:ting)? hired\b|\bhires? (?:me|people|someone|us)\b", "job"),
    (r"\b(?:something|things?) c[ao]me up\b", "reschedule"),
    (r"\bmoney back\b", "refund"),
    (r"\btake away\b|\bcount(?:s|ed)? against\b", "penalty"),
    (r"\bhow (?:fast|quick|quickly)\b", "how soon"),
    (r"\bhigh[ -]?school\b", "diploma"),
    (r"\bg\.?e\.?d\b\.?", "diploma"),
    (r"\b(?:electronic|eletronic) (?:health|medical) records?(?: specialist)?\b", "ehr"),
    (r"\bcertified ehr\b", "cehrs"),
    (r"\bnational healthcareer association\b", "nha"),
    (
        (
            r"\bcont\w*ing ed(?:ucation)?(?: (?:credit|unit|hour|point)s?)?\b|\bceus?\b|\bce(?: (?:credit|hour|unit"
            r"|point)s?)\b"
        ),
        "ce",
    ),
    (r"\bmake[s]? money\b|\bget[s]? paid\b", "salary"),
    (r"\bworth (?:it|the money|the cost|the time|doing|getting|my time)\b", "worthit"),
    (
        (
            r"\b(?:from|at) (?:home|house|couch|apartment)\b"
            r"|\b(?:from|at|in) (?:my|our) (?:own )?(?:home|house|place|couch|apartment|dorm)\b"
        ),
        "remote",
    ),
    (r"\b(?:show|turn) up\b|\b(?:get|getting|be|being) there\b", "arrive"),
    (r"\bsi(?:gn|ne|ng)(?:ing)? up\b", "book"),
    (r"\bfind out\b|\bget back\b", "get"),
    (r"\b(?:a )?second (?:time|try|chance|attempt|shot)\b|\banother (?:time|try|chance|attempt|shot|go)\b", "retake"),
    (
        r"\b(?:take|try|do|go|sit|test|write)(?: it| the exam| the test)? again\b|\bre-?(?:take|test|sit|do|try)\b",
        "retake",
    ),
    (r"\bgo(?:es)? up\b", "rise"),
    (r"\b(?:good|valid) for\b", "valid"),
    (r"\brun(?:s)? out\b|\bgo(?:es)? bad\b", "expire"),
    (rf"\b(?:{'|'.join(_TWO_WORDS)})\b", "state"),
    (r"\b(?:living|bed) ?room\b|\bmy (?:house|couch|kitchen)\b", "remote"),
    (r"\b(?:freaking|freaked|stressing|stressed) out\b", "nervous"),
    (r"\bmove up\b|\bmoving up\b", "advance"),
    (r"\btwo (?:weeks|months)\b|\b\d+ (?:weeks|months)\b|\b(?:a )?whole (?:week|month)\b", "weeks"),
    (r"\bscratch paper\b|\bwhite ?board\b", "notes"),
    (r"\bpart of (?:the )?day\b", "time"),
    (r"\bmultiple[ -]choice\b", "format"),
)
_REWRITES: Final = tuple((re.compile(pattern), plain) for pattern, plain in _WHOLE)
_SAME_WORDS: Final = """
exam: test tests tets tset exams examination assessment cehrs-exam
cost: costs price prices priced pricing fee fees expensive cheap charge charged charges dollars howmuch afford
retake: retakes retest retesting resit redo reattempt retaking rewrite
fail: fails failed failing flunk flunked flunking bomb bombed unsuccessful
pass: passes passed passing
certification: cert certs certificate certificates certified credential credentials certify license
salary: salaries wage wages pay pays paid paying earn earns earning earnings income money hourly paycheck
job: jobs work worked working works career careers employment position positions role roles field
hire: hired hiring hires recruit
renew: renewal renews renewing recertify recertification recert
expire: expires expired expiring expiration lapse lapses lapsed lasts last valid
eligible: eligibility qualify qualifies qualified qualification qualifications requirement requirements prerequisite
    prerequisites prereqs
require: required requires mandatory must necessary
experience: experienced background
diploma: ged highschool
degree: college bachelor bachelors associates university
hard: difficult difficulty tough easy easier tricky challenging howhard harder
question: questions item items
score: scores scored scoring grade grades mark marks points
result: results outcome
book: booking books booked schedule scheduling scheduled register registering registration registered apply
    application signup enroll
reschedule: rescheduling postpone move moving postponing
cancel: cancelling canceling cancellation
remote: remotely online proctor proctored proctoring virtual virtually
computer: laptop pc mac macbook chromebook webcam camera ipad tablet wifi internet computers
nervous: anxious anxiety worried scared freaking panic panicking stressed stress afraid nerves terrified
employer: boss manager employers supervisor workplace
start: starting begin beginning begins
entry: beginner newbie newly
grow: growing growth grows
outlook: demand future prospects
rise: rising rises increase increases increasing rose
keep: store stored save saved kept hold collect collected track
away: off
send: sends sent sending deliver
actual: real
miss: missed missing skip skipped
early: earlier before
center: centre centers site sites location locations building
bring: brings carry wear
id: ids identification passport
allowed: allow permitted permit permitting okay
calculator: calculators
notes: note book-open paper cheat-sheet
break: breaks bathroom restroom pee toilet pause-exam
study: studying studied studies prepare preparing preparation prep learn learning
plan: schedule-plan weeks
practice: practise practicing drill drills quiz quizzes mock mocks
bot: tutor app chatbot
delete: erase remove wipe forget
data: privacy private information info
free: gratis
official: affiliated affiliation endorsed endorse partnered partner
worthit: worth worthwhile benefit benefits value advantage
domain: domains section sections areas content cover covered covers covering subject subjects topics topic
howlong: duration minutes hours timing length
percent: percentage % rate rates
people: everyone takers candidates students ppl peeps
question: qs
reminder: reminders notification notifications notify message messages nag ping
change: changes changing switch edit adjust set instead
time: times clock hour oclock
company: organization body association
coding: coder coders code codes
different: difference differ differs versus vs compare compared comparison
state: states
late: tardy
accommodation: accommodations disability disabilities adhd dyslexia
wait: waiting soon howsoon until till
attempt: attempts tries try
program: programs course courses class classes training school
raise: promotion raises
wrong: incorrect error errors mistake mistakes
right: correct correctly
guess: guessing guesses
penalty: penalties penalized deduct deducted lose losing minus subtract
stop: quit unsubscribe end
sick: ill
retire: outdated
curve: curved curves curv
between: btw
focus: prioritize priority concentrate
group: groups friends classmates team together
time: evening morning night noon afternoon
reminder: spam notifs text texts texting
copied: steal stolen stole leaked dump dumps braindump
trust: legit scam trustworthy reliable reliability
made: creator developer owner built created build
export: download copy
vacation: holiday trip travel traveling travelling
tips: advice tricks strategy strategies
domain: syllabus outline blueprint
foreign: american citizen citizens citizenship immigrant immigrants abroad country countries international visa overseas
1: first one
2: second two
3: third three
4: four fourth
5: five fifth
cost: bucks pricey budget
"""
"""Words learners use for the same thing, after the one that represents them all."""
_SILENT_WORDS: Final = """
sure came come comes coming once choice choose
a about actually also am an and any anyone are as at basically be been by can could currently d dear did do does
done exactly find folks for from get gets give go going gonna got guys had has have hello hey hi hmm i if im in is
it its just kinda know let like ll lol m maam may me meet might more most much my need nha's of ok okay on one or
out please pls plz question-mark quick re really s shall should sir so some somebody someone sorta t take takes
taking tell thank thanks that the them then there these they this those to too u uh um up ur us ve very wanna want
was we well were will with wonder wondering would yo you your yours
"""
"""Words that say little about what is asked."""
_FAINT_WORDS: Final = """
howmany howlong when where why
able already not anything best better bot day days different even ever good how kind make new now other people possible
right something sort start still there thing things time today use way what which who
"""

FAINT: Final = frozenset(_FAINT_WORDS.split())
"""Words that count half as much as their rarity suggests."""
_SILENT: Final = frozenset(_SILENT_WORDS.split())


def _kin() -> dict[str, str]:
    """Map each word in the table to the one that represents it."""
    found = dict.fromkeys(STATES, "state")
    head = ""
    for word in _SAME_WORDS.split():
        if word.endswith(":"):
            head = word[:-1]
        else:
            found[word] = head
    return found


_SAME: Final = _kin()


def straight(said: str) -> str:
    """Return the text in lower case, without what phones and editors change automatically."""
    return " ".join(said.translate(_STRAIGHT).casefold().split())


@lru_cache(maxsize=8192)
def words(said: str) -> tuple[str, ...]:
    """Return the words that carry meaning, each once in its plain form; the silent ones if there are no others."""
    plain = straight(said)
    for pattern, instead in _REWRITES:
        plain = pattern.sub(instead, plain)
    found = _WORD.findall(_DOMAIN_WORDS.sub(r"how\1", plain))
    told = [_plain(word) for word in found if word not in _SILENT]
    return tuple(dict.fromkeys(told or map(_plain, found)))


def _plain(word: str) -> str:
    """Return the word that represents this one and its kin."""
    return _SAME.get(word) or _SAME.get(_stem(word)) or _stem(word)


def _stem(word: str) -> str:
    """Return the word without the most common endings."""
    for ending, instead, shortest in (("ies", "y", 5), ("sses", "ss", 6), ("ing", "", 6), ("ed", "", 5), ("ly", "", 5)):
        if word.endswith(ending) and len(word) >= shortest:
            return word.removesuffix(ending) + instead
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004 - "gas"
