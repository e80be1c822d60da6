"""Who may open and post the pages of stage 1, and that their queries do not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.introductory.models import Activity, ActivityNeed, AdaptationItem, NoviceRequest
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import People, people_of
from tests.mentoring.introductory.plans import LINE
from tests.mentoring.introductory.scenes import OF_THE_CASE, scene, url

pytestmark = pytest.mark.django_db
READ = {"level", "diagnostics", "diagnostics_end", "requests", "adaptation", "plan"}
WRITE = {
    "self_rating": {"novice"},
    "self_rating_end": {"novice"},
    "mentor_rating": {"mentor"},
    "mentor_rating_end": {"mentor"},
    "sheet_sign": {"mentor"},
    "sheet_sign_end": {"mentor"},
    "adaptation_new": {"mentor", "deputy"},
    "adaptation_edit": {"mentor", "deputy"},
    "adaptation_done": {"mentor", "deputy"},
    "adaptation_delete": {"mentor", "deputy"},
    "plan_edit": {"mentor", "deputy"},
    "plan_submit": {"mentor"},
    "plan_agree": {"deputy"},
    "plan_approve": {"head"},
    "plan_send_back": {"deputy", "head"},
    "activity_new": {"mentor", "deputy"},
    "activity_edit": {"mentor", "deputy"},
    "activity_delete": {"mentor", "deputy"},
}


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(READ | set(WRITE)))
def test_who_opens_a_page(name):
    people, _plan, activity, item = scene()
    args = {"activity": [activity.pk], "adaptation": [item.pk]}.get(name.split("_")[0], [])
    if name in ("activity_new", "adaptation_new", "adaptation"):
        args = []
    may = OF_THE_CASE if name in READ else WRITE[name]
    for role in people.roles:
        status = people.client(role).get(url(people, name, *args)).status_code
        if role in may:
            assert status in (200, 302), role
        else:
            assert status == (403 if role in OF_THE_CASE else 404), role


def test_nobody_opens_a_page_without_signing_in(client):
    people = people_of("level")
    answer = client.get(url(people, "level"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def queries(people: People, role: str, name: str) -> int:
    client = people.client(role)
    client.get(url(people, name))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url(people, name)).status_code == 200
    return len(seen)


def test_the_plan_page_reads_the_same_for_one_and_thirty_lines():
    people, plan, _activity, _item = scene()
    one = queries(people, "mentor", "plan")
    for number in range(29):
        activity = Activity.objects.create(plan=plan, position=number + 2, **LINE)
        ActivityNeed.objects.create(activity=activity, criterion="D01")
    assert queries(people, "mentor", "plan") == one <= 25


def test_the_other_pages_read_the_same_for_one_and_thirty_rows():
    people, _plan, _activity, _item = scene()
    NoviceRequest.objects.create(mentorship=people.mentorship, text="Help", made_at=MOMENT)
    names = ("adaptation", "diagnostics", "requests")
    before = [queries(people, "deputy", name) for name in names]
    for number in range(29):
        NoviceRequest.objects.create(mentorship=people.mentorship, text=f"Help {number}", made_at=MOMENT)
        AdaptationItem.objects.create(
            mentorship=people.mentorship, section="rules", text="x", due_on=date(2026, 12, 8), responsible="y"
        )
    assert [queries(people, "deputy", name) for name in names] == before
    assert max(before) <= 25
