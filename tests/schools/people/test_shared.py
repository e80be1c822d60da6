"""A person of two schools: who uses the account changes name and phone alone; what a school corrects of an account that
nobody has used, the other one and the person learn of."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from common import clock as time
from common.models import AuditEntry, OutboxMail
from schools.people.models import Employment, User
from schools.people.services.own import change_own_settings
from schools.people.teachers import services
from schools.roster import services as roster
from tests.factories import EmploymentFactory, PostFactory, actor, deputy_of
from tests.schools.roster.worker import read, taken_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
STAY = ("personnel_number", "subject", "subject_text", "hired_on", "rate", "first_time", "teaching_since")


@pytest.fixture
def there(teacher, other_school) -> Employment:
    """The teacher's stay at the other school, whose deputy reads mail; the teacher has not signed in yet."""
    User.objects.filter(pk=teacher.user_id).update(email="omarova.g@mektep.example", language="en", password="")
    User.objects.filter(pk=deputy_of(other_school).pk).update(email="orynbasar@mektep.example", language="en")
    return EmploymentFactory(school=other_school, user=teacher.user)


def correct(stay: Employment, deputy: User, **person: str) -> None:
    known = {name: getattr(stay, name) for name in STAY}
    services.change(employment_id=stay.pk, person=person, stay=known, by=actor(deputy, "deputy"), now=time.now())


def test_the_other_school_finds_it_in_its_trail_and_is_mailed(school, other_school, deputy, teacher, there) -> None:
    correct(teacher, deputy, surname="Ахметова", phone="+7 701 000 00 00")
    entry = AuditEntry.objects.get(action="person.corrected")
    assert (entry.school_id, entry.actor_id) == (other_school.pk, None), "not by whom: that is another school's"
    assert entry.changes["surname"] == ["Омарова", "Ахметова"]
    mails = {mail.to: mail.text for mail in OutboxMail.objects.all()}
    assert set(mails) == {"omarova.g@mektep.example", "orynbasar@mektep.example"}
    assert "outside your school: Г. С. А." in mails["orynbasar@mektep.example"]
    for text in mails.values():
        assert not any(words in text for words in ("Омарова", "Ахметова", "701", school.name_ru, school.name_kk))


def test_nothing_is_said_where_nothing_was_corrected_or_nobody_shares(school, deputy, teacher, there) -> None:
    correct(teacher, deputy, surname=teacher.user.surname)
    alone = EmploymentFactory(school=school)
    correct(alone, deputy, surname="Ахметова")
    assert not AuditEntry.objects.filter(action="person.corrected").exists()
    assert not OutboxMail.objects.exists()


def test_a_list_says_it_as_the_form_does(school, deputy, teacher, there) -> None:
    teacher.personnel_number = "4711"
    teacher.save()
    rows = "Таб. №;Тегі;Аты;Әкесінің аты;Жұмысқа қабылданған күні;Телефон\n"
    rows += f"4711;Омарова;Гүлнара;Сапарқызы;{teacher.hired_on:%d.%m.%Y};+7 701 111 22 33\n"
    batch = roster.upload(
        school_id=school.pk, file_name="Тізім.csv", content=rows.encode(), by=actor(deputy, "deputy"), now=time.now()
    )
    taken_over(batch, actor(deputy, "deputy"))
    assert AuditEntry.objects.get(action="person.corrected").changes["phone"][1] == "+7 701 111 22 33"
    assert OutboxMail.objects.filter(to="omarova.g@mektep.example").count() == 1


@pytest.fixture
def used(there) -> Employment:
    """As before, and the teacher has signed in."""
    User.objects.filter(pk=there.user_id).update(password=make_password("Қарлығаш-2026"))
    return there


