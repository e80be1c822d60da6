"""Facts about meetings: which items a member may open, what a page shows."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from common import clock
from mentoring.council import policies, rules
from mentoring.council.models import AgendaItem, Attendee, Meeting, Order
from mentoring.regulations import selectors as regulations
from schools.people.access import LEADERS, OF_COUNCIL, access_of
from schools.people.models import Post


def open_item_ids(user: Any, today: date | None = None) -> QuerySet[AgendaItem, Any]:
    """Ids of the agenda items that a council member may open (domain, section 11, "item").

    Items of meetings one is listed for, the chair and the secretary too, from the agenda's sending until
    `council_item_days` calendar days after the minutes are signed, while one is of the school. A guest: none.
    """
    today = today or clock.today()
    listed = Meeting.objects.heard_by(user)
    window = Q(pk__in=[])
    for school_id in set(listed.values_list("school_id", flat=True)):
        days = regulations.values_of(*regulations.in_force(school_id, today)).council_item_days.value
        fresh = Q(minutes_signed_on__isnull=True) | Q(minutes_signed_on__gte=rules.first_open_signing(today, days))
        window |= Q(school_id=school_id) & fresh
    return AgendaItem.objects.filter(meeting__in=listed.filter(window).values("pk")).values_list("pk", flat=True)


def council_on(school_id: int, day: date) -> list[tuple[int, str]]:
    """(user id, role) of the council on a day: one chair, one secretary, each person once.

    Where two hold a post, the acting one takes it; the other is a member.
    """
    order = {Post.Kind.CHAIR: 0, Post.Kind.SECRETARY: 1, Post.Kind.MEMBER: 2}
    posts = Post.objects.on(day).filter(school_id=school_id, kind__in=list(order))
    listed: dict[int, str] = {}
    taken: set[str] = set()
    for post in sorted(posts, key=lambda p: (order[Post.Kind(p.kind)], not p.is_acting, p.pk)):
        if post.user_id in listed:
            continue
        role = Attendee.Role.MEMBER if post.kind in taken else Attendee.Role(post.kind)
        if role != Attendee.Role.MEMBER:
            taken.add(role)
        listed[post.user_id] = role
    return list(listed.items())


def meetings(user: Any) -> QuerySet[Meeting]:
    """The meetings a person may open, the latest first, with how many matters each has."""
    return (
        Meeting.objects.visible_to(user)
        .annotate(matters=Count("items"))
        .select_related("school")
        .order_by("-date", "-pk")
    )


def meeting_for_page(user: Any, pk: int) -> QuerySet[Meeting]:
    """One meeting with everything its page shows, in a number of queries that does not grow."""
    items = items_with_people()
    return (
        Meeting.objects.visible_to(user)
        .filter(pk=pk)
        .select_related("school", "minutes_signed_by")
        .prefetch_related(
            Prefetch("items", items.order_by("position")),
            Prefetch("attendees", Attendee.objects.select_related("user")),
        )
    )


def items_with_people() -> QuerySet[AgendaItem]:
    """Matters with those whom they concern (`policies.concerned`)."""
    return AgendaItem.objects.select_related(
        "meeting",
        "mentorship__novice__user",
        "mentorship__novice__subject",
        "candidate__mentor__user",
        "candidate__mentor__subject",
        "candidate__mentor__school",
    ).prefetch_related("mentorship__pairings__mentor__user")


def voters(item: AgendaItem) -> int:
    """How many of those present may vote on it: no guest, nobody whose own matter it is."""
    present = item.meeting.attendees.filter(present=True).exclude(role=Attendee.Role.GUEST)
    return present.exclude(user_id__in=policies.concerned(item)).count()


def reading_of(user: Any, meeting: Meeting, today: date, *, listed: bool | None = None) -> rules.Reading:
    """How much of the meeting's matters this person reads today: the one question of pages, papers and policies.

    Deputy and head of the school read all of it. For the others `rules.reading`; agrees with `open_item_ids` from
    SUMMARY on. listed: known already from the attendees, else read.
    """
    access = access_of(user)
    if access.has(meeting.school_id, *LEADERS):
        return rules.Reading.FILE
    if listed is None:
        listed = meeting.attendees.filter(user=user).exclude(role=Attendee.Role.GUEST).exists()
    return rules.reading(
        is_open=is_open(meeting, today),
        is_signed=meeting.minutes_signed_on is not None,
        listed=listed and access.has(meeting.school_id, *OF_COUNCIL),
        officer=policies.can_keep_minutes(user, meeting),
    )


def is_open(meeting: Meeting, today: date) -> bool:
    """From the agenda's sending until `council_item_days` calendar days after the minutes are signed (section 11)."""
    return rules.item_is_open(
        meeting.agenda_sent_at is not None, meeting.minutes_signed_on, today, _days(meeting, today)
    )


def open_until(meeting: Meeting, today: date) -> date | None:
    """The last day on which the council reads the matters; None before the minutes are signed."""
    if meeting.minutes_signed_on is None:
        return None
    return meeting.minutes_signed_on + timedelta(days=_days(meeting, today))


def _days(meeting: Meeting, today: date) -> int:
    return int(regulations.values_of(*regulations.in_force(meeting.school_id, today)).council_item_days.value)


def needs_meeting(item: AgendaItem | None) -> bool:
    """Whether a matter is still to be put before a meeting: on no agenda yet, or put off by minutes without a decision.

    item: the last one of the matter, with its meeting.
    """
    return item is None or (item.decided_at is None and item.meeting.state == Meeting.State.SIGNED)


def waiting_meetings(school_id: int) -> QuerySet[Meeting]:
    """Meetings that a matter can still be put before."""
    return Meeting.objects.filter(
        school_id=school_id, state__in=[Meeting.State.PLANNED, Meeting.State.SENT]
    ).order_by("date", "pk")


def next_order_number(school_id: int, series: str, year: int) -> int:
    """The number after the highest known one: a suggestion, the school's own order book decides."""
    known = Order.objects.filter(school_id=school_id, series=series, year=year).aggregate(last=Max("number"))["last"]
    return (known or 0) + 1
