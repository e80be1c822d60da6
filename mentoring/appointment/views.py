"""Pages from need to order: the teachers to choose from, one candidate, the order, the announcement."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.forms import Form
from common.rows import row_id
from common.web import actor_of, handle, render
from mentoring.appointment import forms, policies, selectors, services
from mentoring.appointment.choices import Choice, choices
from mentoring.appointment.models import Appointment, Candidate
from mentoring.council.forms import AgendaForm
from mentoring.council.pages import act, form_page, no_meeting
from mentoring.council.selectors import needs_meeting, next_order_number, waiting_meetings
from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.pages import fetch
from schools.people.capacity import leading_actor
from schools.people.forms.choosing import with_stays
from schools.people.private import open_only
from schools.people.selectors.ways_in import cannot_sign_in


@login_required
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """All teachers of the school, rule by rule: the deputy proposes one (POST `mentor`), the head reads."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_see_candidates(request.user, mentorship))
    filters = forms.ChoiceFilter(request.GET)
    filters.is_valid()
    today = clock.today()
    appointment = selectors.running(mentorship)
    loans = selectors.lent(appointment)
    chosen = {name: filters.cleaned_data.get(name, "") for name in ("subject", "load")}
    mentor_id = row_id(request.POST.get("mentor", "")) or 0
    query = filters.cleaned_data.get("q", "")
    found = choices(mentorship, today, query=query, loans=loans, also=mentor_id, **chosen)
    can_propose = policies.can_propose(request.user, mentorship) and appointment is not None
    asked = Form(
        request.POST if request.method == "POST" else None
    )  # takes up what is refused; the filters have no part in it
    status = None
    if request.method == "POST":
        asked.is_valid()
        doubted = found.not_fitting(mentor_id)
        if doubted is not None and can_propose and "confirmed" not in request.POST:
            return _ask_first(request, mentorship, doubted)
        ok, _result = handle(
            asked,
            lambda: services.propose(
                mentorship_id=pk, mentor_id=mentor_id, by=actor_of(request, "deputy"), now=clock.now()
            ),
        )
        if ok:
            messages.success(request, _("The teacher is asked. The answer will stand here."))
            return redirect("candidate", _result.pk)
        status = 422
    return render(
        request,
        "mentoring/appointment/candidates.html",
        {
            "mentorship": mentorship,
            "filters": filters,
            "asked": asked,
            "choices": found,
            "without_mark": found.without_mark(request.user.pk),
            "current": selectors.open_candidate(mentorship),
            "due": selectors.order_due(mentorship, today),
            "loans": loans,
            "can_propose": can_propose,
        },
        status=status,
    )


def _ask_first(request: HttpRequest, mentorship: Mentorship, choice: Choice) -> HttpResponse:
    """Before somebody is asked who does not meet the rules, or of whom not enough is known: which rules, and why."""
    form = forms.AskAnywayForm(initial={"mentor": choice.mentor.pk, "confirmed": 1})
    context = {
        "title": _("Ask all the same"),
        "about": choice.mentor,
        "is_own": choice.loan is None,
        "rows": [row for row in choice.rows if row.code in choice.lacks],
        "form": form,
        "verb": _("Ask all the same"),
        "cancel_url": reverse("candidates", args=[mentorship.pk]),
    }
    return render(request, "mentoring/appointment/ask_anyway.html", context)


@login_required
def show_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate: for the deputy and the head, the candidate oneself, and the new teacher."""
    candidate = _candidate(request, pk)
    mentorship = candidate.appointment.mentorship
    user = request.user
    objection = selectors.objection_for(user, candidate)
    is_open = candidate.closed_at is None and candidate.state != Candidate.State.ORDERED
    return render(
        request,
        "mentoring/appointment/candidate.html",
        {
            "candidate": candidate,
            "mentorship": mentorship,
            "rows": selectors.stored_rows(candidate) if policies.can_read_eligibility(user, candidate) else [],
            "objection": objection,
            "can_answer": policies.can_answer(user, candidate) and candidate.state == Candidate.State.PROPOSED,
            "can_object": is_open and policies.can_object(user, candidate) and objection is None,
            "can_withdraw": is_open and policies.can_propose(user, mentorship),
            "cannot_answer": candidate.state == Candidate.State.PROPOSED
            and policies.can_propose(user, mentorship)
            and bool(cannot_sign_in([candidate.mentor.user])),
            "can_choose": policies.can_propose(user, mentorship)
            and candidate.closed_at is not None
            and candidate.appointment.state == Appointment.State.OPEN,
            "can_put": policies.can_propose(user, mentorship)
            and candidate.state == Candidate.State.ACCEPTED
            and needs_meeting(candidate.agenda_item),
            "can_order": policies.can_order(user, mentorship) and candidate.state == Candidate.State.RECOMMENDED,
        },
    )


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate agrees, with one tap."""
    _candidate(request, pk)
    return act(
        request,
        lambda: services.accept(candidate_id=pk, by=actor_of(request, "teacher"), now=clock.now()),
        done=reverse("candidate", args=[pk]),
        message=_("You have agreed. The council considers it next."),
    )


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate declines with a reason."""
    candidate = _candidate(request, pk)
    policies.require(policies.can_answer(request.user, candidate))
    title, verb = _("Decline to be a mentor"), _("Decline")
    said = _("You have declined. The deputy head reads your reason and asks somebody else.")
    return _close(request, candidate, services.decline, title, verb, forms.READ_BY_LEADERS, said, cancel=_("Go back"))


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy takes the proposal back."""
    candidate = _candidate(request, pk)
    policies.require(policies.can_propose(request.user, candidate.appointment.mentorship))
    verb, said = _("Withdraw the candidate"), _("The candidate is closed. Another one can be proposed.")
    return _close(request, candidate, services.withdraw, verb, verb, forms.READ_BY_THE_TEACHER_TOO, said)


