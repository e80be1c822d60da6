"""Let in again: one leader asks, another one confirms, every address gets a notice; signing in ends it (adr/0016)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry, OutboxMail
from schools.people.models import EarlierEmail, Invitation, Post, Readmission, User
from schools.people.selectors.readmissions import Stage, stage_of, waiting_for
from schools.people.services import invitations, joining
from schools.people.services import readmission as services
from tests.factories import (
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    actor,
    deputy_of,
    give,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "алма ағашы гүлдеді"
REASON = "Телефонын жоғалтты, құпиясөзін ұмытты"


def ask(school, person: User, by: User, reason: str = REASON) -> Readmission:
    by = User.objects.get(pk=by.pk)
    return services.ask(school=school, user_id=person.pk, reason=reason, by=actor(by), now=time.now())


def confirm(row: Readmission, by: User, *, by_mail: bool = False) -> invitations.Invited:
    by = User.objects.get(pk=by.pk)
    return services.confirm(readmission_id=row.pk, by=actor(by), now=time.now(), by_mail=by_mail)


def end(row: Readmission, by: User, reason: str = "Ол кіре алады") -> Readmission:
    by = User.objects.get(pk=by.pk)
    return services.end(readmission_id=row.pk, by=actor(by), now=time.now(), reason=reason)


def use(made: invitations.Invited, **more: object) -> User:
    return joining.use(code=made.code, password=PASSWORD, now=time.now(), **more)  # type: ignore[arg-type]


def test_one_asks_another_confirms_and_the_account_opens(school, deputy, head, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    assert not Invitation.objects.exists(), "nothing opens before a second leader agrees"
    made = confirm(row, head)
    assert made.invitation.readmission_id == row.pk
    person = use(made)
    assert person == teacher.user
    assert person.check_password(PASSWORD)
    row.refresh_from_db()
    assert row.used_at == time.now()
    actions = ["readmission.asked", "readmission.confirmed", "readmission.used"]
    entries = AuditEntry.objects.filter(action__in=actions)
    assert sorted(entry.action for entry in entries) == sorted(actions)
    assert PASSWORD not in str([entry.changes for entry in entries])
    with pytest.raises(DomainError):
        use(made)


@pytest.mark.parametrize("who", ["asker", "teacher", "stranger", "concerned"])
def test_asker_person_and_confirmer_are_three_people(who, school, deputy, head, teacher, stranger) -> None:
    other = deputy_of(school)
    concerned = give(teacher.user, school, Post.Kind.HEAD)
    row = ask(school, concerned, other)
    people = {"asker": other, "teacher": EmploymentFactory(school=school).user, "stranger": stranger}
    with pytest.raises(PermissionDenied):
        confirm(row, people.get(who, concerned))
    assert confirm(row, deputy)


def test_nobody_asks_for_oneself_or_from_elsewhere(school, deputy, teacher, stranger) -> None:
    for by, person in ((deputy, deputy), (teacher.user, deputy), (stranger, teacher.user)):
        with pytest.raises(PermissionDenied):
            ask(school, person, by)
    assert not Readmission.objects.exists()


def test_the_database_keeps_two_people_and_one_request_at_a_school(school, deputy, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Readmission.objects.filter(pk=row.pk).update(confirmed_by=deputy, confirmed_at=time.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Readmission.objects.create(user=teacher.user, school=school, asked_by=deputy, asked_at=time.now())


def test_an_account_that_nobody_used_is_invited_instead(school, deputy) -> None:
    fresh = EmploymentFactory(school=school, user__password=None).user
    with pytest.raises(PermissionDenied):
        ask(school, fresh, deputy)


def test_of_a_never_used_account_bound_elsewhere_too_two_leaders_agree(school, other_school, deputy, head) -> None:
    person = EmploymentFactory(school=school, user__password=None).user
    EmploymentFactory(
        school=other_school, user=person, hired_on=time.today().replace(year=2019), left_on=time.today()
    )
    with pytest.raises(PermissionDenied):
        invitations.invite(school=school, user_ids=[person.pk], by=actor(deputy), now=time.now())
    came = use(confirm(ask(school, person, deputy), head))
    assert came.private_shut_until == time.now() + timedelta(days=7)
    assert came.readmissions.get().old_factors == {}, "there was nothing old to keep"


@pytest.mark.parametrize("rights", ["head elsewhere", "psychologist elsewhere", "department", "operator"])
def test_rights_at_another_place_are_not_given_by_this_school(rights, school, other_school, deputy, teacher) -> None:
    if rights == "operator":
        User.objects.filter(pk=teacher.user_id).update(is_operator=True)
    elif rights == "department":
        PostFactory(user=teacher.user, school=None, department=DepartmentFactory(), kind=Post.Kind.DEPARTMENT)
    else:
        give(teacher.user, other_school, rights.split()[0])
    with pytest.raises(PermissionDenied):
        ask(school, teacher.user, deputy)


def test_a_reason_is_said(school, deputy, head, teacher) -> None:
    with pytest.raises(ValidationError):
        ask(school, teacher.user, deputy, reason="  ")
    row = ask(school, teacher.user, deputy)
    with pytest.raises(ValidationError):
        end(row, head, reason=" ")


def test_asked_twice_the_second_one_learns_of_the_first(school, deputy, head, teacher) -> None:
    ask(school, teacher.user, deputy)
    with pytest.raises(AlreadyDone) as refused:
        ask(school, teacher.user, head)
    assert refused.value.who == deputy


@pytest.mark.parametrize("how", ["withdrawn", "declined"])
def test_withdrawn_or_declined_nothing_opens(how, school, deputy, head, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    end(row, deputy if how == "withdrawn" else head)
    for again in (lambda: confirm(row, head), lambda: end(row, head)):
        with pytest.raises(AlreadyDone):
            again()
    assert not Invitation.objects.exists()
    assert AuditEntry.objects.filter(action="readmission.ended").count() == 1
    assert ask(school, teacher.user, head), "it can be asked once more"


def test_withdrawn_after_the_confirmation_the_link_is_dead(school, deputy, head, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    made = confirm(row, head)
    end(row, deputy)
    with pytest.raises(DomainError) as refused:
        use(made)
    assert refused.value.code == "not_usable"
    assert User.objects.get(pk=teacher.user_id).password == teacher.user.password


def test_a_link_that_ran_out_is_asked_for_once_more(school, deputy, head, teacher, clock) -> None:
    row = ask(school, teacher.user, deputy)
    made = confirm(row, head)
    clock.shift(timedelta(days=7))
    with pytest.raises(DomainError):
        use(made)
    assert stage_of(row.__class__.objects.get(pk=row.pk), time.now()) == Stage.RAN_OUT
    second = confirm(ask(school, teacher.user, deputy), head)
    assert use(second)
    row.refresh_from_db()
    assert row.end_reason == Readmission.RAN_OUT


def test_whoever_signs_in_meanwhile_ends_it(school, deputy, head, teacher, client) -> None:
    row = ask(school, teacher.user, deputy)
    made = confirm(row, head)
    typed = {"login": teacher.user.login, "password": "Қарлығаш-2026"}
    assert client.post(reverse("account_login"), typed).status_code == 302
    row.refresh_from_db()
    assert (row.ended_by, row.end_reason) == (teacher.user, Readmission.SIGNED_IN)
    assert client.get(reverse("join", args=[made.code])).status_code == 410
    with pytest.raises(DomainError):
        use(made)


def test_the_person_who_is_still_signed_in_finds_it_and_ends_it(school, deputy, head, teacher, signed_in) -> None:
    row = ask(school, teacher.user, deputy)
    browser = signed_in(teacher.user)
    assert "Somebody wants to let you in again" in browser.get(reverse("home")).content.decode()
    page = browser.get(reverse("readmission", args=[row.pk])).content.decode()
    assert "I can sign in: end it" in page
    assert browser.post(reverse("readmission_end", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.ended_by == teacher.user


def test_who_asked_must_still_lead_the_school(school, deputy, head, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    Post.objects.filter(user=deputy).update(ends_on=time.today() - timedelta(days=1))
    with pytest.raises(DomainError) as refused:
        confirm(row, head)
    assert refused.value.code == "asker_gone"


def test_who_was_let_in_just_now_neither_asks_nor_confirms(school, deputy, head, teacher) -> None:
    row = ask(school, teacher.user, deputy)
    User.objects.filter(pk=head.pk).update(private_shut_until=time.now() + timedelta(days=3))
    with pytest.raises(PermissionDenied):
        confirm(row, head)
    with pytest.raises(PermissionDenied):
        ask(school, EmploymentFactory(school=school).user, head)
    assert row.pk not in waiting_for(User.objects.get(pk=head.pk)).values_list("pk", flat=True)


def test_another_school_sees_nothing_and_asks_for_itself(
    school, other_school, deputy, head, teacher, stranger
) -> None:
    EmploymentFactory(school=other_school, user=teacher.user)
    row = ask(school, teacher.user, deputy)
    browser = Client()
    browser.force_login(stranger)
    assert browser.get(reverse("readmission", args=[row.pk])).status_code == 404
    page = browser.get(reverse("accounts")).content.decode()
    assert "Waits for a second leader" not in page
    there = ask(other_school, teacher.user, stranger)
    assert not waiting_for(stranger).exclude(pk=there.pk).exists()
    use(confirm(row, head))
    there.refresh_from_db()
    assert there.end_reason == Readmission.OTHER_WAY


def test_every_address_that_the_account_had_gets_the_notice(school, deputy, head, teacher) -> None:
    person = teacher.user
    for address in ("old@mektep.example", "OLD@mektep.example", "older@mektep.example"):
        EarlierEmail.objects.create(user=person, email=address, replaced_at=time.now() - timedelta(days=400))
    made = confirm(ask(school, person, deputy), head)
    notified = {person.email, "old@mektep.example", "older@mektep.example"}
    confirmed = OutboxMail.objects.filter(dedupe_key__startswith="readmission-confirmed:")
    assert sorted(mail.to for mail in confirmed) == sorted(notified)
    text = confirmed[0].text
    assert "Deputy head, А. М. С." in text
    assert "Head of the school, С. Ж. Б." in text
    assert "03.12.2026, 15:00" in text, "the hour of Almaty"
    assert made.code not in text
    assert not any(name in text for name in ("Сейтқали", "Омарова", "Бекмұратов"))
    use(made)
    used = OutboxMail.objects.filter(dedupe_key__startswith="readmission-used:")
    assert sorted(mail.to for mail in used) == sorted(notified)
    assert "10.12.2026, 15:00" in used[0].text


def test_the_notice_is_in_the_persons_language(school, deputy, head, teacher) -> None:
    User.objects.filter(pk=teacher.user_id).update(language="kk")
    confirm(ask(school, teacher.user, deputy), head)
    mail = OutboxMail.objects.get(dedupe_key__startswith="readmission-confirmed:")
    assert "Кіре алмай қалғандықтан" in mail.text
    assert mail.subject == "Мектебіңіз есептік жазбаңызға кіруді қалпына келтіреді"


def test_the_other_leaders_get_a_mail_and_a_task(school, deputy, head, teacher, signed_in) -> None:
    third = deputy_of(school, email="")
    row = ask(school, teacher.user, deputy)
    mail = OutboxMail.objects.get()
    assert mail.to == head.email
    assert reverse("readmission", args=[row.pk]) in mail.text
    assert "Г. С. О." in mail.text
    for person, sees in ((head, True), (third, True), (deputy, False)):
        assert ("Let somebody in again" in signed_in(person).get(reverse("home")).content.decode()) is sees


def test_by_mail_the_link_goes_to_the_present_address(school, deputy, head, teacher) -> None:
    made = confirm(ask(school, teacher.user, deputy), head, by_mail=True)
    mail = OutboxMail.objects.get(dedupe_key=f"invitation:{made.invitation.pk}")
    assert (mail.to, mail.secret) == (teacher.user.email, True)
    assert made.link in mail.text
    assert made.invitation.mailed_to == teacher.user.email
