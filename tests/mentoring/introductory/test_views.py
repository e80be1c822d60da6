"""Pages of stage 1: who may open and post, what a refused form keeps, what each side sees, queries that do not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.introductory import services
from mentoring.introductory.models import Activity, ActivityNeed, AdaptationItem, NoviceRequest, PlanVersion
from mentoring.introductory.todo import tasks_for
from mentoring.library.criteria import BY_MENTOR, CODES
from mentoring.mentorships.desk import Desk
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import People, people_of, sheet_with
from tests.mentoring.introductory.test_plan import HEAD, LINE, add, draft, planning, to_state

pytestmark = pytest.mark.django_db
OF_THE_CASE = {"novice", "mentor", "deputy", "head"}
ON = "2026-12-03"
REASON = {"late_reason": "The lesson visit was moved.", "delay_reason": ""}


def url(people: People, name: str, *args: int) -> str:
    return reverse(name, args=[people.mentorship.pk, *args])


def scene() -> tuple[People, PlanVersion, Activity, AdaptationItem]:
    """A draft with a line and an adaptation point."""
    people = planning()
    plan = draft(people)
    activity = add(people, plan)
    item = AdaptationItem.objects.create(
        mentorship=people.mentorship, section="rules", text="Bells", due_on=date(2026, 12, 8), responsible="Deputy"
    )
    return people, plan, activity, item


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


@pytest.mark.parametrize("role", ["novice", "deputy", "head"])
def test_only_the_mentor_posts_a_level(role):
    people = people_of("level")
    assert people.client(role).post(url(people, "level"), {}).status_code == 403


LEVEL = {"methods": ["interview"], "level": "basic", "text": "Two lessons in 8A", "happened_on": ON, **REASON}


def test_the_mentor_records_a_level():
    people = people_of("level")
    answer = people.client("mentor").post(url(people, "level"), LEVEL | {"methods": ["interview", "visit"]})
    assert answer.url == url(people, "diagnostics")
    assert people.fresh().state == "diagnostics"
    for role in OF_THE_CASE:
        page = people.client(role).get(url(people, "level")).content.decode()
        assert "Two lessons in 8A" in page
        assert "<dd>interview, lesson visit</dd>" in page


def test_a_refused_level_keeps_what_was_typed():
    people = people_of("level")
    answer = people.client("mentor").post(url(people, "level"), LEVEL | {"happened_on": "2026-11-10"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Two lessons in 8A" in html
    assert 'id="id_delay_reason_error"' in html
    assert '<textarea name="delay_reason"' in html
    assert people.fresh().state == "level"


def test_reasons_are_asked_for_only_when_needed():
    people = people_of("level")
    html = people.client("mentor").get(url(people, "level")).content.decode()
    assert '<textarea name="delay_reason"' not in html
    assert '<textarea name="late_reason"' not in html


def test_a_late_step_is_asked_for_its_reason():
    people = people_of("level")
    html = people.client("mentor").post(url(people, "level"), LEVEL | {"late_reason": ""}).content.decode()
    assert '<textarea name="late_reason"' in html
    assert "Two lessons in 8A" in html
    assert people.fresh().state == "level"


def rating(codes: tuple[str, ...], level: int) -> dict[str, int]:
    return dict.fromkeys(codes, level)


def test_two_ratings_then_the_signature():
    people = people_of("diagnostics")
    novice, mentor = people.client("novice"), people.client("mentor")
    assert novice.post(url(people, "self_rating"), {"D01": 2, "later": "1"}).status_code == 302
    assert 'value="2"' in novice.get(url(people, "self_rating")).content.decode()
    answer = novice.post(url(people, "self_rating"), {"D01": 2})
    assert answer.status_code == 200
    assert "Choose one level." in answer.content.decode()
    assert novice.post(url(people, "self_rating"), rating(CODES, 3)).status_code == 302
    typed = rating(BY_MENTOR, 3) | {"D01": 1, "comment_D01": "Summing-up in the bell"}
    assert mentor.post(url(people, "mentor_rating"), typed).status_code == 302
    sign = {"happened_on": ON, "late_reason": "Talked it over first.", "delay_reason": ""}
    refused = mentor.post(url(people, "sheet_sign"), sign)
    assert refused.status_code == 200
    assert "Talked it over first." in refused.content.decode()
    assert mentor.post(url(people, "sheet_sign"), sign | {"discussed_note": "Count the minutes"}).status_code == 302
    assert people.fresh().state == "planning"


def test_what_each_sees_of_the_ratings():
    people = people_of("diagnostics")
    sheet = sheet_with(people.mentorship, by_novice={"D10": 0, "D01": 4}, by_mentor={"D01": 0}, self_done=True)
    mentor = people.client("mentor").get(url(people, "diagnostics")).content.decode()
    assert "shares with others" not in mentor
    novice = people.client("novice").get(url(people, "diagnostics")).content.decode()
    assert "not observed" not in novice
    assert "I cannot cope with it" in novice
    services.finish_mentor_rating(
        mentorship_id=people.mentorship.pk,
        by=people.actor("mentor"),
        now=MOMENT,
        levels=rating(BY_MENTOR, 3) | {"D01": 0},
    )
    sheet.refresh_from_db()
    seen = {role: people.client(role).get(url(people, "diagnostics")).content.decode() for role in OF_THE_CASE}
    assert {role for role, html in seen.items() if "I cannot cope with it" in html} == {"novice"}
    assert {role for role, html in seen.items() if "Emotional strain" in html} == {"novice"}
    assert {role for role, html in seen.items() if "shares with others" in html} == {"novice", "mentor", "deputy"}
    assert {role for role, html in seen.items() if "not observed" in html} == OF_THE_CASE


def test_requests_are_written_by_the_novice():
    people = people_of("planning")
    assert people.client("mentor").post(url(people, "requests"), {"text": "x"}).status_code == 403
    assert people.client("novice").post(url(people, "requests"), {"text": ""}).status_code == 200
    people.client("novice").post(url(people, "requests"), {"text": "How to begin <b>a lesson"})
    assert NoviceRequest.objects.get().text == "How to begin <b>a lesson"
    assert "How to begin &lt;b&gt;a lesson" in people.client("head").get(url(people, "diagnostics")).content.decode()


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


def titles(people: People, role: str) -> list[str]:
    return [str(task.title) for task in tasks_for(Desk(people[role], date(2026, 12, 3)))]


def test_home_says_whose_turn_it_is():
    people = people_of("level")
    assert titles(people, "mentor") == ["Determine the level of training"]
    people = people_of("diagnostics")
    assert titles(people, "novice") == ["Say how you see your work"]
    assert titles(people, "mentor") == ["Rate fourteen criteria"]
    sheet_with(people.mentorship, self_done=True, mentor_done=True)
    assert titles(people, "novice") == []
    assert titles(people, "mentor") == ["Sign the diagnostic sheet"]


@pytest.mark.parametrize(
    ("state", "role", "title"),
    [
        ("draft", "mentor", "Finish the plan and send it"),
        ("submitted", "deputy", "Agree the mentoring plan"),
        ("agreed", "head", "Approve the mentoring plan"),
    ],
)
def test_home_says_whose_turn_the_plan_is(state, role, title):
    people = planning()
    assert titles(people, "mentor") == ["Write the mentoring plan"]
    to_state(people, state)
    assert {who: titles(people, who) for who in OF_THE_CASE} == {who: [title] * (who == role) for who in OF_THE_CASE}


def test_tasks_are_read_the_same_for_one_and_many_cases():
    people = people_of("level")

    def count() -> int:
        user = people["mentor"]
        with CaptureQueriesContext(connection) as seen:
            tasks_for(Desk(user, date(2026, 12, 3)))
        return len(seen)

    one = count()
    mentor = people.mentorship.pairings.get().mentor
    for _number in range(5):
        people_of("level", mentor=mentor, school=people.mentorship.school)
    assert count() == one
