"""The page on which a date is taken off, and what the case and the report of the year say of it afterwards."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common import clock as clocks
from mentoring.deadlines.models import Deadline
from mentoring.deadlines.services import refresh, waive
from mentoring.mentorships.models import Mentorship
from reports.rendering.paper import make
from reports.sources.report import year_end_report
from tests.factories import MOMENT, SchoolFactory, actor, case, deputy_of, head_of, mentor_of
from tests.factories.whole_year import told_case
from tests.reports.papers.conftest import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
REASON = "Мектеп тоқсан бойы жөнделіп жатты."


def counted(mentorship: Mentorship) -> Mentorship:
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def dated(code: str, state: str = "main") -> Deadline:
    return Deadline.objects.get(mentorship=counted(case(state)), code=code)


def url(deadline: Deadline) -> str:
    return reverse("deadline_waive", args=[deadline.pk])


def test_the_page_stands_among_the_mentorships(client):
    deadline = dated("D7")
    client.force_login(deputy_of(deadline.mentorship.school))
    nav = client.get(url(deadline)).context["ui"].nav
    assert [item.url for item in nav if item.current] == [reverse("mentorship_list")]


@pytest.mark.parametrize("writer", [deputy_of, head_of])
def test_the_deputy_or_the_head_where_there_is_none_takes_a_date_off_and_the_case_says_so(client, writer):
    deadline = dated("D7")
    user = writer(deadline.mentorship.school)
    client.force_login(user)
    page = reverse("case", args=[deadline.mentorship_id])
    assert url(deadline) in client.get(page).content.decode()
    assert client.get(url(deadline)).status_code == 200
    answer = client.post(url(deadline), {"reason": REASON})
    assert (answer.status_code, answer.url) == (302, f"{page}#D7")
    html = client.get(page).content.decode()
    assert REASON in html
    assert f'<span lang="kk">{user.full_name}</span>, <time datetime="2026-12-03T' in html
    assert url(deadline) not in html


def test_without_a_reason_nothing_is_taken_off(client):
    deadline = dated("D7")
    client.force_login(deputy_of(deadline.mentorship.school))
    assert client.post(url(deadline), {"reason": " "}).status_code == 200
    assert Deadline.objects.get(pk=deadline.pk).waived_at is None


def test_who_comes_second_reads_who_was_first_and_keeps_what_was_typed(client):
    deadline = dated("D7")
    first = deputy_of(deadline.mentorship.school)
    client.force_login(deputy_of(deadline.mentorship.school))
    waive(deadline_id=deadline.pk, by=actor(first), now=MOMENT, reason=REASON)
    answer = client.post(url(deadline), {"reason": "Менің себебім."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert first.full_name in html
    assert "Менің себебім." in html
    assert f"{reverse('case', args=[deadline.mentorship_id])}#D7" in html
    assert client.get(url(deadline)).status_code == 409


def test_a_date_that_was_met_is_refused_in_words_before_anything_is_typed(client):
    deadline = dated("D3")
    client.force_login(deputy_of(deadline.mentorship.school))
    answer = client.get(url(deadline))
    assert answer.status_code == 422
    assert "settled already" in answer.content.decode()


def test_who_may_not_is_refused_and_sees_no_way_there():
    deadline = dated("D7")
    own = deadline.mentorship
    deputy = deputy_of(own.school)
    own.novice.user.posts.create(school=own.school, kind="deputy", starts_on=date(2026, 11, 1))
    for user, status in (
        (mentor_of(own).user, 403),
        (own.novice.user, 403),  # a deputy too, but in a matter of one's own
        (deputy_of(SchoolFactory()), 404),
    ):
        browser = Client()
        browser.force_login(user)
        assert browser.get(url(deadline)).status_code == status
        assert browser.post(url(deadline), {"reason": REASON}).status_code == status
        assert url(deadline) not in browser.get(reverse("case", args=[own.pk])).content.decode()
    assert Deadline.objects.get(pk=deadline.pk).waived_at is None
    assert deputy.pk != own.novice.user_id


@pytest.mark.once
@pytest.mark.parametrize("form", ["kk", "ru"])
def test_the_report_prints_why_a_date_was_late_and_why_and_by_whom_one_was_taken_off(form):
    mentorship = counted(told_case())
    deputy = deputy_of(mentorship.school, surname="Жүнісова", given_name="Айгерім", patronymic="Маратқызы")
    waive(deadline_id=mentorship.deadlines.get(code="D8").pk, by=actor(deputy), now=clocks.now(), reason=REASON)
    mentorship.deadlines.filter(code="D2").update(
        late_reason="Тәлімгер іссапарда болды.", met_on=date(2026, 11, 12), due_on=date(2026, 11, 9)
    )
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    text = text_of(make(report, form).pdf)
    assert "Тәлімгер іссапарда болды." in text
    assert REASON in text
    assert "(03.12.2026, А. Жүнісова)" in text


def test_a_date_met_late_after_it_was_taken_off_still_prints_the_reason():
    mentorship = counted(told_case())
    waive(
        deadline_id=mentorship.deadlines.get(code="D8").pk,
        by=actor(deputy_of(mentorship.school)),
        now=clocks.now(),
        reason=REASON,
    )
    mentorship.deadlines.filter(code="D8").update(met_on=date(2027, 6, 1), due_on=date(2027, 5, 28))
    report = year_end_report(mentorship.pk, code="7K4Q92XDM5", made_at=MOMENT)
    told = next(row for row in report.deviations if row.reason.text == REASON)
    assert (told.done_on, told.on) == (date(2027, 6, 1), date(2026, 12, 3))
