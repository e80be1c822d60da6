"""A running case taken over from paper."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common import clock as clocks
from common.errors import AlreadyDone
from common.models import AuditEntry
from mentoring.changes import services
from mentoring.changes.services import PaperCase
from mentoring.council.models import Order
from mentoring.introductory.services import record_level
from mentoring.mentorships.models import Mentorship
from reports.sources.evidence import deadlines as deadlines_on_paper
from tests.factories import (
    EmploymentFactory,
    SchoolFactory,
    actor,
    case,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
    order_for,
)
from tests.mentoring.appointment.situations import Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def novice():
    return EmploymentFactory(hired_on=date(2026, 9, 1), first_time=True)


def paper(novice, state="main", **fields) -> PaperCase:
    values = {
        "state": state,
        "mentor": eligible_mentor(novice.school),
        "number": 87,
        "signed_on": date(2026, 9, 11),
        "signed_by": head_of(novice.school),
        "council_number": "2",
        "council_on": date(2026, 9, 10),
        "level_on": date(2026, 9, 21),
        "diagnosed_on": date(2026, 9, 28),
        "approved_on": date(2026, 10, 2),
    }
    after = {"level": 3, "diagnostics": 2, "planning": 1, "main": 0}[state]
    for name in ("approved_on", "diagnosed_on", "level_on")[:after]:
        values[name] = None
    return PaperCase(**values | fields)


def taken(novice, by=None, **fields) -> Mentorship:
    by = by or deputy_of(novice.school)
    return services.take_over(novice=novice, by=actor(by), now=clocks.now(), paper=paper(novice, **fields))


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("level", ["opened", "ordered", "taken_over"]),
        ("diagnostics", ["opened", "ordered", "level", "taken_over"]),
        ("planning", ["opened", "ordered", "level", "diagnosed", "taken_over"]),
        ("main", ["opened", "ordered", "level", "diagnosed", "plan_approved", "taken_over"]),
    ],
)
def test_a_case_comes_in_as_it_stands(novice, state, kinds):
    mentorship = Mentorship.objects.get(pk=taken(novice, state=state).pk)
    assert (mentorship.state, mentorship.from_paper) == (state, True)
    assert [step.kind for step in mentorship.steps.all()] == kinds
    assert all(step.from_paper for step in mentorship.steps.all())
    assert mentorship.order_rules == mentorship.country_rules


def test_order_pairing_and_deadlines_are_those_of_the_paper(novice):
    mentorship = taken(novice)
    order = Order.objects.get(mentorship=mentorship)
    assert (order.number, order.year, order.council_date) == (87, 2026, date(2026, 9, 10))
    pairing = mentorship.pairings.get()
    assert (pairing.order, pairing.starts_on, pairing.ended_on) == (order, date(2026, 9, 11), None)
    met = dict(mentorship.deadlines.filter(met_on__isnull=False).values_list("code", "met_on"))
    assert (met["D1"], met["D3"]) == (date(2026, 9, 11), date(2026, 9, 28))
    assert mentorship.deadlines.get(code="D1").late_reason == ""
    assert AuditEntry.objects.get(action="mentorship.taken_over").changes["state"] == "main"


def test_the_next_need_of_a_mentor_is_the_second(novice):
    mentorship = taken(novice)
    appointment = services.end_pairing(
        mentorship_id=mentorship.pk,
        by=actor(deputy_of(novice.school)),
        now=clocks.now(),
        ended_on=date(2026, 12, 3),
        reason="Кетті.",
    )
    assert appointment.round == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"level_on": None}, "level_on"),
        ({"approved_on": date(2026, 12, 4)}, "approved_on"),
        ({"signed_on": date(2026, 8, 31)}, "signed_on"),
        ({"state": "level", "level_on": date(2026, 9, 21)}, "level_on"),
    ],
)
def test_dates_that_do_not_fit_are_named(novice, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        taken(novice, **fields)
    assert wrong in refused.value.error_dict
    assert not Mentorship.objects.exists()


def test_people_that_do_not_fit_are_named(novice):
    stranger = eligible_mentor(SchoolFactory())
    with pytest.raises(ValidationError) as refused:
        taken(novice, mentor=stranger, signed_by=stranger.user)
    assert set(refused.value.error_dict) == {"mentor", "signed_by"}


def test_a_head_who_signed_in_a_matter_of_one_s_own_needs_the_printed_reason(novice):
    head = head_of(novice.school)
    own = {"signed_by": head, "mentor": head.employments.get()}
    with pytest.raises(ValidationError) as refused:
        taken(novice, **own)
    assert "no_other_official" in refused.value.error_dict
    taken(novice, **own, no_other_official="Шағын мектеп, орынбасар жоқ.")


def test_a_number_of_the_order_book_is_taken_once(novice):
    other = EmploymentFactory(school=novice.school, hired_on=date(2026, 9, 1))
    order_for(taken(other), number=88)
    with pytest.raises(ValidationError) as refused:
        taken(novice, number=88)
    assert "number" in refused.value.error_dict


def test_a_second_case_of_the_same_stay_is_refused(novice):
    taken(novice)
    with pytest.raises(AlreadyDone):
        taken(novice, number=88)


def test_only_the_deputy_takes_over(novice):
    for user in (head_of(novice.school), novice.user, deputy_of(SchoolFactory())):
        with pytest.raises(PermissionDenied):
            taken(novice, by=user)


def test_a_step_after_the_taking_over_is_enforced_like_any_other(novice):
    mentorship = taken(novice, state="level")  # ordered on 11.09, so the level was due on 21.09
    by = actor(mentorship.pairings.get().mentor.user)
    fields = {"mentorship_id": mentorship.pk, "by": by, "now": clocks.now(), "methods": ["visit"], "level": "basic"}
    with pytest.raises(ValidationError) as caught:
        record_level(**fields, happened_on=date(2026, 11, 2), late_reason="The teacher was at a course.")
    assert "delay_reason" in caught.value.error_dict
    with pytest.raises(ValidationError) as caught:
        record_level(**fields, happened_on=date(2026, 12, 2))
    assert "late_reason" in caught.value.error_dict
    record_level(**fields, happened_on=date(2026, 12, 2), late_reason="The teacher was at a course.")
    step = mentorship.steps.get(kind="level")
    assert (step.from_paper, step.late_reason) == (False, "The teacher was at a course.")
    told = {row.code: row for row in deadlines_on_paper(mentorship, date(2026, 12, 3), "ru")}
    assert [told["D1"].entered_from_paper, told["D2"].entered_from_paper] == [True, False]


def test_a_teacher_hired_long_ago_needs_a_mentor_since_a_later_day():
    """A deficit is found years after the hire: nothing is counted from 2010, and no rules of that day are asked for."""
    veteran = EmploymentFactory(hired_on=date(2010, 9, 1))
    with pytest.raises(ValidationError) as refused:
        taken(veteran, basis="deficit")
    assert "01.09.2010" in str(refused.value)
    assert "starts_on" in refused.value.error_dict
    with pytest.raises(ValidationError) as refused:
        taken(veteran, basis="deficit", starts_on=date(2010, 8, 1))
    assert "starts_on" in refused.value.error_dict
    mentorship = taken(veteran, basis="deficit", starts_on=date(2026, 9, 7))
    assert mentorship.starts_on == date(2026, 9, 7)
    assert mentorship.deadlines.get(code="D1").due_on == date(2026, 9, 14)


def test_the_form_says_so_beside_the_field(client):
    veteran = EmploymentFactory(hired_on=date(2010, 9, 1))
    client.force_login(deputy_of(veteran.school))
    told = paper(veteran, "level")
    data = {
        "basis": "deficit", "mentor": told.mentor.pk, "number": 87, "signed_on": "2026-09-11",
        "signed_by": told.signed_by.pk, "state": "level",
    }  # fmt: skip
    answer = client.post(reverse("take_over", args=[veteran.pk]), data)
    assert answer.status_code == 200
    assert "no rules of mentoring were in force yet" in answer.content.decode()


def test_a_case_that_waits_for_a_mentor_goes_on_with_its_papers():
    """It was opened here before anybody thought of the papers: the same case, and who was being asked is withdrawn."""
    place = Situation(hired_on=date(2026, 11, 2))
    candidate = place.propose()
    novice = place.mentorship.novice
    mentorship = taken(
        novice,
        by=place.deputy,
        state="diagnostics",
        signed_on=date(2026, 11, 6),
        council_on=date(2026, 11, 5),
        level_on=date(2026, 11, 12),
    )
    assert (mentorship.pk, mentorship.state) == (place.mentorship.pk, "diagnostics")
    assert mentorship.starts_on == date(2026, 11, 2)
    assert mentorship.deadlines.get(code="D1").met_on == date(2026, 11, 6)
    candidate.refresh_from_db()
    assert (candidate.state, candidate.close_reason) == ("withdrawn", "The order was signed on paper.")
    assert [need.state for need in mentorship.appointments.all()] == ["ordered"]


def test_the_form_of_a_case_that_waits_asks_for_the_papers_alone(client):
    mentorship = case()
    client.force_login(deputy_of(mentorship.school))
    form = client.get(reverse("take_over", args=[mentorship.novice_id])).context["form"]
    assert not {"basis", "starts_on"} & set(form.fields)


def test_the_deputy_finds_the_way_to_the_papers_wherever_a_mentor_is_looked_for(client):
    """The list, the teacher, the case, the candidates, and home once the order is late; the head enters none."""
    place = Situation(hired_on=date(2026, 11, 2))
    mentorship, school = place.mentorship, place.school
    listed = EmploymentFactory(school=school, novice=True)
    pages = {
        reverse("mentorship_proposals"): listed,
        reverse("teacher_page", args=[listed.pk]): listed,
        reverse("teacher_page", args=[mentorship.novice_id]): mentorship.novice,
        reverse("case", args=[mentorship.pk]): mentorship.novice,
        reverse("candidates", args=[mentorship.pk]): mentorship.novice,
        reverse("home"): mentorship.novice,
    }
    for user, finds in ((place.deputy, True), (place.head, False)):
        client.force_login(user)
        for page, novice in pages.items():
            told = client.get(page).content.decode()
            assert (reverse("take_over", args=[novice.pk]) in told) is finds, page


def test_the_page_of_a_teacher_leads_to_the_mentorship(client):
    mentorship = case("main")
    client.force_login(deputy_of(mentorship.school))
    told = client.get(reverse("teacher_page", args=[mentorship.novice_id])).content.decode()
    assert reverse("case", args=[mentorship.pk]) in told
    assert reverse("take_over", args=[mentorship.novice_id]) not in told


def test_without_its_plan_here_the_mentor_is_asked_for_it_and_the_record_says_by_paper(novice, client):
    said = paper(novice)
    mentorship = services.take_over(
        novice=novice, by=actor(deputy_of(novice.school), "deputy"), now=clocks.now(), paper=said
    )
    client.force_login(said.mentor.user)
    assert "Draw the plan up here, too" in client.get(reverse("home")).content.decode()
    page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
    assert "<h3>Plan approved, by paper</h3>" in page
    assert "<h3>Plan approved</h3>" not in page[page.index('class="timeline"') :].partition("</ol>")[0]
    client.post(reverse("plan_new", args=[mentorship.pk]))
    assert "Draw the plan up here, too" not in client.get(reverse("home")).content.decode()


def test_a_deputy_leaves_their_own_mentorship_to_another_deputy(novice):
    mentor = eligible_mentor(novice.school)
    own = give(mentor.user, novice.school, "deputy")
    other = deputy_of(novice.school)
    with pytest.raises(ValidationError, match="another deputy head"):
        taken(novice, by=own, mentor=mentor)
    assert taken(novice, by=other, mentor=mentor).from_paper


def test_a_deputy_who_is_alone_enters_their_own_mentorship(novice):
    mentor = eligible_mentor(novice.school)
    assert taken(novice, by=give(mentor.user, novice.school, "deputy"), mentor=mentor).from_paper
