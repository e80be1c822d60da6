"""From the office's list to the order that is announced: September."""

from datetime import date, time

from tests.browser.walk import story
from tests.browser.walk.person import Person, step
from tests.schools.roster import worker


@step
def brings_in_the_roster(deputy: Person) -> None:
    """The deputy head brings in the office's list."""
    deputy.home()
    deputy.menu("Teachers")
    deputy.open("Bring in a list of teachers")
    deputy.upload("List of teachers", "Педагоги 2026-2027.xlsx", story.roster())
    deputy.press("Read this file")
    deputy.reads("Your list is being read")
    worker.work_all()
    deputy.open("Look again")
    deputy.reads("What would change", "New: 6")
    deputy.press("Take this list over", says="Your list is being taken over")
    worker.work_all()
    deputy.open("Look again")
    deputy.reads("The list is taken over")
    deputy.reads("They teach for the first time this year and need a mentor")


@step
def confirms_the_mentorship(deputy: Person, novice: Person) -> None:
    """The deputy head confirms that the new teacher needs a mentor."""
    deputy.open("Look at the list of new teachers")
    deputy.choose(novice.full_name)
    deputy.press("Open the mentorships of those ticked")
    deputy.home()
    deputy.reads("No mentor yet", novice.full_name)


@step
def attests_ethics(deputy: Person, mentor: Person) -> None:
    """The deputy head attests that a teacher follows pedagogical ethics."""
    deputy.menu("Teachers")
    deputy.open(mentor.full_name)
    deputy.open("Record an attestation")
    deputy.choose("Yes")
    deputy.press("Record")
    deputy.reads("Follows it")


@step
def gives_post(deputy: Person, person: Person, post: str) -> None:
    """The deputy head gives a post of the school."""
    deputy.home()
    deputy.menu("Posts")
    deputy.open("Give a post")
    deputy.select("Person", person.full_name)
    deputy.choose(post)
    if post == "Head of the school":
        deputy.press("Give the post", says=person.full_name)  # whom one names is shown once more
    deputy.press("Give the post", says="The post is given")


@step
def invites(deputy: Person, *people: Person) -> dict[str, str]:
    """The deputy head makes links for the people and copies each: name → link."""
    deputy.menu("Accounts and invitations")
    for person in people:
        deputy.choose(person.full_name)
    deputy.press("Show links to copy")
    messages = {person.full_name: deputy.page.get_by_label(person.full_name).input_value() for person in people}
    return {name: message.split()[-1] for name, message in messages.items()}


@step
def joins(person: Person, link: str) -> None:
    """An invited person opens the link, chooses a language and a password, and is in."""
    person.visit(link)
    person.page.get_by_role("button", name="English").click()
    person.reads("You are invited", person.full_name)
    person.login = person.page.locator("dd b.num").inner_text()
    person.type("Choose a password", person.password)
    person.press("Save the password and go in", says="Welcome")


@step
def plans_meeting(planner: Person, day: date) -> None:
    """A meeting of the council is planned."""
    planner.home()
    planner.menu("Council")
    planner.open("Plan a meeting")
    planner.type("Date", day)
    planner.type("Time", time(15, 0).strftime("%H:%M"))
    planner.type("Place", "Мұғалімдер бөлмесі")
    planner.press("Plan the meeting", says="The meeting is planned")


@step
def chooses(deputy: Person, mentor: Person) -> None:
    """The deputy head looks at the rules one by one and asks a teacher to be the mentor."""
    deputy.task("No mentor yet", "Choose a mentor")
    deputy.press("Ask this teacher", mentor.full_name, says="The teacher is asked")


@step
def accepts(mentor: Person, novice: Person) -> None:
    """The teacher agrees to be the mentor."""
    mentor.task("Say whether you agree to be the mentor", "Answer")
    mentor.reads(novice.full_name)
    mentor.press("Agree to be the mentor", says="You have agreed")


@step
def sees_the_candidate(novice: Person, mentor: Person) -> None:
    """The new teacher sees who is to be the mentor, and no eligibility."""
    novice.case(novice.full_name)
    novice.open(mentor.full_name)
    novice.reads("Candidate for mentor", mentor.full_name, "Object to the candidate")
    novice.does_not_read("Rules, one by one")


@step
def puts_to_the_council(deputy: Person) -> None:
    """The deputy head puts the candidate on the agenda."""
    deputy.task("The candidate is not on the agenda yet", "Put to the council")
    deputy.press("Put on the agenda", says="The candidate is on the agenda")


@step
def signs_order(head: Person, mentor: Person, number: int) -> None:
    """The head signs the order under the number of the order book."""
    head.task("The order waits for your signature", "Sign the order")
    head.reads(mentor.full_name)
    head.type("Number of the order", str(number))
    head.press("Sign the order", says="The order is signed")


@step
def announces(deputy: Person) -> None:
    """The deputy head presents the new teacher and announces the order."""
    deputy.task("The order is not announced yet", "Announce the order")
    deputy.type("Occasion", "Педагогикалық ұжымның жиналысы")
    deputy.press("Record the announcement", says="The announcement is recorded")
