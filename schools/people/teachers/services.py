"""Write the stay of a teacher, from hire to leaving. What the right to mentor rests on is written by `evidence`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from common import audit, clock, events
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from schools.organisation.models import School
from schools.people.events import EmploymentEnded, EmploymentStarted
from schools.people.models import (
    Employment,
    Post,
    User,
)
from schools.people.rules import Span, free_login, login_base
from schools.people.selectors.same_person import known_here
from schools.people.selectors.ways_in import has_own_email, has_own_name
from schools.people.services import email as emails
from schools.people.services import shared
from schools.people.services.posts import remove_before_start
from schools.people.teachers import policies
from schools.people.teachers.selectors import posts_ended_by
from schools.people.words import EMAIL_HERE, OWN_EMAIL, OWN_NAME

LEADING = (Post.Kind.HEAD, Post.Kind.DEPUTY)


@transaction.atomic
def hire(
    *,
    school_id: int,
    person: Mapping[str, Any],
    stay: Mapping[str, Any],
    by: Actor,
    now: datetime,
    same_as: int | None = None,
) -> Employment:
    """A new stay at the school: of a new person, with an account that an invitation opens, or of somebody who was here.

    same_as: the account of the person who comes back. Raises ValidationError when the personnel number or the e-mail
    belongs to somebody of this school, the person is at work here, or the earlier account may not be used again.
    """
    if not policies.can_hire(by.user, school_id):
        raise PermissionDenied
    school = School.objects.select_for_update().get(pk=school_id)
    if same_as is not None:
        return _hire_again(same_as, school, person, stay, by, now)
    email, person = person.get("email", ""), {name: value for name, value in person.items() if name != "email"}
    _check_email_here(email, school_id, None)
    _check_stay(stay, school_id, None)
    user = User(password=make_password(None), language=school.language, **person)
    emails.put(user, email, now=now)
    user.fill_keys()
    namesake = Employment.objects.filter(
        school=school, user__search_key=user.search_key, hired_on=stay["hired_on"]
    ).first()
    if namesake is not None:
        raise ValidationError({"hired_on": _("A person with this name was hired here on this day.")})
    user.login = free_login(login_base(user.surname, user.given_name), _logins(user))
    user.save()
    return _start(user, school, stay, by, now)


def _hire_again(
    same_as: int, school: School, person: Mapping[str, Any], stay: Mapping[str, Any], by: Actor, now: datetime
) -> Employment:
    """Name, e-mail and phone of the account stay as they are: they are corrected on the page of the teacher."""
    known = known_here(school_id=school.pk, person=person, hired_on=stay["hired_on"])
    if not any(one.may_return and one.stay.user_id == same_as for one in known):
        raise ValidationError({"who": _("Somebody changed this person meanwhile. Look once more who is meant.")})
    _check_stay(stay, school.pk, None)
    return _start(User.objects.select_for_update().get(pk=same_as), school, stay, by, now)


def _start(user: User, school: School, stay: Mapping[str, Any], by: Actor, now: datetime) -> Employment:
    employment = Employment.objects.create(school=school, user=user, **stay)
    audit.record(
        by=by, now=now, action="employment.started", subject=employment, changes={"hired_on": employment.hired_on}
    )
    events.emit(EmploymentStarted((employment.pk,), by, now))
    return employment


@transaction.atomic
def change(
    *, employment_id: int, person: Mapping[str, Any], stay: Mapping[str, Any], by: Actor, now: datetime
) -> Employment:
    """Correct the person or the stay; the audit entry holds what was before and after.

    Raises ValidationError for another e-mail, name or phone where they are the person's own to change
    (`ways_in.own_email`, `own_name`), or for an e-mail that somebody of this school has.
    """
    employment = locked(employment_id, by)
    employment.user = User.objects.select_for_update().get(pk=employment.user_id)  # one who signs in now is seen
    email, person = person.get("email"), {name: value for name, value in person.items() if name != "email"}
    if email is not None and emails.normal(email) != emails.normal(employment.user.email):
        _check_email_is_ours(employment)
        _check_email_here(email, employment.school_id, employment.user_id)
        emails.change(user=employment.user, email=email, by=by, now=now)
    _check_name_is_ours(employment, person, clock.today(now))
    _check_stay(stay, employment.school_id, employment)
    changes = {}
    for row, values in ((employment.user, person), (employment, stay)):
        for name, after in values.items():
            before = getattr(row, name)
            if before != after:
                changes[name] = [before, after]
                setattr(row, name, after)
        row.save()
    if changes:
        audit.record(by=by, now=now, action="employment.changed", subject=employment, changes=changes)
        shared.tell_corrected({employment.user_id: changes}, school_id=employment.school_id, now=now)
    return employment


@transaction.atomic
def end(*, employment_id: int, left_on: date, reason: str, by: Actor, now: datetime) -> Employment:
    """The last day at the school, inclusive; it may lie ahead. Posts at the school end with it.

    Who leads the school first gives the post to a successor. Raises AlreadyDone when the end is known.
    """
    employment = locked(employment_id, by)
    if not policies.can_end(by.user, employment):
        raise PermissionDenied
    if employment.left_on is not None:
        raise AlreadyDone(
            "employment.ended",
            _("The end of this employment was already entered."),
            **audit.first_to(employment, "employment.ended"),
        )
    if left_on < employment.hired_on:
        raise ValidationError({"left_on": _("The last day is before the date of hire.")})
    posts = list(posts_ended_by(employment, left_on).select_for_update())
    if leading := next((post for post in posts if post.kind in LEADING), None):
        raise DomainError(
            "employment.leads",
            _("This person holds a post that the school cannot be without: %(post)s. End that post first.")
            % {"post": leading.get_kind_display()},
        )
    employment.left_on, employment.leave_reason = left_on, reason
    employment.save(update_fields=["left_on", "leave_reason"])
    for post in posts:
        if post.starts_on > max(left_on, clock.today(now)):
            remove_before_start(post, reason=reason, by=by, now=now)
            continue
        post.ends_on = max(left_on, post.starts_on)
        post.save(update_fields=["ends_on"])
        audit.record(by=by, now=now, action="post.ended", subject=post, changes={"ends_on": post.ends_on})
    audit.record(
        by=by,
        now=now,
        action="employment.ended",
        subject=employment,
        changes={"left_on": left_on, "reason": reason},
    )
    events.emit(EmploymentEnded(employment.pk, left_on, by, now))
    return employment


@transaction.atomic
def log_export(*, school: School, rows: int, by: Actor, now: datetime) -> None:
    """Every download of personal data is logged (domain, section 11)."""
    if not policies.can_list(by.user, school.pk):
        raise PermissionDenied
    audit.record(
        by=by, now=now, action="teachers.exported", subject=school, school_id=school.pk, changes={"rows": rows}
    )


def locked(employment_id: int, by: Actor) -> Employment:
    """The stay, for those who may write it. Raises PermissionDenied."""
    employment = Employment.objects.select_for_update(of=("self",)).select_related("user").get(pk=employment_id)
    if not policies.can_edit(by.user, employment):
        raise PermissionDenied
    return employment


def _check_email_is_ours(employment: Employment) -> None:
    if has_own_email(employment.user, employment.school_id):
        raise ValidationError({"email": OWN_EMAIL})


def _check_name_is_ours(employment: Employment, person: Mapping[str, Any], today: date) -> None:
    changed = [name for name, value in person.items() if getattr(employment.user, name) != value]
    if changed and has_own_name(employment.user, employment.school_id, today):
        raise ValidationError(dict.fromkeys(changed, OWN_NAME))


def _check_email_here(email: str, school_id: int, user_id: int | None) -> None:
    """People of one's own school alone: of accounts elsewhere nothing is asked and nothing said."""
    here = Employment.objects.filter(school_id=school_id, user__email__iexact=emails.normal(email))
    other = here.exclude(user=user_id).select_related("user").first() if email else None
    if other is not None:
        raise ValidationError({"email": EMAIL_HERE % {"who": other.user}})


