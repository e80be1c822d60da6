"""The first school of an installation and its deputy head, made on the set-up page."""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import clock, codes
from common.actor import Actor
from common.errors import AlreadyDone
from common.models import Installation
from schools.hosting import people
from schools.hosting.facts import DeputyFacts, SchoolFacts
from schools.hosting.services import make_school
from schools.people.models import User
from schools.people.services.operators import set_operator


@transaction.atomic
def set_up_school(
    *,
    code: str,
    school: SchoolFacts,
    deputy: DeputyFacts,
    password: str,
    by: Actor,
    now: datetime,
    operates: bool = False,
) -> User:
    """Make the school and its deputy head, who may sign in at once; afterwards the code opens nothing.

    by: nobody is signed in yet; the entries name the new deputy. operates: the person looks after the installation,
    too. Raises ValidationError for a wrong code, a weak password, a day of hire that has not come; AlreadyDone when
    somebody was first.
    """
    row = Installation.objects.select_for_update().filter(pk=1, is_demo=False).first()
    if row is None or row.set_up_at is not None:
        raise AlreadyDone("set_up", _("This school has been set up already. Sign in."))
    check_code(code, row)
    people.check_hired_on(deputy.hired_on, clock.today(now))
    person = people.unsaved(deputy.person, now)
    check_password(password, person)
    person.set_password(password)
    people.store(person)
    row.set_up_at, row.setup_code_hash = now, ""
    row.save(update_fields=["set_up_at", "setup_code_hash"])
    actor = replace(by, user=person, capacity="deputy")
    place = make_school(school, by=actor, now=now, action="school.set_up")
    people.make_deputy(school=place, person=person, hired_on=deputy.hired_on, by=actor, now=now)
    if operates:
        set_operator(person_id=person.pk, operates=True, now=now, by=actor)
    return person


def check_code(code: str, row: Installation | None) -> None:
    """Raises ValidationError for `code` unless it is the one that the terminal showed last."""
    if row is None or not codes.fits(code, row.setup_code_hash):
        raise ValidationError(
            {"code": _("This is not the code that the terminal showed last. Every start shows a new one.")}
        )


def check_password(password: str, person: User) -> None:
    """Raises ValidationError for `password` when it is weak for this person."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
