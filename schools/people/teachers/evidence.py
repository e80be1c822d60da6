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
    """A category that was granted (E1). One a day: the same day again corrects it."""
    employment = locked(employment_id, by)
    if not policies.can_record(by.user, employment):
        raise PermissionDenied
    granted, until = values["granted_on"], values["valid_until"]
    _not_ahead("granted_on", granted, now)
    if until is not None and until < granted:
        raise ValidationError({"valid_until": _("The category ends before it was granted.")})
    others = Qualification.objects.filter(employment=employment).exclude(granted_on=granted)
    refuse_beyond(others, MOST_RECORDS)
    row, _made = Qualification.objects.update_or_create(
        employment=employment, granted_on=granted, defaults={"level": values["level"], "valid_until": until}
    )
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
    """The counts of one academic year (E3). The same year again corrects it; the entry keeps both."""
    employment = locked(employment_id, by)
    if not policies.can_record(by.user, employment):
        raise PermissionDenied
    if values["good"] > values["pupils"]:
        raise ValidationError({"good": _("There are more pupils with 4 or 5 than pupils counted.")})
    if values["pupils"] == 0:
        raise ValidationError({"pupils": _("Without pupils there is no share. Leave this year out.")})
    before = (
        YearResult.objects.filter(employment=employment, year=values["year"]).values_list("pupils", "good").first()
    )
    row, _made = YearResult.objects.update_or_create(
        employment=employment,
        year=values["year"],
        defaults={"pupils": values["pupils"], "good": values["good"]},
    )
    audit.record(
        by=by,
        now=now,
        action="result.recorded",
        subject=row,
        school_id=employment.school_id,
        changes={"year": row.year, "before": before, "after": [row.pupils, row.good], **_own_mark(by, employment)},
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


def _own_mark(by: Actor, employment: Employment) -> dict[str, bool]:
    """What the audit keeps besides of a record about the writer's own work, which nobody else could make."""
    return {"no_other_official": True} if employment.user_id == by.user_id else {}


def _not_ahead(field: str, day: date, now: datetime) -> None:
    if day > clock.today(now):
        raise ValidationError({field: _("This date has not come yet.")})
