"""Meetings of the pedagogical council, their agenda and minutes; orders of the head."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from schools.people.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: "User") -> "MeetingQuerySet":
        """Deputy, head, chair and secretary: all of the school. A member: meetings one is listed for, once the
        agenda was sent. This is the day, the place and the state of a meeting; what of its matters may be read, and
        until when, is `council.selectors.reading_of`.
        """
        from schools.people.access import Role, access_of

        leading = access_of(user).schools_as(Role.DEPUTY, Role.HEAD, Role.CHAIR, Role.SECRETARY)
        guests = Attendee.objects.filter(user=user, role=Attendee.Role.GUEST, meeting__agenda_sent_at__isnull=False)
        return self.filter(
            Q(school_id__in=leading)
            | Q(pk__in=guests.values("meeting_id"))
            | Q(pk__in=Meeting.objects.heard_by(user).values("pk"))
        )

    def heard_by(self, user: "User") -> "MeetingQuerySet":
        """Meetings whose agenda was sent and at which one sits in the council: listed, no guest, and today still of the
        school, by a council post or a stay. Who has left reads no more.
        """
        from schools.people.access import OF_COUNCIL, access_of

        listed = Attendee.objects.filter(user=user).exclude(role=Attendee.Role.GUEST)
        return self.filter(
            pk__in=listed.values("meeting_id"),
            school_id__in=access_of(user).schools_as(*OF_COUNCIL),
            agenda_sent_at__isnull=False,
        )


class Meeting(models.Model):
    """A meeting of the pedagogical council. The minutes' number and signing close it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SENT = "sent", _("agenda sent")
        HELD = "held", _("held")
        SIGNED = "signed", _("minutes signed")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="meetings")
    date = models.DateField(_("date"))
    time = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    agenda_sent_at = models.DateTimeField(null=True)
    minutes_number = models.CharField(_("number of the minutes"), max_length=20, blank=True)
    minutes_signed_on = models.DateField(_("minutes signed on"), null=True, blank=True)
    minutes_signed_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    no_other_official = models.CharField(
        max_length=300, blank=True, help_text="why one signed minutes with a matter of one's own"
    )
    made_by = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_signed_on__isnull=True, minutes_signed_by__isnull=True)
                | (Q(minutes_signed_on__gte=F("date"), minutes_signed_by__isnull=False) & ~Q(minutes_number="")),
                name="meeting_signed_who_when_number",
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(agenda_sent_at__isnull=False), name="meeting_sent_before_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"


class Attendee(models.Model):
    """A person listed for a meeting, in the role of that day; present is marked in the minutes."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")
        GUEST = "guest", pgettext_lazy("at the council", "invited")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    user = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    present = models.BooleanField(_("present"), default=False)

    class Meta:
        ordering = ["user__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="attendee_once"),
            models.UniqueConstraint(
                fields=["meeting", "role"], condition=Q(role__in=["chair", "secretary"]), name="attendee_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class AgendaItem(models.Model):
    """One matter of a meeting: a candidate, a year-end report, or another. Votes are counts of those present."""

    class Kind(models.TextChoices):
        CANDIDATE = "candidate", _("candidate for mentor")
        REPORT = "report", _("year-end report")
        OTHER = "other", _("other")

    class Outcome(models.TextChoices):
        IN_FAVOUR = "in_favour", _("decided in favour")
        AGAINST = "against", _("decided against")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mentorship = models.ForeignKey(
        "mentoring.Mentorship", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    title = models.CharField(_("matter"), max_length=200, blank=True)
    heard = models.TextField(_("heard"), blank=True)
    questions = models.TextField(_("questions and answers"), blank=True)
    decision = models.TextField(_("decision"), blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(
                condition=Q(kind="other", mentorship__isnull=True)
                | Q(kind__in=["candidate", "report"], mentorship__isnull=False),
                name="agenda_item_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, votes_abstained__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False),
                name="agenda_votes_together",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(votes_for__isnull=False), name="agenda_decided_with_votes"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_at__isnull=False), name="agenda_outcome_with_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def outcome_words(self) -> str:
        """A report is heard, whatever was decided on it; of other matters the council says yes or no."""
        if self.kind == self.Kind.REPORT and self.outcome:
            return gettext("heard, with a decision")
        return self.get_outcome_display()


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, user: "User") -> "OrderQuerySet":
        """Deputy and head: their school's. Novice and mentor: those of their case."""
        from mentoring.mentorships.models import Mentorship
        from schools.people.access import LEADERS, access_of

        return self.filter(
            Q(school_id__in=access_of(user).schools_as(*LEADERS))
            | Q(mentorship__in=Mentorship.objects.visible_to(user))
        )


class Order(models.Model):
    """An order of the head. The number is the school's own order book's: unique per school, series and calendar
    year; a gap is no error.
    """

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("order assigning a mentor")
        REPLACE = "replace", _("order replacing the mentor")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="orders")
    mentorship = models.ForeignKey("mentoring.Mentorship", models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ASSIGN)
    series = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField()
    signed_on = models.DateField(_("date of the order"))
    signed_by = models.ForeignKey("schools.User", models.PROTECT, related_name="+")
    signed_as_acting = models.BooleanField(default=False)
    no_other_official = models.CharField(
        max_length=300, blank=True, help_text="why one signed in a matter of one's own"
    )
    controller = models.ForeignKey("schools.User", models.PROTECT, null=True, related_name="+")
    council_number = models.CharField(max_length=20, blank=True)
    council_date = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "series", "year", "number"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(council_date__isnull=True) | Q(signed_on__gte=F("council_date")),
                name="order_not_before_council",
            ),
        ]

    @property
    def full_number(self) -> str:
        return f"{self.number}{'-' + self.series if self.series else ''}"

    def __str__(self) -> str:
        return f"No {self.full_number}, {self.signed_on:%d.%m.%Y}"
