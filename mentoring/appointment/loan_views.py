"""Pages of lending: ask another school, answer, and the list of both."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from common.rows import row_id
from common.web import actor_of
from mentoring.appointment import forms, policies, selectors, services
from mentoring.appointment.choices import choices
from mentoring.appointment.models import Loan
from mentoring.council.pages import act, form_page
from mentoring.mentorships.pages import fetch
from schools.people.access import LEADERS, access_of

PAGE = 20


@login_required
def loan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy asks another school for a mentor."""
    mentorship = fetch(request, pk)
    policies.require(policies.can_propose(request.user, mentorship))
    return form_page(
        request,
        forms.LoanForm(request.POST or None, schools=selectors.schools_to_ask(mentorship)),
        lambda data: services.ask_loan(
            mentorship_id=pk,
            school_id=data["school"].pk,
            message=data["message"],
            by=actor_of(request, "deputy"),
            now=clock.now(),
        ),
        done=reverse("candidates", args=[pk]),
        message=_("The other school is asked. Its answer will stand here."),
        context={
            "title": _("Ask another school for a mentor"),
            "about": mentorship.novice,
            "verb": _("Ask the school"),
            "over": _("Choose a mentor"),
            "over_url": reverse("candidates", args=[pk]),
        },
    )


@login_required
def loan_list(request: HttpRequest) -> HttpResponse:
    """Mentors asked for, lent and borrowed: the deputy and the head of both schools."""
    if not access_of(request.user).holds(*LEADERS):
        raise PermissionDenied
    page = Paginator(selectors.loans_for_page(request.user).order_by("-asked_at", "-pk"), PAGE)
    return render(request, "mentoring/appointment/loan_list.html", {"page": page.get_page(request.GET.get("page"))})


@login_required
def show_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """The school that is asked chooses one of its teachers (POST `mentor`) or declines; the other one reads."""
    loan = get_object_or_404(selectors.loans_for_page(request.user), pk=pk)
    answers = policies.can_answer_loan(request.user, loan)
    if request.method == "POST":
        policies.require(answers)
        return act(
            request,
            lambda: services.lend(
                loan_id=pk,
                mentor_id=row_id(request.POST.get("mentor", "")) or 0,
                by=actor_of(request),
                now=clock.now(),
            ),
            done=reverse("loan", args=[pk]),
            message=_("Your school lends this teacher. The teacher is asked by the other school."),
        )
    waits = answers and loan.answered_at is None
    mentorship = loan.appointment.mentorship
    filters = forms.ChoiceFilter(request.GET)
    filters.is_valid()
    chosen = {"subject": filters.cleaned_data.get("subject", ""), "load": filters.cleaned_data.get("load", "")}
    query = filters.cleaned_data.get("q", "")
    offered = choices(mentorship, clock.today(), school_id=loan.school_id, query=query, **chosen) if waits else None
    narrows = offered is not None and (offered.is_part or any(request.GET.get(name) for name in filters.fields))
    context = {"loan": loan, "mentorship": mentorship, "choices": offered, "filters": filters if narrows else None}
    return render(request, "mentoring/appointment/loan.html", context)


@login_required
def decline_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """The school that is asked cannot lend anybody."""
    loan: Loan = get_object_or_404(selectors.loans_for_page(request.user), pk=pk)
    policies.require(policies.can_answer_loan(request.user, loan))
    return form_page(
        request,
        forms.ReasonForm(request.POST or None, readers=forms.READ_BY_THE_OTHER_SCHOOL),
        lambda data: services.decline_loan(loan_id=pk, by=actor_of(request), now=clock.now(), **data),
        done=reverse("loan", args=[pk]),
        message=_("The other school reads your answer."),
        context={
            "title": _("No mentor can be lent"),
            "verb": _("Answer the school"),
            "cancel": _("Go back"),
            "over": _("Request of another school"),
            "over_url": reverse("loan", args=[pk]),
        },
    )
