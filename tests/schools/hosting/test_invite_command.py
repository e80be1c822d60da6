"""`manage.py invite`: whoever holds the machine lets somebody in who has no other way."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from common.models import AuditEntry
from schools.people.models import Invitation
from tests.factories import (
    MOMENT,
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    head_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def said(login: str) -> str:
    out = StringIO()
    call_command("invite", login, stdout=out)
    return out.getvalue()


def test_a_head_without_email_who_forgot_the_password_gets_in_again():
    head = head_of(SchoolFactory(), email="", last_login=MOMENT)
    head.set_password("ескі құпиясөз")
    head.save()
    link = said(head.login.upper()).split("\n")[1]
    assert Client().get(link[link.index("/join/") :]).status_code == 200
    head.refresh_from_db()
    assert head.check_password("ескі құпиясөз"), "until the new one is chosen"
    entry = AuditEntry.objects.get(action="invitation.made")
    assert (entry.actor_id, entry.changes["user"]) == (None, head.pk)


@pytest.mark.parametrize("where", ["post", "department", "stay"])
def test_the_invitation_leads_to_the_persons_place(where):
    if where == "stay":
        stay = EmploymentFactory()
        person, place = stay.user, stay.school
    else:
        place = SchoolFactory() if where == "post" else DepartmentFactory()
        fields = {"school": place} if where == "post" else {"school": None, "department": place, "kind": "department"}
        person = PostFactory(**fields).user
    said(person.login)
    assert Invitation.objects.get().place == place


def test_nobody_or_somebody_without_a_place_changes_nothing():
    with pytest.raises(CommandError, match="Nobody here"):
        said("nobody")
    with pytest.raises(CommandError, match="no school and in no department"):
        said(UserFactory().login)
    assert not Invitation.objects.exists()
