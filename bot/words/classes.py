"""What an instructor reads about their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.learning.classroom import FEW
from bot.words.moments import full as day
from bot.words.ready import span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.readiness import Likely


def nothing() -> Text:
    return text(
        bold("No class yet"),
        "\nYour instructor gave you a code? Send /join and the code.",
        '\nYou teach? Start a class with /class new "Fall cohort" exam 2027-01-15.',
    )


def created(name: str, line: str, exam: date | None) -> Text:
    end = f" The class ends after its exam on {day(exam)}." if exam else " It goes on until you archive it."
    return text(
        bold(f"{name} is ready."),
        "\nYour learners join by sending me this line:\n",
        bold(line),
        f"\nThey see what they would share before they agree, and choose a name or none.{end}",
        "\nI'll sum the class up every Monday. /class shows it any time.",
    )


def invitation(name: str, line: str) -> Text:
    return text(
        bold(f"Join {name}"),
        "\nStudy for the CEHRS exam with a few questions a day. To join the class, send me this line:\n",
        bold(line),
        "\nYou'll see what you would share before you agree.",
    )


def which_class() -> Text:
    return text("For which class?")


def classes() -> Text:
    return text(bold("Your classes"))


def head(members_: int, named: int, exam: date | None, days: int) -> list[str]:
    return [f"{_members(members_)}{_how(members_, named)}.", *([_exam(exam, days)] if exam else [])]


def dashboard(name: str, lines: Sequence[str], domains: Sequence[str], teach: Sequence[str], lead: str = "") -> Text:
    return text(
        bold(name),
        f"\n{lead}" if lead else "",
        *(f"\n{line}" for line in lines),
        "\n\nWould get right, on average:" if domains else "",
        *(f"\n{line}" for line in domains),
        "\n\nTeach next (exam points of 100 that a member still misses there):" if teach else "",
        *(f"\n{number}. {line}" for number, line in enumerate(teach, 1)),
    )


def monday(today: date) -> str:
    return f"Here is your class as of {day(today)}."


def empty() -> str:
    return "Nobody has joined yet. /class code has the line to pass on."


def hidden(count: int) -> str:
    who = "The one who is counted only is" if count == 1 else f"The {count} who are counted only are"
    return f"{who} left out of what follows, until there are {FEW} such members with enough answers."


def none_measured() -> str:
    return "Too few answers yet for averages. They begin once a member has answered 15 questions."


def studied(count: int, of: int) -> str:
    return f"Studied in the last seven days: {count} of {of}."


def simulations(count: int, average: int | None) -> str:
    if not count:
        return "Simulations: none yet."
    return f"Simulations: {count}. Latest results average {average} of 100."


def passes(low: int, high: int, measured: int, others: int) -> str:
    few = f" For {others} more it is too early to say." if others else ""
    if not measured:
        return "Expected passes: too early to say."
    likely = f"{low}" if low == high else f"{low} to {high}"
    return f"Expected passes if the exam were today: {likely} of {measured}.{few}"


def silent(names: Sequence[str], most: int) -> str:
    """Name those who have not studied, at most so many."""
    more = f", and {len(names) - most} more" if len(names) > most else ""
    return f"Not studied for seven days: {', '.join(names[:most])}{more}."


def level(name: str, likely: Likely) -> str:
    return f"{name}: {span(likely)}%"


def gain(name: str, points: float) -> str:
    return f"{name}, {points:.1f}"


def topics(name: str, domain: str, lines: Sequence[str]) -> Text:
    return text(bold(f"{name}: {domain}"), "\nWould get right, on average:", *(f"\n{line}" for line in lines))


def pick_domain(name: str) -> Text:
    return text(bold(name), "\nPick a domain to see its topics.")


def members(name: str, lines: Sequence[str], unnamed: int) -> Text:
    more = f"\n{_people(unnamed, 'is', 'are')} counted without a name." if unnamed else ""
    return text(bold(f"Members of {name}"), *(f"\n{line}" for line in lines), more)


def member(name: str, score: str, days: int, simulations: int, last: int | None) -> str:
    runs = f"{simulations} simulation{'' if simulations == 1 else 's'}"
    result = f", the last {last} of 100" if last is not None else ""
    studied_ = "1 study day" if days == 1 else f"{days} study days"
    return f"{name}: {score}; {studied_} in four weeks; {runs}{result}"


def likely_score(likely: Likely) -> str:
    return f"likely {span(likely)} of 100"


def too_early() -> str:
    return "too early for a score"


def member_page(name: str, score: str, domains: Sequence[str], topics_: Sequence[str]) -> Text:
    return text(
        bold(name),
        f"\n{score[:1].upper()}{score[1:]}.",
        "\n\nWould get right:" if domains else "",
        *(f"\n{line}" for line in domains),
        "\n\nWeakest topics:" if topics_ else "",
        *(f"\n{line}" for line in topics_),
    )


def no_such_member() -> Text:
    return text("Nobody of that name is in the class. /class members lists who joined by name.")


def nobody_named() -> str:
    return "Nobody has joined by name yet."


def assigned(what: str, size: int, due: date) -> Text:
    return text(
        bold(f"Assigned: {what}, {questions(size)}, by {_weekday(due)}."),
        "\nMembers find it as a button in their day. /class work shows who has done it.",
    )


def which_for(what: str, size: int, due: date) -> Text:
    return text(f"Which class gets {what}, {questions(size)}, by {_weekday(due)}?")


def work(name: str, lines: Sequence[str]) -> Text:
    return text(bold(f"Assignments of {name}"), *(f"\n{line}" for line in lines))


def task(what: str, size: int, due: date, done: Sequence[str], open_: Sequence[str]) -> str:
    lines = [f"{what}, {questions(size)}, by {_weekday(due)}"]
    lines += [f"  Done: {', '.join(done)}"] if done else []
    lines += [f"  Not yet: {', '.join(open_)}"] if open_ else []
    return "\n".join(lines)


def no_work() -> str:
    return "None yet. Assign some with /class assign scheduling 10 by Friday."


def file(name: str, rows: int) -> Text:
    who = "1 member" if rows == 1 else f"{rows} members"
    return text(f"{name} as a table: {who} by name, and the class's averages.")


def exam_moved(name: str, exam: date) -> Text:
    return text(f"{name}'s exam is on {day(exam)} now. The class ends the day after.")


def summary(name: str, *, on: bool) -> Text:
    if on:
        return text(f"I'll sum {name} up every Monday.")
    return text(f"No more weekly summaries of {name}. /class summary on brings them back.")


def confirm_archive(name: str) -> Text:
    return text(
        f"End {name}? Its members stop sharing with you at once, and nobody can join any longer."
        " You can't start it again."
    )


def archived(name: str) -> Text:
    return text(f"{name} is archived. Nobody shares anything with you any longer. /class delete removes what is left.")


def over(name: str, members_: int) -> Text:
    return text(bold(name), f"\nThis class is over ({_members(members_)}). Nobody shares anything with you any longer.")


def ended(name: str) -> Text:
    return text(
        bold(f"{name} is over."),
        "\nIts exam date has passed, so your learners no longer share their progress with you. I hope they passed.",
    )


def confirm_delete(name: str) -> Text:
    return text(
        f"Delete {name} with its members, their names, and its assignments? This can't be undone."
        " Your learners keep their own answers."
    )


def deleted(name: str) -> Text:
    return text(f"{name} is deleted, with everything that belonged to it.")


def kept() -> Text:
    return text("Nothing was changed.")


def too_many_taught(most: int) -> Text:
    return text(f"You teach {most} classes already. Archive or delete one first: /class archive.")


def too_many_tasks(most: int) -> Text:
    return text(f"The class has {most} open assignments already. Remove one first: /class work.")


def same_name() -> Text:
    return text("You teach a class of that name already. /class shows it. For another one, pick another name.")


def not_new() -> Text:
    return text('I could not read that. Start a class like this: /class new "Fall cohort" exam 2027-01-15.')


def not_a_title() -> Text:
    return text(
        "Please name the class with up to 40 letters, digits, and spaces, beginning with a letter or digit,"
        " such as Fall cohort."
    )


def not_a_task() -> Text:
    return text("I could not read that. Assign questions like this: /class assign scheduling 10 by Friday.")


def not_a_part() -> Text:
    return text(
        "Try /class, /class new, topics, members, assign, work, file, code, exam, summary, leave, archive or delete."
    )


def none_taught() -> Text:
    return text('You don\'t teach a class. Start one with /class new "Fall cohort" exam 2027-01-15.')


def not_yours() -> Text:
    return text("That class is not yours, or it is gone. /class shows your classes.")


def _members(count: int) -> str:
    return "1 member" if count == 1 else f"{count} members"


def _how(members_: int, named: int) -> str:
    if not members_ or named == members_:
        return ", by name" if members_ == 1 else ", all by name" if members_ else ""
    return f": {named} by name, {members_ - named} counted only" if named else ", counted only"


def _exam(exam: date, days: int) -> str:
    ahead = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"Exam on {day(exam)}, {ahead}."


def _people(count: int, one: str, many: str) -> str:
    return f"1 member {one}" if count == 1 else f"{count} members {many}"


def questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _weekday(due: date) -> str:
    return f"{due:%A}, {due:%B} {due.day}"
