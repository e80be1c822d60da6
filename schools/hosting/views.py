"""Pages of the operator: schools, departments, the ways in of those who lead them. And how a school is called."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.web import actor_of, form_page, handle, render
from schools.hosting import policies, selectors, services
from schools.hosting.filters import SchoolFilter
from schools.hosting.forms import (
    SCHOOL,
    AddDepartmentForm,
    AddSchoolForm,
    DescribeForm,
    InviteForm,
    JoinForm,
    OfficerForm,
)
from schools.people.access import Role
from schools.people.capacity import leading_actor
from schools.people.models import Post
from schools.people.policies import can_invite_holder
from schools.people.requests import Request
from schools.people.services.invitations import Invited, invite_holder
from schools.people.views.invitations import present_school

PAGE = 50


@login_required
@require_safe
def school_list(request: Request) -> HttpResponse:
    """The operator: all schools, with search, department and pages in the address."""
    policies.require(policies.can_host(request.user))
    found = SchoolFilter(request.GET, queryset=selectors.schools(request.user))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    rows = selectors.hosted_schools(request.user, list(page.object_list), clock.now())
    return render(request, "schools/hosting/schools.html", {"filter": found, "page": page, "rows": rows})


@login_required
@require_safe
def department_list(request: Request) -> HttpResponse:
    """The operator: all departments and their officers."""
    policies.require(policies.can_host(request.user))
    page = Paginator(selectors.departments(request.user), PAGE).get_page(request.GET.get("page"))
    rows = selectors.hosted_departments(request.user, list(page.object_list), clock.now())
    return render(request, "schools/hosting/departments.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def school_new(request: Request) -> HttpResponse:
    """The operator: a school and its first deputy head, who is invited."""
    policies.require(policies.can_host(request.user))
    initial = {"week": 5, "language": _language(), "main_language": "kk" if _language() == "en" else _language()}
    form = AddSchoolForm(_posted(request), initial=initial)

    def add() -> Invited:
        department, language = form.cleaned_data["department"], form.cleaned_data["language"]
        return services.add_school(
            school=form.school(),
            deputy=form.deputy(language),
            department_id=department.pk if department else None,
            by=actor_of(request, Role.OPERATOR),
            now=clock.now(),
            by_mail=form.by_mail,
        )

    return _inviting(
        request, form, add, "hosted_schools", title=_("Add a school"), verb=_("Add the school"), over=_("Schools")
    )


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def department_new(request: Request) -> HttpResponse:
    """The operator: a department and its first officer, who is invited."""
    policies.require(policies.can_host(request.user))
    form = AddDepartmentForm(_posted(request), initial={"kind": "district", "language": _language()})

    def add() -> Invited:
        return services.add_department(
            department=form.department(),
            officer=form.person(form.cleaned_data["language"]),
            by=actor_of(request, Role.OPERATOR),
            now=clock.now(),
            by_mail=form.by_mail,
        )

    words = {"title": _("Add a department"), "verb": _("Add the department"), "over": _("Departments")}
    return _inviting(request, form, add, "hosted_departments", **words)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def officer_new(request: Request, pk: int) -> HttpResponse:
    """The operator: one more officer of a department."""
    department = get_object_or_404(selectors.departments(request.user), pk=pk)
    form = OfficerForm(_posted(request), initial={"language": _language()})

    def add() -> Invited:
        return services.add_officer(
            department_id=department.pk,
            officer=form.person(form.cleaned_data["language"]),
            by=actor_of(request, Role.OPERATOR),
            now=clock.now(),
            by_mail=form.by_mail,
        )

    words = {"title": _("Add an officer"), "verb": _("Add the officer"), "over": _("Departments")}
    return _inviting(request, form, add, "hosted_departments", lead=department.name, **words)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def holder_invite(request: Request, pk: int) -> HttpResponse:
    """The operator: invite anew who leads a school or serves in a department and never signed in."""
    posts = Post.objects.on(clock.today()).select_related("user", "school", "department")
    post = get_object_or_404(posts.filter(pk=pk) if policies.can_host(request.user) else posts.none())
    policies.require(can_invite_holder(request.user, post))
    form = InviteForm(_posted(request))

    def invite() -> Invited:
        actor = actor_of(request, Role.OPERATOR)
        return invite_holder(post_id=pk, by=actor, now=clock.now(), by_mail=form.by_mail)

    to, over = ("hosted_schools", _("Schools")) if post.school else ("hosted_departments", _("Departments"))
    return _inviting(
        request,
        form,
        invite,
        to,
        title=_("Invite"),
        about=post.user,
        lead=str(post.school or post.department),
        verb=_("Invite"),
        over=over,
    )


@login_required
@require_http_methods(["GET", "POST"])
def school_join(request: Request, pk: int) -> HttpResponse:
    """The operator: to which department a school belongs."""
    school = get_object_or_404(selectors.schools(request.user), pk=pk)
    form = JoinForm(_posted(request), now_so=lambda: selectors.school_now(school.pk, ["department"]))

    def join(form: JoinForm) -> Any:
        chosen = form.cleaned_data["department"]
        return services.join_department(
            school_id=school.pk,
            department_id=chosen.pk if chosen else None,
            by=actor_of(request, Role.OPERATOR),
            now=clock.now(),
        )

    return form_page(
        request,
        form,
        join,
        said=_("Saved. The department’s figures are counted with it."),
        to=reverse("hosted_schools"),
        title=_("The school’s department"),
        lead=school.name,
        verb=_("Save"),
        over=_("Schools"),
        over_url=reverse("hosted_schools"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def describe(request: Request) -> HttpResponse:
    """Deputy head and head: the school's names, its week, its status, the letters of its orders."""
    school = present_school(request)
    policies.require(policies.can_describe(request.user, school.pk))
    return form_page(
        request,
        DescribeForm(_posted(request), now_so=lambda: _described(school.pk)),
        lambda form: services.describe(
            school_id=school.pk, values=form.values, by=leading_actor(request, school.pk), now=clock.now()
        ),
        said=_("Saved. New papers say it so; those that were made keep what they say."),
        to=reverse("school_describe"),
        template="schools/hosting/describe.html",
        title=_("The school"),
        verb=_("Save"),
    )


def _described(school_id: int) -> dict[str, Any]:
    found = selectors.school_now(school_id, [*SCHOOL, "language", "order_series"])
    return {**found, "main_language": found["language"]}


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _language() -> str:
    return get_language() or "ru"


def _inviting(request: Request, form: Any, action: Callable[[], Invited], to: str, **words: Any) -> HttpResponse:
    """A form that ends with an invitation: mailed, or shown once in the answer, since nobody sees a code twice."""
    if form.is_valid():
        done, invited = handle(form, action)
        if done and form.by_mail:
            messages.success(request, _("Done. The invitation is on its way."))
            return redirect(to)
        if done:
            context = {"invited": [invited], "over": words["over"], "over_url": reverse(to)}
            return render(request, "schools/people/links.html", context)
    context = {"form": form, "cancel_url": reverse(to), "over_url": reverse(to), **words}
    return render(request, "components/form_page.html", context)
