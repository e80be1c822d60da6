"""A person of two schools: what one school corrects, the other one and the person learn of."""

import pytest

from common import clock as time
from common.models import AuditEntry, OutboxMail
from schools.people.models import Employment, User
from schools.people.teachers import services
from schools.roster import services as roster
from tests.factories import EmploymentFactory, actor, deputy_of
from tests.schools.roster.worker import taken_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
STAY = ("personnel_number", "subject", "subject_text", "hired_on", "rate", "first_time", "teaching_since")


@pytest.fixture
def there(teacher, other_school) -> Employment:
    """The teacher's stay at the other school, whose deputy reads mail."""
    User.objects.filter(pk=teacher.user_id).update(email="omarova.g@mektep.example", language="en")
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
