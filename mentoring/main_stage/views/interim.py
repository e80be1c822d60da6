"""The interim assessment: what was recorded, the mentor's form, the novice's comment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.web import actor_of, handle, render
from mentoring.deadlines.selectors import due_of
from mentoring.main_stage import policies, selectors, services
from mentoring.main_stage.forms import CommentForm, InterimForm
from mentoring.mentorships.pages import fetch


@login_required
@require_http_methods(["GET", "POST"])
def interim(request: HttpRequest, pk: int) -> HttpResponse:
    """All who may open the case read; the mentor records in the main stage."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_view_interim(request.user, mentorship))
    may_record = policies.can_record_interim(request.user, mentorship)
    now = clock.now()
    today, due = clock.today(now), due_of(mentorship, "D6")
    asked = ["late_reason"] if due is not None and due < today else []
    form = InterimForm(request.POST or None, initial={"happened_on": today}, asked=asked) if may_record else None
    if request.method == "POST":
        policies.require(form is not None)
        if form is not None and form.is_valid():
            by, values = actor_of(request, "mentor"), form.values()
            done, _row = handle(form, lambda: services.record_interim(mentorship_id=pk, by=by, now=now, **values))
            if done:
                messages.success(request, _("The interim assessment is recorded."))
                return redirect("interim", pk)
    return render(
        request,
        "mentoring/main_stage/interim.html",
        {
            "mentorship": mentorship,
            "assessments": selectors.interims(mentorship),
            "form": form,
            "may_comment": policies.can_comment_interim(request.user, mentorship),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def interim_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The novice's comment on one assessment."""
    assessment = get_object_or_404(selectors.visible_interims(request.user), pk=pk)
    policies.require(policies.can_comment_interim(request.user, assessment.mentorship))
    form = CommentForm(
        request.POST or None, now_so=lambda: {"comment": selectors.visible_interims(request.user).get(pk=pk).comment}
    )
    if request.method == "POST" and form.is_valid():
        by, text = actor_of(request, "novice"), form.cleaned_data["comment"]
        done, _row = handle(
            form, lambda: services.comment_interim(assessment_id=pk, by=by, now=clock.now(), text=text)
        )
        if done:
            messages.success(request, _("Your comment is saved."))
            return redirect("interim", assessment.mentorship_id)
    context = {"form": form, "assessment": assessment, "mentorship": assessment.mentorship}
    return render(request, "mentoring/main_stage/interim_comment.html", context)
