"""What is written about teachers, by whom, and with which trace."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import clock, events
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from schools.people.events import EmploymentEnded, EmploymentStarted
from schools.people.models import CategoryLevel, Employment, EthicsRecord, Post, Preparation, User, YearResult
from schools.people.teachers import evidence, policies, services
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, actor, deputy_of, give, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PERSON = {"surname": "Пак", "given_name": "Ирина", "patronymic": "Олеговна", "email": "", "phone": ""}
STAY = {"personnel_number": "9001", "subject": None, "subject_text": "Робототехника", "hired_on": date(2026, 11, 20)}
STAY |= {"rate": 1, "first_time": True, "teaching_since": 2026}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def by(school):
    return actor(deputy_of(school), "deputy")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    told: list[Any] = []
    for kind in (EmploymentStarted, EmploymentEnded):
        monkeypatch.setitem(events._handlers, kind, [told.append])
    return told


def hire(school, by, person=PERSON, **stay: Any) -> Employment:
    return services.hire(school_id=school.pk, person=person, stay=STAY | stay, by=by, now=clock.now())


def end(employment: Employment, by, left_on: date = date(2026, 12, 31), reason: str = "Перевод") -> Employment:
    return services.end(employment_id=employment.pk, left_on=left_on, reason=reason, by=by, now=clock.now())


def test_a_hire_makes_an_account_that_nobody_can_use_yet(school, by, heard) -> None:
    employment = hire(school, by)
    assert employment.user.login == "pak.i"
    assert not employment.user.has_usable_password()
    assert heard == [EmploymentStarted((employment.pk,), by, clock.now())]
    assert AuditEntry.objects.get(action="employment.started").subject_id == employment.pk


def test_a_second_hire_of_the_name_gets_another_login(school, by) -> None:
    hire(school, by)
    other = hire(school, by, personnel_number="9002", hired_on=date(2026, 11, 21))
    assert other.user.login == "pak.i2"


@pytest.mark.parametrize(
    ("person", "stay", "field"),
    [
        ({}, {"personnel_number": "9002"}, "hired_on"),
        ({"given_name": "Анна"}, {}, "personnel_number"),
        ({"given_name": "Анна", "email": "PAK@mektep.example"}, {"personnel_number": "9002"}, "email"),
    ],
)
def test_what_belongs_to_another_is_refused_in_words(school, by, person, stay, field: str) -> None:
    hire(school, by, person=PERSON | {"email": "pak@mektep.example"})
    person = {**PERSON, **person}
    with pytest.raises(ValidationError) as caught:
        services.hire(school_id=school.pk, person=person, stay=STAY | stay, by=by, now=clock.now())
    assert list(caught.value.message_dict) == [field]


def test_a_correction_keeps_what_was_before(school, by) -> None:
    employment = hire(school, by)
    services.change(
        employment_id=employment.pk,
        person=PERSON | {"surname": "Ким"},
        stay=STAY | {"rate": 2},
        by=by,
        now=clock.now(),
    )
    entry = AuditEntry.objects.get(action="employment.changed")
    assert entry.changes == {"surname": ["Пак", "Ким"], "rate": ["1.00", 2]}
    employment.refresh_from_db()
    assert employment.user.search_key.startswith("ким")


def test_the_end_of_an_employment_ends_the_posts_and_is_told(school, by, heard) -> None:
    employment = EmploymentFactory(school=school)
    give(employment.user, school, Post.Kind.MEMBER)
    end(employment, by)
    employment.refresh_from_db()
    assert (employment.left_on, employment.leave_reason) == (date(2026, 12, 31), "Перевод")
    assert Post.objects.get(user=employment.user).ends_on == date(2026, 12, 31)
    assert heard == [EmploymentEnded(employment.pk, date(2026, 12, 31), by, clock.now())]
    with pytest.raises(AlreadyDone):
        end(employment, by)


def test_an_end_before_the_hire_and_of_a_leader_is_refused(school, by) -> None:
    with pytest.raises(ValidationError):
        end(EmploymentFactory(school=school), by, left_on=date(2010, 1, 1))
    head = head_of(school)
    with pytest.raises(DomainError) as caught:
        end(head.employments.get(), by)
    assert caught.value.code == "employment.leads"
    assert head.employments.get().left_on is None


def test_nobody_ends_or_attests_oneself(school, by) -> None:
    own = by.user.employments.get()
    with pytest.raises(PermissionDenied):
        end(own, by)
    with pytest.raises(PermissionDenied):
        evidence.attest_ethics(
            employment_id=own.pk,
            values={"follows": True, "recorded_on": date(2026, 9, 2), "reference": ""},
            by=by,
            now=clock.now(),
        )


EVIDENCE = [
    (evidence.record_result, {"year": 2025, "pupils": 104, "good": 99}, "result.recorded"),
    (evidence.add_preparation, {"title": "Тәлімгерлер курсы", "done_on": date(2026, 10, 5), "hours": 36}, "preparation.recorded"),
    (evidence.add_qualification, {"level": "master", "granted_on": date(2025, 6, 1), "valid_until": None}, "qualification.recorded"),
]  # fmt: skip


def record_own(by, service: Any, values: dict[str, Any]) -> None:
    if "level" in values:
        values = values | {"level": CategoryLevel.objects.get(code=values["level"])}
    service(employment_id=by.user.employments.get().pk, values=values, by=by, now=clock.now())


@pytest.mark.parametrize(("service", "values", "action"), EVIDENCE, ids=["E3", "preparation", "E1"])
def test_what_the_right_to_mentor_rests_on_another_leader_records(school, by, service, values, action) -> None:
    head_of(school)
    with pytest.raises(PermissionDenied):
        record_own(by, service, values)
    assert not AuditEntry.objects.filter(action=action).exists()


@pytest.mark.parametrize(("service", "values", "action"), EVIDENCE, ids=["E3", "preparation", "E1"])
def test_who_leads_alone_records_it_and_the_audit_says_so(school, by, service, values, action) -> None:
    """The head was entered and has never signed in."""
    User.objects.filter(pk=head_of(school).pk).update(password="", last_login=None)
    record_own(by, service, values)
    assert AuditEntry.objects.get(action=action).changes["no_other_official"] is True


def test_category_results_ethics_and_preparation(school, by) -> None:
    employment = EmploymentFactory(school=school)
    master = CategoryLevel.objects.get(code="master")

    def call(service, **values: Any) -> Any:
        return service(employment_id=employment.pk, values=values, by=by, now=clock.now())

    call(evidence.add_qualification, level=master, granted_on=date(2025, 6, 1), valid_until=date(2030, 6, 1))
    call(evidence.record_result, year=2025, pupils=104, good=68)
    call(evidence.record_result, year=2025, pupils=104, good=69)
    call(evidence.attest_ethics, follows=True, recorded_on=date(2026, 9, 2), reference="Акт 4")
    call(evidence.add_preparation, title="Школа наставника", done_on=date(2026, 10, 5), hours=36)
    assert employment.qualifications.get().level == master
    assert YearResult.objects.get().good == 69
    assert EthicsRecord.objects.get().by == by.user
    assert Preparation.objects.get().hours == 36
    entry = AuditEntry.objects.filter(action="result.recorded").latest("pk")
    assert entry.changes == {"year": 2025, "before": [104, 68, None], "after": [104, 69, None]}


@pytest.mark.parametrize(
    ("service", "values", "field"),
    [
        (evidence.record_result, {"year": 2025, "pupils": 10, "good": 11}, "good"),
        (evidence.record_result, {"year": 2025, "pupils": 0, "good": 0}, "pupils"),
        (evidence.add_preparation, {"title": "x", "done_on": date(2027, 1, 1), "hours": None}, "done_on"),
        (
            evidence.add_qualification,
            {"level": None, "granted_on": date(2025, 6, 1), "valid_until": date(2024, 6, 1)},
            "valid_until",
        ),
        (
            evidence.attest_ethics,
            {"follows": True, "recorded_on": date(2027, 1, 1), "reference": ""},
            "recorded_on",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(school, by, service, values, field: str) -> None:
    employment = EmploymentFactory(school=school)
    with pytest.raises(ValidationError) as caught:
        service(employment_id=employment.pk, values=values, by=by, now=clock.now())
    assert list(caught.value.message_dict) == [field]


def test_strangers_and_teachers_write_nothing(school) -> None:
    employment = EmploymentFactory(school=school)
    for user in (UserFactory(), deputy_of(SchoolFactory()), employment.user):
        with pytest.raises(PermissionDenied):
            hire(school, actor(user))
        with pytest.raises(PermissionDenied):
            end(employment, actor(user))


def test_policy_and_visibility_agree(school) -> None:
    employment, other = EmploymentFactory(school=school), EmploymentFactory(school=school)
    readers = [deputy_of(school), head_of(school), deputy_of(SchoolFactory()), employment.user, other.user]
    readers += [give(UserFactory(), school, Post.Kind.MEMBER), UserFactory()]
    for reader in readers:
        assert Employment.objects.visible_to(reader).filter(pk=employment.pk).exists() == policies.can_view(
            reader, employment
        )


def attest_many(by, *stays: Employment, on: date = date(2026, 12, 1)) -> list[EthicsRecord]:
    ids = [stay.pk for stay in stays]
    return evidence.attest_many(
        school_id=stays[0].school_id, employment_ids=ids, recorded_on=on, by=by, now=clock.now()
    )


def test_many_are_attested_each_with_a_trace_of_its_own(school, by) -> None:
    rows = attest_many(by, EmploymentFactory(school=school), EmploymentFactory(school=school))
    assert {(row.follows, row.recorded_on, row.by) for row in rows} == {(True, date(2026, 12, 1), by.user)}
    assert AuditEntry.objects.filter(action="ethics.recorded").count() == 2


def test_a_list_never_covers_a_finding(school, by) -> None:
    first, second = EmploymentFactory(school=school), EmploymentFactory(school=school)
    EthicsRecord.objects.create(employment=second, follows=False, recorded_on=date(2026, 11, 1), by=by.user)
    with pytest.raises(DomainError, match=second.user.surname):
        attest_many(by, first, second)
    assert EthicsRecord.objects.count() == 1


def test_nobody_attests_oneself_among_many(school, by) -> None:
    own = Employment.objects.get(school=school, user=by.user)
    with pytest.raises(PermissionDenied):
        attest_many(by, EmploymentFactory(school=school), own)
    with pytest.raises(PermissionDenied):
        attest_many(actor(deputy_of(SchoolFactory())), own)
    assert not EthicsRecord.objects.exists()


@pytest.mark.parametrize("hired_on", [date(2015, 9, 1), date(2018, 5, 31)])
def test_another_day_of_hire_does_not_reach_into_another_stay(hired_on, school, by) -> None:
    user = UserFactory()
    EmploymentFactory(school=school, user=user, hired_on=date(2015, 9, 1), left_on=date(2018, 5, 31))
    again = EmploymentFactory(school=school, user=user, hired_on=date(2020, 9, 1))
    stay = STAY | {"personnel_number": again.personnel_number}
    person = {"surname": user.surname, "given_name": user.given_name, "patronymic": user.patronymic}

    def change(day: date) -> Employment:
        return services.change(
            employment_id=again.pk, person=person, stay=stay | {"hired_on": day}, by=by, now=clock.now()
        )

    with pytest.raises(ValidationError) as refused:
        change(hired_on)
    assert list(refused.value.error_dict) == ["hired_on"]
    assert change(date(2018, 6, 1)).hired_on == date(2018, 6, 1)
