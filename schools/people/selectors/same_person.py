"""Whom a name and an e-mail may mean that are entered at a school: people of this school alone (domain, section 13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from schools.people.models import Employment, User
from schools.people.selectors.ways_in import bound_elsewhere, without_safe_way_in

MOST_NAMED = 20


@dataclass(frozen=True)
class Known:
    """Somebody who is or was here. stay: the latest one. may_return: the account may be used again for a new stay."""

    stay: Employment
    may_return: bool
    has_email: bool


def known_here(*, school_id: int, person: Mapping[str, Any], hired_on: date | None) -> list[Known]:
    """Those with the same full name or the same e-mail, at work first. Three queries at most.

    An account that another place has a hand in, and that its owner never signed in to, is not opened again.
    """
    typed = User(**{name: person.get(name, "") for name in ("surname", "given_name", "patronymic")})
    typed.fill_keys()
    email = (person.get("email") or "").lower()
    same = Q(user__search_key=typed.search_key)
    if email:
        same |= Q(user__email__iexact=email)
    latest: dict[int, Employment] = {}
    stays = Employment.objects.filter(same, school_id=school_id).select_related("user", "subject")
    for stay in stays.order_by("hired_on", "pk")[: MOST_NAMED * 5]:
        latest[stay.user_id] = stay
    here = User.objects.filter(pk__in=list(latest))
    shut = (
        set(without_safe_way_in(bound_elsewhere(here, school_id)).values_list("pk", flat=True)) if latest else set()
    )
    found = [
        Known(
            stay=stay,
            may_return=stay.left_on is not None
            and hired_on is not None
            and hired_on > stay.left_on
            and stay.user_id not in shut,
            has_email=bool(email) and stay.user.email.lower() == email,
        )
        for stay in latest.values()
    ]
    return sorted(found, key=lambda one: (one.stay.left_on is not None, -one.stay.pk))[:MOST_NAMED]
