"""`manage.py invite`: whoever holds the machine invites somebody whom no page can."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

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


def test_a_used_account_is_let_in_again_instead():
    head = head_of(SchoolFactory(), email="", last_login=MOMENT)
    with pytest.raises(CommandError, match=f"readmit {head.login}"):
        said(head.login.upper())
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("where", ["post", "department", "stay"])
def test_the_invitation_leads_to_the_persons_place(where):
    if where == "stay":
        stay = EmploymentFactory(user__password=None)
        person, place = stay.user, stay.school
    else:
        place = SchoolFactory() if where == "post" else DepartmentFactory()
        fields = {"school": place} if where == "post" else {"school": None, "department": place, "kind": "department"}
        person = PostFactory(**fields, user__password=None).user
    said(person.login)
    assert Invitation.objects.get().place == place


def test_nobody_or_somebody_without_a_place_changes_nothing():
    with pytest.raises(CommandError, match="Nobody here"):
        said("nobody")
    with pytest.raises(CommandError, match="no school and in no department"):
        said(UserFactory(password=None).login)
    assert not Invitation.objects.exists()


def test_an_e_mail_that_several_share_names_nobody():
    for number in (1, 2):
        EmploymentFactory(user__password=None, user__login=f"omarova.g{number}", user__email="kense@mektep.example")
    with pytest.raises(CommandError, match="omarova.g1, omarova.g2"):
        said("kense@mektep.example")
    assert said("omarova.g2")
