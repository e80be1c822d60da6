"""The council at its meeting: agenda, who came, votes, minutes; the same for a candidate and for a report."""

from tests.browser.walk import story
from tests.browser.walk.person import Person, step


@step
def sends_agenda(secretary: Person) -> None:
    """The secretary sends the agenda."""
    secretary.task("Send the agenda of the council", "Open the meeting")
    secretary.press("Send the agenda", says="The agenda is sent")


@step
def reads_agenda(member: Person, *people: Person) -> None:
    """A member reads what the council will hear, and nothing of the file."""
    member.task("Read the agenda of the council", "Read the agenda")
    member.reads(*(person.full_name for person in people))
    member.does_not_read("Read the whole report")


@step
def opens_meeting(secretary: Person) -> None:
    """The secretary marks who is present: all three."""
    secretary.task("Mark who is present at the council", "Mark who is present")
    secretary.press("Open the meeting", says="The meeting is open")


@step
def recommends(secretary: Person, mentor: Person) -> None:
    """The secretary records the vote on the candidate."""
    secretary.task("Record the decisions of the council", "Record the decisions")
    secretary.reads(mentor.full_name, "Rules, one by one")
    secretary.open("Record the decision")
    secretary.choose("decided in favour")
    secretary.type("For", "3")
    secretary.type("Heard", "Кандидат туралы ақпарат тыңдалды.")
    secretary.type("Decision, as the minutes word it", "Кандидат ұсынылсын.")
    secretary.press("Record the decision", says="The decision is recorded")


@step
def hears(secretary: Person, novice: Person) -> None:
    """The secretary records votes, decision and evaluation of the report that was heard."""
    secretary.task("Record the hearing of the report", "Record the hearing")
    secretary.reads(novice.full_name)
    secretary.choose("ready for independent work", "Decision on the new teacher")
    secretary.choose("effective", "The mentor’s work for the year")
    secretary.type("Reasons", story.EVALUATION)
    secretary.type("Proposals", story.PROPOSALS)
    secretary.type("For", "4")
    secretary.is_refused("Record the hearing", "3")  # three of the council are there, four votes were typed
    secretary.type("For", "2")
    secretary.type("Abstained", "1")
    secretary.press("Record the hearing", says="The hearing is recorded")


@step
def signs_minutes(chair: Person, number: str) -> None:
    """The chair signs the minutes."""
    chair.task("Sign the minutes of the council", "Sign the minutes")
    chair.type("Number of the minutes", number)
    chair.press("Sign the minutes", says="The minutes are signed")
