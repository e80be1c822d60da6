"""Who reads which text: the table agrees with domain section 11, and pages and policies with the table."""

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.main_stage.forms import AnswerForm, CommentForm, ObjectionForm
from mentoring.mentorships.readers import READERS, Council, Part, Text, may_read, named
from tests.factories import UserFactory, deputy_of, head_of
from tests.factories.mentoring import mentor_of, ready
from tests.guards.who_sees_what import RECORDS

RECORD = {
    Text.LOG: ("LogEntry", "what"),
    Text.LOG_OBJECTION: ("LogLine", "objection"),
    Text.REQUEST: ("NoviceRequest", "text"),
    Text.CANDIDATE_OBJECTION: ("Objection", "text"),
    Text.FEEDBACK: ("FeedbackNote", "answer"),
    Text.INTERIM_COMMENT: ("InterimAssessment", "comment"),
    Text.VOICE: ("FinalReport", "novice_voice"),
    Text.DECLINED: ("Candidate", "close_reason"),
}
IN_COUNCIL = {Council.ITEM: {"chair", "secretary", "member"}, Council.FILE: {"chair", "secretary"}, None: set()}


@pytest.mark.parametrize("text", Text)
def test_the_table_is_that_of_the_domain(text: Text) -> None:
    """What the guard of all pages knows about this text is what a page says of it."""
    model, field = RECORD[text]
    known = next(one for one in RECORDS if (one.model, one.field) == (model, field))
    parts = {part.name.lower() for part in READERS[text].parts}
    assert {*known.must, *known.may} == parts | IN_COUNCIL[READERS[text].council]
    assert READERS[text].is_private == known.is_private


def test_the_sentence_names_all_but_the_writer() -> None:
    said = named(Text.LOG_OBJECTION, Part.NOVICE)
    assert said == (
        "Read by: the mentor, the deputy head, the head, the chair and the secretary of the council, in the report. "
        "Nobody else reads it."
    )
    assert named(Text.CANDIDATE_OBJECTION, Part.NOVICE) == "Read by: the deputy head. Nobody else reads it."


def test_forms_take_their_sentence_from_the_table() -> None:
    for form, field, text in (
        (ObjectionForm(), "text", Text.LOG_OBJECTION),
        (CommentForm(), "comment", Text.INTERIM_COMMENT),
        (AnswerForm(), "answer", Text.FEEDBACK),
    ):
        assert str(form.fields[field].help_text) == named(text, Part.NOVICE)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestPeople:
    @pytest.fixture
    def case(self):
        return ready("main")

    @pytest.fixture
    def people(self, case):
        return {
            Part.NOVICE: case.novice.user,
            Part.MENTOR: mentor_of(case).user,
            Part.DEPUTY: deputy_of(case.school),
            Part.HEAD: head_of(case.school),
            None: UserFactory(),
        }

    @pytest.mark.parametrize("text", Text)
    def test_the_policy_answers_as_the_table_says(self, text, case, people) -> None:
        for part, person in people.items():
            assert may_read(person, case, text) == (part in READERS[text].parts), part

    def test_the_page_of_requests_says_who_reads_them(self, case, people) -> None:
        client = Client(headers={"accept-language": "en"})
        client.force_login(people[Part.NOVICE])
        client.cookies["talimger_language"] = "en"
        page = client.get(reverse("requests", args=[case.pk])).content.decode()
        assert named(Text.REQUEST, Part.NOVICE) in page
