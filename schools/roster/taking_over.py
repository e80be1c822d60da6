"""Writes what was confirmed: new people in bulk, changed ones field by field. Called by the service, under its lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from common import audit, clock
from common.actor import Actor
from common.errors import DomainError
from schools.organisation.models import School
from schools.people.models import Employment, Qualification, User, YearResult
from schools.people.rules import FreeLogins, login_base
from schools.people.selectors.ways_in import own_email, own_name
from schools.people.services import email as emails
from schools.people.services import shared
from schools.roster import diff
from schools.roster.selectors import MANY, Lists
from schools.roster.words import CHANGED_MEANWHILE

_COLUMN = {"number": "personnel_number"}
OF_PERSON = tuple(name for name in diff.OF_PERSON if name != "email")


@dataclass
class Taken:
    """What was written."""

    started: list[Employment] = field(default_factory=list)
    changed: list[Employment] = field(default_factory=list)


def take_over(plans: Sequence[diff.Plan], school: School, lists: Lists, by: Actor, now: datetime) -> Taken:
    """Write the new and the changed rows, with an audit entry for each person."""
    taken = Taken()
    taken.started = _start([plan for plan in plans if plan.kind == diff.NEW], school, lists, now)
    changed = [plan for plan in plans if plan.kind == diff.CHANGED]
    taken.changed = _change(changed, lists, by, now)
    audit.record_many(
        by=by,
        now=now,
        action="employment.started",
        subjects=[(employment, {"hired_on": employment.hired_on, "import": True}) for employment in taken.started],
    )
    audit.record_many(
        by=by,
        now=now,
        action="employment.changed",
        subjects=[
            (
                employment,
                {
                    **{one.field: [one.before, one.after] for one in plan.changes if one.field != "email"},
                    **_own_mark(plan, by),
                },
            )
            for plan, employment in zip(changed, taken.changed, strict=True)
        ],
    )
    return taken


def _own_mark(plan: diff.Plan, by: Actor) -> dict[str, bool]:
    """What the audit keeps besides of a category or results of one's own, which nobody else could bring in."""
    is_own = plan.user_id == by.user_id and bool(diff.of_record(plan))
    return {"no_other_official": True} if is_own else {}


def _start(plans: Sequence[diff.Plan], school: School, lists: Lists, now: datetime) -> list[Employment]:
    strangers = [plan for plan in plans if plan.user_id is None]
    users = [
        User(
            password=make_password(None),
            language=school.language if school.language in ("kk", "ru", "en") else "kk",
            **{name: plan.row.values.get(name, "") for name in OF_PERSON},
        )
        for plan in strangers
    ]
    logins = FreeLogins(User.objects.values_list(Lower("login"), flat=True) if users else ())
    for user, plan in zip(users, strangers, strict=True):
        emails.put(user, plan.row.values.get("email", ""), now=now)
        user.login = logins.take(login_base(user.surname, user.given_name))
        user.fill_keys()
    made = iter(User.objects.bulk_create(users))
    employments = [
        Employment(
            school=school,
            user_id=plan.user_id if plan.user_id is not None else next(made).pk,
            **_employment_values(plan.row.values, lists),
        )
        for plan in plans
    ]
    Employment.objects.bulk_create(employments)
    qualifications, results = [], []
    for plan, employment in zip(plans, employments, strict=True):
        values = plan.row.values
        if values.get("category"):
            qualifications.append(_qualification(employment.pk, values, lists))
        for year, counts in plan.row.results.items():
            results.append(_result(employment.pk, year, counts))
    Qualification.objects.bulk_create(qualifications)
    YearResult.objects.bulk_create(results)
    return employments


