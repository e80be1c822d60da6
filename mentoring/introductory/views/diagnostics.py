"""The diagnostics: two ratings apart, then side by side, then signed; and the novice's requests."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.web import actor_of, handle, render
from mentoring.deadlines.selectors import due_of
from mentoring.introductory import policies, rules, services
from mentoring.introductory.forms.plan import RequestForm
from mentoring.introductory.forms.ratings import MentorRatingForm, RatingForm, SelfRatingForm
from mentoring.introductory.forms.steps import SignForm
from mentoring.introductory.models import DiagnosticSheet, Rating
from mentoring.introductory.selectors.diagnostics import diagnostics_page
from mentoring.introductory.selectors.ratings import levels_of, sheet_of
from mentoring.introductory.views.common import posted
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch, go_back, step_page
from schools.people.private import open_only
from schools.people.selectors.posts import psychologists

START, END = DiagnosticSheet.Occasion.START, DiagnosticSheet.Occasion.END


def name_of(page: str, occasion: str) -> str:
    """The address's name: the sheet at the end of the year has pages of its own."""
    return page if occasion == START else f"{page}_end"


@login_required
def diagnostics(request: HttpRequest, pk: int, occasion: str = START) -> HttpResponse:
    """Everybody of the case; what each may see of the ratings, the selector knows."""
    mentorship = fetch(request, pk)
    page = diagnostics_page(mentorship, request.user, occasion)
    user, open_now = request.user, mentorship.state in rules.RATED_IN[occasion]
    context = {
        "mentorship": mentorship,
        "page": page,
        "occasion": occasion,
        "has_end": mentorship.state in rules.RATED_IN[END] or mentorship.stage > 2,
        "due": due_of(mentorship, "D3") if occasion == START else None,
        "self_url": _url("self_rating", mentorship, occasion)
        if open_now and not page.self_done and policies.can_rate_self(user, mentorship)
        else "",
        "mentor_url": _url("mentor_rating", mentorship, occasion)
        if open_now and not page.mentor_done and policies.can_rate(user, mentorship)
        else "",
        "sign_url": _url("sheet_sign", mentorship, occasion)
        if open_now and page.both_done and not page.signed and policies.can_sign_sheet(user, mentorship)
        else "",
        "help": psychologists(mentorship.school_id, clock.today()) if page.asks_for_help else None,
        "can_request": policies.can_request(user, mentorship),
    }
    return render(request, "mentoring/introductory/diagnostics.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@open_only
def self_rating(request: HttpRequest, pk: int, occasion: str = START) -> HttpResponse:
    """The novice alone."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_rate_self(request.user, mentorship))
    form = SelfRatingForm(
        posted(request), now_so=lambda: SelfRatingForm.initial_of(_rated(mentorship, occasion, Rating.Rater.SELF))
    )
    return _rate(
        request,
        mentorship,
        occasion,
        form,
        rater=Rating.Rater.SELF,
        services_=(services.save_self_rating, services.finish_self_rating),
        title=_("How I see my work"),
        lead=_("Choose what is true today; there are no marks. Your mentor sees it when both of you have finished."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_rating(request: HttpRequest, pk: int, occasion: str = START) -> HttpResponse:
    """The mentor of the open pairing."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_rate(request.user, mentorship))
    form = MentorRatingForm(
        posted(request), now_so=lambda: MentorRatingForm.initial_of(_rated(mentorship, occasion, Rating.Rater.MENTOR))
    )
    return _rate(
        request,
        mentorship,
        occasion,
        form,
        rater=Rating.Rater.MENTOR,
        services_=(services.save_mentor_rating, services.finish_mentor_rating),
        title=_("Mentor's rating"),
        lead=_("Rate what you saw. The new teacher sees it when both of you have finished."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@open_only
def sheet_sign(request: HttpRequest, pk: int, occasion: str = START) -> HttpResponse:
    """The mentor signs when both have finished."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_sign_sheet(request.user, mentorship))
    sheet = sheet_of(mentorship, occasion)
    page = name_of("diagnostics", occasion)
    if sheet is None or not sheet.both_done or sheet.signed_on is not None:
        return redirect(page, mentorship.pk)
    now = clock.now()
    apart = rules.to_discuss(*levels_of(sheet))
    form = SignForm(
        posted(request),
        today=clock.today(now),
        due=due_of(mentorship, "D3") if occasion == START else None,
        discuss=bool(apart),
    )
    return step_page(
        request,
        mentorship,
        form,
        lambda form: services.sign_sheet(
            mentorship_id=mentorship.pk,
            by=actor_of(request, "mentor"),
            now=now,
            occasion=occasion,
            discussed_note=form.cleaned_data.get("discussed_note", ""),
            **form.step(),
        ),
        title=_("Sign the diagnostic sheet"),
        verb=_("Sign the sheet"),
        said=_("The diagnostic sheet is signed."),
        to=page,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: everybody of the case. POST: the novice."""
    mentorship = fetch(request, pk)
    may = policies.can_request(request.user, mentorship)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = RequestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done, _result = handle(
            form,
            lambda: services.add_request(
                mentorship_id=mentorship.pk,
                by=actor_of(request, "novice"),
                now=clock.now(),
                text=form.cleaned_data["text"],
            ),
        )
        if done:
            return go_back(request, mentorship, "requests", _("Your request is written down."))
    context = {"mentorship": mentorship, "requests": mentorship.requests.all(), "form": form if may else None}
    return render(request, "mentoring/introductory/requests.html", context)


def _url(page: str, mentorship: Mentorship, occasion: str) -> str:
    return reverse(name_of(page, occasion), args=[mentorship.pk])


def _rated(mentorship: Mentorship, occasion: str, rater: str) -> list[Rating]:
    sheet = sheet_of(mentorship, occasion)
    return list(sheet.ratings.filter(rater=rater)) if sheet else []


def _rate(
    request: HttpRequest,
    mentorship: Mentorship,
    occasion: str,
    form: RatingForm,
    *,
    rater: str,
    services_: tuple[Callable[..., Any], Callable[..., Any]],
    title: str,
    lead: str,
) -> HttpResponse:
    """Save and go on later, or finish; a rating that is finished is read on the diagnostics page."""
    page = name_of("diagnostics", occasion)
    if request.method != "POST" and not _can_begin(mentorship, occasion, rater):
        return redirect(page, mentorship.pk)
    later = "later" in request.POST
    service = services_[0 if later else 1]
    capacity = "mentor" if rater == Rating.Rater.MENTOR else "novice"
    return step_page(
        request,
        mentorship,
        form,
        lambda form: service(
            mentorship_id=mentorship.pk,
            by=actor_of(request, capacity),
            now=clock.now(),
            occasion=occasion,
            **form.values(),
        ),
        title=title,
        verb=_("Finish the rating"),
        said=_("Saved. You can go on whenever you like.") if later else _("Your rating is finished."),
        to=page,
        template="mentoring/introductory/rating.html",
        lead=lead,
        minor=_("Save and go on later"),
        minor_name="later",
    )


def _can_begin(mentorship: Mentorship, occasion: str, rater: str) -> bool:
    if mentorship.state not in rules.RATED_IN[occasion]:
        return False
    sheet = sheet_of(mentorship, occasion)
    done = sheet and (sheet.mentor_done_at if rater == Rating.Rater.MENTOR else sheet.self_done_at)
    return not done
