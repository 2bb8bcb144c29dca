"""`/class` on Discord: its parts and their options reach the core as if typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.phones import on_discord
from tests.classroom import CODE

if TYPE_CHECKING:
    from tests.adapters.phones import DiscordScreen
    from tests.bench import Stage


async def test_every_part_with_its_options_from_the_menu(stage: Stage) -> None:
    async with on_discord(stage) as phone:
        screen: DiscordScreen = phone.screen  # type: ignore[assignment]
        ada = screen.phone
        await ada.command("class new", name="Fall cohort", exam="2027-01-15")
        created = await ada.see("Fall cohort is ready.")
        code = CODE.findall(created.plain)[0]
        await ada.command("join", code=code)
        await ada.see("Join Fall cohort?")
        await ada.tap("Type my name")
        await ada.see("What name should your instructor see?")
        await ada.say("Ada Lee")
        await ada.see("Your instructor sees you as Ada Lee.")
        await ada.command("class members", name="Ada")
        await ada.see("Too early for a score.")
        await ada.command("class assign", what="NCO-03", questions=2, by="Friday")
        await ada.see("Assigned: Scheduling, 2 questions, due Friday")
        await ada.command("class topics", domain="reporting")
        await ada.see("Fall cohort: Reporting")
        await ada.command("class summary", weekly="off")
        await ada.see("No more Monday summaries of Fall cohort.")
        await ada.command("class exam", date="2027-02-01")
        await ada.see("is now on February 1, 2027")
        await ada.command("class show")
        await ada.see("1 member, by name.")
        await ada.command("class file")
        await ada.see("Here is Fall cohort as a spreadsheet")
        await ada.command("class leave")
        await ada.see("You left Fall cohort.")
