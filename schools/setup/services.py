"""The first school of an installation and its deputy head, made on the set-up page."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock, codes
from common.actor import Actor
from common.errors import AlreadyDone
from common.models import Installation
from schools.organisation.models import School
from schools.people.models import Employment, Post, User
from schools.people.services.logins import free_login
from schools.people.services.operators import set_operator


@dataclass(frozen=True)
class SchoolFacts:
    """What is asked about the school; `language` is that of its papers."""

    name_kk: str
    name_ru: str
    place_kk: str
    place_ru: str
    week: int
    is_small: bool = False
    name_en: str = ""
    place_en: str = ""
    language: str = "kk"


@dataclass(frozen=True)
class DeputyFacts:
    """What is asked about the deputy head who sets the school up. operates: looks after the installation too."""

    surname: str
    given_name: str
    email: str
    hired_on: date
    patronymic: str = ""
    language: str = "kk"
    operates: bool = False


@transaction.atomic
def set_up_school(
    *, code: str, school: SchoolFacts, deputy: DeputyFacts, password: str, by: Actor, now: datetime
) -> User:
    """Make the school and its deputy head, who may sign in at once; afterwards the code opens nothing.

    by: nobody is signed in yet; the entries name the new deputy. Raises ValidationError for a wrong code, a weak
    password, a day of hire that has not come; AlreadyDone when somebody was first.
    """
    row = Installation.objects.select_for_update().filter(pk=1, is_demo=False).first()
    if row is None or row.set_up_at is not None:
        raise AlreadyDone("set_up", _("This school has been set up already. Sign in."))
    check_code(code, row)
    check_hired_on(deputy.hired_on, clock.today(now))
    person = User(
        login=free_login(deputy.surname, deputy.given_name),
        **{**_of_person(deputy), "email": deputy.email.lower()},
    )
    check_password(password, person)
    person.set_password(password)
    person.save()
    place = School.objects.create(**asdict(school))
    Employment.objects.create(school=place, user=person, hired_on=deputy.hired_on)
    post = Post.objects.create(user=person, school=place, kind=Post.Kind.DEPUTY, starts_on=clock.today(now))
    row.set_up_at, row.setup_code_hash = now, ""
    row.save(update_fields=["set_up_at", "setup_code_hash"])
    actor = Actor(user=person, capacity="deputy", request_id=by.request_id)
    audit.record(
        by=actor,
        now=now,
        action="school.set_up",
        subject=place,
        school_id=place.pk,
        changes={"name_ru": place.name_ru},
    )
    audit.record(by=actor, now=now, action="post.given", subject=post, changes={"user": person.pk, "kind": post.kind})
    if deputy.operates:
        set_operator(person_id=person.pk, operates=True, now=now, by=actor)
    return person


def _of_person(deputy: DeputyFacts) -> dict[str, str]:
    return {name: value for name, value in asdict(deputy).items() if name not in ("hired_on", "operates")}


def check_code(code: str, row: Installation | None) -> None:
    """Raises ValidationError for `code` unless it is the one that the terminal showed last."""
    if row is None or not codes.fits(code, row.setup_code_hash):
        raise ValidationError(
            {"code": _("This is not the code that the terminal showed last. Every start shows a new one.")}
        )


def check_hired_on(day: date, today: date) -> None:
    """Raises ValidationError for `hired_on` when that day has not come."""
    if day > today:
        raise ValidationError({"hired_on": _("This day has not come yet.")})


def check_password(password: str, person: User) -> None:
    """Raises ValidationError for `password` when it is weak for this person."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
