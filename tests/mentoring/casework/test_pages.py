"""Home, the case page and the list: who sees what, and how many questions they ask the database."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from common.models import AuditEntry
from mentoring.council.models import Attendee, Meeting
from mentoring.deadlines.services import refresh
from tests.factories import (
    MOMENT,
    SchoolFactory,
    UserFactory,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
    mentor_of,
    ready,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_home_asks_a_visitor_to_sign_in(client):
    answer = client.get(reverse("home"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_home_of_one_without_tasks_says_so(client):
    client.force_login(UserFactory())
    assert "Nothing waits for you" in client.get(reverse("home")).content.decode()


def test_home_of_the_operator_leads_to_the_installation(client):
    client.force_login(UserFactory(is_operator=True))
    assert f'href="{reverse("operations")}"' in client.get(reverse("home")).content.decode().split("<main")[1]


def test_a_new_teacher_without_a_mentor_reads_that_one_is_being_chosen(client):
    mentorship = ready("awaiting_mentor")
    client.force_login(mentorship.novice.user)
    page = client.get(reverse("home")).content.decode()
    assert "Your school is choosing a mentor for you" in page
    assert f'href="{reverse("case", args=[mentorship.pk])}"' in page
    assert "Nothing waits for you" not in page


def test_home_promises_no_dates_where_none_stands_below(client):
    client.force_login(deputy_of(SchoolFactory()))
    answer = client.get(reverse("home"))
    assert [task.due for group in answer.context["groups"] for task in group.tasks] == [None]
    assert answer.context["lead"] == "Nothing is pressing."


def test_home_of_a_deputy_tells_the_figures_of_the_school_alone(client):
    school = SchoolFactory()
    ready("main", school=school)
    ready("level")
    client.force_login(deputy_of(school))
    glance = client.get(reverse("home")).context["glance"]
    assert (glance.novices, [stage.count for stage in glance.stages]) == (1, [0, 1, 0])


@pytest.mark.parametrize("who", ["deputy", "head", "novice", "mentor"])
def test_those_of_the_case_open_it(client, who):
    mentorship = ready("main")
    users = {
        "deputy": lambda: deputy_of(mentorship.school),
        "head": lambda: head_of(mentorship.school),
        "novice": lambda: mentorship.novice.user,
        "mentor": lambda: mentor_of(mentorship).user,
    }
    client.force_login(users[who]())
    page = client.get(reverse("case", args=[mentorship.pk]))
    assert page.status_code == 200
    assert mentorship.novice.user.full_name in page.content.decode()


@pytest.mark.parametrize("who", ["colleague", "other_deputy", "stranger"])
def test_for_all_others_the_case_does_not_exist(client, who):
    mentorship = ready("main")
    users = {
        "colleague": lambda: eligible_mentor(mentorship.school).user,
        "other_deputy": lambda: deputy_of(SchoolFactory()),
        "stranger": UserFactory,
    }
    client.force_login(users[who]())
    assert client.get(reverse("case", args=[mentorship.pk])).status_code == 404
    assert mentorship.novice.user.full_name not in client.get(reverse("mentorship_list")).content.decode()


def test_the_list_finds_cyrillic_in_any_case_and_a_mentor_too(client):
    mentorship = ready("main")
    client.force_login(deputy_of(mentorship.school))
    for name in (mentorship.novice.user.surname.upper(), mentor_of(mentorship).user.surname.lower()):
        page = client.get(reverse("mentorship_list"), {"q": name}).context["page"]
        assert [row.pk for row in page] == [mentorship.pk]
    assert "fits these filters" in client.get(reverse("mentorship_list"), {"q": "Ёлкин"}).content.decode()


def test_the_export_holds_what_the_list_shows_and_is_logged(client):
    school = SchoolFactory()
    mine, _other = ready("main", school=school), ready("level", school=school)
    ready("main")
    client.force_login(deputy_of(school))
    answer = client.get(reverse("mentorship_export"), {"stage": "2"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows[1:]] == [
        [mine.novice.user.surname, mine.novice.user.given_name, mine.novice.user.patronymic]
    ]
    assert AuditEntry.objects.get(action="mentorships.exported").changes == {"rows": 1}


def test_the_export_holds_order_period_and_the_mentors_category(client):
    school = SchoolFactory()
    mine = ready("main", school=school)
    pairing = mine.pairings.select_related("order", "mentor__user").get()
    client.force_login(deputy_of(school))
    answer = client.get(reverse("mentorship_export"))
    header, row = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    found = dict(zip(header, row, strict=True))
    held = pairing.mentor.qualifications.first()
    assert found["Mentor"] == pairing.mentor.user.full_name
    assert found["Category of the mentor"] == held.level.name
    assert found["Order number"] == pairing.order.full_number
    assert found["Date of the order"] == pairing.order.signed_on
    assert (found["Mentored from"], found["Mentored until"]) == (pairing.starts_on, pairing.planned_end)


def test_a_case_that_is_over_keeps_its_last_mentor_in_the_list(client):
    mentorship = ready("completed")
    client.force_login(deputy_of(mentorship.school))
    assert mentor_of(mentorship).user.full_name in client.get(reverse("mentorship_list")).content.decode()


def test_home_names_what_others_must_do_and_the_next_council(client):
    school = SchoolFactory()
    mentorship = ready("level", school=school)
    meeting = Meeting.objects.create(school=school, date=date(2026, 12, 10), made_at=MOMENT)
    client.force_login(deputy_of(school))
    glance = client.get(reverse("home")).context["glance"]
    assert [(one.role, one.mentorship, one.person) for one in glance.waiting] == [
        ("Mentor", mentorship, mentor_of(mentorship).user)
    ]
    assert (glance.meeting, glance.meeting.matters) == (meeting, 0)


def test_without_a_mentor_home_names_the_deputy_to_the_head_and_nobody_to_the_deputy(client):
    school = SchoolFactory()
    mentorship = ready("level", school=school)
    mentorship.pairings.update(ended_on=date(2026, 12, 1), end_reason="moved")
    client.force_login(head_of(school))
    deputy = deputy_of(school)
    waiting = client.get(reverse("home")).context["glance"].waiting
    assert [(one.role, one.mentorship, one.person) for one in waiting] == [("Deputy head", mentorship, None)]
    client.force_login(deputy)
    assert client.get(reverse("home")).context["glance"].waiting == []


def test_what_a_deputy_must_do_as_mentor_is_no_work_of_others(client):
    mentorship = ready("level")
    client.force_login(give(mentor_of(mentorship).user, mentorship.school, "deputy"))
    assert client.get(reverse("home")).context["glance"].waiting == []


def test_what_is_only_to_be_read_stands_below_the_work(client):
    mentorship = ready("level")
    mentor = mentor_of(mentorship).user
    meeting = Meeting.objects.create(
        school=mentorship.school, date=date(2026, 12, 4), state="sent", agenda_sent_at=MOMENT, made_at=MOMENT
    )
    Attendee.objects.create(meeting=meeting, user=give(mentor, mentorship.school, "member"))
    client.force_login(mentor)
    groups = client.get(reverse("home")).context["groups"]
    assert [str(group.title) for group in groups] == ["Overdue", "To read before the council"]
    assert [str(task.title) for task in groups[-1].tasks] == ["Read the agenda of the council"]


def test_what_is_suspended_waits_for_nobody(client):
    school = SchoolFactory()
    mentorship = ready("level", school=school)
    client.force_login(deputy_of(school))
    assert len(client.get(reverse("home")).context["glance"].waiting) == 1
    mentorship.suspensions.create(reason="novice_leave", starts_on=date(2026, 11, 2))
    refresh(mentorship)
    assert client.get(reverse("home")).context["glance"].waiting == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "told"),
    [
        (date(2026, 12, 1), None, True),
        (date(2026, 12, 3), date(2026, 12, 3), True),
        (date(2026, 12, 4), None, False),
        (date(2026, 11, 30), date(2026, 12, 2), False),
    ],
)
def test_a_case_is_suspended_from_the_first_day_to_the_last(client, starts_on, ends_on, told):
    mentorship = ready("level")
    mentorship.suspensions.create(reason="novice_leave", starts_on=starts_on, ends_on=ends_on)
    client.force_login(deputy_of(mentorship.school))
    page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
    assert ("Mentorship suspended" in page) is told


@pytest.mark.parametrize("name", ["home", "mentorship_list", "mentorship_export"])
def test_queries_do_not_grow_with_the_rows(client, name):
    school = SchoolFactory()
    deputy = deputy_of(school)
    client.force_login(deputy)
    mentor = eligible_mentor(school)
    ready("main", school=school, mentor=mentor)
    one = queries(client, reverse(name))
    for _ in range(29):
        ready("main", school=school, mentor=mentor)
    assert queries(client, reverse(name)) == one <= 25


def test_the_case_page_stays_within_its_queries(client):
    mentorship = ready("main")
    client.force_login(deputy_of(mentorship.school))
    assert queries(client, reverse("case", args=[mentorship.pk])) <= 25


def test_a_mentor_without_a_task_can_log_and_open_each_case(client):
    mentorship = ready("hearing")
    client.force_login(mentor_of(mentorship).user)
    answer = client.get(reverse("home"))
    page = answer.content.decode()
    assert answer.context["groups"] == []
    assert "Nothing is due now" in page
    assert f'href="{reverse("log")}"' in page
    assert f'href="{reverse("case", args=[mentorship.pk])}"' in page
    client.force_login(deputy_of(mentorship.school))
    assert "Log a meeting" not in client.get(reverse("home")).content.decode()


def test_the_working_of_the_dates_is_one_step_away_and_opens_all_at_once_for_printing(client):
    mentorship = ready("main")
    client.force_login(deputy_of(mentorship.school))
    address = reverse("case", args=[mentorship.pk])
    folded, opened = (client.get(address, query).content.decode() for query in ({}, {"workings": "1"}))
    dates = folded[folded.index('id="dates"') :]
    assert dates.count("<details") > 4
    assert dates.count("<details open") < dates.count("<details")
    assert "?workings=1#dates" in dates
    dates = opened[opened.index('id="dates"') :]
    assert dates.count("<details open") == dates.count("<details")
