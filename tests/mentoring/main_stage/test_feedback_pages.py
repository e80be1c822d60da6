"""The pages of feedback and of the interim assessment."""

import pytest
from django.urls import reverse

from mentoring.main_stage.models import FeedbackNote, InterimAssessment
from tests.factories import case, deputy_of
from tests.mentoring.main_stage.situations import feedback, mentor_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOTE = {"happened_on": "2026-12-01", "situation": "You did wrong in 7B.", "attitude": "You always hurry."}
ASSESSMENT = {
    "format": "open_lesson",
    "title": "Linear functions",
    "happened_on": "2026-12-03",
    "criterion_1": "Pace of the lesson",
    "points_1": "3",
    "result": "The lesson kept its pace.",
    "next_steps": "Two more lessons with a timer.",
}


def test_a_look_at_the_advice_keeps_nothing(client):
    mentorship = case("main")
    client.force_login(mentor_user(mentorship))
    page = client.post(reverse("feedback_new", args=[mentorship.pk]), NOTE | {"look": "1"}).content.decode()
    assert "“You always” is hard to answer." in page
    assert 'aria-describedby="id_attitude_helptext advice_attitude"' in page
    assert "You did wrong in 7B." in page
    assert not FeedbackNote.objects.exists()


def test_a_draft_shows_its_advice_and_is_sent_all_the_same(client):
    mentorship = case("main")
    client.force_login(mentor_user(mentorship))
    draft = client.post(reverse("feedback_new", args=[mentorship.pk]), NOTE | {"draft": "1"}).url
    assert "is hard to answer" in client.get(draft).content.decode()
    assert client.post(draft, NOTE).status_code == 302
    page = client.get(draft).content.decode()
    assert "You always hurry." in page
    assert "is hard to answer" not in page


def test_feedback_without_a_situation_keeps_what_was_typed(client):
    mentorship = case("main")
    client.force_login(mentor_user(mentorship))
    page = client.post(reverse("feedback_new", args=[mentorship.pk]), NOTE | {"situation": ""})
    assert page.status_code == 200
    assert "You always hurry." in page.content.decode()


def test_the_novice_answers(client):
    mentorship = case("main")
    url = reverse("feedback", args=[feedback(mentorship).pk])
    client.force_login(mentorship.novice.user)
    assert "Send the answer" in client.get(url).content.decode()
    assert client.post(url, {"answer": ""}).status_code == 200
    assert client.post(url, {"answer": "I will try it."}).status_code == 302
    assert "I will try it." in client.get(url).content.decode()
    client.force_login(mentor_user(mentorship))
    assert client.post(url, {"answer": "Me too."}).status_code == 403


def test_the_deputy_sees_days_and_no_word(client):
    mentorship = case("main")
    note = feedback(mentorship)
    client.force_login(deputy_of(mentorship.school))
    page = client.get(reverse("feedback_list", args=[mentorship.pk])).content.decode()
    assert "Given 1 time" in page
    assert "01.12.2026" in page
    assert note.situation[:20] not in page
    assert client.get(reverse("feedback", args=[note.pk])).status_code == 404


def test_an_assessment_is_recorded_and_commented(client):
    mentorship = case("main")
    url = reverse("interim", args=[mentorship.pk])
    client.force_login(mentor_user(mentorship))
    assert client.get(url).status_code == 200
    half = client.post(url, ASSESSMENT | {"criterion_2": "Summing-up", "result": ""}).content.decode()
    assert "Choose the points, 0 to 4." in half
    assert "Two more lessons with a timer." in half
    assert client.post(url, ASSESSMENT).status_code == 302
    comment = reverse("interim_comment", args=[InterimAssessment.objects.get().pk])
    client.force_login(mentorship.novice.user)
    assert client.get(comment).status_code == 200
    client.post(comment, {"comment": "It was a good day."})
    assert "It was a good day." in client.get(url).content.decode()
