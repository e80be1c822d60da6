"""Who may do what with a case as such. The steps have policies of their own."""

from collections.abc import Collection, Iterable
from typing import Any

from common import clock
from mentoring.mentorships.models import Mentorship, Pairing
from schools.people.access import LEADERS, Role, access_of
from schools.people.models import Employment, Post


def leads(user: Any, mentorship: Mentorship) -> bool:
    """The deputy head or the head of the case's school."""
    return access_of(user).has(mentorship.school_id, Role.DEPUTY, Role.HEAD)


def is_deputy(user: Any, mentorship: Mentorship) -> bool:
    return access_of(user).has(mentorship.school_id, Role.DEPUTY)


def is_head(user: Any, mentorship: Mentorship) -> bool:
    return access_of(user).has(mentorship.school_id, Role.HEAD)


def writes(user: Any, mentorship: Mentorship) -> bool:
    """Change the case itself: the deputy, in no matter of their own; the head reads it (domain, section 11).

    Where no deputy can – the post is vacant, or the case is the matter of each of them – the head stands in, so that
    no case is stuck [D].
    """
    return bool(written_by(user, [mentorship]))


def written_by(user: Any, cases: Iterable[Mentorship]) -> list[Mentorship]:
    """Those of these cases that this person writes; reads their pairings. One query where the person is head alone."""
    own = [case for case in cases if leads(user, case) and not own_matter(user, case)]
    alone = {case.school_id for case in own if not is_deputy(user, case)}
    deputies = Post.objects.on(clock.today()).filter(school__in=alone, kind=Post.Kind.DEPUTY, user__is_active=True)
    held: dict[int | None, set[int]] = {}
    for school_id, user_id in deputies.values_list("school_id", "user_id").order_by() if alone else ():
        held.setdefault(school_id, set()).add(user_id)
    return [case for case in own if not held.get(case.school_id, set()) - concerned(case)]


def is_novice(user: Any, mentorship: Mentorship) -> bool:
    """The novice of this case, oneself."""
    return mentorship.novice.user_id == user.pk


def is_mentor(user: Any, mentorship: Mentorship) -> bool:
    """The mentor of the open pairing; a lent one alike."""
    return any(p.ended_on is None and p.mentor.user_id == user.pk for p in mentorship.pairings.all())


def can_open(user: Any, school_id: int) -> bool:
    """The deputy records the need of a mentor; the head may, too."""
    return access_of(user).has(school_id, Role.DEPUTY, Role.HEAD)


def can_open_for(user: Any, novice: Employment) -> bool:
    """The same for this teacher: anybody but oneself."""
    return can_open(user, novice.school_id) and novice.user_id != user.pk


def can_view(user: Any, mentorship: Mentorship) -> bool:
    """The same as `Mentorship.objects.visible_to`, for one case."""
    return leads(user, mentorship) or is_novice(user, mentorship) or mentors(user, mentorship)


def mentors(user: Any, mentorship: Mentorship) -> bool:
    """Whether the person mentors in this case, or did so to its end."""
    return any(
        p.mentor.user_id == user.pk and (is_not_over(p) or p.ended_on == mentorship.ended_on)
        for p in mentorship.pairings.all()
    )


def is_not_over(pairing: Pairing) -> bool:
    """Open, or today is its last day."""
    return pairing.ended_on is None or pairing.ended_on >= clock.today()


def concerned(mentorship: Mentorship) -> set[int]:
    """Ids of the people whose own matter the case is: the new teacher and the mentors."""
    return {mentorship.novice.user_id, *(pairing.mentor.user_id for pairing in mentorship.pairings.all())}


def own_matter(user: Any, mentorship: Mentorship) -> bool:
    """Nobody agrees, approves, evaluates, votes or signs in a matter of one's own (domain, section 1)."""
    return user.pk in concerned(mentorship)


def other_official(mentorship: Mentorship, *posts: Role, besides: Iterable[int] = ()) -> bool:
    """Whether somebody holds one of these posts today, acting ones too, for whom this is no matter of their own.

    Then it passes to them. besides: others whose own matter it is, such as a candidate.
    """
    return (
        Post.objects.on(clock.today())
        .filter(school_id=mentorship.school_id, kind__in=posts, user__is_active=True)
        .exclude(user_id__in={*concerned(mentorship), *besides})
        .exists()
    )


def leads_in_others_matter(
    user: Any,
    mentorship: Mentorship,
    *posts: Role,
    passes_to: Collection[Role] = LEADERS,
    counts_mentors: bool = False,
) -> bool:
    """Holds one of these posts at the school of the case, and the case is not about them as the new teacher.

    Where it is, the act passes to somebody of `passes_to` who has signed in before and is not concerned; where there is
    nobody, it stays possible, so that no small school is stuck, and the audit says so (`own_matter_marks`, adr/0009).
    counts_mentors: a mentor of the case passes it on, too. One query, in one's own matter alone.
    """
    if not access_of(user).has(mentorship.school_id, *posts):
        return False
    is_own = own_matter(user, mentorship) if counts_mentors else is_novice(user, mentorship)
    if not is_own:
        return True
    others = Post.objects.on(clock.today()).filter(
        school_id=mentorship.school_id, kind__in=passes_to, user__is_active=True
    )
    free = others.exclude(user_id__in=concerned(mentorship)).select_related("user")
    return not any(post.user.is_used for post in free)


def own_matter_marks(user: Any, mentorship: Mentorship, *, counts_mentors: bool = False) -> dict[str, bool]:
    """What the audit keeps besides of an act in one's own matter that nobody else could do."""
    is_own = own_matter(user, mentorship) if counts_mentors else is_novice(user, mentorship)
    return {"no_other_official": True} if is_own else {}


def free_or_alone(user: Any, mentorship: Mentorship, *posts: Role) -> bool:
    """No matter of one's own, or nobody else who could do it: then with the printed reason "no other official"."""
    return not own_matter(user, mentorship) or not other_official(mentorship, *posts)
