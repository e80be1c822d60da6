"""The plan: read by all of the case; written, sent, agreed, approved or sent back by whose turn it is."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import AlreadyDone, Text
from common.web import actor_of, render
from mentoring.deadlines.selectors import due_of
from mentoring.introductory import policies, services, words
from mentoring.introductory.forms.plan import PlanHeadForm, SendBackForm
from mentoring.introductory.forms.steps import DecisionForm
from mentoring.introductory.models import PlanVersion
from mentoring.introductory.selectors.plan import plan_in_work, plan_page
from mentoring.introductory.views.common import posted
from mentoring.introductory.views.turns import signs_of, turn_of
from mentoring.mentorships.forms import StepForm
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch, go_back, step_page
from mentoring.mentorships.policies import is_deputy, own_matter

State = PlanVersion.State


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of the case. `?version=2` shows another version than the one in work or in force."""
    mentorship = fetch(request, pk)
    wanted = request.GET.get("version", "")
    page = plan_page(mentorship, int(wanted) if wanted.isdecimal() and len(wanted) < 5 else None)
    if wanted and page.plan is None:
        raise Http404
    can_write = policies.can_write_plan(request.user, mentorship)
    context = {
        "mentorship": mentorship,
        "page": page,
        "signs": signs_of(page.plan, mentorship) if page.plan else [],
        "turn": turn_of(page, mentorship, request.user),
        "can_write": can_write,
        "can_begin": can_write and not page.in_work,
        "can_edit": can_write and page.plan is not None and page.plan.state == State.DRAFT,
    }
    return render(request, "mentoring/introductory/plan.html", context)


@login_required
@require_POST
def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Mentor or deputy begins a version."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_write_plan(request.user, mentorship))
    try:
        services.new_version(
            mentorship_id=mentorship.pk, by=actor_of(request, writer(request, mentorship)), now=clock.now()
        )
    except AlreadyDone as error:
        error.url = reverse("plan", args=[mentorship.pk])
        raise
    return go_back(request, mentorship, "plan", _("A draft is ready. Write the aims and add activities."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mentor or deputy writes the head of the draft."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_write_plan(request.user, mentorship))
    version = plan_in_work(mentorship)
    if version is None or version.state != State.DRAFT:
        return go_back(request, mentorship, "plan", words.PLAN_FIXED, warn=True)
    form = PlanHeadForm(posted(request), instance=version)
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.save_plan_head(
            plan_id=version.pk,
            by=actor_of(request, writer(request, mentorship)),
            now=clock.now(),
            **form.cleaned_data,
        ),
        title=_("Aims of the plan"),
        verb=_("Save the aims"),
        template="mentoring/introductory/plan_edit.html",
        requests=mentorship.requests.all(),
        remarks=version.remarks.filter(resolved=False, line=None),
        said=_("The aims are saved."),
        to="plan",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor sends the draft for agreement (D4a)."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_submit_plan(request.user, mentorship))
    return _decide(
        request,
        mentorship,
        State.DRAFT,
        services.submit_plan,
        code="D4a",
        capacity="mentor",
        title=_("Send the plan for agreement"),
        verb=_("Send for agreement"),
        said=_("The plan is sent to the deputy head."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy agrees (D4b)."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_agree_plan(request.user, mentorship))
    return _decide(
        request,
        mentorship,
        State.SUBMITTED,
        services.agree_plan,
        code="D4b",
        capacity="deputy",
        title=_("Agree the plan"),
        verb=_("Agree the plan"),
        said=_("The plan is agreed; it waits for the head now."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The head approves (D4c); the main stage opens."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_approve_plan(request.user, mentorship))
    return _decide(
        request,
        mentorship,
        State.AGREED,
        services.approve_plan,
        code="D4c",
        capacity="head",
        title=_("Approve the plan"),
        verb=_("Approve the plan"),
        said=_("The plan is approved and in force."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever would have to agree or approve it now, with remarks at the lines."""
    mentorship = fetch(request, pk)
    version = plan_in_work(mentorship)
    decides = policies.can_agree_plan(request.user, mentorship) or policies.can_approve_plan(request.user, mentorship)
    policies.require(decides)
    if version is None or version.state == State.DRAFT:
        return go_back(request, mentorship, "plan", words.NOT_NOW, warn=True)
    policies.require(policies.can_send_back_plan(request.user, mentorship, version))
    form = SendBackForm(posted(request), activities=version.activities.all())
    capacity = "deputy" if version.state == State.SUBMITTED else "head"
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.send_back_plan(
            plan_id=version.pk,
            by=actor_of(request, capacity),
            now=clock.now(),
            remark=form.cleaned_data["remark"],
            line_remarks=form.line_remarks(),
        ),
        title=_("Send the plan back"),
        verb=_("Send back with remarks"),
        lead=_("Write what should be changed, at the activity or for the plan as a whole."),
        said=_("The plan is sent back to the mentor with your remarks."),
        to="plan",
    )


def writer(request: HttpRequest, mentorship: Mentorship) -> str:
    """The capacity in which one writes a draft."""
    return "deputy" if is_deputy(request.user, mentorship) else "mentor"


def _decide(
    request: HttpRequest,
    mentorship: Mentorship,
    state: str,
    service: Callable[..., PlanVersion],
    *,
    code: str,
    capacity: str,
    title: Text,
    verb: Text,
    said: Text,
) -> HttpResponse:
    """The form of one decision on the version in work."""
    version = plan_in_work(mentorship)
    if version is None or (request.method != "POST" and version.state != state):
        return go_back(request, mentorship, "plan", words.NOT_NOW, warn=True)
    now = clock.now()
    decides = capacity != "mentor"
    form = (DecisionForm if decides else StepForm)(
        posted(request),
        today=clock.today(now),
        due=due_of(mentorship, code),
        asked=["no_other_official"] if decides and own_matter(request.user, mentorship) else [],
    )
    return step_page(
        request,
        mentorship,
        form,
        lambda form: service(
            plan_id=version.pk,
            by=actor_of(request, capacity),
            now=now,
            **form.step(),
        ),
        title=title,
        verb=verb,
        said=said,
        to="plan",
    )
