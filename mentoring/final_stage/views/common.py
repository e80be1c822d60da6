"""What the views of stage 3 share: fetching a case that may be with the council."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mentoring.final_stage import selectors
from mentoring.mentorships.models import Mentorship

WRITES = ["GET", "POST"]


def fetch(request: HttpRequest, pk: int) -> Mentorship:
    """The case with what stage 3 shows of it; Http404 when it is not for this person's eyes."""
    return get_object_or_404(selectors.reachable(request.user), pk=pk)
