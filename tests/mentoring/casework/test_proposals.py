"""The list of first-time hires: who stands on it, who confirms it, and what two deputies at once read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from mentoring.casework.proposals import proposals, tasks_for
from mentoring.deadlines.rules import plan_deadlines
from mentoring.mentorships import services
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, NotProposed
from mentoring.mentorships.services import Choice
from tests.factories import EmploymentFactory, SchoolFactory, actor, case, deputy_of, eligible_mentor, give, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/mentorships/proposed/"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school):
    return deputy_of(school)


def hired(school, **fields):
    return EmploymentFactory(school=school, novice=True, **fields)


def text(answer) -> str:
    return answer.content.decode()


def confirm(school, *novices, by, **more):
    return services.open_proposed(
        school=school,
        year=2026,
        choices=[Choice(novice.pk, **more) for novice in novices],
        by=actor(by, "deputy"),
        now=clock.now(),
    )


def test_only_first_time_hires_of_this_year_without_a_case_are_proposed(school):
    new = hired(school, hired_on=date(2026, 11, 25))
    hired(school, hired_on=date(2025, 9, 1))
    hired(school, hired_on=date(2026, 9, 1), left_on=date(2026, 10, 1))
    hired(SchoolFactory())
    EmploymentFactory(school=school, hired_on=date(2026, 9, 1))
    case("level", school=school)
    case("terminated", school=school)
    found = proposals(school, date(2026, 12, 3))
    assert [row.novice for row in found] == [new]
    assert (found[0].due, found[0].state, found[0].days) == (date(2026, 12, 2), "overdue", 1)


@pytest.mark.parametrize(
    ("today", "listed"),
    [(date(2026, 7, 31), True), (date(2026, 8, 1), True), (date(2026, 12, 3), True), (date(2027, 8, 1), False)],
)
def test_who_was_hired_in_the_summer_does_not_fall_off_the_list_on_the_first_of_august(school, today, listed):
    new = hired(school, hired_on=date(2026, 7, 20))
    assert [row.novice for row in proposals(school, today)] == [new] * listed


def test_the_page_shows_who_when_and_the_count(client, school, deputy):
    novice = hired(school)
    client.force_login(deputy)
    page = text(client.get(PAGE))
    for told in (novice.user.full_name, "Wed 25.11.2026", "Wed 02.12.2026", "Order No", "Day of hire"):
        assert told in page
    assert f'value="{novice.pk}" id="novice-{novice.pk}" checked' in page


def test_confirming_opens_the_cases_of_those_ticked(client, school, deputy):
    first, second = hired(school), hired(school)
    client.force_login(deputy)
    answer = client.post(PAGE, {"novice": [first.pk]}, follow=True)
    assert "1 mentorship is open." in text(answer)
    assert Mentorship.objects.get().novice == first
    assert AuditEntry.objects.filter(action="mentorship.opened").count() == 1
    assert [row.novice for row in proposals(school, clock.today())] == [second]


def test_nobody_ticked_is_said(client, school, deputy):
    hired(school)
    client.force_login(deputy)
    assert "Tick at least one teacher." in text(client.post(PAGE))
    assert not Mentorship.objects.exists()


def test_the_second_deputy_reads_who_was_first_and_keeps_the_ticks(client, school, deputy):
    taken, free = hired(school), hired(school)
    confirm(school, taken, by=deputy)
    client.force_login(deputy_of(school))
    answer = client.post(PAGE, {"novice": [taken.pk, free.pk]})
    assert answer.status_code == 409
    assert deputy.full_name in text(answer)
    assert taken.user.full_name in text(answer)
    assert "03.12.2026, 15:00" in text(answer)
    assert f'id="novice-{free.pk}" checked' in text(answer)
    assert Mentorship.objects.count() == 1


def test_somebody_of_another_school_is_not_opened(school, deputy):
    with pytest.raises(DomainError) as refused:
        confirm(school, hired(SchoolFactory()), by=deputy)
    assert refused.value.code == "not_proposed"


def test_only_those_who_lead_confirm(school):
    with pytest.raises(PermissionDenied):
        confirm(school, hired(school), by=eligible_mentor(school).user)
    assert confirm(school, hired(school), by=head_of(school))


def test_one_hired_late_in_the_year_asks_until_when(client, school, deputy, clock):
    novice = hired(school, hired_on=date(2027, 4, 12))
    clock.move_to("2027-04-14T10:00:00Z")
    client.force_login(deputy)
    answer = client.post(PAGE, {"novice": [novice.pk]})
    assert "choose until when" in text(answer)
    client.post(PAGE, {"novice": [novice.pk], f"period_{novice.pk}": "full_year"})
    assert Mentorship.objects.get().period_to == date(2028, 4, 11)


def test_one_who_begins_later_waits(client, school, deputy):
    novice = hired(school, hired_on=date(2026, 12, 14))
    client.force_login(deputy)
    page = text(client.get(PAGE))
    assert "Begins later" in page
    assert f'id="novice-{novice.pk}"' not in page
    answer = client.post(PAGE, {"novice": [novice.pk]})
    assert answer.status_code == 200
    assert "in the future" in text(answer)


def test_no_new_teacher_is_not_proposed_again_and_it_is_recorded(client, school, deputy):
    novice = hired(school)
    client.force_login(deputy)
    off = reverse("proposal_off", args=[novice.pk])
    assert "This teacher leaves the list of new teachers and is not proposed again" in text(client.get(off))
    assert client.post(off).status_code == 200
    page = text(client.post(off, {"reason": "Бұрын № 5 мектепте сабақ берген"}, follow=True))
    assert "Бұрын № 5 мектепте сабақ берген" in page
    assert proposals(school, clock.today()) == []
    entry = AuditEntry.objects.get(action="mentorship.not_proposed")
    assert (entry.actor_id, entry.changes["employment"]) == (deputy.pk, novice.pk)
    client.post(reverse("proposal_on", args=[novice.pk]))
    assert len(proposals(school, clock.today())) == 1
    assert NotProposed.objects.get().withdrawn_at == clock.now()
    assert AuditEntry.objects.filter(action="mentorship.proposed_again").exists()


def test_twice_off_and_twice_on_name_who_was_first(client, school, deputy):
    novice = hired(school)
    services.not_a_novice(employment_id=novice.pk, reason="Жаңадан келген жоқ", by=actor(deputy), now=clock.now())
    other = deputy_of(school)
    with pytest.raises(AlreadyDone) as refused:
        services.not_a_novice(employment_id=novice.pk, reason="Иә", by=actor(other), now=clock.now())
    assert refused.value.who == deputy
    with pytest.raises(AlreadyDone):
        confirm(school, novice, by=other)
    client.force_login(other)
    again = reverse("proposal_on", args=[novice.pk])
    client.post(again)
    answer = client.post(again)
    assert answer.status_code == 409
    assert other.full_name in text(answer)
    with pytest.raises(ValidationError):
        services.not_a_novice(employment_id=novice.pk, reason=" ", by=actor(other), now=clock.now())


def test_home_tells_the_deputy_how_many_and_by_when(client, school, deputy):
    assert list(tasks_for(Desk(deputy, clock.today()))) == []
    hired(school)
    hired(school, hired_on=date(2026, 11, 27))
    [todo] = tasks_for(Desk(deputy, clock.today()))
    assert todo.due == date(2026, 12, 2)
    client.force_login(deputy)
    page = text(client.get(reverse("home")))
    assert "2 new teachers have no mentorship yet" in page
    assert reverse("mentorship_proposals") in page
    assert reverse("mentorship_proposals") in text(client.get(reverse("teacher_list")))
    assert list(tasks_for(Desk(eligible_mentor(school).user, clock.today()))) == []


def test_the_number_of_queries_does_not_grow(client, school, deputy):
    client.force_login(deputy)
    counts = []
    for _ in range(2):
        hired(school)
        for _ in range(len(counts) * 20):
            hired(school)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


def test_a_new_teacher_who_is_deputy_leaves_their_own_case_to_others(client, school, deputy):
    """No mentorship of one's own is opened, and nobody takes themselves off the list (domain, section 1)."""
    own = hired(school)
    new = give(own.user, school, "deputy")
    assert proposals(school, clock.today(), reader=new) == []
    assert list(tasks_for(Desk(new, clock.today()))) == []
    assert [row.novice for row in proposals(school, clock.today(), reader=deputy)] == [own]
    with pytest.raises(PermissionDenied):
        services.not_a_novice(employment_id=own.pk, reason="Бұрын сабақ берген", by=actor(new), now=clock.now())
    with pytest.raises(PermissionDenied):
        confirm(school, own, by=new)
    client.force_login(new)
    assert client.get(reverse("proposal_off", args=[own.pk])).status_code == 403
    confirm(school, own, by=deputy)


