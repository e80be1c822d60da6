"""Stage 2: the plan is carried out, confirmed and talked about; the interim assessment. October to April."""

from tests.browser.walk import story
from tests.browser.walk.introductory import rate_all
from tests.browser.walk.person import Person, step


@step
def logs(mentor: Person, title: str, what: str, promise: str = "") -> None:
    """The mentor logs an activity of the plan in one line."""
    mentor.task("Activity of the plan", "Log the activity")
    mentor.reads(title)
    mentor.type("What happened, in one line?", what)
    mentor.type("What did you promise for next time?", promise)
    mentor.press("Save the entry", says="Saved. The new teacher can confirm it now.")


@step
def confirms(novice: Person, what: str) -> None:
    """The new teacher confirms what was logged."""
    novice.task("Entries of your mentor to confirm", "Look at the entries")
    novice.reads(what)
    novice.press("Confirm the entry", says="Confirmed.")


@step
def writes_feedback(mentor: Person, novice: Person) -> None:
    """The mentor writes feedback in its three fields, looks at the advice, and sends it."""
    mentor.case(novice.full_name, "Feedback")
    mentor.open("Write feedback")
    mentor.type("Date of the lesson or talk", story.ACTIVITIES[0][2])
    mentor.type("1 What happened", "06.10.2026, 8 «А», 3-сабақ: сен әрқашан кеш аяқтайсың.")
    mentor.press("Look at the advice")
    mentor.reads("A look before you send")
    mentor.type("1 What happened", "06.10.2026, 8 «А», 3-сабақ: қорытындыға екі минут қалды.")
    mentor.type("2 What you think of it, and what followed", "Түсіндіру анық болды. Үй тапсырмасы асығыс берілді.")
    mentor.type("3 What you suggest", "Келесі сабақта таймерді 35-минутқа қойып көр.")
    mentor.press("Send the feedback")


@step
def answers_feedback(novice: Person, mentor: Person) -> None:
    """The new teacher reads the feedback and answers."""
    novice.task("Feedback for you", "Read the feedback")
    novice.reads("қорытындыға екі минут қалды")
    novice.does_not_read("сен әрқашан")
    novice.type("Your answer", "Рақмет, таймермен көремін.")
    novice.press("Send the answer")
    novice.reads("Answer of the new teacher")


@step
def reads_no_feedback(other: Person, novice: Person) -> None:
    """The deputy head learns when feedback was given and how often, not a word of it."""
    other.case(novice.full_name, "Feedback")
    other.reads("Given 1 time")
    other.does_not_read("қорытындыға", "таймер")


@step
def assesses(mentor: Person) -> None:
    """The mentor records the interim assessment."""
    mentor.task("Interim assessment", "Record the assessment")
    mentor.choose("open lesson")
    mentor.type("Title or topic", "8 «А», «Оксидтер»")
    mentor.type("Date", "2026-12-17")
    mentor.type("Criterion 1", "Мақсат")
    mentor.select("Points for criterion 1, 0–4", "3")
    mentor.type("Result", "Мақсат түсінікті, уақыт жетті.")
    mentor.type("Next steps", "Деңгейлік тапсырмалар.")
    mentor.press("Record the assessment")
    mentor.reads("3 of 4")


@step
def says_it_was_not_held(mentor: Person, novice: Person, title: str) -> None:
    """The mentor records that an activity was not held, with the reason."""
    mentor.case(novice.full_name, "Activities")
    mentor.open("Record the outcome", title)
    mentor.choose("not held")
    mentor.type("What came of it; or why it was not held", story.NOT_HELD)
    mentor.press("Record the outcome", says="The outcome is recorded")
    mentor.reads("With an outcome: 4 of 4")


@step
def rates_oneself_again(novice: Person, codes: tuple[str, ...]) -> None:
    """The new teacher rates oneself at the end of the year."""
    novice.case(novice.full_name, "Diagnostics")
    novice.open("At the end of the year")
    novice.open("Rate yourself")
    rate_all(novice, codes, 3, {})
    novice.press("Finish")


@step
def rates_again(mentor: Person, novice: Person, codes: tuple[str, ...]) -> None:
    """The mentor rates at the end of the year, and signs."""
    mentor.case(novice.full_name, "Diagnostics")
    mentor.open("At the end of the year")
    mentor.open("Write your rating")
    rate_all(mentor, codes, 3, {"Differentiation": 2})
    mentor.press("Finish")
    mentor.open("Sign the sheet")
    mentor.press("Sign the sheet", says="The diagnostic sheet is signed")
