"""The pages of plan and adaptation plan, from the first line to the approval."""

from datetime import date

import pytest

from mentoring.introductory.models import Activity, AdaptationItem
from tests.mentoring.introductory.conftest import people_of
from tests.mentoring.introductory.plans import HEAD, LINE, add, draft, planning, to_state
from tests.mentoring.introductory.scenes import OF_THE_CASE, ON, REASON, scene, url

pytestmark = pytest.mark.django_db
POINT = {"section": "rules", "text": "Rules of the day", "due_on": "2026-12-08", "responsible": "Deputy head"}


def test_the_adaptation_plan_from_its_pages():
    people = people_of("planning")
    deputy = people.client("deputy")
    refused = deputy.post(url(people, "adaptation_new"), POINT | {"due_on": "2028-01-01"})
    assert "Rules of the day" in refused.content.decode()
    assert 'id="id_due_on_error"' in refused.content.decode()
    deputy.post(url(people, "adaptation_new"), POINT)
    item = AdaptationItem.objects.get()
    deputy.post(url(people, "adaptation_edit", item.pk), POINT | {"text": "Bells"})
    deputy.post(url(people, "adaptation_done", item.pk), {"done_on": ON})
    item.refresh_from_db()
    assert (item.text, item.done_on) == ("Bells", date(2026, 12, 3))
    assert deputy.post(url(people, "adaptation_delete", item.pk), {}).status_code == 200
    assert AdaptationItem.objects.count() == 1


def test_a_point_of_another_case_is_not_found():
    people, other = people_of("planning"), scene()
    assert people.client("deputy").get(url(people, "adaptation_edit", other[3].pk)).status_code == 404
    assert people.client("mentor").get(url(people, "activity_edit", other[2].pk)).status_code == 404


ACTIVITY = {name: value for name, value in LINE.items() if name != "planned_on"} | {
    "planned_on": "2026-12-07",
    "needs": ["D01"],
    "methods": "",
    "evidence": "Copy of the plan",
}


def test_the_plan_from_its_pages():
    people = planning()
    mentor = people.client("mentor")
    assert mentor.get(url(people, "plan_new")).status_code == 405
    mentor.post(url(people, "plan_new"))
    mentor.post(url(people, "plan_edit"), HEAD)
    refused = mentor.post(url(people, "activity_new"), ACTIVITY | {"planned_on": "2028-01-01"})
    assert "Copy of the plan" in refused.content.decode()
    assert mentor.post(url(people, "activity_new"), ACTIVITY | {"more": "1"}).url == url(people, "activity_new")
    mentor.post(url(people, "activity_new"), ACTIVITY | {"title": "One too many"})
    first, second = Activity.objects.order_by("pk")
    mentor.post(url(people, "activity_delete", second.pk))
    mentor.post(url(people, "activity_edit", first.pk), ACTIVITY | {"title": "Minute log"})
    decision = {"happened_on": ON, **REASON}
    assert mentor.post(url(people, "plan_submit"), decision).url == url(people, "plan")
    back = {"remark": "", f"line_{first.line.hex}": "Which class?"}
    assert people.client("deputy").post(url(people, "plan_send_back"), back).status_code == 302
    assert "Which class?" in mentor.get(url(people, "plan")).content.decode()
    mentor.post(url(people, "plan_submit"), decision)
    people.client("deputy").post(url(people, "plan_agree"), decision)
    people.client("head").post(url(people, "plan_approve"), decision)
    assert people.fresh().state == "main"
    for role in OF_THE_CASE:
        html = people.client(role).get(url(people, "plan")).content.decode()
        assert "Minute log" in html
        assert '<td role="cell" data-label="Dec"><a href="#a1"' in html  # a phone has no head over the months
        assert "One too many" not in html


def test_a_refused_remark_keeps_the_page():
    people = planning()
    to_state(people, "submitted")
    answer = people.client("deputy").post(url(people, "plan_send_back"), {"remark": ""})
    assert 'id="id_remark_error"' in answer.content.decode()


@pytest.mark.parametrize("version", ["7", "x", "99999"])
def test_a_version_that_is_not_there(version):
    people = planning()
    status = people.client("mentor").get(url(people, "plan"), {"version": version}).status_code
    assert status == 404


def test_a_mentor_without_a_draft_goes_back_to_the_plan():
    people = planning()
    to_state(people, "approved")
    for name in ("plan_edit", "activity_new", "plan_submit"):
        assert people.client("mentor").get(url(people, name)).url == url(people, "plan")


def test_sending_the_plan_asks_for_no_other_official():
    """It is the mentor's own; whatever a browser adds to the form is not taken up."""
    people = planning()
    plan = draft(people)
    add(people, plan)
    sent = people.client("mentor").post(
        url(people, "plan_submit"), {"happened_on": ON, "no_other_official": "Nobody.", **REASON}
    )
    assert sent.url == url(people, "plan")
    plan.refresh_from_db()
    assert plan.state == "submitted"
    assert not people.mentorship.steps.exclude(no_other_official="").exists()
