"""The first fill: on any day, all or nothing, never in a school's own installation."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from common import clock as clocks
from common import installation
from common.models import AuditEntry
from demonstration import first
from mentoring.deadlines.models import Deadline
from mentoring.mentorships.models import Mentorship, Step
from schools.organisation.models import School
from schools.people.models import User

pytestmark = pytest.mark.django_db

DAYS = (
    datetime(2026, 11, 29, 4, tzinfo=UTC),  # a Sunday
    datetime(2027, 1, 4, 4, tzinfo=UTC),  # winter vacation, just after quarter 2
    datetime(2027, 7, 15, 4, tzinfo=UTC),  # summer
    datetime(2026, 9, 1, 1, tzinfo=UTC),  # the first day of the year, early
)


def cases() -> set[str]:
    return set(Mentorship.objects.values_list("state", flat=True))


@pytest.mark.once
@pytest.mark.parametrize("moment", DAYS, ids=lambda moment: f"{moment:%d.%m.%Y}")
def test_it_fills_on_any_day(clock, moment):
    clock.move_to(moment)
    school = first.fill(now=clocks.now())
    assert cases() == set(Mentorship.State.values)
    running = Deadline.objects.open().filter(mentorship__school=school, projected=False)
    today = clocks.today()
    assert running.filter(code="D1", due_on__lt=today).exists(), "one is late"
    assert running.filter(code="D1", due_on__gte=today).exists(), "one is near"
    assert Step.objects.filter(happened_on__gt=today).count() == 0
    assert Step.objects.filter(recorded_at__gt=clocks.now()).count() == 0
    assert AuditEntry.objects.filter(at__gt=clocks.now()).count() == 0


@pytest.mark.once
def test_a_fill_that_breaks_leaves_nothing(clock, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(first, "_small", broken)
    with pytest.raises(RuntimeError):
        first.fill(now=clocks.now())
    assert not School.objects.exists()
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_schools_own_installation_is_never_filled():
    installation.install(demo=False, now=clocks.now())
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("demo")
    assert not School.objects.exists()
