"""Who opens the pages of stage 2, and that their queries do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import deputy_of, head_of
from tests.mentoring.main_stage.situations import feedback, interim, line_of, logged, mentor_user, with_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
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
            logged(mentorship, line=line_of(mentorship, place), promise="I bring the cards.", what=f"Timer {place}")
            feedback(mentorship)
            interim(mentorship)
        client.force_login(mentor_user(mentorship))
        counts.append(queries(client, reverse(name, args=[] if name == "log" else [mentorship.pk])))
    assert counts[0] == counts[1] <= 25
