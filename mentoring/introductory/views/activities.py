"""Activities of the draft: added, changed, taken out by mentor or deputy."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import Form
from common.web import actor_of
from mentoring.introductory import policies, services, words
from mentoring.introductory.forms.plan import ActivityForm
from mentoring.introductory.models import Activity
from mentoring.introductory.selectors.plan import plan_in_work
from mentoring.introductory.selectors.ratings import needs_of
from mentoring.introductory.views.common import posted
from mentoring.introductory.views.plan import State, writer
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import CONFIRM, fetch, go_back, step_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new line; “Save and add one more” opens the next empty form."""
    mentorship = _writable(request, pk)
    plan = plan_in_work(mentorship)
    if plan is None or plan.state != State.DRAFT:
        return go_back(request, mentorship, "plan", words.PLAN_FIXED, warn=True)
    form = ActivityForm(posted(request), diagnosed=needs_of(mentorship))
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.add_activity(
            plan_id=plan.pk, by=actor_of(request, writer(request, mentorship)), now=clock.now(), **form.cleaned_data
        ),
        title=_("New activity"),
        verb=_("Save the activity"),
        said=_("The activity is in the plan."),
        to="activity_new" if "more" in request.POST else "plan",
        back="plan",
        minor=_("Save and add one more"),
        minor_name="more",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """Change a line of the draft."""
    mentorship = _writable(request, pk)
    activity = _activity(mentorship, activity_id)
    if activity.plan.state != State.DRAFT:
        return go_back(request, mentorship, "plan", words.PLAN_FIXED, warn=True)
    form = ActivityForm(posted(request), instance=activity, diagnosed=needs_of(mentorship))
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.edit_activity(
            activity_id=activity.pk,
            by=actor_of(request, writer(request, mentorship)),
            now=clock.now(),
            **form.cleaned_data,
        ),
        title=_("Activity"),
        verb=_("Save the activity"),
        said=_("The change is saved."),
        to="plan",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_delete(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """Take a line out of the draft, after a question."""
    mentorship = _writable(request, pk)
    activity = _activity(mentorship, activity_id)
    form = Form(posted(request))
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.remove_activity(
            activity_id=activity.pk, by=actor_of(request, writer(request, mentorship)), now=clock.now()
        ),
        title=_("Take this activity out of the plan?"),
        verb=_("Take it out"),
        template=CONFIRM,
        text=activity.title,
        said=_("The activity is taken out of the draft."),
        to="plan",
    )


def _writable(request: HttpRequest, pk: int) -> Mentorship:
    mentorship = fetch(request, pk)
    policies.require(policies.can_write_plan(request.user, mentorship))
    return mentorship


def _activity(mentorship: Mentorship, activity_id: int) -> Activity:
    return get_object_or_404(
        Activity.objects.select_related("plan").prefetch_related("needs"),
        pk=activity_id,
        plan__mentorship=mentorship,
    )
