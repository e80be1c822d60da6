"""A change is filled in, shown and confirmed; nothing typed is lost, and the operator sees no names."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock as clocks
from schools.calendar.models import DecreeDay, SchoolDay, TeachingYear
from schools.calendar.services import own
from tests.factories import SchoolFactory, actor, deputy_of, head_of
from tests.mentoring.casework.calendar.cases import FLOOD, YEAR, page, running, text

pytestmark = pytest.mark.usefixtures("clock")


def test_a_day_is_filled_in_shown_and_confirmed(client, school, deputy):
    mentorship = running(school)
    typed = {"date": "2026-12-07", "working": "0", "reason": "Су тасқыны", "at": str(school.pk)}
    answer = page(client, deputy, "calendar_day_new", typed)
    assert not SchoolDay.objects.exists()
    assert mentorship.novice.user.surname in text(answer)
    assert "10.12.2026" in text(answer)
    assert "11.12.2026" in text(answer)
    for name, value in typed.items():
        assert f'<input type="hidden" name="{name}" value="{value}"' in text(answer)
    back = page(client, deputy, "calendar_day_new", typed | {"back": "1"})
    assert 'value="Су тасқыны"' in text(back)
    assert "invalid-feedback" not in text(back)
    confirmed = typed | {"confirm": "1", "seen": answer.context["seen"]}
    done = page(client, deputy, "calendar_day_new", confirmed)
    assert done.url == reverse("calendar_days")
    assert SchoolDay.objects.get().reason == "Су тасқыны"
    assert mentorship.deadlines.get(code="D1").due_on == date(2026, 12, 11)
    again = page(client, deputy, "calendar_day_new", confirmed)
    assert "on the list already" in text(again)
    assert 'value="2026-12-07"' in text(again)
    assert SchoolDay.objects.count() == 1


def test_who_changed_to_another_school_meanwhile_changes_nothing_there(client, school, deputy):
    typed = {"date": "2026-12-07", "working": "0", "reason": "Су тасқыны", "confirm": "1"}
    answer = page(client, deputy, "calendar_day_new", typed | {"at": str(SchoolFactory().pk)})
    assert "You are at another school now" in text(answer)
    assert not SchoolDay.objects.exists()


def test_what_a_colleague_moved_meanwhile_is_shown_before_it_is_confirmed(client, school, deputy):
    running(school)
    typed = {"date": "2026-12-07", "working": "0", "reason": "Су тасқыны", "at": str(school.pk)}
    answer = page(client, deputy, "calendar_day_new", typed)
    own.add_own_day(
        school_id=school.pk, on=date(2026, 12, 8), working=False, reason="Боран", by=actor(deputy), now=clocks.now()
    )
    confirmed = typed | {"confirm": "1", "seen": answer.context["seen"]}
    again = page(client, deputy, "calendar_day_new", confirmed)
    assert "Other dates would move by now" in text(again)
    assert not SchoolDay.objects.filter(date=FLOOD).exists()
    assert page(client, deputy, "calendar_day_new", confirmed | {"seen": again.context["seen"]}).status_code == 302


def test_what_is_wrong_stays_in_the_form(client, deputy):
    answer = page(client, deputy, "calendar_day_new", {"date": "2026-12-12", "working": "0", "reason": "Демалыс"})
    assert "This day is off anyway" in text(answer)
    assert 'value="Демалыс"' in text(answer)
    assert 'name="confirm"' not in text(answer)


def test_a_day_is_removed_after_its_preview(client, school, deputy):
    mentorship = running(school)
    row = own.add_own_day(
        school_id=school.pk, on=FLOOD, working=False, reason="Боран", by=actor(deputy), now=clocks.now()
    )
    answer = page(client, head_of(school), "calendar_day_remove", pk=row.pk)
    assert "10.12.2026" in text(answer)
    assert SchoolDay.objects.exists()
    shown = {"at": school.pk, "seen": answer.context["seen"]}
    assert page(client, deputy, "calendar_day_remove", shown, pk=row.pk).status_code == 302
    assert not SchoolDay.objects.exists()
    assert mentorship.deadlines.get(code="D1").due_on == date(2026, 12, 10)
    foreign = own.add_own_day(
        school_id=school.pk, on=FLOOD, working=False, reason="Боран", by=actor(deputy), now=clocks.now()
    )
    assert page(client, deputy_of(SchoolFactory()), "calendar_day_remove", pk=foreign.pk).status_code == 404


def test_the_operator_sees_figures_and_no_names(client, school, operator):
    mentorship = running(school)
    typed = {"date": "2026-12-07", "working": "0", "weeks": "5,6", "pair": "2026-12-12", "source": "Қаулы № 512"}
    answer = page(client, operator, "calendar_decree_new", typed)
    assert "Schools: 1" in text(answer)
    assert mentorship.novice.user.surname not in text(answer)
    assert not DecreeDay.objects.filter(date=FLOOD).exists()
    assert page(client, operator, "calendar_decree_new", typed | {"confirm": "1"}).status_code == 302
    row = DecreeDay.objects.get(date=FLOOD)
    assert "still being counted" in text(page(client, operator, "calendar_country"))
    answer = page(client, operator, "calendar_decree", pk=row.pk)
    assert 'value="2026-12-12"' in text(answer)
    changed = typed | {"source": "Қаулы № 513", "confirm": "1"}
    assert page(client, operator, "calendar_decree", changed, pk=row.pk).status_code == 302
    assert set(DecreeDay.objects.filter(date__gte=FLOOD).values_list("source", flat=True)) == {"Қаулы № 513"}
    preview = text(page(client, operator, "calendar_decree_remove", pk=row.pk))
    assert "A day off" in preview
    assert "A working day" in preview, "both halves, and what each of them is"
    assert page(client, operator, "calendar_decree_remove", {}, pk=row.pk).status_code == 302
    assert not DecreeDay.objects.filter(date__gte=FLOOD).exists()


def typed_year(**changed) -> dict:
    found = {"teaching_from": YEAR.teaching_from, "teaching_to": YEAR.teaching_to}
    for one in YEAR.vacations:
        found |= {f"{one.code}_from": one.first, f"{one.code}_to": one.last}
    return {name: on.isoformat() for name, on in found.items()} | {"source": "Бұйрық № 3"} | changed


def test_an_estimate_is_confirmed(client, operator):
    assert "Confirm or change the dates" in text(page(client, operator, "calendar_country"))
    answer = page(client, operator, "calendar_year", typed_year(published="on"), year=2026)
    assert "No open date would move" in text(answer)
    done = page(client, operator, "calendar_year", typed_year(published="on", confirm="1"), year=2026)
    assert done.status_code == 302
    row = TeachingYear.objects.get(school=None, year=2026)
    assert (row.estimate, row.source, row.vacations.count()) == (False, "Бұйрық № 3", 4)
    wrong = page(client, operator, "calendar_year", typed_year(winter_from="2026-10-28"), year=2026)
    assert "before what comes earlier in the year" in text(wrong)
    assert page(client, operator, "calendar_year", year=2050).status_code == 404


def test_a_school_gets_its_own_year_and_gives_it_back(client, school, deputy):
    running(school)
    typed = typed_year(teaching_to="2027-05-21")
    answer = page(client, deputy, "calendar_own_year", typed, year=2026)
    assert "21.05.2027" in text(answer)
    shown = {"confirm": "1", "at": school.pk, "seen": answer.context["seen"]}
    assert page(client, deputy, "calendar_own_year", typed | shown, year=2026).status_code == 302
    assert "The school has its own dates for this year." in text(page(client, deputy, "calendar_days"))
    answer = page(client, deputy, "calendar_own_year_drop", year=2026)
    assert "25.05.2027" in text(answer)
    shown = {"at": school.pk, "seen": answer.context["seen"]}
    assert page(client, deputy, "calendar_own_year_drop", shown, year=2026).status_code == 302
    assert not TeachingYear.objects.filter(school=school).exists()
    assert page(client, deputy, "calendar_own_year_drop", {}, year=2026).status_code == 409
