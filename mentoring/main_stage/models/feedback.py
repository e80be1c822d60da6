"""Feedback in its three fields (domain, section 7): for the novice's eyes alone; the deputy sees date and count."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.people.access import access_of

if TYPE_CHECKING:
    from schools.people.models import User


class FeedbackNoteQuerySet(models.QuerySet["FeedbackNote"]):
    def visible_to(self, user: "User") -> "FeedbackNoteQuerySet":
        """The mentor who wrote it, and the novice once it was sent. Nobody else, ever."""
        if not access_of(user).reads_private:
            return self.none()
        return self.filter(Q(mentor__user=user) | Q(mentorship__novice__user=user, sent_at__isnull=False))


class FeedbackNote(models.Model):
    """1 situation → 2 attitude and consequences → 3 suggestion."""

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="feedback_notes")
    mentor = models.ForeignKey("schools.Employment", models.PROTECT, related_name="feedback_notes")
    happened_on = models.DateField(_("date of the lesson or talk"))
    situation = models.TextField(_("1 What happened"))
    attitude = models.TextField(_("2 What you think of it, and what followed"), blank=True)
    suggestion = models.TextField(_("3 What you suggest"), blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answer = models.TextField(_("your answer"), blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = FeedbackNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.happened_on:%d.%m.%Y}"
