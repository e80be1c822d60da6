"""Who writes a case: the deputy; the head only where no deputy can (domain, sections 1 and 11)."""

from datetime import date

import pytest

from mentoring.mentorships.models import Mentorship
from mentoring.mentorships.policies import can_view, writes
from schools.people.models import Post, User
from tests.factories import case, deputy_of, give, head_of, mentor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def may(user: User, mentorship: Mentorship) -> bool:
    return writes(User.objects.get(pk=user.pk), mentorship)


def test_the_head_reads_a_case_that_a_deputy_can_write():
    mentorship = case("main")
    deputy, head = deputy_of(mentorship.school), head_of(mentorship.school)
    assert (may(deputy, mentorship), may(head, mentorship)) == (True, False)


def test_a_matter_of_the_deputy_passes_to_the_other_deputy():
    mentorship = case("main")
    own = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.DEPUTY)
    head = head_of(mentorship.school)
    assert (may(own, mentorship), may(head, mentorship)) == (False, True)
    other = deputy_of(mentorship.school)
    assert (may(own, mentorship), may(other, mentorship), may(head, mentorship)) == (False, True, False)


@pytest.mark.parametrize(
    ("post", "account"),
    [({"ends_on": date(2026, 12, 2)}, {}), ({}, {"is_active": False})],
    ids=["post that ended", "closed account"],
)
def test_a_deputy_who_has_gone_stands_in_nobodys_way(post, account):
    mentorship = case("main")
    deputy, head = deputy_of(mentorship.school, **account), head_of(mentorship.school)
    Post.objects.filter(user=deputy).update(**post or {"kind": Post.Kind.DEPUTY})
    assert may(head, mentorship)


def test_a_head_who_is_concerned_writes_nothing():
    mentorship = case("main")
    head = give(mentor_of(mentorship).user, mentorship.school, Post.Kind.HEAD)
    assert not may(head, mentorship)
    assert not may(mentorship.novice.user, mentorship)
    assert not may(head_of(case("main").school), mentorship), "of another school"


def test_a_mentor_who_was_replaced_opens_the_case_no_more_and_the_last_one_keeps_it():
    mentorship = case("main")
    mentor = mentor_of(mentorship).user

    def opens() -> tuple[bool, bool]:
        found = Mentorship.objects.get(pk=mentorship.pk)
        return Mentorship.objects.visible_to(mentor).filter(pk=mentorship.pk).exists(), can_view(mentor, found)

    assert opens() == (True, True)
    mentorship.pairings.update(ended_on=date(2026, 12, 1))
    assert opens() == (False, False)
    Mentorship.objects.filter(pk=mentorship.pk).update(state="completed", ended_on=date(2026, 12, 3))
    assert opens() == (False, False), "the mentor went before the case ended"
    mentorship.pairings.update(ended_on=date(2026, 12, 3))
    assert opens() == (True, True)
