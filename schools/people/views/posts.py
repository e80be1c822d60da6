"""Posts of the school: who holds which, since when; giving and ending them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock, dates
from common.forms import Form
from common.web import form_page, handle, render
from schools.people import policies
from schools.people.capacity import leading_actor
from schools.people.forms.choosing import with_stays
from schools.people.forms.posts import EndForm, GiveForm, MembersForm, WithdrawForm
from schools.people.models import Post
from schools.people.requests import Request
from schools.people.selectors.accounts import people_at
from schools.people.selectors.posts import has_head, not_members, post_rows, posts_at
from schools.people.services import posts as services
from schools.people.views.invitations import present_school
from schools.people.words import post_words

PER_PAGE = 50


@login_required
@require_safe
def posts(request: Request) -> HttpResponse:
    """Deputy head and head: all posts of the school, those held now first."""
    school = present_school(request)
    policies.require(policies.can_see_posts(request.user, school))
    page = Paginator(posts_at(school, request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = post_rows(request.user, list(page.object_list), clock.today())
    return render(request, "schools/people/posts.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def give(request: Request) -> HttpResponse:
    """Deputy head and head; which posts each may give, the policy says."""
    school = present_school(request)
    today = clock.today()
    kinds = policies.kinds_to_give(request.user, school, has_head=has_head(school, today))
    policies.require(bool(kinds))
    is_alone = policies.leads_alone(request.user, school.pk)
    form = GiveForm(
        request.POST if request.method == "POST" else None,
        people=with_stays(people_at(school, today), school),
        kinds=kinds,
        today=today,
        beside_others=not is_alone,
    )
    if request.POST.get("person") == str(request.user.pk) and is_alone:
        form.with_reason()
    if form.is_valid():
        data = form.cleaned_data
        if not data["confirmed"] and not policies.can_manage_kind(request.user, school, data["kind"]):
            return _name_head(request, form)
        done, post = handle(
            form,
            lambda: services.give_post(
                school=school,
                user_id=data["person"].pk,
                kind=data["kind"],
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                is_acting=data["is_acting"],
                order_text=data["order_text"],
                reason=data["reason"],
                by=leading_actor(request, school.pk),
                now=clock.now(),
            ),
        )
        if done:
            messages.success(request, _("The post is given: %(post)s.") % {"post": post_words(post)})
            return redirect("posts")
    context = {
        "title": _("Give a post"),
        "form": form,
        "verb": _("Give the post"),
        "over": _("Posts"),
        "over_url": reverse("posts"),
        "cancel_url": reverse("posts"),
    }
    return render(request, "components/form_page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def give_members(request: Request) -> HttpResponse:
    """Deputy head and head: those who are no members yet, several at once."""
    school = present_school(request)
    policies.require(policies.can_manage_kind(request.user, school, Post.Kind.MEMBER))
    today = clock.today()
    form = MembersForm(
        request.POST if request.method == "POST" else None,
        people=with_stays(not_members(school, today), school),
        today=today,
    )
    return form_page(
        request,
        form,
        lambda form: services.give_members(
            school=school,
            user_ids=form.chosen,
            starts_on=form.cleaned_data["starts_on"],
            by=leading_actor(request, school.pk),
            now=clock.now(),
        ),
        said=_("The members of the council are named."),
        to=reverse("posts"),
        title=_("Name members of the council"),
        verb=_("Name the members"),
        over=_("Posts"),
        over_url=reverse("posts"),
    )


def _name_head(request: Request, form: GiveForm) -> HttpResponse:
    """Before a deputy names the first head: it cannot be taken back by the one who did it."""
    context = {
        "title": _("Name the head of the school"),
        "about": form.cleaned_data["person"],
        "text": _("Check the name. Afterwards only the head can change who is the head of the school."),
        "form": form.to_confirm(),
        "verb": _("Give the post"),
        "cancel_url": reverse("post_give"),
    }
    return render(request, "components/confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Deputy head and head of the school, of a department the operator; a post of another school is not found. One that has
    not begun is taken back, the others get a last day."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("user", "school"), pk=pk)
    policies.require(policies.can_end_post(request.user, post))
    today = clock.today()
    if post.ends_on is not None and post.ends_on < today:
        raise Http404
    data = request.POST if request.method == "POST" else None
    facts = {"post_id": post.pk, "by": leading_actor(request, post.school_id), "now": clock.now()}
    if post.starts_on > today:
        form: Form = WithdrawForm(data)
        service: Callable[..., Any] = services.withdraw_post
        words: dict[str, Any] = {
            "title": _("Take back a post that has not begun"),
            "verb": _("Take it back"),
            "lead": _("%(post)s, from %(day)s") % {"post": post_words(post), "day": dates.in_text(post.starts_on)},
            "said": _("The post is taken back: it gives no rights on any day."),
        }
    else:
        form, service = EndForm(data, initial={"ends_on": today}), services.end_post
        words = {
            "title": _("End a post"),
            "verb": _("End the post"),
            "lead": post_words(post),
            "said": _("The post ends. Its history stays."),
        }
    to, over = (reverse("posts"), _("Posts")) if post.school_id else (reverse("hosted_departments"), _("Departments"))
    return form_page(
        request,
        form,
        lambda form: service(**form.cleaned_data, **facts),
        to=to,
        about=post.user,
        over=over,
        over_url=to,
        **words,
    )