def test_the_same_day_of_hire_is_counted_once_however_many_begin_on_it(monkeypatch, school, deputy):
    """A list of hundreds that was just brought in must not hold up the home of whoever confirms it."""
    for day in (date(2026, 11, 25), date(2026, 11, 30)):
        for _ in range(4):
            hired(school, hired_on=day)
    days = []
    monkeypatch.setattr(
        "mentoring.casework.proposals.plan_deadlines",
        lambda facts, *rest: days.append(facts.hired_on) or plan_deadlines(facts, *rest),
    )
    assert len(proposals(school, clock.today())) == 8
    assert days == [date(2026, 11, 25), date(2026, 11, 30)]
    [todo] = tasks_for(Desk(deputy, clock.today()))
    assert (len(days), todo.due) == (4, date(2026, 12, 2))


def test_a_long_list_is_shown_in_part_and_says_so(client, monkeypatch):
    monkeypatch.setattr("mentoring.casework.proposals.MOST_SHOWN", 2)
    school = SchoolFactory()
    for _one in range(5):
        EmploymentFactory(school=school, first_time=True, hired_on=date(2026, 9, 1))
    client.force_login(deputy_of(school))
    page = client.get(reverse("mentorship_proposals"))
    assert len(page.context["form"].rows) == 2
    assert "2 of 5 stand here" in page.content.decode()
    assert "5 new teachers have no mentorship yet" in client.get(reverse("home")).content.decode()
