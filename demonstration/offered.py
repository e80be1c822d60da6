"""Whom the sign-in page of a demonstration offers: one person for each part of the process, and what one will find.

A person is offered once, in the first part that fits. The number of queries does not grow with the schools.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock, dates
from mentoring.appointment.models import Candidate
from mentoring.council.models import Meeting
from mentoring.deadlines.models import Deadline, overdue
from mentoring.introductory.models import PlanVersion
from mentoring.mentorships.models import Mentorship, Pairing
from schools.organisation.models import School
from schools.people.models import Post, User
from schools.people.selectors.demonstration import DemoPerson

Offer = tuple[str, Iterable[User], str]


def people() -> list[DemoPerson]:
    """Everybody whom one can be, in the order of the process; nobody before the first fill."""
    school = School.objects.order_by("pk").first()
    if school is None:
        return []
    today = clock.today()
    small = School.objects.filter(is_small=True, department=school.department).order_by("pk").first()
    offered = [*_leaders(school, today), *_council(school, today), *_pair(school)]
    offered += [*_others(school, today), *(_small(small, today) if small else ())]
    listed: list[DemoPerson] = []
    for role, users, note in offered:
        taken = {one.pk for one in listed}
        user = next((user for user in users if user.is_active and user.pk not in taken), None)
        if user is not None:
            listed.append(DemoPerson(pk=user.pk, role=role, name=user.full_name, note=note))
    return listed


def _leaders(school: School, today: date) -> Iterator[Offer]:
    posts = Post.objects.on(today).filter(school=school).select_related("user").order_by("is_acting", "pk")
    yield _("Deputy head"), [post.user for post in posts.filter(kind=Post.Kind.DEPUTY)], _cases(school, today)
    plans = PlanVersion.objects.filter(mentorship__school=school, state=PlanVersion.State.AGREED).count()
    orders = Candidate.objects.filter(
        appointment__mentorship__school=school, state=Candidate.State.RECOMMENDED, closed_at=None
    ).count()
    waits = _joined(
        ngettext("%(count)s plan to approve", "%(count)s plans to approve", plans) % {"count": plans},
        ngettext("%(count)s order to sign", "%(count)s orders to sign", orders) % {"count": orders},
    )
    yield _("Head"), [post.user for post in posts.filter(kind=Post.Kind.HEAD)], waits


def _council(school: School, today: date) -> Iterator[Offer]:
    kinds = (Post.Kind.CHAIR, Post.Kind.SECRETARY, Post.Kind.MEMBER)
    posts = list(Post.objects.on(today).filter(school=school, kind__in=kinds).select_related("user").order_by("-pk"))
    meeting = (
        Meeting.objects.filter(school=school, date__gte=today)
        .annotate(matters=Count("items"))
        .order_by("date")
        .first()
    )
    note = ""
    if meeting is not None:
        matters = ngettext("%(count)s matter", "%(count)s matters", meeting.matters) % {"count": meeting.matters}
        note = _joined(_("Meeting on %(day)s") % {"day": dates.numeric(meeting.date)}, matters)
    for kind, role in zip(kinds, (_("Council chair"), _("Council secretary"), _("Council member")), strict=True):
        yield role, [post.user for post in posts if post.kind == kind], note


def _pair(school: School) -> Iterator[Offer]:
    """The pair of the main stage that has logged most; one who waits and knows the candidate, or waits."""
    running = (
        Pairing.objects.open()
        .filter(mentorship__school=school, mentorship__state=Mentorship.State.MAIN)
        .select_related("mentor__user", "mentorship__novice__user")
        .annotate(logged=Count("mentorship__log_lines"))
        .order_by("-logged", "pk")
        .first()
    )
    if running is not None:
        novices = Pairing.objects.open().filter(mentor__user=running.mentor.user_id).count()
        count = ngettext("%(count)s new teacher", "%(count)s new teachers", novices) % {"count": novices}
        yield _("Mentor"), [running.mentor.user], _joined(count, _("main stage"))
        yield _("New teacher in the main stage"), [running.mentorship.novice.user], _("Activities, feedback, plan")
    asked = Candidate.objects.filter(appointment__mentorship=OuterRef("pk"), closed_at=None)
    waiting = (
        Mentorship.objects.filter(school=school, state=Mentorship.State.AWAITING_MENTOR)
        .annotate(asked=Exists(asked))
        .select_related("novice__user")
        .order_by("-asked", "pk")
    )
    for case in waiting[:1]:
        note = _("A candidate is proposed") if case.asked else _("No candidate yet")
        yield _("New teacher who waits for a mentor"), [case.novice.user], note


def _others(school: School, today: date) -> Iterator[Offer]:
    posts = Post.objects.on(today).select_related("user").order_by("pk")
    psychologists = posts.filter(school=school, kind=Post.Kind.PSYCHOLOGIST)
    yield _("Psychologist"), [post.user for post in psychologists], _("Sees only what is addressed to her or him")
    schools = School.objects.filter(department=school.department).count()
    count = ngettext("%(count)s school", "%(count)s schools", schools) % {"count": schools}
    officers = posts.filter(department=school.department, department__isnull=False)
    yield _("Education department"), [post.user for post in officers], count
    operators = User.objects.filter(is_operator=True).order_by("pk")[:1]
    yield _("Operator"), operators, _("Looks after the installation, sees no content")


def _small(school: School, today: date) -> Iterator[Offer]:
    deputies = Post.objects.on(today).filter(school=school, kind=Post.Kind.DEPUTY).select_related("user")
    yield _("Deputy head of a small school"), [post.user for post in deputies], _cases(school, today)


def _cases(school: School, today: date) -> str:
    """“23 mentorships, 2 overdue”: those that run, and those of them with a date that has passed."""
    late = Deadline.objects.filter(overdue(today), mentorship=OuterRef("pk"))
    found: dict[str, Any] = (
        Mentorship.objects.open()
        .filter(school=school)
        .annotate(is_late=Exists(late))
        .aggregate(all=Count("pk"), late=Count("pk", filter=Q(is_late=True)))
    )
    count = ngettext("%(count)s mentorship", "%(count)s mentorships", found["all"]) % {"count": found["all"]}
    if not found["late"]:
        return count
    return _joined(
        count, ngettext("%(count)s overdue", "%(count)s overdue", found["late"]) % {"count": found["late"]}
    )


def _joined(*parts: str) -> str:
    return ", ".join(parts)
