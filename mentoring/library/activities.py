"""Forms that an activity of the plan may take: what mentor and novice do together, and the school's methodical forms."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityForm(TextChoices):
    """A code of at most 20 letters, kept in `Activity.form`."""

    TALK = "talk", pgettext_lazy("form of activity", "talk")
    VISIT_NOVICE = "visit_novice", pgettext_lazy("form of activity", "visit of the new teacher's lesson")
    VISIT_MENTOR = "visit_mentor", pgettext_lazy("form of activity", "visit of the mentor's lesson")
    TOGETHER = "together", pgettext_lazy("form of activity", "working together")
    TRIAL_LESSON = "trial_lesson", pgettext_lazy("form of activity", "trial lesson")
    OPEN_LESSON = "open_lesson", pgettext_lazy("form of activity", "open lesson")
    # Methodical forms from the source (domain, section 9).
    METHODICAL_DAY = "methodical_day", pgettext_lazy("form of activity", "methodical day")
    METHODICAL_WEEK = "methodical_week", pgettext_lazy("form of activity", "methodical week")
    COMPETITION = "competition", pgettext_lazy("form of activity", "competition")
    SEMINAR = "seminar", pgettext_lazy("form of activity", "seminar")
    CONFERENCE = "conference", pgettext_lazy("form of activity", "conference")
    MASTERS_LESSONS = "masters_lessons", pgettext_lazy("form of activity", "experienced teachers' open lessons")
    SELF_EDUCATION = "self_education", pgettext_lazy("form of activity", "self-education topic")
    JOURNALS = "journals", pgettext_lazy("form of activity", "class journals")
    PROGRAMMES = "programmes", pgettext_lazy("form of activity", "work programmes")
    MODERN_LESSON = "modern_lesson", pgettext_lazy("form of activity", "preparing a modern lesson")
    DIFFERENTIATION = "differentiation", pgettext_lazy("form of activity", "individual and differentiated approach")


FIRST_METHODICAL = list(ActivityForm).index(ActivityForm.METHODICAL_DAY)


def grouped() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Choices of a form's select, in two groups."""
    return [
        (_("Mentor and new teacher"), ActivityForm.choices[:FIRST_METHODICAL]),
        (_("Methodical forms"), ActivityForm.choices[FIRST_METHODICAL:]),
    ]