@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The head refuses to sign."""
    candidate = _candidate(request, pk)
    policies.require(policies.can_order(request.user, candidate.appointment.mentorship))
    verb, said = _("Refuse the candidate"), _("The candidate is closed. The deputy head proposes another one.")
    return _close(request, candidate, services.refuse, verb, verb, forms.READ_BY_THE_TEACHER_TOO, said)


@login_required
@open_only
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """The new teacher objects once; the deputy alone reads it."""
    candidate = _candidate(request, pk)
    policies.require(policies.can_object(request.user, candidate))
    return form_page(
        request,
        forms.ObjectionForm(request.POST or None),
        lambda data: services.object_to(candidate_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("candidate", args=[pk]),
        message=_("The deputy head will read it."),
        context={
            "title": _("Object to the candidate"),
            "about": candidate.mentor,
            "verb": _("Send to the deputy head"),
        },
    )


@login_required
def put_on_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy puts a candidate who agreed before a meeting."""
    candidate = _candidate(request, pk)
    mentorship = candidate.appointment.mentorship
    policies.require(policies.can_propose(request.user, mentorship))
    meetings, back = waiting_meetings(mentorship.school_id), reverse("candidate", args=[pk])
    if not meetings:
        return no_meeting(request, title=_("Put to the council"), about=candidate.mentor, back=back)
    return form_page(
        request,
        AgendaForm(request.POST or None, meetings=meetings),
        lambda data: services.put_on_agenda(
            candidate_id=pk, meeting_id=data["meeting"].pk, by=actor_of(request, "deputy"), now=clock.now()
        ),
        done=back,
        message=_("The candidate is on the agenda."),
        context={
            "title": _("Put to the council"),
            "about": candidate.mentor,
            "verb": _("Put on the agenda"),
            "objection": selectors.objection_for(request.user, candidate),
        },
        template="mentoring/appointment/agenda.html",
    )


@login_required
def order_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The head signs the order; the next number of the order book is suggested."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_order(request.user, mentorship))
    today = clock.today()
    candidate = selectors.open_candidate(mentorship)
    controllers = with_stays(selectors.controllers(mentorship, candidate, today), mentorship.school)
    number = next_order_number(mentorship.school_id, mentorship.school.order_series, today.year)
    initial = {"number": number, "signed_on": today}
    asked = selectors.reasons_asked(mentorship, candidate, request.user, today)
    return form_page(
        request,
        forms.OrderForm(request.POST or None, initial=initial, controllers=controllers, asked=asked),
        lambda data: services.issue_order(mentorship_id=pk, by=actor_of(request, "head"), now=clock.now(), **data),
        done=reverse("case", args=[pk]),
        message=_("The order is signed. The mentor and the new teacher are paired."),
        context={
            "title": _("Order assigning a mentor"),
            "about": mentorship.novice,
            "verb": _("Sign the order"),
            "mentorship": mentorship,
            "candidate": candidate,
            "is_open": candidate is not None or selectors.running(mentorship) is not None,
            "due": selectors.order_due(mentorship, today),
            "rows": selectors.stored_rows(candidate) if candidate else [],
            "passes_to": selectors.signs_instead(mentorship, candidate, request.user),
        },
        template="mentoring/appointment/order.html",
    )


@login_required
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy presents the new teacher to the staff and announces the order; the head where no deputy can."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_announce(request.user, mentorship))
    return form_page(
        request,
        forms.AnnounceForm(request.POST or None, initial={"happened_on": clock.today()}),
        lambda data: services.announce(
            mentorship_id=pk, by=leading_actor(request, mentorship.school_id), now=clock.now(), **data
        ),
        done=reverse("case", args=[pk]),
        message=_("The announcement is recorded."),
        context={
            "title": _("Announce the order"),
            "about": mentorship.novice,
            "lead": _(
                "Give the day and the occasion on which the new teacher was presented to the staff and the order announced."
            ),
            "verb": _("Record the announcement"),
        },
    )


def _candidate(request: HttpRequest, pk: int) -> Candidate:
    return get_object_or_404(selectors.candidates_for_page(request.user), pk=pk)


def _close(
    request: HttpRequest,
    candidate: Candidate,
    service: Any,
    title: str,
    verb: str,
    readers: Any,
    said: str,
    **more: str,
) -> HttpResponse:
    return form_page(
        request,
        forms.ReasonForm(request.POST or None, readers=readers),
        lambda data: service(candidate_id=candidate.pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("candidate", args=[candidate.pk]),
        message=said,
        context={"title": title, "about": candidate.mentor, "verb": verb, **more},
    )
