"""A matter that waits while no meeting is planned: one plans it and comes back; nobody is led out of the site."""

import pytest
from django.urls import reverse

from mentoring.council.models import Meeting
from tests.factories import case, deputy_of
from tests.mentoring.appointment.situations import Situation
from tests.mentoring.final_stage.situations import chair_of, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def of_candidate() -> tuple:
    place = Situation()
    return place.deputy, reverse("candidate_agenda", args=[place.accepted().pk])


def of_report() -> tuple:
    mentorship = case("hearing")
    written(mentorship)
    chair_of(mentorship)
    return deputy_of(mentorship.school), reverse("report_agenda", args=[mentorship.pk])


@pytest.mark.parametrize("matter", [of_candidate, of_report])
def test_one_plans_a_meeting_and_comes_back_to_the_matter(client, matter):
    deputy, address = matter()
    client.force_login(deputy)
    page = client.get(address)
    assert "No meeting of the council is planned" in page.content.decode()
    assert "<select" not in page.content.decode().split("<main")[1]
    plan = page.context["plan_url"]
    assert f'href="{plan}"' in page.content.decode()
    assert client.post(address, {"meeting": 1}).status_code == 200
    answer = client.post(plan, {"on": "2026-12-10"})
    assert (answer.status_code, answer.url) == (302, address)
    assert "No meeting of the council is planned" not in client.get(address).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "home", ""])
def test_only_an_address_of_this_site_is_gone_to(client, target):
    client.force_login(deputy_of(Situation().school))
    answer = client.post(reverse("meeting_new") + f"?next={target}", {"on": "2026-12-10"})
    assert answer.url == reverse("meeting_list")
    assert Meeting.objects.count() == 1
