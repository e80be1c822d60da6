"""The adaptation plan and the novice's requests: who writes what, and when it stays as it is."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import DomainError
from common.models import AuditEntry
from mentoring.introductory import services
from mentoring.introductory.models import AdaptationItem, NoviceRequest
from mentoring.mentorships.models import Step
from tests.factories import MOMENT
from tests.mentoring.introductory.conftest import People
from tests.mentoring.introductory.plans import ON, planning

pytestmark = pytest.mark.django_db


def test_requests_are_the_novices_own():
    people = planning()
    services.add_request(
        mentorship_id=people.mentorship.pk, by=people.actor("novice"), now=MOMENT, text=" How to begin a lesson? "
    )
    assert NoviceRequest.objects.get().text == "How to begin a lesson?"
    with pytest.raises(PermissionDenied):
        services.add_request(mentorship_id=people.mentorship.pk, by=people.actor("mentor"), now=MOMENT, text="x")
    with pytest.raises(ValidationError):
        services.add_request(mentorship_id=people.mentorship.pk, by=people.actor("novice"), now=MOMENT, text=" ")


ITEM = {"section": "rules", "text": "Rules of the school day", "due_on": date(2026, 12, 8), "responsible": "Deputy"}


def item_of(people: People, role: str = "deputy", **changes: Any) -> AdaptationItem:
    return services.add_adaptation_item(
        mentorship_id=people.mentorship.pk, by=people.actor(role), now=MOMENT, **ITEM | changes
    )


def test_the_adaptation_plan_is_made_with_its_first_point():
    people = planning()
    item_of(people)
    item_of(people, "mentor", section="workplace")
    assert Step.objects.filter(mentorship=people.mentorship, kind="adaptation").count() == 1
    assert AdaptationItem.objects.count() == 2


def test_an_adaptation_point_is_changed_done_and_then_fixed():
    people = planning()
    item = item_of(people)
    by = people.actor("mentor")
    services.edit_adaptation_item(item_id=item.pk, by=by, now=MOMENT, **ITEM | {"text": "Bells"})
    with pytest.raises(ValidationError):
        services.finish_adaptation_item(item_id=item.pk, by=by, now=MOMENT, done_on=date(2026, 12, 4))
    services.finish_adaptation_item(item_id=item.pk, by=by, now=MOMENT, done_on=ON)
    item.refresh_from_db()
    assert (item.text, item.done_on, item.done_by) == ("Bells", ON, people["mentor"])
    for again in (
        lambda: services.finish_adaptation_item(item_id=item.pk, by=by, now=MOMENT, done_on=ON),
        lambda: services.remove_adaptation_item(item_id=item.pk, by=by, now=MOMENT),
    ):
        with pytest.raises(DomainError):
            again()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"section": "x"}, "section"), ({"text": ""}, "text"), ({"due_on": date(2028, 1, 1)}, "due_on")],
)
def test_an_adaptation_point_that_cannot_be(changes, field):
    people = planning()
    with pytest.raises(ValidationError) as error:
        item_of(people, **changes)
    assert field in error.value.error_dict


@pytest.mark.parametrize("role", ["novice", "head", "stranger"])
def test_deputy_and_mentor_write_the_adaptation_plan(role):
    people = planning()
    with pytest.raises(PermissionDenied):
        item_of(people, role)


def test_a_point_that_is_not_done_may_be_removed():
    people = planning()
    item = item_of(people)
    services.remove_adaptation_item(item_id=item.pk, by=people.actor("deputy"), now=MOMENT)
    assert not AdaptationItem.objects.exists()
    assert AuditEntry.objects.filter(action="adaptation.removed").count() == 1
