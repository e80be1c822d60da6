"""Pages of posts: who opens them, what they keep, how many questions they ask the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from common.errors import DomainError
from common.models import AuditEntry
from schools.people.models import Post, User
from schools.people.services import posts as services
from tests.factories import EmploymentFactory, PostFactory, actor, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_list_names_holders_and_offers_what_one_may_end(school, deputy, head, teacher, signed_in) -> None:
    give(teacher.user, school, Post.Kind.SECRETARY)
    page = signed_in(deputy).get(reverse("posts")).content.decode()
    assert "Омарова Гүлнара Сапарқызы" in page
    assert reverse("post_end", args=[teacher.user.posts.get().pk]) in page
    assert reverse("post_end", args=[head.posts.get().pk]) not in page


@pytest.mark.parametrize("name", ["posts", "post_give", "accounts"])
def test_others_do_not_see_them(name, school, deputy, teacher, signed_in, client) -> None:
    assert signed_in(teacher.user).get(reverse(name)).status_code == 403
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_post_of_another_school_is_not_found(school, deputy, stranger, signed_in) -> None:
    assert signed_in(deputy).get(reverse("post_end", args=[stranger.posts.get().pk])).status_code == 404


def test_ones_own_post_is_seen_but_not_ended(school, deputy, signed_in) -> None:
    assert signed_in(deputy).get(reverse("post_end", args=[deputy.posts.get().pk])).status_code == 403


def test_giving_and_ending_through_the_pages(school, deputy, teacher, signed_in) -> None:
    desk = signed_in(deputy)
    answer = desk.post(
        reverse("post_give"), {"person": teacher.user_id, "kind": "secretary", "starts_on": "2026-12-03"}
    )
    assert answer.url == reverse("posts")
    post = teacher.user.posts.get()
    answer = desk.post(reverse("post_end", args=[post.pk]), {"ends_on": "2026-12-31"})
    assert answer.url == reverse("posts")
    post.refresh_from_db()
    assert str(post.ends_on) == "2026-12-31"


def test_what_was_typed_stays(school, deputy, teacher, signed_in) -> None:
    answer = signed_in(deputy).post(
        reverse("post_give"),
        {"person": teacher.user_id, "kind": "secretary", "starts_on": "2026-12-03", "is_acting": "on",
         "order_text": "№ 84 <b>"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "№ 84 &lt;b&gt;" in page
    assert "An acting post has an end" in page
    assert not teacher.user.posts.exists()


def test_a_kind_that_is_not_ones_to_give_is_not_offered(school, deputy, head, teacher, signed_in) -> None:
    desk = signed_in(deputy)
    assert 'value="deputy"' not in desk.get(reverse("post_give")).content.decode()
    answer = desk.post(reverse("post_give"), {"person": teacher.user_id, "kind": "deputy", "starts_on": "2026-12-03"})
    assert answer.status_code == 200
    assert not teacher.user.posts.exists()


@pytest.mark.parametrize("name", ["posts", "accounts", "post_give"])
def test_queries_do_not_grow_with_the_rows(name, school, deputy, signed_in) -> None:
    def queries() -> int:
        desk = signed_in(deputy)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(reverse(name)).status_code == 200
        return len(asked)

    EmploymentFactory(school=school)
    few = queries()
    for _number in range(30):
        PostFactory(school=school, user=EmploymentFactory(school=school).user, kind=Post.Kind.MEMBER)
    assert queries() == few
    assert few <= 25


def test_the_first_head_is_named_after_a_page_that_shows_whom(school, deputy, teacher, signed_in) -> None:
    desk = signed_in(deputy)
    typed = {"person": teacher.user_id, "kind": "head", "starts_on": "2026-12-03"}
    answer = desk.post(reverse("post_give"), typed)
    page = answer.content.decode()
    assert teacher.user.full_name in page
    assert "only the head can change" in page
    assert not teacher.user.posts.exists()
    form = answer.context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    assert desk.post(reverse("post_give"), sent).url == reverse("posts")
    assert teacher.user.posts.get().kind == "head"


def test_members_of_the_council_are_ticked_all_at_once(school, deputy, teacher, signed_in) -> None:
    desk, address = signed_in(deputy), reverse("post_give_members")
    others = [EmploymentFactory(school=school).user for _ in range(2)]
    typed = {"people": [teacher.user_id, others[0].pk], "starts_on": "2026-12-03"}
    assert desk.post(address, typed).url == reverse("posts")
    members = Post.objects.filter(kind="member")
    assert set(members.values_list("user_id", flat=True)) == {teacher.user_id, others[0].pk}
    listed = desk.get(address).context["form"].fields["people"].queryset
    assert others[1] in listed
    assert teacher.user not in listed


def test_members_are_named_all_or_none(school, deputy, teacher) -> None:
    other = EmploymentFactory(school=school).user
    PostFactory(user=teacher.user, school=school, kind="member", starts_on=date(2026, 12, 1))
    with pytest.raises(DomainError, match=teacher.user.surname):
        services.give_members(
            school=school,
            user_ids=[other.pk, teacher.user_id],
            starts_on=date(2026, 12, 3),
            by=actor(deputy),
            now=clock.now(),
        )
    assert not other.posts.exists()


def test_a_post_that_has_not_begun_is_taken_back_on_its_page(school, deputy, teacher, signed_in) -> None:
    post = PostFactory(user=teacher.user, school=school, kind=Post.Kind.SECRETARY, starts_on=date(2026, 12, 15))
    page = signed_in(deputy).get(reverse("post_end", args=[post.pk])).content.decode()
    assert "Take back a post that has not begun" in page
    assert signed_in(deputy).post(reverse("post_end", args=[post.pk]), {"reason": ""}).status_code == 200
    assert Post.objects.filter(pk=post.pk).exists()
    answer = signed_in(deputy).post(reverse("post_end", args=[post.pk]), {"reason": "Қате адам."}, follow=True)
    assert "The post is taken back" in answer.content.decode()
    assert not Post.objects.filter(pk=post.pk).exists()


def test_who_leads_alone_is_asked_for_the_reason(school, head, signed_in) -> None:
    typed = {"person": head.pk, "kind": "chair", "starts_on": "2026-12-03"}
    page = signed_in(head).post(reverse("post_give"), typed).content.decode()
    assert "Say why nobody else can" in page
    assert '<textarea name="reason"' in page
    signed_in(head).post(reverse("post_give"), {**typed, "reason": "Басқа басшы жоқ."})
    assert head.posts.filter(kind="chair").exists()


def test_beside_another_leader_the_page_says_who_gives_it(school, head, deputy, signed_in) -> None:
    typed = {"person": head.pk, "kind": "deputy", "starts_on": "2026-12-03", "reason": "x"}
    page = signed_in(head).post(reverse("post_give"), typed).content.decode()
    assert "Nobody gives this post to themselves. Ask the other leader of the school to enter it." in page
    assert not head.posts.filter(kind="deputy").exists()


def test_the_page_says_beforehand_which_posts_another_leader_gives(school, head, deputy, signed_in) -> None:
    words = "You do not give yourself the post of head, deputy head, chair or secretary: another leader enters it."
    page = signed_in(head).get(reverse("post_give")).content.decode()
    assert words in page
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert words not in signed_in(head).get(reverse("post_give")).content.decode()


def test_the_audit_says_the_post_at_the_school_of_the_row(school, other_school, deputy, signed_in) -> None:
    """Deputy here and head there, the pages show this school: what is done there is done as its head."""
    leader = give(deputy, other_school, Post.Kind.HEAD)
    held = PostFactory(
        user=EmploymentFactory(school=other_school).user, school=other_school, kind=Post.Kind.SECRETARY
    )
    browser = signed_in(leader)
    browser.post(reverse("set_school"), {"school": school.pk})
    browser.post(reverse("post_end", args=[held.pk]), {"ends_on": "2026-12-03"})
    assert AuditEntry.objects.get(action="post.ended").capacity == "head"
