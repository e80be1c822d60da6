"""New versions of the rules. None is ever changed: running cases keep those that they hold."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common import audit, clock, dates
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone
from mentoring.regulations import history, policies
from mentoring.regulations.faults import in_words
from mentoring.regulations.models import RuleSet
from mentoring.regulations.schema import load, merge
from mentoring.regulations.selectors import country_on, latest
from mentoring.regulations.shipped import COUNTRY
from schools.organisation.models import School


@transaction.atomic
def new_country_version(
    *, values: Mapping[str, Any], in_force_from: date, based_on: int, note: str, by: Actor, now: datetime
) -> RuleSet:
    """The operator enters what the law says now. It may be in force since a day gone by: a law holds from its own day,
    not from the one on which somebody entered it; but never since before the version that it follows.

    based_on: the number of the version that the person saw. Raises PermissionDenied; ValidationError; AlreadyDone when
    somebody else has made a version since.
    """
    list(RuleSet.objects.select_for_update().filter(school=None, country=COUNTRY))
    last = check_country_version(values=values, in_force_from=in_force_from, based_on=based_on, by=by)
    return _write(last, None, values, in_force_from, note, by, now)


@transaction.atomic
def new_school_version(
    *,
    school_id: int,
    values: Mapping[str, Any],
    in_force_from: date,
    based_on: int,
    note: str,
    by: Actor,
    now: datetime,
) -> RuleSet:
    """The deputy head or the head sets the school's own values. From today at the earliest: a school cannot decide
    for days gone by, on which people have kept to what was set then.

    values: those that differ from the country's, as `merge` reads them. based_on: the number of the version that the
    person saw, 0 for none. Raises as `new_country_version`.
    """
    School.objects.select_for_update().get(pk=school_id)
    last = check_school_version(
        school_id=school_id, values=values, in_force_from=in_force_from, based_on=based_on, by=by, now=now
    )
    return _write(last, school_id, values, in_force_from, note, by, now)


def check_country_version(
    *, values: Mapping[str, Any], in_force_from: date, based_on: int, by: Actor
) -> RuleSet | None:
    """What `new_country_version` asks of its values, before anything is saved. The version that would be followed."""
    policies.require(policies.can_set(by.user, None))
    last = latest(None)
    _check_base(last, based_on)
    _check_day(last, in_force_from)
    in_words(lambda: load(values))
    _check_changed(last, values)
    return last


def check_school_version(
    *, school_id: int, values: Mapping[str, Any], in_force_from: date, based_on: int, by: Actor, now: datetime
) -> RuleSet | None:
    """The same for `new_school_version`."""
    policies.require(policies.can_set(by.user, school_id))
    refuse_beyond(RuleSet.objects.filter(school_id=school_id), history.MOST_VERSIONS)
    last = latest(school_id)
    _check_base(last, based_on)
    _check_day(last, in_force_from)
    if in_force_from < clock.today(now):
        message = _("A school cannot set its values for days gone by. Choose today or a later day.")
        raise ValidationError({"in_force_from": message})
    in_words(lambda: merge(country_on(in_force_from).values, values))
    _check_changed(last, values)
    return last


def _check_base(last: RuleSet | None, based_on: int) -> None:
    if last is not None and last.number != based_on:
        message = _("A new version has been made since you opened this page: %(label)s.") % {"label": last.label}
        raise AlreadyDone("newer_version", message, who=last.author or "", when=last.made_at)


def _check_day(last: RuleSet | None, day: date) -> None:
    if last is not None and day < last.in_force_from:
        message = _("Not before the last version: it is in force from %(day)s.")
        raise ValidationError({"in_force_from": message % {"day": dates.numeric(last.in_force_from)}})


def _check_changed(last: RuleSet | None, values: Mapping[str, Any]) -> None:
    if not history.changed(last.values if last is not None else {}, values):
        raise ValidationError(_("Nothing is changed yet. Change a value first."))


def _write(
    last: RuleSet | None,
    school_id: int | None,
    values: Mapping[str, Any],
    in_force_from: date,
    note: str,
    by: Actor,
    now: datetime,
) -> RuleSet:
    before = last.values if last is not None else {}
    made = RuleSet.objects.create(
        country=COUNTRY,
        school_id=school_id,
        number=last.number + 1 if last is not None else 1,
        in_force_from=in_force_from,
        values=dict(values),
        note=note.strip(),
        author=by.user,
        made_at=now,
    )
    audit.record(
        by=by,
        now=now,
        action="rules.version_made",
        subject=made,
        school_id=school_id,
        changes={
            "label": made.label,
            "in_force_from": in_force_from,
            **{key: [before.get(key), values.get(key)] for key in history.changed(before, values)},
        },
    )
    return made
