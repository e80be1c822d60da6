"""Changes of a calendar: who may, what is refused in plain words, what is written, what those above are told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import clock as clocks
from common import events
from common.errors import AlreadyDone
from common.models import AuditEntry
from schools.calendar.events import CalendarChanged
from schools.calendar.models import DecreeDay, SchoolDay, TeachingYear
from schools.calendar.selectors import academic_year, country_calendar, work_calendar, work_calendars
from schools.calendar.services import country, own
from tests.factories import SchoolFactory, actor, deputy_of, head_of
from tests.factories.schools import EmploymentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MONDAY, SATURDAY = date(2026, 12, 7), date(2026, 12, 12)
SPANS = {
    "autumn": (date(2026, 10, 26), date(2026, 11, 1)),
    "winter": (date(2026, 12, 28), date(2027, 1, 8)),
    "spring": (date(2027, 3, 19), date(2027, 3, 29)),
    "first_grade": (date(2027, 2, 8), date(2027, 2, 14)),
}
TEACHING = (date(2026, 9, 1), date(2027, 5, 25))
ORDER = "Оқу-ағарту министрінің 05.08.2026 бұйрығы"


@pytest.fixture
def told(monkeypatch) -> list[CalendarChanged]:
    """The events of this test, and nobody who acts on them."""
    found: list[CalendarChanged] = []
    monkeypatch.setitem(events._handlers, CalendarChanged, [found.append])
    return found


@pytest.fixture
def school():
    return SchoolFactory(week=5)


@pytest.fixture
def deputy(school):
    return actor(deputy_of(school), "deputy")


@pytest.fixture
def operator():
    return actor(UserFactory(is_operator=True), "operator")


def close(school, by, on=MONDAY, working=False, reason="Су тасқыны") -> SchoolDay:
    return own.add_own_day(school_id=school.pk, on=on, working=working, reason=reason, by=by, now=clocks.now())


def move(by, **changed) -> DecreeDay:
    facts = {"on": MONDAY, "working": False, "weeks": "5", "source": "Қаулы № 512", "pair": SATURDAY}
    return country.add_decree(**facts | changed, by=by, now=clocks.now())


def set_year(by, start_year=2026, teaching=TEACHING, spans=SPANS, source=ORDER, estimate=False) -> TeachingYear:
    return country.set_country_year(
        start_year=start_year, teaching=teaching, vacations=spans, source=source, estimate=estimate, by=by,
        now=clocks.now(),
    )  # fmt: skip


def refused(call, field: str) -> str:
    with pytest.raises(ValidationError) as fault:
        call()
    assert list(fault.value.error_dict) == [field]
    return str(fault.value.message_dict[field][0])


def test_a_closed_day_is_written_told_and_audited(school, deputy, told):
    row = close(school, deputy)
    assert not work_calendar(school).is_working(MONDAY)
    assert [(event.school_id, event.by, event.reason) for event in told] == [
        (school.pk, deputy, "07.12.2026: Су тасқыны")
    ]
    entry = AuditEntry.objects.get(action="calendar.day_added", subject_id=row.pk)
    assert entry.school_id == school.pk
    assert entry.changes == {"date": "2026-12-07", "working": False, "reason": "Су тасқыны"}
    own.remove_own_day(day_id=row.pk, by=actor(head_of(school), "head"), now=clocks.now())
    assert work_calendar(school).is_working(MONDAY)
    assert AuditEntry.objects.filter(action="calendar.day_removed", subject_id=row.pk).exists()
    assert len(told) == 2


def test_what_fails_above_leaves_no_day_behind(school, deputy, monkeypatch):
    def fails(event: CalendarChanged) -> None:
        raise RuntimeError("above")

    monkeypatch.setitem(events._handlers, CalendarChanged, [fails])
    with pytest.raises(RuntimeError):
        close(school, deputy)
    assert not SchoolDay.objects.exists()
    assert not AuditEntry.objects.filter(action="calendar.day_added").exists()


@pytest.mark.parametrize("who", ["teacher", "other deputy", "operator"])
def test_nobody_else_changes_a_schools_day(school, told, who):
    user = {
        "teacher": lambda: EmploymentFactory(school=school).user,
        "other deputy": lambda: deputy_of(SchoolFactory()),
        "operator": lambda: UserFactory(is_operator=True),
    }[who]()
    with pytest.raises(PermissionDenied):
        close(school, actor(user))
    assert not told


def test_a_day_that_would_be_so_anyway_or_stands_there_is_refused(school, deputy, told):
    assert "anyway" in refused(lambda: close(school, deputy, SATURDAY), "date")
    assert "anyway" in refused(lambda: close(school, deputy, MONDAY, working=True), "date")
    assert "why" in refused(lambda: close(school, deputy, reason="  "), "reason")
    close(school, deputy)
    assert "Су тасқыны" in refused(lambda: close(school, deputy), "date")
    assert len(told) == 1


def test_who_removes_second_learns_that_it_is_done(school, deputy, told):
    row = close(school, deputy)
    own.remove_own_day(day_id=row.pk, by=deputy, now=clocks.now())
    with pytest.raises(AlreadyDone) as done:
        own.remove_own_day(day_id=row.pk, by=deputy, now=clocks.now())
    assert done.value.who == deputy.display


def test_a_decree_writes_both_halves_and_takes_both_away(operator, told):
    row = move(operator)
    calendar = country_calendar(5)
    assert not calendar.is_working(MONDAY)
    assert calendar.is_working(SATURDAY)
    assert country_calendar(6).is_working(MONDAY)
    assert told[0].school_id is None
    country.remove_decree(decree_id=row.pk, by=operator, now=clocks.now())
    assert not DecreeDay.objects.filter(date__in=[MONDAY, SATURDAY]).exists()
    with pytest.raises(AlreadyDone):
        country.remove_decree(decree_id=row.pk, by=operator, now=clocks.now())


def test_a_changed_decree_takes_its_other_half_along(operator, told):
    row = move(operator)
    facts = {"on": date(2026, 12, 8), "working": False, "weeks": "5,6", "source": "Қаулы № 513"}
    country.change_decree(decree_id=row.pk, **facts, pair=date(2026, 12, 13), by=operator, now=clocks.now())
    rows = DecreeDay.objects.filter(date__gte=MONDAY).values_list("date", "working", "weeks")
    assert list(rows) == [(date(2026, 12, 8), False, "5,6"), (date(2026, 12, 13), True, "5,6")]
    country.change_decree(decree_id=row.pk, **facts, pair=date(2026, 12, 13), by=operator, now=clocks.now())
    assert len(told) == 2, "nothing changed the second time"


def test_a_decree_is_refused_in_plain_words(operator, deputy, told):
    assert "anyway" in refused(lambda: move(operator, on=SATURDAY, pair=None), "date")
    assert "anyway" in refused(lambda: move(operator, working=True, pair=None), "date")
    assert "with itself" in refused(lambda: move(operator, pair=MONDAY), "pair")
    assert "decree" in refused(lambda: move(operator, source=""), "source")
    move(operator)
    assert "moved already" in refused(lambda: move(operator, weeks="5,6"), "date")
    assert "moved already" in refused(lambda: move(operator, on=date(2026, 12, 8)), "pair")
    with pytest.raises(PermissionDenied):
        move(deputy)
    assert len(told) == 1


def test_an_estimate_is_confirmed_without_counting_anew_and_changed_with(school, operator, told):
    before = academic_year(school, 2026)
    assert before.estimate
    same = {span.code: (span.first, span.last) for span in before.vacations}
    set_year(operator, spans=same)
    assert not academic_year(school, 2026).estimate
    assert not told
    set_year(operator)
    assert academic_year(school, 2026).quarter(3).first == date(2027, 1, 9)
    assert len(told) == 1
    assert AuditEntry.objects.filter(action="calendar.year_set").count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"teaching": (date(2026, 8, 25), TEACHING[1])}, "teaching_from"),
        ({"teaching": (TEACHING[0], date(2027, 9, 1))}, "teaching_to"),
        ({"spans": SPANS | {"winter": (date(2026, 10, 28), date(2026, 11, 9))}}, "winter_from"),
        ({"spans": SPANS | {"autumn": (date(2026, 11, 1), date(2026, 10, 26))}}, "autumn_to"),
        ({"spans": SPANS | {"spring": (date(2027, 5, 20), date(2027, 5, 30))}}, "spring_to"),
        ({"spans": SPANS | {"first_grade": (date(2027, 2, 8), None)}}, "first_grade_to"),
        ({"source": ""}, "source"),
    ],
)
def test_a_year_that_cannot_be_is_refused_at_its_field(operator, told, changed, field):
    refused(lambda: set_year(operator, **changed), field)
    assert not told


def test_an_estimate_needs_no_source_and_a_later_year_gets_its_row(operator, told):
    spans = {kind: tuple(day.replace(year=day.year + 2) for day in span) for kind, span in SPANS.items()}
    row = set_year(operator, 2028, tuple(day.replace(year=day.year + 2) for day in TEACHING), spans, "", True)
    assert (row.year, row.estimate, row.vacations.count()) == (2028, True, 4)


def test_a_school_differs_and_follows_the_country_again(school, deputy, told):
    later = (date(2026, 9, 1), date(2027, 5, 31))
    facts = {"school_id": school.pk, "start_year": 2026, "by": deputy, "now": clocks.now()}
    own.set_own_year(**facts, teaching=later, vacations=SPANS, source="Мектеп бұйрығы № 3")
    assert academic_year(school, 2026).teaching_to == later[1]
    assert academic_year(SchoolFactory(), 2026).teaching_to == TEACHING[1]
    with pytest.raises(PermissionDenied):
        own.drop_own_year(**facts | {"by": actor(head_of(school))})
    own.drop_own_year(**facts)
    assert academic_year(school, 2026).teaching_to == TEACHING[1]
    with pytest.raises(AlreadyDone):
        own.drop_own_year(**facts)
    assert [event.school_id for event in told] == [school.pk, school.pk]


def test_many_calendars_cost_as_much_as_one(school, deputy, told, django_assert_num_queries):
    close(school, deputy)
    others = [SchoolFactory(week=6) for _ in range(4)]
    with django_assert_num_queries(2):
        found = work_calendars([school, *others])
    assert [found[one.pk].is_working(MONDAY) for one in (school, *others)] == [False, True, True, True, True]
    assert found[others[0].pk] == work_calendar(others[0])
