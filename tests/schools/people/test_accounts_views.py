"""The list of accounts, inviting one or many, links, slips, revoking, and the invited person's way in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.models import OutboxMail
from schools.people.models import Employment, Invitation, Post, Readmission, User
from schools.people.services import invitations as services
from schools.people.services import readmission
from tests.factories import EmploymentFactory, actor, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD = "алма ағашы гүлдеді"
INVITE = "/accounts/invite/"


@pytest.fixture
def teacher(school) -> Employment:
    """Nobody has used this account yet."""
    name = {"user__surname": "Омарова", "user__given_name": "Гүлнара", "user__patronymic": "Сапарқызы"}
    return EmploymentFactory(school=school, user__password=None, **name)


@pytest.fixture
def desk(deputy, signed_in) -> Client:
    return signed_in(deputy)


@pytest.fixture
def made(school, deputy, teacher) -> services.Invited:
    return services.invite(school=school, user_ids=[teacher.user_id], by=actor(deputy), now=time.now())[0]


def test_the_list_tells_how_far_each_has_come(school, deputy, teacher, desk, made, clock) -> None:
    EmploymentFactory(school=school, user__password=None, user__surname="Жүнісова")
    page = desk.get(reverse("accounts")).content.decode()
    assert "Invited" in page
    assert "Not invited" in page
    assert "Has signed in" in page
    assert reverse("invitation_revoke", args=[made.invitation.pk]) in page
    clock.shift(timedelta(days=8))
    assert "Invitation ran out" in desk.get(reverse("accounts")).content.decode()


def test_who_has_no_e_mail_is_shown_in_words(school, desk) -> None:
    EmploymentFactory(school=school, user__password=None, user__email="")
    assert "No e-mail" in desk.get(reverse("accounts")).content.decode()


@pytest.mark.parametrize(
    ("state", "names"),
    [("not_invited", {"Жүнісова"}), ("invited", {"Омарова"}), ("signed_in", {"Сейтқали"}), ("x", None), ("", None)],
)
def test_filters_by_state(state, names, school, deputy, teacher, desk, made) -> None:
    EmploymentFactory(school=school, user__password=None, user__surname="Жүнісова")
    answer = desk.get(reverse("accounts"), {"state": state})
    shown = {row.person.surname for row in answer.context["rows"]}
    assert shown == (names or {"Жүнісова", "Омарова", "Сейтқали"})


def test_search_finds_any_part_in_any_case(school, teacher, desk) -> None:
    answer = desk.get(reverse("accounts"), {"q": "гүлн ОМАР"})
    assert [row.person for row in answer.context["rows"]] == [teacher.user]


def test_people_of_another_school_are_not_shown(stranger, desk) -> None:
    assert stranger.full_name not in desk.get(reverse("accounts")).content.decode()


def test_mailing_leads_back_to_the_list(teacher, desk) -> None:
    answer = desk.post(INVITE, {"person": [teacher.user_id], "how": "mail"}, follow=True)
    assert "1 invitation is on its way." in answer.content.decode()
    assert OutboxMail.objects.count() == 1


def test_a_link_is_shown_once_with_a_message_to_copy(teacher, desk) -> None:
    answer = desk.post(INVITE, {"person": [teacher.user_id], "how": "link"})
    page = answer.content.decode()
    link = page[page.index("/join/") :].split("\n")[0].strip()
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(link).status_code == 200
    assert link not in desk.get(reverse("accounts")).content.decode()


def test_slips_for_a_whole_staff_room(school, deputy, teacher, desk) -> None:
    for number in range(5):
        EmploymentFactory(school=school, user__password=None, user__email="" if number else "a@mektep.example")
    answer = desk.post(INVITE, {"everyone": "1", "how": "slip"})
    page = answer.content.decode()
    assert page.count("<svg viewBox") == 6 + 1  # the brand's mark is one more
    assert page.count("http://127.0.0.1:8000/join/") == 6
    assert Invitation.objects.count() == 6
    assert not Invitation.objects.filter(user=deputy).exists()


def test_a_refusal_keeps_the_choice(school, teacher, desk) -> None:
    paper = EmploymentFactory(school=school, user__password=None, user__email="").user
    answer = desk.post(INVITE, {"person": [teacher.user_id, paper.pk], "how": "mail"})
    page = answer.content.decode()
    assert "1 of them has no e-mail. Nobody was invited." in page
    assert page.count(" checked") == 2
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("data", [{"how": "mail"}, {"everyone": ""}])
def test_nobody_chosen_or_no_way_named_is_said(data, teacher, desk) -> None:
    answer = desk.post(INVITE, data)
    assert answer.status_code == 200
    assert "Nobody was invited yet" in answer.content.decode()


def test_forbidden_foreign_and_by_get(teacher, stranger, desk, signed_in) -> None:
    assert desk.post(INVITE, {"person": [stranger.pk], "how": "link"}).status_code == 404
    assert signed_in(teacher.user).post(INVITE, {"person": [teacher.user_id], "how": "link"}).status_code == 403
    assert desk.get(INVITE).status_code == 405
    assert not Invitation.objects.exists()


def test_revoking(teacher, desk, made, stranger, signed_in) -> None:
    url = reverse("invitation_revoke", args=[made.invitation.pk])
    assert signed_in(stranger).post(url).status_code == 404
    assert signed_in(teacher.user).post(url).status_code == 404
    assert "Revoke the invitation" in desk.get(url).content.decode()
    assert desk.post(url).url == reverse("accounts")
    assert Client().get(reverse("join", args=[made.code])).status_code == 410
    again = desk.post(url, follow=True)
    assert "revoked before" in again.content.decode()


def test_the_invited_person_chooses_a_password_and_is_in(teacher, made, client) -> None:
    url = reverse("join", args=[made.code])
    page = client.get(url).content.decode()
    assert teacher.user.full_name in page
    assert teacher.user.login in page
    assert "<dd>Teacher</dd>" in page
    assert f'value="{teacher.user.email}"' in page
    weak = client.post(url, {"password": "123456"})
    assert weak.status_code == 200
    assert 'value="123456"' not in weak.content.decode()
    answer = client.post(url, {"password": PASSWORD, "email": teacher.user.email})
    assert answer.url == reverse("home")
    assert client.session["_auth_user_id"] == str(teacher.user_id)
    assert User.objects.get(pk=teacher.user_id).last_login is not None
    assert Client().get(url).status_code == 410


def test_pages_and_mails_go_on_in_the_language_in_which_one_joined(teacher, made, client) -> None:
    type(teacher.user).objects.filter(pk=teacher.user_id).update(language="kk")
    client.cookies["talimger_language"] = "ru"
    address = made.link.partition("8000")[2]
    assert client.post(address, {"password": "қарлығаш ұясы биік", "email": ""}).status_code == 302
    teacher.user.refresh_from_db()
    assert teacher.user.language == "ru"


def test_whoever_sat_at_this_device_before_is_signed_out(teacher, made, desk) -> None:
    desk.post(reverse("join", args=[made.code]), {"password": PASSWORD})
    assert desk.session["_auth_user_id"] == str(teacher.user_id)


@pytest.mark.parametrize("code", ["x", "2345-6789-ABCD-EFGH-JKMN-PQRS", "Қазақша"])
def test_an_unknown_code_gets_a_plain_page(code, client) -> None:
    answer = client.get(reverse("join", args=[code]))
    assert answer.status_code == 410
    assert "does not work any more" in answer.content.decode()


def test_a_code_may_be_typed(made, client) -> None:
    typed = made.code.lower().replace("-", " ")
    assert client.post(reverse("join_start"), {"code": typed}).url == reverse("join", args=[made.code])
    assert "Fill this in." in client.post(reverse("join_start"), {"code": ""}).content.decode()
    assert client.post(reverse("join_start"), {"code": "!!!"}).status_code == 200


def test_where_no_mail_goes_none_is_offered_and_none_is_said_to_be_on_its_way(teacher, desk, settings) -> None:
    settings.MAIL_GOES = False
    assert 'value="mail"' not in desk.get(reverse("accounts")).content.decode()
    answer = desk.post(INVITE, {"person": [teacher.user_id], "how": "mail"})
    assert "This installation sends no mail" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("only_here", [True, False])
def test_links_that_no_phone_opens_are_told_beforehand(only_here, desk, settings) -> None:
    settings.ONLY_THIS_PC = only_here
    assert ("open on this computer only" in desk.get(reverse("accounts")).content.decode()) is only_here


def test_everyone_leaves_out_who_had_enough_mails_today_and_names_them(school, deputy, teacher, desk) -> None:
    EmploymentFactory(school=school, user__password=None, user__surname="Жүнісова")
    for _number in range(3):
        services.invite(school=school, user_ids=[teacher.user_id], by=actor(deputy), now=time.now(), by_mail=True)
    page = desk.post(INVITE, {"everyone": "1", "how": "mail"}, follow=True).content.decode()
    assert "1 invitation is on its way." in page
    assert f"nothing was mailed there: {teacher.user.full_name}." in page
    assert Invitation.objects.open().filter(user=teacher.user).exists(), "the link that went before still works"


def test_each_person_has_one_verb(school, other_school, deputy, head, teacher, desk) -> None:
    used = EmploymentFactory(school=school).user
    bound = EmploymentFactory(school=school, user__password=None).user
    EmploymentFactory(school=other_school, user=bound)
    boss = EmploymentFactory(school=school).user
    give(boss, other_school, Post.Kind.HEAD)
    asked = readmission.ask(school=school, user_id=used.pk, reason="Жоғалтты", by=actor(deputy), now=time.now())
    rows = {row.person.pk: row for row in desk.get(reverse("accounts")).context["rows"]}
    verbs = {pk: (row.may_invite, row.may_readmit, row.readmission_id) for pk, row in rows.items()}
    assert verbs == {
        teacher.user_id: (True, False, None),
        used.pk: (False, False, asked.pk),
        bound.pk: (False, True, None),
        head.pk: (False, True, None),
        deputy.pk: (False, False, None),
        boss.pk: (False, False, None),
    }


def test_the_teachers_page_shows_the_same_verb(school, teacher, desk, deputy, signed_in) -> None:
    used = EmploymentFactory(school=school)
    page = desk.get(reverse("teacher_page", args=[used.pk])).content.decode()
    assert reverse("readmission_ask", args=[used.user_id]) in page
    page = desk.get(reverse("teacher_page", args=[teacher.pk])).content.decode()
    assert ">Invite</a>" in page
    own = signed_in(used.user).get(reverse("teacher_page", args=[used.pk])).content.decode()
    assert "again/" not in own


def test_asking_confirming_and_handing_over_on_the_pages(school, deputy, head, desk, signed_in) -> None:
    used = EmploymentFactory(school=school).user
    url = reverse("readmission_ask", args=[used.pk])
    page = desk.get(url).content.decode()
    assert head.full_name in page
    assert "Fill this in." in desk.post(url, {"reason": ""}).content.decode()
    assert desk.post(url, {"reason": "Жоғалтты"}).url == reverse("accounts")
    row = reverse("readmission", args=[Readmission.objects.get().pk])
    assert desk.get(url).url == row, "asked already"
    assert "It waits for:" in desk.get(row).content.decode()
    other = signed_in(head)
    assert "Do you confirm it?" in other.get(row).content.decode()
    slip = other.post(row + "confirm/", {"how": "slip"})
    assert "/join/" in slip.content.decode()
    assert "no-store" in slip["Cache-Control"]
    again = other.post(row + "confirm/", {"how": "slip"})
    assert again.status_code in (403, 409)
    assert desk.post(row + "end/", {"reason": "Қате"}).status_code == 302


def test_where_nobody_else_can_confirm_the_page_says_who_can(school, desk) -> None:
    used = EmploymentFactory(school=school).user
    page = desk.get(reverse("readmission_ask", args=[used.pk])).content.decode()
    assert "command readmit" in page
    assert used.login in page
