"""Papers of a case: ask, see how far it is, download; and anybody's check of a printed code."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from common import clock, files
from common.web import actor_of, handle, render
from mentoring.appointment.forms import OrderForm
from mentoring.appointment.policies import can_order, require
from mentoring.appointment.selectors import controllers, open_candidate, reasons_asked
from mentoring.final_stage.selectors import before_council
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.pages import fetch
from mentoring.mentorships.policies import can_view
from mentoring.mentorships.selectors import with_people
from reports.papers.base import LANGUAGES
from reports.papers.kinds import held
from reports.papers.records import Record
from reports.rendering import drafts, policies, selectors, services
from reports.rendering.forms import AskForm
from reports.rendering.models import Paper
from schools.people.forms.choosing import with_stays
from schools.people.requests import Request


def _mentorship(request: Request, pk: int) -> Mentorship:
    """A case whose papers this person may ask for: one's own to see, or one whose report is before one's council."""
    seen = Mentorship.objects.visible_to(request.user)
    allowed = Q(pk__in=seen.values("pk")) | Q(pk__in=before_council(request.user).values("mentorship_id"))
    return get_object_or_404(with_people(Mentorship.objects.filter(allowed)), pk=pk)


@login_required
def case_papers(request: Request, pk: int) -> HttpResponse:
    """The papers of a case, and a form that asks for one."""
    mentorship = _mentorship(request, pk)
    kinds = policies.kinds_for(request.user, mentorship)
    form = AskForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        done, paper = handle(
            form,
            lambda: services.ask(mentorship=mentorship, by=actor_of(request), now=clock.now(), **form.cleaned_data),
        )
        if done:
            return redirect("paper", pk=paper.pk)
    papers = mentorship.papers.filter(kind__in=kinds)[:40]
    return render(
        request,
        "reports/rendering/case_papers.html",
        {"mentorship": mentorship, "form": form, "papers": papers},
    )


@login_required
@require_safe
def paper_page(request: Request, pk: int) -> HttpResponse:
    """How far a paper is, for whoever may have its kind made; the bytes are given to those who may open them.

    Without JavaScript the page asks again by itself while the paper is in work. The way back leads to the case's papers;
    for the council, which opens no case, to the meeting that hears it.
    """
    paper = _paper(request, pk)
    if not policies.can_see(request.user, paper):
        raise PermissionDenied
    opens_case = paper.mentorship is not None and can_view(request.user, paper.mentorship)
    meeting = None if opens_case else selectors.meeting_of(request.user, paper)
    context = {
        "paper": paper,
        "meeting": meeting,
        "opens": policies.can_open(request.user, paper),
        "is_earlier": Record.SELF_RATING in (held(paper.kind, paper.records) or ()),
    }
    answer = render(request, "reports/rendering/paper.html", context)
    if paper.state in services.RUNNING:
        answer["Refresh"] = "2"
    return answer


@login_required
@require_safe
def paper_file(request: Request, pk: int) -> HttpResponse:
    """The stored bytes, for those who may; each opening is logged."""
    paper = _paper(request, pk)
    if not policies.can_open(request.user, paper):
        raise PermissionDenied
    if paper.state != Paper.State.READY:
        raise Http404
    services.record_opening(paper=paper, by=actor_of(request), now=clock.now())
    answer = HttpResponse(files.get(paper.sha256), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{paper.kind}-{paper.code}.pdf"'
    return answer


@login_required
@require_POST
def order_draft(request: Request, pk: int) -> HttpResponse:
    """The text of the order as the head is about to sign it, in the languages of the paper; nothing is kept."""
    mentorship = fetch(request, pk)
    require(can_order(request.user, mentorship))
    candidate = open_candidate(mentorship)
    today = clock.today()
    form = OrderForm(
        request.POST,
        controllers=with_stays(controllers(mentorship, candidate, today), mentorship.school),
        asked=reasons_asked(mentorship, candidate, request.user, today),
    )
    paper = None
    if form.is_valid():
        by = actor_of(request, "head")
        _done, paper = handle(
            form, lambda: drafts.order_draft(mentorship_id=pk, values=form.cleaned_data, by=by, now=clock.now())
        )
    context = {"form": form, "paper": paper, "mentorship": mentorship, "languages": LANGUAGES["kk-ru"]}
    return render(request, "reports/rendering/order_draft.html", context)


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Anybody with a sheet in hand: is this code ours, of which school and day, with which hash. No names."""
    typed = (code or request.GET.get("code", "")).replace("-", "").replace(" ", "").upper()
    ready = Paper.objects.filter(code=typed, state=Paper.State.READY).select_related("school")
    # A code is letters and digits; PostgreSQL refuses even to look for a NUL.
    paper = ready.first() if typed.isalnum() else None
    status = 404 if typed and paper is None else 200
    return render(request, "reports/rendering/verify.html", {"code": typed, "paper": paper}, status=status)


def _paper(request: Request, pk: int) -> Paper:
    pairs = Prefetch("mentorship__pairings", Pairing.objects.select_related("mentor__user", "order"))
    papers = Paper.objects.visible_to(request.user).select_related("mentorship__novice__user").prefetch_related(pairs)
    return get_object_or_404(papers, pk=pk)
