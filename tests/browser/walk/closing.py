"""Stage 3: the report, the new teacher's words, the agenda, the extract, the council's PDF. May."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from mentoring.final_stage.models import Conclusion
from tests.browser.walk import story
from tests.browser.walk.person import Person, step


@step
def opens_final_stage(mentor: Person) -> None:
    """The mentor opens the final stage."""
    mentor.task("Open the final stage", "Open the final stage")
    mentor.press("Open the final stage", says="The final stage is open")


@step
def writes_report(mentor: Person) -> None:
    """The mentor writes the report to the council."""
    mentor.task("Write the report to the council", "Write the report")
    mentor.type("What was needed", "Екі қажеттілік анықталды.")
    mentor.type("What was done", "Үш іс-шара өткізілді, біреуі өтпеді.")
    mentor.type("What came of it", story.RESULTS)
    mentor.type("Unresolved problems", "Саралап оқыту әлі 2-деңгейде.")
    mentor.type("Recommendations for improving practice", "Деңгейлік тапсырмалар қорын толықтыру.")
    for component in list(Conclusion.Component)[:4]:
        part = mentor.page.get_by_role("group", name=str(component.label))
        part.get_by_label("Readiness").select_option(label="ready")
        part.get_by_label("Conclusion").fill("Дербес жоспарлайды.")
    mentor.choose("ready for independent work")
    mentor.type("Your recommendation in words", "Дербес жұмысқа дайын.")
    mentor.type("In your own words", "Менің өзім де көп үйрендім.")
    mentor.press("Save as draft", says="Saved.")


@step
def adds_words(novice: Person, words: str) -> None:
    """The new teacher adds one's own words, and some that try to be a program."""
    novice.task("Add your own words to the report", "Write your own words")
    novice.type("In your own words", words)
    novice.press("Save your words", says="Your words stand in the report")


@step
def sends_report(mentor: Person) -> None:
    """The mentor sends the report."""
    mentor.task("Write the report to the council", "Write the report")
    mentor.reads(story.HOSTILE)
    mentor.press("Save and go on to sending")
    mentor.press("Send the report", says="The report has gone to the council")


@step
def puts_report_on_agenda(secretary: Person) -> None:
    """The secretary puts the report on the agenda of the meeting."""
    secretary.task("Put the report on the agenda", "Put it on the agenda")
    secretary.press("Put it on the agenda", says="The report is on the agenda")


@step
def issues_extract(deputy: Person) -> None:
    """The deputy head issues the extract: the mentorship is completed."""
    deputy.task("Issue the extract from the minutes", "Issue the extract")
    deputy.press("Issue the extract", says="the mentorship is completed")


@step
def asks_for_paper(secretary: Person, meeting: date, novice: Person) -> None:
    """The secretary asks for the year-end report from the page of the meeting."""
    _at_meeting(secretary, meeting)
    secretary.reads(story.EVALUATION, novice.full_name)
    secretary.press("Make the paper")
    secretary.reads("The paper waits its turn")


@step
def downloads_paper(secretary: Person, meeting: date, work: Callable[[], None]) -> bytes:
    """The page says by itself that the paper is ready; the secretary downloads it from the page of the meeting."""
    work()
    secretary.reads("The paper is ready")
    _at_meeting(secretary, meeting)
    with secretary.page.expect_download() as loading:
        secretary.page.get_by_role("link", name="(PDF)").first.click()
    return Path(loading.value.path()).read_bytes()


def _at_meeting(person: Person, day: date) -> None:
    person.home()
    person.menu("Council")
    person.page.get_by_role("link", name=f"{day:%d.%m.%Y}").click()
    person.reads("Meeting of the pedagogical council")