def test_nobody_renames_somebody_who_uses_the_account_at_two_schools(
    school, deputy, teacher, used, signed_in
) -> None:
    for person in ({"surname": "Ахметова"}, {"patronymic": ""}, {"phone": "+7 701 000 00 00"}):
        with pytest.raises(ValidationError, match="Only this person can change it"):
            correct(teacher, deputy, **person)
    page = signed_in(deputy).get(reverse("teacher_edit", args=[teacher.pk])).content.decode()
    assert page.count("Only this person can change it, under “My settings”.") == 4
    assert 'name="surname"' not in page
    correct(teacher, deputy, surname=teacher.user.surname)


@pytest.mark.parametrize("gone", ["has left", "never signed in", "is of one school"])
def test_all_others_are_corrected_by_their_school(gone, school, deputy, teacher, used) -> None:
    if gone == "has left":
        Employment.objects.filter(pk=used.pk).update(left_on=TODAY - timedelta(days=1))
    elif gone == "never signed in":
        User.objects.filter(pk=used.user_id).update(password="")
    else:
        used.delete()
    correct(teacher, deputy, surname="Ахметова")
    assert User.objects.get(pk=teacher.user_id).surname == "Ахметова"


def test_a_post_elsewhere_that_begins_later_counts(school, other_school, deputy, teacher, used) -> None:
    used.delete()
    PostFactory(user=teacher.user, school=other_school, kind="head", starts_on=TODAY + timedelta(days=5))
    with pytest.raises(ValidationError):
        correct(teacher, deputy, surname="Ахметова")


def test_a_list_leaves_name_and_phone_and_says_so(school, deputy, teacher, used, signed_in) -> None:
    teacher.personnel_number = "4711"
    teacher.save()
    rows = "Таб. №;Тегі;Аты;Әкесінің аты;Жұмысқа қабылданған күні;Телефон\n"
    rows += f"4711;Омарова;Гүлнар;Сапарқызы;{teacher.hired_on:%d.%m.%Y};+7 701 111 22 33\n"
    batch = roster.upload(
        school_id=school.pk, file_name="Тізім.csv", content=rows.encode(), by=actor(deputy, "deputy"), now=time.now()
    )
    read(batch)
    page = signed_in(deputy).get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert page.count("Only this person can change it, under “My settings”.") == 2
    person = User.objects.get(pk=teacher.user_id)
    assert (person.given_name, person.phone) == ("Гүлнара", teacher.user.phone)


def test_the_person_changes_the_name_and_both_schools_learn_of_it(
    school, other_school, deputy, teacher, used, signed_in
) -> None:
    User.objects.filter(pk=deputy.pk).update(email="deputy@mektep.example", language="en")
    person = User.objects.get(pk=teacher.user_id)
    typed = {"surname": "Ахметова", "given_name": person.given_name, "patronymic": person.patronymic}
    rest = {"language": "en", "theme": "", "phone": person.phone, "email": person.email}
    browser = signed_in(person)
    assert 'name="surname"' in browser.get(reverse("my_settings")).content.decode()
    assert browser.post(reverse("my_settings"), typed | rest).status_code == 302
    person.refresh_from_db()
    assert (person.surname, person.search_key[:7]) == ("Ахметова", "ахметов")
    trails = AuditEntry.objects.filter(action="person.corrected").values_list("school_id", flat=True)
    assert set(trails) == {school.pk, other_school.pk}
    assert {mail.to for mail in OutboxMail.objects.all()} == {"deputy@mektep.example", "orynbasar@mektep.example"}


def test_who_is_of_one_school_or_was_let_in_just_now_does_not_rename_themselves(teacher, used, signed_in) -> None:
    person = User.objects.get(pk=teacher.user_id)
    User.objects.filter(pk=person.pk).update(private_shut_until=time.now() + timedelta(days=3))
    assert 'name="surname"' not in signed_in(person).get(reverse("my_settings")).content.decode()
    for shut in (time.now() + timedelta(days=3), None):
        User.objects.filter(pk=person.pk).update(private_shut_until=shut)
        if shut is None:
            used.delete()
        with pytest.raises(TypeError):
            change_own_settings(by=actor(User.objects.get(pk=person.pk)), now=time.now(), surname="Бөтен")
