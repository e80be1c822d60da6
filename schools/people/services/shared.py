"""A person of two schools has one name and one phone. Whichever school corrects them, the other one learns of it.

The trail of the other school says that they were corrected, its leaders and the person get a mail; neither says at which
school it was, and no mail holds the old or the new words (domain, section 11).
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import audit, clock, names
from common.actor import SYSTEM
from schools.organisation.models import School
from schools.people.models import Employment, Post, User
from schools.people.policies import LEADING_POSTS
from schools.people.services.mail_to import mail_to

SHARED = ("surname", "given_name", "patronymic", "phone")


def tell_corrected(corrected: Mapping[int, Mapping[str, object]], *, school_id: int | None, now: datetime) -> None:
    """corrected: user id → the fields of the person that were written, as [before, after] or the like. school_id: where they
    were written; None: by the person. Two queries where nobody is at another school."""
    ids = [user_id for user_id, fields in corrected.items() if any(name in SHARED for name in fields)]
    if not ids:
        return
    today = clock.today(now)
    stays = Employment.objects.filter(Q(left_on=None) | Q(left_on__gte=today), user_id__in=ids)
    posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user_id__in=ids, school__isnull=False)
    places: dict[tuple[int, int], Employment | Post] = {}
    rows: list[Employment | Post] = [*posts.select_related("user", "school"), *stays.select_related("user", "school")]
    for row in rows:
        if row.school_id != school_id and row.school_id is not None:
            places[row.user_id, row.school_id] = row
    mailed: set[int] = set()
    for (user_id, _school), row in places.items():
        changes = {name: corrected[user_id][name] for name in SHARED if name in corrected[user_id]}
        audit.record(by=SYSTEM, now=now, action="person.corrected", subject=row, changes=changes)
        _mail_leaders(row.user, row.school, now)
        if user_id not in mailed and school_id is not None:
            mailed.add(user_id)
            _mail_person(row.user, now)


def _mail_leaders(person: User, school: School | None, now: datetime) -> None:
    initials = names.initials(person.surname, person.given_name, person.patronymic)
    leading = Post.objects.on(clock.today(now)).filter(school=school, kind__in=LEADING_POSTS, user__is_active=True)
    for leader in User.objects.filter(pk__in=leading.values("user")).exclude(pk=person.pk):
        _mail(leader, f"person-corrected:{person.pk}:{leader.pk}", "teacher_list", now, initials=initials)


def _mail_person(person: User, now: datetime) -> None:
    _mail(person, f"person-corrected:{person.pk}", "my_settings", now)


def _mail(reader: User, key: str, page: str, now: datetime, *, initials: str = "") -> None:
    mail_to(
        reader,
        key=f"{key}:{now.isoformat()}",
        subject=_("A name or a phone was corrected"),
        template="schools/people/mails/person_corrected.txt",
        context=lambda: {"initials": initials, "link": settings.PUBLIC_URL + reverse(page)},
        now=now,
    )
