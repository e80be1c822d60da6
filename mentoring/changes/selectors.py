"""What the pages of changes read."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from mentoring.appointment.models import Candidate
from mentoring.changes import rules, words
from mentoring.changes.models import Handover
from mentoring.changes.rules import Change
from mentoring.mentorships.models import Mentorship, Pairing, Suspension
from mentoring.mentorships.selectors import open_pairing
from schools.organisation.models import School
from schools.people.models import Employment, Post, User


def last_step_on(mentorship: Mentorship) -> date | None:
    """When the last recorded step of any kind happened."""
    return mentorship.steps.aggregate(last=Max("happened_on"))["last"]


def running_suspension(mentorship: Mentorship, today: date) -> Suspension | None:
    """The suspension that is open, or ends today or later."""
    return mentorship.suspensions.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).order_by("starts_on").last()


def predecessor(pairing: Pairing) -> Pairing | None:
    """The pairing of the same case before this one."""
    return (
        Pairing.objects.filter(mentorship_id=pairing.mentorship_id, starts_on__lt=pairing.starts_on)
        .select_related("mentor__user")
        .order_by("starts_on")
        .last()
    )


def possible(mentorship: Mentorship, today: date) -> tuple[Change, ...]:
    """What may be changed now in a case read by `mentorships.selectors.visible`. Two queries at most."""
    pairing = open_pairing(mentorship)
    return rules.possible(
        mentorship.state,
        has_mentor=pairing is not None,
        is_suspended=running_suspension(mentorship, today) is not None,
        has_predecessor=pairing is not None and predecessor(pairing) is not None,
    )


def handovers_due(cases: Iterable[Mentorship]) -> QuerySet[Pairing]:
    """The open pairings of these cases that follow another mentor's, with a handover not acknowledged. One query."""
    before = Pairing.objects.filter(mentorship=OuterRef("mentorship"), starts_on__lt=OuterRef("starts_on"))
    return (
        Pairing.objects.open()
        .filter(Exists(before), mentorship__in=cases)
        .exclude(handover__acknowledged_on__isnull=False)
        .annotate(handover_due=F("handover__due_on"))
        .select_related("mentorship__novice__user")
        .order_by("handover__due_on", "pk")
    )


def handover_of(pairing: Pairing) -> Handover | None:
    return Handover.objects.filter(pairing=pairing).select_related("from_pairing__mentor__user").first()


def open_cases_of(employment: Employment) -> QuerySet[Mentorship]:
    """The case in which this stay is the new teacher's."""
    return Mentorship.objects.open().filter(novice=employment)


def open_pairings_of(employment: Employment) -> QuerySet[Pairing]:
    """Where this stay is the mentor's, now."""
    return (
        Pairing.objects.open()
        .filter(mentor=employment, mentorship__in=Mentorship.objects.open())
        .select_related("mentorship__novice__user")
        .order_by("pk")
    )


def open_candidacies(employment: Employment) -> QuerySet[Candidate]:
    """Where this stay is proposed as a mentor and no order has been signed."""
    return (
        Candidate.objects.filter(mentor=employment, closed_at__isnull=True)
        .exclude(state=Candidate.State.ORDERED)
        .select_related("appointment__mentorship__novice__user", "mentor__user")
        .order_by("pk")
    )


def touched_by_end(employment: Employment, last_day: date) -> Iterator[str]:
    """What the end of this stay touches, in sentences for the page on which it is entered. Three queries."""
    if open_cases_of(employment).exists():
        yield str(words.OWN_CASE_ENDS)
    for pairing in open_pairings_of(employment):
        yield words.WORK_AS_MENTOR_ENDS % {"who": pairing.mentorship.novice.user}
    for candidate in open_candidacies(employment):
        yield words.CANDIDACY_ENDS % {"who": candidate.appointment.mentorship.novice.user}


def heads(school: School) -> QuerySet[User]:
    """Who is, or was, the head of the school, the acting ones too."""
    posts = Post.objects.filter(school=school, kind=Post.Kind.HEAD)
    return User.objects.filter(pk__in=posts.values("user")).order_by("sort_key")


def other_deputy(novice: Employment, user: User, today: date) -> bool:
    """Whether another deputy head, not the new teacher, can do today what is this one's own matter."""
    deputies = Post.objects.on(today).filter(school=novice.school, kind=Post.Kind.DEPUTY, user__is_active=True)
    return deputies.exclude(user_id__in=[user.pk, novice.user_id]).exists()


def possible_mentors(novice: Employment) -> QuerySet[Employment]:
    """The other teachers of the school who have not left."""
    return (
        Employment.objects.filter(school_id=novice.school_id, left_on__isnull=True)
        .exclude(user_id=novice.user_id)
        .select_related("user", "subject")
        .order_by("user__sort_key", "pk")
    )
