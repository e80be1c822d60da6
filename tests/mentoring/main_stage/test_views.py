"""The pages: who may open and post, what comes back, and how many questions they ask the database."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogEntry, LogLine, Outcome
from tests.factories import case, deputy_of, head_of, mentor_of
from tests.mentoring.main_stage.situations import feedback, interim, line_of, logged, mentor_user, with_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def entry(mentorship, **fields):
    return {
        "token": str(uuid4()),
        "novice": mentorship.pk,
        f"line_{mentorship.pk}": str(line_of(mentorship)),
        f"completes_{mentorship.pk}": "on",
        "happened_on": "2026-12-03",
        "minutes": "45",
        "form": "together",
        "what": "Showed the timer in 6A.",
    } | fields


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


def test_the_form_is_filled_in_from_the_plan(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.get(reverse("log"))
    assert page.status_code == 200
    assert page.context["form"].initial["minutes"] == 45
    assert "1. Timer and pace of the lesson 1" in page.content.decode()


def test_an_activity_is_logged_and_the_line_held(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    sent = entry(mentorship, promise="I bring the cards.")
    for _again in range(2):
        assert client.post(reverse("log"), sent).url == reverse("activities", args=[mentorship.pk])
    assert LogEntry.objects.get().what == "Showed the timer in 6A."
    assert Outcome.objects.get().result == "held"
    page = client.get(reverse("log")).content.decode()
    assert "I bring the cards." in page
    assert "2. Timer and pace of the lesson 2" in page


def test_the_promise_is_kept_with_a_tick(client):
    mentorship = with_plan()
    promised = logged(mentorship, promise="I bring the cards.").lines.get()
    client.force_login(mentor_user(mentorship))
    client.post(reverse("log"), entry(mentorship, **{f"kept_{mentorship.pk}": promised.pk}))
    promised.refresh_from_db()
    assert promised.promise_kept_on == date(2026, 12, 3)


def test_what_was_typed_stays(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.post(reverse("log"), entry(mentorship, happened_on="2026-11-27", promise="I bring the cards."))
    text = page.content.decode()
    assert page.status_code == 200
    for typed in ("Showed the timer in 6A.", "I bring the cards.", "2026-11-27", "Say why; it will be printed."):
        assert typed in text
    assert not LogEntry.objects.exists()


def test_with_several_novices_one_chooses_first(client):
    first = with_plan()
    second = case("level", school=first.school, mentor=mentor_of(first))
    client.force_login(mentor_user(first))
    assert "With whom?" in client.get(reverse("log")).content.decode()
    both = entry(first, novice=[first.pk, second.pk], **{f"line_{second.pk}": ""})
    page = client.get(reverse("log"), {"novice": [first.pk, second.pk]})
    assert f"line_{second.pk}" in page.content.decode()
    assert client.post(reverse("log"), both).status_code == 302
    assert LogLine.objects.count() == 2


def test_a_line_may_be_asked_for(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.get(reverse("log"), {"line": line_of(mentorship, 3)})
    assert "3. Timer and pace of the lesson 3</h2>" in page.content.decode()
    assert client.get(reverse("log"), {"line": "x"}).status_code == 200


def test_strange_novices_do_not_exist(client):
    mentorship, other = with_plan(), with_plan()
    client.force_login(mentor_user(mentorship))
    assert client.get(reverse("log"), {"novice": other.pk}).status_code == 404
    assert client.get(reverse("log"), {"novice": "x"}).status_code == 404


def test_an_entry_is_corrected(client):
    mentorship = with_plan()
    row = logged(mentorship)
    client.force_login(mentor_user(mentorship))
    url = reverse("log_edit", args=[row.pk])
    assert "Showed the timer in 6A; tried it together." in client.get(url).content.decode()
    assert client.post(url, entry(mentorship, minutes="0")).status_code == 200
    assert client.post(url, entry(mentorship, minutes="20")).status_code == 302
    row.refresh_from_db()
    assert row.minutes == 20


def test_the_novice_confirms_or_says_what_was_different(client):
    mentorship = with_plan()
    first, second = logged(mentorship).lines.get(), logged(mentorship).lines.get()
    client.force_login(mentorship.novice.user)
    assert "For you to confirm" in client.get(reverse("activities", args=[mentorship.pk])).content.decode()
    client.post(reverse("log_confirm", args=[first.pk]))
    url = reverse("log_object", args=[second.pk])
    assert client.get(url).status_code == 200
    assert "Fill this in." in client.post(url, {"text": ""}).content.decode()
    assert client.post(url, {"text": "It was 20 minutes."}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.confirmed_at
    assert second.objection == "It was 20 minutes."


def test_the_novice_confirms_the_text_that_was_read(client):
    mentorship = with_plan()
    row = logged(mentorship)
    line = row.lines.get()
    client.force_login(mentorship.novice.user)
    url = reverse("activities", args=[mentorship.pk])
    read = f'name="seen" value="{line.version}"'
    assert read in client.get(url).content.decode()
    LogEntry.objects.update(minutes=120)
    answer = client.post(reverse("log_confirm", args=[line.pk]), {"seen": line.version}, follow=True)
    page = answer.content.decode()
    assert "has changed this entry since you read it" in page
    assert "120 minutes" in page
    assert read not in page
    line = LogLine.objects.get()
    assert line.confirmed_at is None
    client.post(reverse("log_confirm", args=[line.pk]), {"seen": line.version})
    line.refresh_from_db()
    assert line.confirmed_at


def test_an_outcome_is_recorded_with_its_reason(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    url = reverse("outcome_set", args=[mentorship.pk, line_of(mentorship)])
    assert client.get(url).status_code == 200
    assert "the reason is printed" in client.post(url, {"result": "not_held"}).content.decode()
    refused = client.post(url, {"result": "held", "text": "All went well."}).content.decode()
    assert "Nothing is logged" in refused
    assert "All went well." in refused
    assert client.post(url, {"result": "not_held", "text": "The class was away."}).status_code == 302
    assert "The class was away." in client.get(url).content.decode()
    strange = reverse("outcome_set", args=[mentorship.pk, uuid4()])
    assert client.get(strange).status_code == 404


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


WHO = ("mentor", "novice", "deputy", "head")
OPEN = {
    "log": ("GET", {"mentor"}),
    "log_edit": ("GET", {"mentor"}),
    "activities": ("GET", set(WHO)),
    "log_confirm": ("POST", {"novice"}),
    "log_object": ("GET", {"novice"}),
    "outcome_set": ("GET", {"mentor"}),
    "feedback_list": ("GET", {"mentor", "novice", "deputy"}),
    "feedback_new": ("GET", {"mentor"}),
    "interim": ("GET", set(WHO)),
    "interim_comment": ("GET", {"novice"}),
}


def addresses(mentorship):
    row = logged(mentorship)
    of_case = [mentorship.pk]
    arguments = {
        "log": [],
        "log_edit": [row.pk],
        "log_confirm": [row.lines.get().pk],
        "log_object": [row.lines.get().pk],
        "outcome_set": [mentorship.pk, line_of(mentorship)],
        "interim_comment": [interim(mentorship).pk],
    }
    return {name: reverse(name, args=arguments.get(name, of_case)) for name in OPEN}


@pytest.mark.parametrize("role", WHO)
def test_who_opens_what(client, role):
    mentorship = with_plan()
    urls = addresses(mentorship)
    users = {"mentor": mentor_user(mentorship), "novice": mentorship.novice.user}
    user = users.get(role) or (deputy_of if role == "deputy" else head_of)(mentorship.school)
    client.force_login(user)
    for name, (method, allowed) in OPEN.items():
        status = client.generic(method, urls[name]).status_code
        assert status == ((302 if method == "POST" else 200) if role in allowed else 403), name


def test_another_schools_people_find_nothing(client):
    mentorship = with_plan()
    urls = addresses(mentorship)
    other = with_plan()
    for user in (mentor_user(other), other.novice.user, deputy_of(other.school), head_of(other.school)):
        client.force_login(user)
        for name, (method, _allowed) in OPEN.items():
            if name != "log":
                assert client.generic(method, urls[name]).status_code == 404, name


def test_visitors_are_sent_to_the_door(client):
    mentorship = with_plan()
    for name, url in addresses(mentorship).items():
        response = client.generic(OPEN[name][0], url)
        assert (response.status_code, "next=" in response.url) == (302, True), name


@pytest.mark.parametrize("method", ["get", "put"])
def test_a_confirmation_is_a_post(client, method):
    mentorship = with_plan()
    line = logged(mentorship).lines.get()
    client.force_login(mentorship.novice.user)
    assert getattr(client, method)(reverse("log_confirm", args=[line.pk])).status_code == 405


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["activities", "feedback_list", "interim", "log"])
def test_queries_do_not_grow_with_the_rows(client, name):
    small, large = with_plan(1), with_plan(30)
    counts = []
    for mentorship, rows in ((small, 1), (large, 30)):
        for place in range(1, rows + 1):
            logged(mentorship, line=line_of(mentorship, place), promise="I bring the cards.")
            feedback(mentorship)
            interim(mentorship)
        client.force_login(mentor_user(mentorship))
        counts.append(queries(client, reverse(name, args=[] if name == "log" else [mentorship.pk])))
    assert counts[0] == counts[1] <= 25
