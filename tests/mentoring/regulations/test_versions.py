"""New versions of the rules: by whom, from when, seen before they are saved, and no running case is touched."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import AlreadyDone
from common.models import AuditEntry
from mentoring.mentorships.services import open_mentorship
from mentoring.regulations import services
from mentoring.regulations.models import RuleSet
from mentoring.regulations.selectors import in_force, values_of
from mentoring.regulations.shipped import KZ_160
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, actor, deputy_of, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
TODAY = date(2026, 12, 3)


def operator():
    return UserFactory(is_operator=True)


def entry(**changes):
    return {**KZ_160["d1_length"], **changes}


def country(by=None, based_on=1, day=TODAY, **values):
    return services.new_country_version(
        values={**KZ_160, **values},
        in_force_from=day,
        based_on=based_on,
        note="Бұйрық өзгерді.",
        by=actor(by or operator()),
        now=NOW,
    )


def own(school, by=None, based_on=0, day=TODAY, **values):
    return services.new_school_version(
        school_id=school.pk,
        values=values,
        in_force_from=day,
        based_on=based_on,
        note="",
        by=actor(by or deputy_of(school)),
        now=NOW,
    )


SIX = {"days": 6, "unit": "working"}


def test_a_version_of_the_country_is_a_new_row_with_its_author_and_an_audit_entry():
    by = operator()
    made = country(by, d1_length=entry(value=SIX, paragraph="п. 7"))
    assert (made.number, made.author_id, made.made_at) == (2, by.pk, NOW)
    assert RuleSet.objects.get(school=None, number=1).values == KZ_160
    told = AuditEntry.objects.get(action="rules.version_made").changes
    assert told["d1_length"] == [KZ_160["d1_length"], made.values["d1_length"]]
    assert set(told) == {"label", "in_force_from", "d1_length"}
    assert in_force(None, TODAY)[0] == made
    assert in_force(None, TODAY - timedelta(days=1))[0].number == 1


def test_running_cases_keep_their_version():
    school = SchoolFactory()
    novice = EmploymentFactory(school=school, hired_on=date(2026, 11, 27), first_time=True)
    running = open_mentorship(novice=novice, by=actor(deputy_of(school)), now=NOW)
    before = running.deadlines.get(code="D1").due_on
    country(d1_length=entry(value=SIX), day=date(2026, 9, 1))
    own(school, due_soon_days=4)
    running.refresh_from_db()
    assert (running.country_rules.number, running.school_rules) == (1, None)
    assert running.deadlines.get(code="D1").due_on == before
    later = EmploymentFactory(school=school, hired_on=TODAY, first_time=True)
    fresh = open_mentorship(novice=later, by=actor(deputy_of(school)), now=NOW)
    assert (fresh.country_rules.number, fresh.school_rules.number) == (2, 1)


def test_the_law_may_be_in_force_since_a_day_gone_by_but_not_before_the_last_version():
    assert country(day=date(2026, 9, 1), d1_length=entry(value=SIX)).in_force_from == date(2026, 9, 1)
    with pytest.raises(ValidationError) as refused:
        country(based_on=2, day=date(2026, 8, 31))
    assert list(refused.value.error_dict) == ["in_force_from"]


def test_a_school_sets_its_values_from_today_on():
    school = SchoolFactory()
    with pytest.raises(ValidationError) as refused:
        own(school, day=TODAY - timedelta(days=1), due_soon_days=3)
    assert list(refused.value.error_dict) == ["in_force_from"]
    made = own(school, due_soon_days=3)
    assert (made.number, made.label) == (1, f"S{school.pk}.1")
    assert values_of(*in_force(school.pk, TODAY)).due_soon_days.value == 3
    assert values_of(*in_force(SchoolFactory().pk, TODAY)).due_soon_days.value == 2


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"d1_length": SIX}, "d1_length", "a school cannot change it"),
        ({"due_soon_days": 11}, "due_soon_days", "from 0 to 10"),
        ({"d4b_length": {"days": 61, "unit": "working"}}, "d4b_length_days", "from 0 to 60"),
        ({"e3_bound": "none"}, "e3_bound", "Choose another one"),
    ],
)
def test_what_the_schema_refuses_is_said_in_words_at_its_field(values, field, words):
    with pytest.raises(ValidationError) as refused:
        own(SchoolFactory(), **values)
    assert list(refused.value.error_dict) == [field]
    assert words in refused.value.messages[0]


def test_a_lower_bound_above_the_upper_one_is_said_at_the_lower():
    with pytest.raises(ValidationError) as refused:
        country(e3_floor=entry(value=80))
    assert list(refused.value.error_dict) == ["e3_floor"]


def test_who_comes_second_reads_who_was_first():
    first = operator()
    country(first, d1_length=entry(value=SIX))
    with pytest.raises(AlreadyDone) as lost:
        country(d2_length=entry(value=SIX))
    assert (lost.value.who, lost.value.when) == (first, NOW)
    school = SchoolFactory()
    deputy = deputy_of(school)
    own(school, deputy, due_soon_days=3)
    with pytest.raises(AlreadyDone) as lost:
        own(school, give(UserFactory(), school, "deputy"), due_soon_days=4)
    assert lost.value.who == deputy


def test_nothing_changed_makes_no_version():
    with pytest.raises(ValidationError):
        country()
    with pytest.raises(ValidationError):
        own(SchoolFactory())


def test_the_right_is_asked_by_the_service_too():
    school = SchoolFactory()
    for act in (
        lambda: country(deputy_of(school), d1_length=entry(value=SIX)),
        lambda: own(school, operator(), due_soon_days=3),
        lambda: own(school, deputy_of(SchoolFactory()), due_soon_days=3),
        lambda: own(school, EmploymentFactory(school=school).user, due_soon_days=3),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert RuleSet.objects.count() == 1


def test_what_has_become_law_is_no_longer_the_schools():
    school = SchoolFactory()
    own(school, d2_start="hire", due_soon_days=3)
    country(d2_start=entry(value="announcement"))
    values = values_of(*in_force(school.pk, TODAY))
    assert (values.d2_start.value, values.d2_start.is_law, values.due_soon_days.value) == ("announcement", True, 3)


# ── the pages ──
