"""Pages of posts: who opens them, what they keep, how many questions they ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools.people.models import Post
from tests.factories import EmploymentFactory, PostFactory, give

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
