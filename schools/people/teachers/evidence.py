"""Write what the right to mentor rests on: category, results, ethics (domain, section 5), and preparation."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common import audit, clock
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import DomainError
from schools.people.models import Employment, EthicsRecord, Preparation, Qualification, YearResult
from schools.people.rules import MOST_RECORDS
from schools.people.teachers import policies
from schools.people.teachers.services import locked


@transaction.atomic
def add_qualification(*, employment_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> Qualification:
    """A category that was granted (E1), with or without its date. One a day: the same day again corrects it.

    A date that is given later for a category without one completes that row.
    """
    employment = locked(employment_id, by)
    if not policies.can_record(by.user, employment):
        raise PermissionDenied
    granted, until = values["granted_on"], values["valid_until"]
    if granted is not None:
        _not_ahead("granted_on", granted, now)
    if granted is not None and until is not None and until < granted:
        raise ValidationError({"valid_until": _("The category ends before it was granted.")})
    own = Qualification.objects.filter(employment=employment)
    row = own.filter(granted_on=granted).first() or own.filter(granted_on=None, level=values["level"]).first()
    if row is None:
        refuse_beyond(own, MOST_RECORDS)
        row = Qualification(employment=employment)
    row.level, row.granted_on, row.valid_until = values["level"], granted, until
    row.save()
    audit.record(
        by=by,
        now=now,
        action="qualification.recorded",
        subject=row,
        school_id=employment.school_id,
        changes={"level": row.level.code, "granted_on": granted, "valid_until": until, **_own_mark(by, employment)},
    )
    return row


@transaction.atomic
def record_result(*, employment_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> YearResult:
    """The counts of one academic year, or the percentage without them (E3). The same year again corrects it; the entry
    keeps both."""
    employment = locked(employment_id, by)
    if not policies.can_record(by.user, employment):
        raise PermissionDenied
    counts = _counts(values)
    before = YearResult.objects.filter(employment=employment, year=values["year"]).values_list(*_COUNTS).first()
    row, _made = YearResult.objects.update_or_create(
        employment=employment,
        year=values["year"],
        defaults=counts,
    )
    audit.record(
        by=by,
        now=now,
        action="result.recorded",
        subject=row,
        school_id=employment.school_id,
        changes={"year": row.year, "before": before, "after": list(counts.values()), **_own_mark(by, employment)},
    )
    return row


@transaction.atomic
def attest_ethics(*, employment_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> EthicsRecord:
    """The deputy's attestation, or a recorded finding (E2): yes or no, date, reference. Nobody attests to their own conduct."""
    employment = locked(employment_id, by)
    if not policies.can_attest(by.user, employment):
        raise PermissionDenied
    _not_ahead("recorded_on", values["recorded_on"], now)
    refuse_beyond(EthicsRecord.objects.filter(employment=employment), MOST_RECORDS)
    row = EthicsRecord.objects.create(employment=employment, by=by.user, **values)
    audit.record(
        by=by,
        now=now,
        action="ethics.recorded",
        subject=row,
        school_id=employment.school_id,
        changes={"recorded_on": row.recorded_on, "reference": row.reference},
    )
    return row


@transaction.atomic
def attest_many(
    *, school_id: int, employment_ids: Collection[int], recorded_on: date, by: Actor, now: datetime
) -> list[EthicsRecord]:
    """The same attestation for several who have no mark yet, each with an audit entry of its own; all of them or none.

    Raises DomainError when somebody of them got a mark meanwhile: a finding must not be covered by a list.
    """
    stays = Employment.objects.select_for_update(of=("self",)).filter(school_id=school_id, pk__in=employment_ids)
    chosen = list(stays.select_related("user").order_by("pk"))
    known = EthicsRecord.objects.filter(employment__in=chosen).select_related("employment__user").first()
    if known is not None:
        raise DomainError(
            "ethics.known", _("Somebody entered a mark meanwhile: %(who)s.") % {"who": known.employment}
        )
    values = {"follows": True, "recorded_on": recorded_on, "reference": ""}
    return [attest_ethics(employment_id=stay.pk, values=values, by=by, now=now) for stay in chosen]


@transaction.atomic
def add_preparation(*, employment_id: int, values: Mapping[str, Any], by: Actor, now: datetime) -> Preparation:
    """A course or seminar for mentors (domain, section 8)."""
    employment = locked(employment_id, by)
    if not policies.can_record(by.user, employment):
        raise PermissionDenied
    _not_ahead("done_on", values["done_on"], now)
    refuse_beyond(Preparation.objects.filter(employment=employment), MOST_RECORDS)
    row = Preparation.objects.create(employment=employment, **values)
    audit.record(
        by=by,
        now=now,
        action="preparation.recorded",
        subject=row,
        school_id=employment.school_id,
        changes={**values, **_own_mark(by, employment)},
    )
    return row


_COUNTS = ("pupils", "good", "percent")


def _counts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Pupils and those of them with 4 or 5, or else the percentage alone. Raises ValidationError."""
    pupils, good, percent = (values.get(name) for name in _COUNTS)
    if percent is not None and pupils is None and good is None:
        return {"pupils": None, "good": None, "percent": percent}
    if percent is not None:
        raise ValidationError({"percent": _("Give the counts or the percentage, not both.")})
    if pupils is None or good is None:
        missing = "good" if pupils is not None else "pupils"
        raise ValidationError({missing: _("Give both counts, or the percentage alone.")})
    if good > pupils:
        raise ValidationError({"good": _("There are more pupils with 4 or 5 than pupils counted.")})
    if pupils == 0:
        raise ValidationError({"pupils": _("Without pupils there is no share. Leave this year out.")})
    return {"pupils": pupils, "good": good, "percent": None}


def _own_mark(by: Actor, employment: Employment) -> dict[str, bool]:
    """What the audit keeps besides of a record about the writer's own work, which nobody else could make."""
    return {"no_other_official": True} if employment.user_id == by.user_id else {}


def _not_ahead(field: str, day: date, now: datetime) -> None:
    if day > clock.today(now):
        raise ValidationError({field: _("This date has not come yet.")})
