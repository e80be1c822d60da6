"""The level of training: the mentor records it, the others of the case read it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.web import actor_of, render
from mentoring.deadlines.selectors import due_of
from mentoring.introductory import policies, services
from mentoring.introductory.forms.steps import LevelForm
from mentoring.introductory.models import LevelAssessment
from mentoring.introductory.views.common import posted
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch, step_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def level(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: everybody of the case. POST: the mentor, while the level is awaited."""
    mentorship = fetch(request, pk)
    may = policies.can_record_level(request.user, mentorship)
    if request.method == "POST" and not may:
        raise PermissionDenied
    due = due_of(mentorship, "D2")
    if not may or (request.method != "POST" and mentorship.state != Mentorship.State.LEVEL):
        found = LevelAssessment.objects.filter(mentorship=mentorship).select_related("by").first()
        context = {"mentorship": mentorship, "level": found, "due": due}
        return render(request, "mentoring/introductory/level.html", context)
    now = clock.now()
    form = LevelForm(posted(request), today=clock.today(now), due=due)
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.record_level(
            mentorship_id=mentorship.pk,
            by=actor_of(request, "mentor"),
            now=now,
            methods=form.cleaned_data["methods"],
            level=form.cleaned_data["level"],
            text=form.cleaned_data["text"],
            **form.step(),
        ),
        title=_("Level of training"),
        verb=_("Record the level"),
        back="case",
        said=_("The level is recorded. Next: the diagnostics."),
        to="diagnostics",
    )