def _check_stay(stay: Mapping[str, Any], school_id: int, employment: Employment | None) -> None:
    number = stay.get("personnel_number") or ""
    others = Employment.objects.filter(school_id=school_id, left_on__isnull=True, personnel_number=number)
    if employment is not None:
        others = others.exclude(pk=employment.pk)
        if employment.left_on and stay["hired_on"] > employment.left_on:
            raise ValidationError({"hired_on": _("This person left the school before this date of hire.")})
        _check_other_stays(stay["hired_on"], employment)
    if number and (employment is None or employment.left_on is None) and (other := others.first()):
        raise ValidationError({"personnel_number": _("This number belongs to: %(who)s.") % {"who": other.user}})


def _check_other_stays(hired_on: date, employment: Employment) -> None:
    """Another day of hire must not reach into another stay of this person at the school."""
    if hired_on == employment.hired_on:
        return
    span = Span(hired_on, employment.left_on)
    stays = Employment.objects.filter(school=employment.school_id, user=employment.user_id).exclude(pk=employment.pk)
    if any(span.overlaps(Span(other.hired_on, other.left_on)) for other in stays):
        raise ValidationError({"hired_on": _("This person was at the school on some of these days already.")})


def _logins(user: User) -> set[str]:
    base = login_base(user.surname, user.given_name)
    return set(User.objects.filter(login__istartswith=base).values_list(Lower("login"), flat=True))
