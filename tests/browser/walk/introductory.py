"""Stage 1: level, both ratings, requests, adaptation plan, mentoring plan. September."""

from collections.abc import Mapping
from datetime import date

from mentoring.library.criteria import BY_MENTOR, CODES, STRAIN
from mentoring.library.words import CRITERIA
from tests.browser.walk import story
from tests.browser.walk.person import Person, step


@step
def records_level(mentor: Person) -> None:
    """The mentor records the level of training."""
    mentor.task("Determine the level of training", "Record the level")
    mentor.choose("interview")
    mentor.choose("lesson visit")
    mentor.choose("basic")
    mentor.type("What you saw", "8 «А» сыныбындағы сабағына қатыстым, жоспарын қарадық.")
    mentor.press("Record the level", says="The level is recorded")


@step
def asks_for_help(novice: Person, *wishes: str) -> None:
    """The new teacher writes what would help."""
    novice.case(novice.full_name, "Diagnostics")
    novice.open("Write what you would like help with")
    for wish in wishes:
        novice.page.get_by_role("main").get_by_role("textbox").fill(wish)
        novice.press("Write it down", says="Your request is written down")


@step
def rates_oneself(novice: Person, usual: int, low: Mapping[str, int]) -> None:
    """The new teacher rates oneself, the strain too."""
    novice.task("Say how you see your work", "Rate yourself")
    rate_all(novice, CODES, usual, low)
    novice.press("Finish")


@step
def rates(mentor: Person, usual: int, low: Mapping[str, int], novice: Person) -> None:
    """The mentor rates fourteen criteria, without seeing the strain."""
    mentor.task("Rate fourteen criteria", "Write your rating")
    mentor.reads(novice.full_name)
    mentor.does_not_read(str(CRITERIA[STRAIN]))
    rate_all(mentor, BY_MENTOR, usual, low)
    mentor.press("Finish")


@step
def signs_sheet(mentor: Person) -> None:
    """The mentor signs the sheet with both ratings side by side."""
    mentor.task("Sign the diagnostic sheet", "Sign the sheet")
    mentor.press("Sign the sheet", says="The diagnostic sheet is signed")
    mentor.reads("Side by side", "Needs an activity")


@step
def adds_point(deputy: Person, novice: Person, text: str, by: date) -> None:
    """The deputy head helps with the adaptation plan."""
    deputy.case(novice.full_name, "Adaptation")
    deputy.open("Add a point")
    deputy.select("Section", "introduction to the staff")
    deputy.type("What", text)
    deputy.type("By", by)
    deputy.type("Responsible", deputy.full_name)
    deputy.press("Add", says="The point is in the adaptation plan")


@step
def ticks_point(deputy: Person, novice: Person, text: str) -> None:
    """The deputy head marks a point of the adaptation plan as done."""
    deputy.case(novice.full_name, "Adaptation")
    deputy.open("Mark as done")
    deputy.press("Mark as done")
    deputy.reads(text, "Done: 1 of 1")


@step
def writes_plan(mentor: Person) -> None:
    """The mentor writes the plan: aims, an activity for each need."""
    mentor.task("Write the mentoring plan", "Write the plan")
    mentor.press("Write the plan", says="A draft is ready")
    mentor.open("Write the aims")
    mentor.type("Main difficulties and requests", "Уақытты бөлу, саралап оқыту.")
    mentor.type("Purpose", "Сабақ уақытын бөлуді және саралап оқытуды үйрену.")
    mentor.type("Objectives", "Бес кезең. Үш деңгейлі тапсырмалар.")
    mentor.press("Save the aims", says="The aims are saved")
    for title, need, day, form, _what in story.ACTIVITIES:
        mentor.open("Add an activity")
        mentor.type("Activity", title)
        mentor.choose(need)
        mentor.type("Date", day)
        mentor.select("Form", form)
        mentor.type("Expected result", "Дайын үлгі")
        mentor.press("Save the activity", says="The activity is in the plan")
    mentor.reads("Every diagnosed need has an activity")


@step
def sends_plan(mentor: Person) -> None:
    """The mentor sends the plan for agreement."""
    mentor.task("Finish the plan and send it", "Write the plan")
    mentor.open("Send for agreement")
    mentor.press("Send for agreement", says="The plan is sent to the deputy head")


@step
def agrees_plan(deputy: Person) -> None:
    """The deputy head agrees the plan."""
    deputy.task("Agree the mentoring plan", "Read the plan")
    deputy.open("Agree the plan")
    deputy.press("Agree the plan", says="The plan is agreed")


@step
def approves_plan_late(head: Person, reason: str) -> None:
    """The head approves the plan two days late, and is asked why."""
    head.task("Approve the mentoring plan", "Read the plan")
    head.open("Approve the plan")
    head.reads("Why it is late", "It will be printed in the papers")
    head.is_refused("Approve the plan", "reason")
    head.type("Why it is late", reason)
    head.press("Approve the plan", says="The plan is approved and in force")


def rate_all(person: Person, codes: tuple[str, ...], usual: int, low: Mapping[str, int]) -> None:
    for code in codes:
        name = str(CRITERIA[code])
        person.choose(f"{low.get(name, usual)} –", name)
