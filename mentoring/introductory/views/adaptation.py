"""The adaptation plan: deputy and mentor write it, novice and head read it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.forms import Form
from common.web import actor_of, render
from mentoring.introductory import policies, services
from mentoring.introductory.forms.plan import AdaptationForm, DoneForm
from mentoring.introductory.models import AdaptationItem
from mentoring.introductory.selectors.adaptation import adaptation_page
from mentoring.introductory.views.common import posted
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import CONFIRM, fetch, step_page
from mentoring.mentorships.policies import is_deputy


@login_required
def adaptation(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of the case."""
    mentorship = fetch(request, pk)
    context = {
        "mentorship": mentorship,
        "page": adaptation_page(mentorship),
        "can_write": policies.can_write_adaptation(request.user, mentorship),
    }
    return render(request, "mentoring/introductory/adaptation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adaptation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Deputy or mentor adds a point."""
    mentorship = _writable(request, pk)
    form = AdaptationForm(posted(request))
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.add_adaptation_item(
            mentorship_id=mentorship.pk,
            by=actor_of(request, _capacity(request, mentorship)),
            now=clock.now(),
            **form.cleaned_data,
        ),
        title=_("New point of the adaptation plan"),
        verb=_("Add the point"),
        said=_("The point is in the adaptation plan."),
        to="adaptation",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adaptation_edit(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Deputy or mentor changes a point that is not done yet."""
    mentorship = _writable(request, pk)
    item = get_object_or_404(AdaptationItem, pk=item_id, mentorship=mentorship)
    form = AdaptationForm(posted(request), instance=item)
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.edit_adaptation_item(
            item_id=item.pk,
            by=actor_of(request, _capacity(request, mentorship)),
            now=clock.now(),
            **form.cleaned_data,
        ),
        title=_("Point of the adaptation plan"),
        verb=_("Save the point"),
        said=_("The change is saved."),
        to="adaptation",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adaptation_done(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Deputy or mentor marks a point as done."""
    mentorship = _writable(request, pk)
    item = get_object_or_404(AdaptationItem, pk=item_id, mentorship=mentorship)
    now = clock.now()
    form = DoneForm(posted(request), initial={"done_on": clock.today(now)})
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.finish_adaptation_item(
            item_id=item.pk,
            by=actor_of(request, _capacity(request, mentorship)),
            now=now,
            done_on=form.cleaned_data["done_on"],
        ),
        title=_("Mark as done"),
        verb=_("Mark as done"),
        lead=item.text,
        said=_("The point is marked as done."),
        to="adaptation",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adaptation_delete(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Deputy or mentor takes out a point that is not done yet."""
    mentorship = _writable(request, pk)
    item = get_object_or_404(AdaptationItem, pk=item_id, mentorship=mentorship)
    form = Form(posted(request))
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.remove_adaptation_item(
            item_id=item.pk, by=actor_of(request, _capacity(request, mentorship)), now=clock.now()
        ),
        title=_("Take this point out?"),
        verb=_("Take it out"),
        template=CONFIRM,
        text=item.text,
        said=_("The point is taken out."),
        to="adaptation",
    )


def _writable(request: HttpRequest, pk: int) -> Mentorship:
    mentorship = fetch(request, pk)
    policies.require(policies.can_write_adaptation(request.user, mentorship))
    return mentorship


def _capacity(request: HttpRequest, mentorship: Mentorship) -> str:
    return "deputy" if is_deputy(request.user, mentorship) else "mentor"
