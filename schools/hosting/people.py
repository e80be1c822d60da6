"""The first person of a school or a department: an account that an invitation or the set-up page opens."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common import audit, clock
from common.actor import Actor
from schools.hosting.facts import PersonFacts
from schools.organisation.models import Department, School
from schools.people.models import Employment, Post, User
from schools.people.services import email as emails
from schools.people.services import post_mails
from schools.people.services.logins import free_login


def unsaved(facts: PersonFacts, now: datetime) -> User:
    """The account with a free login, not stored yet; nobody can sign in with it."""
    person = User(
        login=free_login(facts.surname, facts.given_name),
        surname=facts.surname,
        given_name=facts.given_name,
        patronymic=facts.patronymic,
        language=facts.language,
    )
    person.set_unusable_password()
    emails.put(person, facts.email, now=now)
    return person


def store(person: User) -> User:
    """Raises ValidationError when two people of one name come at once."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise ValidationError(
            {"surname": _("Somebody of this name was added just now. Send the form again.")}
        ) from error
    return person


def make_deputy(*, school: School, person: User, hired_on: date, by: Actor, now: datetime) -> Post:
    """The stay at the school and, from today, the post of a deputy head."""
    check_hired_on(hired_on, clock.today(now))
    Employment.objects.create(school=school, user=person, hired_on=hired_on)
    post = Post.objects.create(user=person, school=school, kind=Post.Kind.DEPUTY, starts_on=clock.today(now))
    _tell(post, by, now)
    return post


def make_officer(*, department: Department, person: User, by: Actor, now: datetime) -> Post:
    """From today the post of an officer of the department. Raises ValidationError for a second one of that name."""
    kind, today = Post.Kind.DEPARTMENT, clock.today(now)
    namesakes = Post.objects.on(today).filter(department=department, user__search_key=person.search_key)
    if namesakes.exists():
        raise ValidationError({"surname": _("An officer of this name serves in the department already.")})
    post = Post.objects.create(user=person, department=department, kind=kind, starts_on=today)
    _tell(post, by, now)
    return post


def check_hired_on(day: date, today: date) -> None:
    """Raises ValidationError for `hired_on` when that day has not come."""
    if day > today:
        raise ValidationError({"hired_on": _("This day has not come yet.")})


def _tell(post: Post, by: Actor, now: datetime) -> None:
    audit.record(
        by=by, now=now, action="post.given", subject=post, changes={"user": post.user_id, "kind": str(post.kind)}
    )
    post_mails.tell_leaders(post, by=by, now=now, is_invited=True)
