"""How many invitations went to an address today."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models.functions import Lower

from common import clock
from schools.organisation.models import Department, School
from schools.people.models import Invitation, User

A_PLACE, EVERYWHERE = 3, 10
"""Mails with an invitation that one address gets in a day, from one school or department and from all of them."""
MANY = 500


def over_limit(people: Iterable[User], *, place: School | Department, now: datetime) -> list[User]:
    """Those of them whose address would get more than that, were each of them invited by mail now."""
    people = [person for person in people if person.email]
    addresses = sorted({person.email.lower() for person in people})
    here: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    since = clock.at_hour(clock.today(now), 0)
    for start in range(0, len(addresses), MANY):
        mailed = Invitation.objects.filter(made_at__gte=since).alias(folded=Lower("mailed_to"))
        mailed = mailed.filter(folded__in=addresses[start : start + MANY])
        for address, school_id, department_id in mailed.values_list("mailed_to", "school_id", "department_id"):
            everywhere[address.lower()] += 1
            is_here = place.pk == (school_id if isinstance(place, School) else department_id)
            here[address.lower()] += is_here
    over = []
    for person in people:
        address = person.email.lower()
        here[address] += 1
        everywhere[address] += 1
        if here[address] > A_PLACE or everywhere[address] > EVERYWHERE:
            over.append(person)
    return over
