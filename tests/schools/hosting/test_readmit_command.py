"""`manage.py readmit`: whoever holds the machine lets somebody in again where no second leader can confirm."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from common import clock
from common.models import AuditEntry, OutboxMail
from schools.people.models import Invitation, Readmission, User
from tests.factories import DepartmentFactory, EmploymentFactory, PostFactory, SchoolFactory, UserFactory, head_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OLD, NEW = "Қарлығаш-2026", "алма ағашы гүлдеді"


def said(login: str, **options: str) -> str:
    out = StringIO()
    call_command("readmit", login, stdout=out, **options)
    return out.getvalue()


def test_a_head_who_lost_every_way_gets_in_again():
    head = head_of(SchoolFactory())
    link = said(head.login.upper(), reason="Пошта жабылған").split("\n")[1]
    path = link[link.index("/join/") :]
    head.refresh_from_db()
    assert head.check_password(OLD), "until the new one is chosen"
    assert OutboxMail.objects.get().to == head.email
    assert "whoever runs this installation" in OutboxMail.objects.get().text
    assert Client().post(path, {"password": NEW}).status_code == 302
    head = User.objects.get(pk=head.pk)
    assert head.check_password(NEW)
    assert head.private_shut_until > clock.now()
    row = Readmission.objects.get()
    assert (row.asked_by, row.confirmed_by, row.reason) == (None, None, "Пошта жабылған")
    actions = AuditEntry.objects.filter(action__startswith="readmission.", actor_id=None)
    assert {entry.action for entry in actions} == {"readmission.asked", "readmission.confirmed"}


def test_run_twice_the_second_link_counts():
    stay = EmploymentFactory()
    first, second = (said(stay.user.login).split("\n")[1] for _number in range(2))
    browser = Client()
    assert browser.get(first[first.index("/join/") :]).status_code == 410
    assert browser.get(second[second.index("/join/") :]).status_code == 200
    assert Readmission.objects.open().count() == 1


def test_an_officer_of_a_department_too():
    place = DepartmentFactory()
    person = PostFactory(school=None, department=place, kind="department").user
    assert said(person.login)
    assert Invitation.objects.get().place == place


def test_an_account_that_nobody_used_is_invited_instead():
    fresh = EmploymentFactory(user__password=None).user
    with pytest.raises(CommandError, match=f"invite {fresh.login}"):
        said(fresh.login)
    with pytest.raises(CommandError, match="no school and in no department"):
        said(UserFactory().login)
    assert not Readmission.objects.exists()
