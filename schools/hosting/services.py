"""Schools and departments come in, are joined, and are called by their names."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import audit, events
from common.actor import Actor
from schools.calendar.events import CalendarChanged
from schools.hosting import people, policies
from schools.hosting.facts import DepartmentFacts, DeputyFacts, PersonFacts, SchoolFacts
from schools.organisation.models import NAMED, Department, School
from schools.people.services.invitations import Invited, invite_holder

DESCRIBED = (*NAMED, "language", "week", "is_small", "order_series")


@transaction.atomic
def add_school(
    *,
    school: SchoolFacts,
    deputy: DeputyFacts,
    by: Actor,
    now: datetime,
    department_id: int | None = None,
    by_mail: bool = False,
) -> Invited:
    """A school with its first deputy head, who is invited and brings in everybody else. The operator.

    Raises PermissionDenied; ValidationError for a school of this name and place that is here already, a day of hire
    that has not come; DomainError by mail without an e-mail.
    """
    policies.require(policies.can_host(by.user))
    place = make_school(school, by=by, now=now, action="school.added", department_id=department_id)
    person = people.store(people.unsaved(deputy.person, now))
    post = people.make_deputy(school=place, person=person, hired_on=deputy.hired_on, by=by, now=now)
    return invite_holder(post_id=post.pk, by=by, now=now, by_mail=by_mail)


def make_school(
    facts: SchoolFacts, *, by: Actor, now: datetime, action: str, department_id: int | None = None
) -> School:
    """The row and its entry. Raises ValidationError when a school of this name and place is here."""
    place = School(**asdict(facts), department_id=department_id)
    place.fill_keys()
    if School.objects.filter(search_key=place.search_key).exists():
        raise ValidationError({"name_kk": _("A school of this name and place is here already.")})
    place.save()
    audit.record(by=by, now=now, action=action, subject=place, school_id=place.pk, changes={"name_ru": place.name_ru})
    return place


@transaction.atomic
def add_department(
    *, department: DepartmentFacts, officer: PersonFacts, by: Actor, now: datetime, by_mail: bool = False
) -> Invited:
    """An education department with its first officer, who is invited. The operator.

    Raises PermissionDenied; ValidationError for a department of this name that is here.
    """
    policies.require(policies.can_host(by.user))
    if Department.objects.filter(name_kk=department.name_kk, name_ru=department.name_ru).exists():
        raise ValidationError({"name_kk": _("A department of this name is here already.")})
    place = Department.objects.create(**asdict(department))
    audit.record(by=by, now=now, action="department.added", subject=place, changes={"name_ru": place.name_ru})
    return _officer(place, officer, by, now, by_mail)


@transaction.atomic
def add_officer(
    *, department_id: int, officer: PersonFacts, by: Actor, now: datetime, by_mail: bool = False
) -> Invited:
    """One more officer of a department. The operator. Raises as `add_department`."""
    policies.require(policies.can_host(by.user))
    return _officer(Department.objects.get(pk=department_id), officer, by, now, by_mail)


@transaction.atomic
def join_department(*, school_id: int, department_id: int | None, by: Actor, now: datetime) -> School:
    """Say to which department a school belongs, or to none: its figures stand there from now on. The operator."""
    policies.require(policies.can_host(by.user))
    school = School.objects.select_for_update().get(pk=school_id)
    before, school.department_id = school.department_id, department_id
    if before != department_id:
        school.save(update_fields=["department"])
        changes = {"department": [before, department_id]}
        audit.record(by=by, now=now, action="school.joined", subject=school, school_id=school.pk, changes=changes)
    return school


@transaction.atomic
def describe(*, school_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> School:
    """Correct the school's names, its working week, its status. The deputy head or the head.

    Papers that were made keep what stood there. Another working week counts open deadlines anew in this transaction.
    That another school here is called so is not told: it does not exist for them. Raises PermissionDenied.
    """
    policies.require(policies.can_describe(by.user, school_id))
    school = School.objects.select_for_update().get(pk=school_id)
    changes = {
        name: [getattr(school, name), values[name]] for name in DESCRIBED if values[name] != getattr(school, name)
    }
    if not changes:
        return school
    for name in changes:
        setattr(school, name, values[name])
    school.save(update_fields=[*changes])
    audit.record(by=by, now=now, action="school.described", subject=school, school_id=school.pk, changes=changes)
    if "week" in changes:
        events.emit(
            CalendarChanged(school.pk, by, now, gettext("Working week: %(days)s days") % {"days": school.week})
        )
    return school


def _officer(place: Department, facts: PersonFacts, by: Actor, now: datetime, by_mail: bool) -> Invited:
    person = people.store(people.unsaved(facts, now))
    post = people.make_officer(department=place, person=person, by=by, now=now)
    return invite_holder(post_id=post.pk, by=by, now=now, by_mail=by_mail)
