"""The frame of a case's pages. Lives at the app's level: every step's pages carry it, whichever step they belong to."""

from typing import Any

from django import template

from mentoring.casework.tabs import tabs
from mentoring.mentorships.models import Mentorship

register = template.Library()


@register.inclusion_tag("mentoring/case_head.html", takes_context=True)
def case_head(context: dict[str, Any], mentorship: Mentorship, title: Any, lead: Any = "") -> dict[str, Any]:
    """The head of one part of a case: title, whose case it is, and the other parts as tabs."""
    request = context["request"]
    return {
        "mentorship": mentorship,
        "title": title,
        "lead": lead,
        "tabs": tabs(mentorship, request.user, request.resolver_match.url_name),
    }
