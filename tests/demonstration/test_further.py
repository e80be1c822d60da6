"""Further schools: the same seed and date give the same people and figures; what is there is not written again."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from common import clock as clocks
from common import installation
from demonstration import further
from mentoring.mentorships.models import Mentorship, Step
from schools.organisation.models import Department, School
from schools.people.models import Employment, User, YearResult

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def fill(count: int, seed: int = 7) -> list[School]:
    return list(further.fill(count=count, seed=seed, now=clocks.now()))


def told() -> list[list[tuple]]:
    """People, figures and cases, without any key."""
    return [
        list(User.objects.order_by("login").values_list("login", "surname", "given_name", "language")),
        list(YearResult.objects.order_by("employment__user__login", "year").values_list("year", "pupils", "good")),
        list(
            Mentorship.objects.order_by("novice__user__login").values_list(
                "novice__user__login", "state", "starts_on", "pairings__mentor__user__login"
            )
        ),
        list(
            Step.objects.order_by("recorded_at", "mentorship__novice__user__login", "pk").values_list(
                "kind", "happened_on"
            )
        ),
    ]


def filled_and_undone(count: int, seed: int) -> list[list[tuple]]:
    with transaction.atomic():
        fill(count, seed)
        rows = told()
        transaction.set_rollback(True)
    return rows


@pytest.mark.once
def test_the_seed_decides():
    """And a school is the same, however many there are."""
    once = filled_and_undone(1, seed=7)
    assert filled_and_undone(1, seed=7) == once
    assert filled_and_undone(1, seed=8) != once
    two = filled_and_undone(2, seed=7)
    assert set(once[0]) < set(two[0])
    assert set(once[2]) < set(two[2])


def test_twice_is_once_and_more_adds_the_rest():
    assert len(fill(1)) == 1
    assert fill(1) == []
    people = User.objects.count()
    assert len(fill(2)) == 1
    assert User.objects.count() > people
    assert Department.objects.filter(kind="region").count() == 1
    assert Department.objects.filter(kind="district").count() == 1
    school = School.objects.earliest("pk")
    assert Employment.objects.filter(school=school).count() >= 9
    assert Mentorship.objects.filter(school=school).exists()
    assert school.department.parent.kind == Department.Kind.REGION


@pytest.mark.once
@pytest.mark.parametrize("moment", [datetime(2027, 1, 3, 4, tzinfo=UTC), datetime(2027, 7, 15, 4, tzinfo=UTC)])
def test_on_other_days_too(clock, moment):
    clock.move_to(moment)
    assert len(fill(1)) == 1


def test_the_command_writes_what_is_missing(monkeypatch):
    installation.install(demo=True, now=clocks.now())
    monkeypatch.setattr(
        "demonstration.first.fill",
        lambda now: fill(1, seed=99)[0] if not School.objects.exists() else School.objects.first(),
    )
    out = StringIO()
    call_command("demo", schools=1, seed=7, stdout=out)
    assert "1 schools written" in out.getvalue()
    out = StringIO()
    call_command("demo", schools=1, seed=7, stdout=out)
    assert "0 schools written" in out.getvalue()
    assert School.objects.count() == 2


@pytest.mark.parametrize("kind", [None, False])
def test_only_a_demonstration_is_filled(kind):
    if kind is not None:
        installation.install(demo=kind, now=clocks.now())
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("demo", schools=2)
    assert not School.objects.exists()


def test_no_number_of_schools_below_nought():
    installation.install(demo=True, now=clocks.now())
    with pytest.raises(CommandError, match="0 or more"):
        call_command("demo", schools=-1)
