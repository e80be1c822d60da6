"""What the pages of teachers show, in numbers of queries that do not grow with the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from common import clock
from schools.organisation.models import School
from schools.people.models import (
    CategoryLevel,
    Employment,
    EthicsRecord,
    Post,
    Preparation,
    Qualification,
    User,
    YearResult,
)
from schools.people.selectors.accounts import Account, account_rows, people_at, with_invitations
from schools.people.teachers import policies

MANY = 500
"""Ids in one query: SQLite takes a limited number."""


@dataclass(frozen=True)
class TeacherPage:
    """All that is known of one stay at a school, and what this reader may do with it."""

    employment: Employment
    qualifications: list[Qualification]
    results: list[YearResult]
    ethics: list[EthicsRecord]
    preparations: list[Preparation]
    posts: list[Post]
    other_stays: list[Employment]
    account: Account | None
    can_edit: bool
    can_attest: bool
    can_record: bool
    can_end: bool


def teachers_of(school: School, user: User) -> QuerySet[Employment]:
    """The stays of this school that the person may see, each with `level_id` of its latest category."""
    latest = Qualification.objects.filter(employment=OuterRef("pk")).order_by(F("granted_on").desc(nulls_last=True))
    return (
        Employment.objects.visible_to(user)
        .filter(school=school)
        .select_related("user", "subject")
        .annotate(
            level_id=Subquery(latest.values("level_id")[:1]),
            level_rank=Subquery(latest.values("level__rank")[:1]),
            level_granted=Subquery(latest.values("granted_on")[:1]),
            level_until=Subquery(latest.values("valid_until")[:1]),
        )
    )


def latest_results(stays: Iterable[Employment]) -> dict[int, YearResult]:
    """The results of the latest year that is recorded, by stay; a query for every `MANY` of them."""
    found: dict[int, YearResult] = {}
    for some in _by_many(stay.pk for stay in stays):
        found |= {row.employment_id: row for row in YearResult.objects.filter(employment__in=some).order_by("year")}
    return found


def levels_on(stays: Iterable[tuple[int, date]]) -> dict[tuple[int, date], CategoryLevel]:
    """The category that somebody held on a day, by (stay, day); one without a date counts where no other does. A query
    for every `MANY` of them."""
    wanted = set(stays)
    by_stay: dict[int, list[Qualification]] = {}
    for some in _by_many({pk for pk, _day in wanted}):
        rows = Qualification.objects.filter(employment__in=some).select_related("level")
        for row in rows.order_by(F("granted_on").asc(nulls_first=True)):
            by_stay.setdefault(row.employment_id, []).append(row)
    return {
        (pk, day): held[-1].level
        for pk, day in wanted
        if (held := [row for row in by_stay.get(pk, []) if row.granted_on is None or row.granted_on <= day])
    }


def _by_many(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    left = iter(ids)
    while some := tuple(islice(left, MANY)):
        yield some


def unattested(school: School, user: Any, today: date) -> QuerySet[Employment]:
    """Who works here and has no mark of pedagogical ethics (E2), the reader left out: nobody attests oneself."""
    found = present(teachers_of(school, user), today).exclude(user_id=user.pk).filter(ethics__isnull=True)
    return found.order_by("user__sort_key", "pk")


def levels_by_id() -> dict[int, CategoryLevel]:
    return {level.pk: level for level in CategoryLevel.objects.all()}


def present(employments: QuerySet[Employment], today: date) -> QuerySet[Employment]:
    """Those who have not left: hired people who begin later are among them."""
    return employments.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))


def teacher_page(employment: Employment, reader: Any, now: datetime) -> TeacherPage:
    """Six queries; six more about the account, for leaders of the school."""
    can_edit = policies.can_edit(reader, employment)
    return TeacherPage(
        employment=employment,
        qualifications=list(employment.qualifications.select_related("level")),
        results=list(employment.results.all()),
        ethics=list(employment.ethics.select_related("by")),
        preparations=list(employment.preparations.all()),
        posts=list(Post.objects.filter(user=employment.user_id, school=employment.school_id)),
        other_stays=list(
            Employment.objects.filter(user=employment.user_id, school=employment.school_id)
            .exclude(pk=employment.pk)
            .order_by("-hired_on")
        ),
        account=_account(employment, reader, now) if can_edit else None,
        can_edit=can_edit,
        can_attest=policies.can_attest(reader, employment),
        can_record=policies.can_record(reader, employment),
        can_end=policies.can_end(reader, employment) and employment.left_on is None,
    )


def _account(employment: Employment, reader: Any, now: datetime) -> Account | None:
    """How far the person has come, and the reader's verb for it; None for who does not work here now."""
    here = with_invitations(people_at(employment.school, clock.today(now)), employment.school)
    person = here.filter(pk=employment.user_id).first()
    return account_rows(reader, employment.school, [person], now)[0] if person else None


def posts_ended_by(employment: Employment, last_day: date) -> QuerySet[Post]:
    """The person's posts at this school that would outlast the stay."""
    return Post.objects.filter(user=employment.user_id, school=employment.school_id).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)
    )
