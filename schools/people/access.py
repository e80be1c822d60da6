"""What a person may be: roles by posts and employments held today. Rights are their union.

Policies ask `access_of(user).has(school_id, Role.DEPUTY)`; `visible_to` asks `schools_as`. Four queries at most,
read once per user object.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from common import clock


class Role(StrEnum):
    OPERATOR = "operator"
    DEPARTMENT = "department"
    HEAD = "head"
    DEPUTY = "deputy"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    PSYCHOLOGIST = "psychologist"
    TEACHER = "teacher"


LEADERS = (Role.DEPUTY, Role.HEAD)
COUNCIL = (Role.CHAIR, Role.SECRETARY, Role.MEMBER)
OF_COUNCIL = (*COUNCIL, Role.TEACHER)  # who may still sit in the council of a school: a post in it, or a stay there


@dataclass(frozen=True)
class Access:
    """Roles of one person on one day. private_shut_until: until then private records stay closed (adr/0016)."""

    user_id: int | None
    is_operator: bool = False
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    department_ids: frozenset[int] = frozenset()
    employment_ids: frozenset[int] = frozenset()
    private_shut_until: datetime | None = None

    @property
    def reads_private(self) -> bool:
        """False for some days after somebody was let in again: every policy and `visible_to` of a private kind asks
        this (domain, section 11: feedback, self-ratings, objections and whatever neither deputy nor head may read)."""
        return self.private_shut_until is None or self.private_shut_until <= clock.now()

    @property
    def school_ids(self) -> frozenset[int]:
        return frozenset(self.roles)

    def has(self, school_id: int | None, *roles: Role) -> bool:
        """True when the person holds any of these roles at the school today."""
        return school_id is not None and bool(self.roles.get(school_id, frozenset()) & set(roles))

    def schools_as(self, *roles: Role) -> frozenset[int]:
        """Schools where the person holds any of these roles today."""
        wanted = set(roles)
        return frozenset(school for school, held in self.roles.items() if held & wanted)

    def holds(self, *roles: Role) -> bool:
        return bool(self.schools_as(*roles))


NOBODY = Access(user_id=None)


def read_access(user: Any, today: date) -> Access:
    """Read the roles that this person holds on this date."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    roles: dict[int, set[Role]] = {}
    departments: set[int] = set()
    for school_id, department_id, kind in user.posts.on(today).values_list("school_id", "department_id", "kind"):
        if department_id is not None:
            departments.add(department_id)
        else:
            roles.setdefault(school_id, set()).add(Role(kind))
    if departments:
        below = user.posts.on(today).filter(department__districts__isnull=False)
        departments |= set(below.values_list("department__districts", flat=True))
    employments: set[int] = set()
    for pk, school_id in user.employments.on(today).values_list("pk", "school_id"):
        roles.setdefault(school_id, set()).add(Role.TEACHER)
        employments.add(pk)
    return Access(
        user_id=user.pk,
        is_operator=user.is_operator,
        roles={school: frozenset(held) for school, held in roles.items()},
        department_ids=frozenset(departments),
        employment_ids=frozenset(employments),
        private_shut_until=user.private_shut_until,
    )


def access_of(user: Any) -> Access:
    """The roles of today, kept on the user object for the length of a request."""
    today = clock.today()
    kept: tuple[date, Access] | None = getattr(user, "_access", None)
    if kept is None or kept[0] != today:
        kept = (today, read_access(user, today))
        user._access = kept
    return kept[1]