def _change(plans: Sequence[diff.Plan], lists: Lists, by: Actor, now: datetime) -> list[Employment]:
    """Lock and write the changed people. In the order of the plans.

    Raises DomainError when an e-mail or a name became its owner's own since the rows were compared.
    """
    ids = [plan.stay.employment_id for plan in plans if plan.stay]
    employments: dict[int, Employment] = {}
    for start in range(0, len(ids), MANY):
        found = Employment.objects.select_for_update(of=("self", "user")).select_related("user")
        employments |= {row.pk: row for row in found.filter(pk__in=ids[start : start + MANY])}
    _check_own(plans, employments, clock.today(now))
    users: list[User] = []
    addresses: list[tuple[User, str]] = []
    corrected: dict[int, dict[str, object]] = {}
    own: list[Employment] = []
    for plan in plans:
        assert plan.stay is not None  # a changed row has somebody who was there
        employment = employments[plan.stay.employment_id]
        after = {change.field: change.after for change in plan.changes}
        if "email" in after:
            addresses.append((employment.user, after["email"]))
        if of_person := {name: after[name] for name in OF_PERSON if name in after}:
            _set(employment.user, of_person)
            employment.user.fill_keys()
            users.append(employment.user)
            corrected[employment.user_id] = {
                change.field: [change.before, change.after] for change in plan.changes if change.field in of_person
            }
        if of_employment := {name: after[name] for name in diff.OF_EMPLOYMENT if name in after}:
            _set(employment, _employment_values(of_employment, lists))
            own.append(employment)
    emails.change_many(changes=addresses, by=by, now=now)
    User.objects.bulk_update(users, [*OF_PERSON, "sort_key", "search_key"], batch_size=100)
    Employment.objects.bulk_update(
        own,
        ["personnel_number", "subject", "subject_text", "hired_on", "rate", "first_time", "teaching_since"],
        batch_size=100,
    )
    _upsert_teaching(plans, lists)
    if employments:
        school_id = next(iter(employments.values())).school_id
        shared.tell_corrected(corrected, school_id=school_id, now=now)
    return [employments[pk] for pk in ids]


def _check_own(plans: Sequence[diff.Plan], employments: Mapping[int, Employment], today: date) -> None:
    """Somebody may have signed in for the first time while the rows were compared."""
    for fields, theirs in (
        (("email",), own_email),
        (OF_PERSON, lambda people, school_id: own_name(people, school_id, today)),
    ):
        written = [plan.stay for plan in plans if plan.stay and any(one.field in fields for one in plan.changes)]
        for start in range(0, len(written), MANY):
            some = User.objects.filter(pk__in=[stay.user_id for stay in written[start : start + MANY]])
            if theirs(some, employments[written[start].employment_id].school_id).exists():
                raise DomainError("roster.changed_meanwhile", CHANGED_MEANWHILE)


def _upsert_teaching(plans: Sequence[diff.Plan], lists: Lists) -> None:
    qualifications, results = [], []
    for plan in plans:
        assert plan.stay is not None
        changed = {change.field for change in plan.changes}
        if changed & {"category", "granted_on", "valid_until"}:
            values = dict(plan.row.values)
            _level, until = plan.stay.qualifications.get(values.get("granted_on"), ("", None))
            values.setdefault("valid_until", until)
            qualifications.append(_qualification(plan.stay.employment_id, values, lists))
        for year, counts in plan.row.results.items():
            if f"results:{year}" in changed:
                results.append(_result(plan.stay.employment_id, year, counts))
    _drop_undated(qualifications)
    Qualification.objects.bulk_create(
        qualifications,
        update_conflicts=True,
        unique_fields=["employment", "granted_on"],
        update_fields=["level", "valid_until"],
    )
    YearResult.objects.bulk_create(
        results,
        update_conflicts=True,
        unique_fields=["employment", "year"],
        update_fields=["pupils", "good", "percent"],
    )


def _drop_undated(new: Sequence[Qualification]) -> None:
    """A category without a date gives way to the same one with its date, and to another one without. The audit entry of
    the person keeps what was before."""
    levels = {row.employment_id: row.level_id for row in new if row.granted_on}
    again = {row.employment_id for row in new if row.granted_on is None}
    ids = sorted({*levels, *again})
    for start in range(0, len(ids), MANY):
        rows = Qualification.objects.filter(granted_on=None, employment__in=ids[start : start + MANY])
        gone = [row.pk for row in rows if row.employment_id in again or levels.get(row.employment_id) == row.level_id]
        Qualification.objects.filter(pk__in=gone).delete()


def _result(employment_id: int, year: int, said: tuple[Any, Any, Any]) -> YearResult:
    pupils, good, percent = said
    return YearResult(employment_id=employment_id, year=year, pupils=pupils, good=good, percent=percent)


def _qualification(employment_id: int, values: dict[str, Any], lists: Lists) -> Qualification:
    return Qualification(
        employment_id=employment_id,
        level=lists.levels[values["category"]],
        granted_on=values.get("granted_on"),
        valid_until=values.get("valid_until"),
    )


def _employment_values(values: dict[str, Any], lists: Lists) -> dict[str, Any]:
    """Fields of the file as columns of the table."""
    found = {_COLUMN.get(name, name): values[name] for name in diff.OF_EMPLOYMENT if name in values}
    if "subject" in found:
        code, text = found.pop("subject")
        found |= {"subject": lists.subjects.get(code), "subject_text": text}
    return found


def _set(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
