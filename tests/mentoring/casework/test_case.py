"""The case page's parts: the track's notes, whose turn it is, the tabs that a person may open."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from common import clock as clocks
from common.dates import numeric
from mentoring.appointment.models import Appointment, Candidate
from mentoring.casework.providers import todos
from mentoring.casework.track import track
from mentoring.casework.turn import turn
from mentoring.deadlines.selectors import timetable
from mentoring.deadlines.services import refresh
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, Suspension
from mentoring.mentorships.selectors import visible
from tests.factories import MOMENT, EmploymentFactory, case, deputy_of, eligible_mentor, head_of, mentor_of, ready
from tests.factories.whole_year import told_case
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PEOPLE = {
    "deputy": lambda one: deputy_of(one.school),
    "head": lambda one: head_of(one.school),
    "mentor": lambda one: mentor_of(one).user,
    "novice": lambda one: one.novice.user,
}


def seen(mentorship: Mentorship, user):
    mentorship = visible(user).get(pk=mentorship.pk)
    return mentorship, {item.code: item for item in timetable(mentorship, clocks.today())}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_tab_that_a_person_sees_opens(client, who):
    mentorship = told_case()
    client.force_login(PEOPLE[who](mentorship))
    tabs = client.get(reverse("case", args=[mentorship.pk])).context["page"].tabs
    assert len(tabs) == (8 if who == "head" else 9)
    for tab in tabs:
        page = client.get(tab.url)
        assert page.status_code == 200, tab.url
        assert f'href="{tab.url}" aria-current="page"' in page.content.decode()


@pytest.mark.parametrize(
    ("state", "role"),
    [("awaiting_mentor", "Deputy head"), ("level", "Mentor"), ("planning", "Mentor"), ("main", "Mentor")],
)
def test_others_read_who_must_act(state, role):
    mentorship = ready(state)
    head = head_of(mentorship.school)
    deputy = deputy_of(mentorship.school)
    mentorship, by_code = seen(mentorship, head)
    found = turn(Desk(head, clocks.today(), only=mentorship), mentorship, by_code)
    assert found is not None
    assert found.url == ""
    person = deputy if role == "Deputy head" else mentor_of(mentorship).user
    assert [(str(name), who) for name, who in found.waits_for] == [(role, person)]


def test_the_mentor_of_a_running_plan_can_always_log(client):
    mentorship = ready("main")
    mentor = mentor_of(mentorship).user
    mentorship, by_code = seen(mentorship, mentor)
    found = turn(Desk(mentor, clocks.today(), only=mentorship), mentorship, by_code)
    assert found is not None
    addresses = [found.url, *(link.url for link in found.others)]
    assert any(address.startswith(reverse("log")) for address in addresses)


def test_without_a_mentor_the_next_step_is_a_new_one():
    mentorship = ready("main")
    mentorship.pairings.update(ended_on=clocks.today(), end_reason="moved")
    deputy = deputy_of(mentorship.school)
    head = head_of(mentorship.school)
    mentorship, by_code = seen(mentorship, head)
    found = turn(Desk(head, clocks.today(), only=mentorship), mentorship, by_code)
    assert found is not None
    assert found.title == "A new mentor is to be appointed"
    assert [who for _role, who in found.waits_for] == [deputy]


def test_the_next_step_of_a_case_is_about_this_case():
    mentorship = ready("main")
    deputy = deputy_of(mentorship.school)
    EmploymentFactory(school=mentorship.school, hired_on=clocks.today(), first_time=True)
    mentorship, by_code = seen(mentorship, deputy)
    desk = Desk(deputy, clocks.today(), only=mentorship)
    assert [todo.url for todo in todos(desk)] == [reverse("mentorship_proposals")]
    found = turn(desk, mentorship, by_code)
    assert found is not None
    assert found.url == ""
    assert [who for _role, who in found.waits_for] == [mentor_of(mentorship).user]


def test_a_case_that_is_over_says_when_and_who_was_the_mentor(client):
    mentorship = case("completed")
    client.force_login(deputy_of(mentorship.school))
    page = client.get(reverse("case", args=[mentorship.pk]))
    assert page.context["page"].pairing == mentorship.pairings.get()
    assert page.context["page"].turn is None
    assert "Completed: <time" in page.content.decode()


@pytest.mark.parametrize(("level_on", "note"), [(6, "done"), (12, "done, 1 step late")])
def test_the_stages_say_when_they_ran_and_what_was_late(level_on, note):
    mentorship = case("main")
    mentorship.steps.filter(kind="level").update(happened_on=date(2026, 11, level_on))
    with transaction.atomic():
        refresh(mentorship)
    mentorship, by_code = seen(mentorship, deputy_of(mentorship.school))
    notes = [stage.note for stage in track(mentorship, by_code, clocks.today())]
    assert notes == [note, "since 19.11.2026", f"from {numeric(by_code['D7'].due)}"]


@pytest.mark.parametrize(("today", "late"), [(date(2026, 12, 3), False), (date(2027, 2, 1), True)])
def test_the_main_stage_begins_with_the_approval_of_the_plan(clock, today, late):
    place = Situation()
    clock.move_to(datetime(today.year, today.month, today.day, 10, tzinfo=UTC))
    mentorship, by_code = seen(place.mentorship, place.deputy)
    notes = [stage.note for stage in track(mentorship, by_code, today)]
    assert notes[1] == ("after the plan is approved" if late else f"from {numeric(by_code['D4c'].due)}")
    assert by_code["D4c"].due < by_code["D6"].due


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (date(2026, 12, 3), ["Hired", "Today", "D1", "D2", "D3", "D4c"]),
        (date(2026, 12, 8), ["Hired", "Today", "D1", "D2", "D3", "D4c"]),
        (date(2026, 12, 9), ["Hired", "D1", "Today", "D2", "D3", "D4c"]),
        (date(2027, 2, 1), ["Hired", "D1", "D2", "D3", "D4c", "Today"]),
    ],
)
def test_today_stands_behind_the_days_that_have_passed(today, labels):
    place = Situation()  # the order is due on 08.12.2026
    mentorship, by_code = seen(place.mentorship, place.deputy)
    known = {str(item.title): code for code, item in by_code.items()}
    stops = track(mentorship, by_code, today)[0].stops
    assert [known.get(str(stop.label), str(stop.label)) for stop in stops] == labels


def test_the_deputy_finds_the_changes_and_others_do_not(client):
    mentorship = ready("main")
    for who, finds in (("deputy", True), ("head", False), ("mentor", False), ("novice", False)):
        client.force_login(PEOPLE[who](mentorship))
        page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
        assert (reverse("change", args=[mentorship.pk]) in page) is finds


def test_a_suspended_case_leads_whoever_may_on_with_it(client):
    mentorship = ready("main")
    url = reverse("resume", args=[mentorship.pk])
    client.force_login(PEOPLE["deputy"](mentorship))
    assert url not in client.get(reverse("case", args=[mentorship.pk])).content.decode()
    Suspension.objects.create(mentorship=mentorship, reason="school_closed", starts_on=clocks.today())
    for who, finds in (("deputy", True), ("mentor", False), ("novice", False)):
        client.force_login(PEOPLE[who](mentorship))
        page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
        assert (url in page) is finds


@pytest.mark.parametrize("who", ["deputy", "head", "novice"])
def test_who_is_proposed_stands_on_the_case_with_a_way_to_the_candidate(client, who):
    school = Situation()
    address = reverse("candidate", args=[school.propose().pk])
    client.force_login(getattr(school, who))
    page = client.get(reverse("case", args=[school.mentorship.pk])).content.decode()
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200


def test_a_mentor_who_is_being_replaced_does_not_read_who_is_proposed(client):
    mentorship = ready("main")
    need = Appointment.objects.create(mentorship=mentorship, round=2, state="proposed", opened_on=clocks.today())
    candidate = Candidate.objects.create(
        appointment=need,
        mentor=eligible_mentor(mentorship.school),
        eligibility={},
        verdict="pass",
        proposed_at=MOMENT,
        proposed_by=deputy_of(mentorship.school),
    )
    client.force_login(mentor_of(mentorship).user)
    page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
    assert reverse("candidate", args=[candidate.pk]) not in page


@pytest.mark.parametrize(("who", "reads"), [("deputy", True), ("head", True), ("mentor", False), ("novice", False)])
def test_why_the_council_took_a_borderline_rule_is_for_leaders(client, who, reads):
    """It is part of the candidate's eligibility, of which the new teacher sees the candidate alone (section 11)."""
    mentorship = ready("level")
    reason = "Білім сапасы 58 %"
    mentorship.steps.create(kind="recommended", happened_on=date(2026, 10, 28), recorded_at=MOMENT, note=reason)
    client.force_login(PEOPLE[who](mentorship))
    page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
    assert "Council recommended the candidate" in page
    assert (reason in page) is reads
