"""Activities of the draft: added, changed, taken out by mentor or deputy."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import Form
from common.web import actor_of, handle
from mentoring.introductory import policies, services, words
from mentoring.introductory.forms.plan import ActivityForm
from mentoring.introductory.models import Activity
from mentoring.introductory.selectors.plan import plan_in_work
from mentoring.introductory.selectors.ratings import needs_of
from mentoring.introductory.views.common import back, fetch, form_page, posted
from mentoring.introductory.views.plan import State, writer
from mentoring.mentorships.models import Mentorship


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new line; “Save and add one more” opens the next empty form."""
    mentorship = _writable(request, pk)
    plan = plan_in_work(mentorship)
    if plan is None or plan.state != State.DRAFT:
        return back(request, mentorship, "plan", words.PLAN_FIXED, warn=True)
    form = ActivityForm(posted(request), diagnosed=needs_of(mentorship))
    if request.method == "POST" and form.is_valid():
        done, _result = handle(
            form,
            lambda: services.add_activity(
                plan_id=plan.pk,
                by=actor_of(request, writer(request, mentorship)),
                now=clock.now(),
                **form.cleaned_data,
            ),
        )
        if done:
            target = "activity_new" if "more" in request.POST else "plan"
            return back(request, mentorship, target, _("The activity is in the plan."))
    return form_page(
        request,
        mentorship,
        form,
        title=_("New activity"),
        verb=_("Save the activity"),
        cancel="plan",
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
        return back(request, mentorship, "plan", words.PLAN_FIXED, warn=True)
    form = ActivityForm(posted(request), instance=activity, diagnosed=needs_of(mentorship))
    if request.method == "POST" and form.is_valid():
        done, _result = handle(
            form,
            lambda: services.edit_activity(
                activity_id=activity.pk,
                by=actor_of(request, writer(request, mentorship)),
                now=clock.now(),
                **form.cleaned_data,
            ),
        )
        if done:
            return back(request, mentorship, "plan", _("The change is saved."))
    return form_page(request, mentorship, form, title=_("Activity"), verb=_("Save the activity"), cancel="plan")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activity_delete(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """Take a line out of the draft, after a question."""
    mentorship = _writable(request, pk)
    activity = _activity(mentorship, activity_id)
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():
        done, _result = handle(
            form,
            lambda: services.remove_activity(
                activity_id=activity.pk, by=actor_of(request, writer(request, mentorship)), now=clock.now()
            ),
        )
        if done:
            return back(request, mentorship, "plan", _("The activity is taken out of the draft."))
    return form_page(
        request,
        mentorship,
        form,
        title=_("Take this activity out of the plan?"),
        verb=_("Take it out"),
        cancel="plan",
        template="components/confirm.html",
        text=activity.title,
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
