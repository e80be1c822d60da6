"""Pages of the rules: every value with what it rests on, the versions, a new version."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import clock
from common.web import actor_of, handle, render
from mentoring.regulations import pages, policies, services
from mentoring.regulations.forms import VersionForm
from mentoring.regulations.kinds import Choice
from mentoring.regulations.schema import KINDS
from mentoring.regulations.selectors import country_on, latest, visible
from schools.people.access import Role
from schools.people.capacity import leading_actor
from schools.people.requests import Request


@login_required
@require_GET
def show_rules(request: Request) -> HttpResponse:
    """What is in force today: for the school with its own values, for the operator in the country."""
    school = request.school
    school_id = school.pk if school else None
    policies.require(policies.can_read(request.user, school_id))
    context = {
        "page": pages.rules_page(school, clock.today()),
        "school": school,
        "can_set_school": school_id is not None and policies.can_set(request.user, school_id),
        "can_set_country": policies.can_set(request.user, None),
    }
    return render(request, "mentoring/regulations/rules.html", context)


@login_required
@require_GET
def show_version(request: Request, pk: int) -> HttpResponse:
    """One version and what changed in it. Those of other schools do not exist."""
    row = get_object_or_404(visible(request.user), pk=pk)
    policies.require(policies.can_read(request.user, None))
    context = {"row": row, "groups": pages.version_groups(row), "changes": pages.version_changes(row)}
    return render(request, "mentoring/regulations/version.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_school_version(request: Request) -> HttpResponse:
    """Deputy head or head: the values that the law leaves to the school."""
    if request.school is None:
        raise PermissionDenied
    school_id = request.school.pk
    policies.require(policies.can_set(request.user, school_id))
    today = clock.today()
    number, values = pages.current(school_id, today)
    free = {key: value for key, value in values.items() if not value.is_law and not _only_one(key)}
    form = _form(request, number, values=free, with_sources=False)
    changes = None
    if request.method == "POST" and form.is_valid():
        country = country_on(max(form.cleaned_data["in_force_from"], today))
        own = {key: entry for key, entry in form.entries().items() if entry != country.values[key]["value"]}
        fields: dict[str, Any] = _sent(form) | {"values": own, "school_id": school_id}
        by, now = leading_actor(request, school_id), clock.now()
        if form.was_seen:
            done, made = handle(
                form, lambda: services.new_school_version(**fields, note=form.cleaned_data["note"], by=by, now=now)
            )
            if done:
                return _made(request, made)
        else:
            done, last = handle(form, lambda: services.check_school_version(**fields, by=by, now=now))
            changes = pages.changes(last.values if last else {}, own, country.values) if done else None
        _next(form, school_id, seen=changes is not None)
    return _page(request, form, changes, _("New values of the school"))


@login_required
@require_http_methods(["GET", "POST"])
def new_country_version(request: Request) -> HttpResponse:
    """The operator: what the law says now."""
    policies.require(policies.can_set(request.user, None))
    number, values = pages.current(None, clock.today())
    form = _form(request, number, values=values, with_sources=True)
    changes = None
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = _sent(form) | {"values": form.entries()}
        by, now = actor_of(request, Role.OPERATOR), clock.now()
        if form.was_seen:
            done, made = handle(
                form, lambda: services.new_country_version(**fields, note=form.cleaned_data["note"], by=by, now=now)
            )
            if done:
                return _made(request, made)
        else:
            done, last = handle(form, lambda: services.check_country_version(**fields, by=by))
            changes = pages.changes(last.values if last else {}, fields["values"], {}) if done else None
        _next(form, None, seen=changes is not None)
    hint = _("Open only what the new law changes; all else stays as it is now.")
    return _page(request, form, changes, _("New version of the country’s rules"), hint)


def _only_one(key: str) -> bool:
    """Nothing to choose: the schema knows one possibility alone."""
    kind = KINDS[key]
    return isinstance(kind, Choice) and len(kind.codes) == 1


def _form(request: Request, number: int, **kwargs: Any) -> VersionForm:
    initial = {"in_force_from": clock.today(), "based_on": number}
    data = request.POST if request.method == "POST" else None
    return VersionForm(data, categories=pages.categories(), initial=initial, **kwargs)


def _sent(form: VersionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("in_force_from", "based_on")}


def _next(form: VersionForm, school_id: int | None, *, seen: bool) -> None:
    """What the page sends along next time: that the changes were shown, or the version that came in between."""
    if form.lost_race:
        last = latest(school_id)
        form.lost_race.url = reverse("rules")
        form.now_based_on(last.number if last else 0)
    elif seen:
        form.now_based_on(form.cleaned_data["based_on"], form.digest())


def _made(request: Request, made: Any) -> HttpResponse:
    messages.success(request, _("The new version is made. Running mentorships keep theirs."))
    return redirect("rules_version", made.pk)


def _page(request: Request, form: VersionForm, changes: Any, title: str, hint: str = "") -> HttpResponse:
    return render(
        request,
        "mentoring/regulations/new.html",
        {
            "title": title,
            "over": _("Rules"),
            "over_url": reverse("rules"),
            "lead": _(
                "It holds for mentorships that begin or get their order on the day it comes into force, or later. "
                "Running ones keep theirs."
            ),
            "form": form,
            "hint": hint,
            "changes": changes,
            "verb": _("Save the new version") if changes else _("Show what changes"),
            "cancel_url": reverse("rules"),
        },
    )
