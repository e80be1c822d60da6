"""The first fill: an ordinary school, a small one, their department; written once, all or nothing."""

from datetime import datetime
from random import Random

from django.db import transaction

from demonstration import cast, people, schools, staff
from mentoring.mentorships.models import Mentorship
from reports.rendering.models import Paper
from reports.rendering.services import ask
from schools.calendar.selectors import calendars_kept, start_year_of
from schools.organisation.models import Department, School
from schools.people.models import Employment, EthicsRecord, Post, Qualification, YearResult

SEED = 27
TEACHERS = 91


@transaction.atomic
def fill(*, now: datetime) -> School:
    """Write the first two schools; a second call changes nothing."""
    if (there := School.objects.order_by("pk").first()) is not None:
        return there
    chance = Random(SEED)
    kk, ru, en = cast.DEPARTMENT
    department = Department.objects.create(name_kk=kk, name_ru=ru, name_en=en)
    taken: set[str] = set()
    with calendars_kept():
        lyceum = _ordinary(department, chance, taken, now)
        _small(department, lyceum, chance, taken, now)
    officer = staff.person_row(cast.OFFICER, "duisenbaev.m")
    begun = lyceum.posts[Post.Kind.DEPUTY][0].posts.earliest("starts_on").starts_on
    Post.objects.create(user=officer, department=department, kind=Post.Kind.DEPARTMENT, starts_on=begun)
    staff.person_row(cast.OPERATOR, "operator", is_operator=True)
    return lyceum.school


def _ordinary(department: Department, chance: Random, taken: set[str], now: datetime) -> staff.Staff:
    school = schools.school_row(
        department,
        ("№\u00a027 мектеп-лицей", "Школа-лицей №\u00a027", "School-lyceum No\u00a027"),
        ("Қарағайлы қаласы", "город Карагайлы", "Qaragaily"),
    )
    days = schools.days_of(school, now)
    known = [*cast.ordinary(chance), *schools.hire(cast.ORDINARY, days)]
    names = {person.name for person in known}
    others = people.invented(chance, TEACHERS - len(known), start_year_of(days.today), names)
    written = schools.write_staff(school, [*known, *others], now, taken=taken)
    schools.live(written, cast.ORDINARY, days, chance, now)
    _papers(written, now)
    return written


def _small(department: Department, lyceum: staff.Staff, chance: Random, taken: set[str], now: datetime) -> None:
    school = schools.school_row(
        department,
        ("Ақбұлақ негізгі мектебі", "Акбулакская основная школа", "Aqbulaq basic school"),
        ("Ақбұлақ ауылы", "село Акбулак", "Aqbulaq village"),
        is_small=True,
    )
    days = schools.days_of(school, now)
    known = [*cast.small(chance), *schools.hire(cast.SMALL, days)]
    written = schools.write_staff(school, known, now, taken=taken)
    lent = _lend(lyceum.stays[cast.LENT], school)
    schools.live(written, cast.SMALL, days, chance, now, lent=lent)


def _lend(stay: Employment, school: School) -> Employment:
    """A quarter of a post at the other school, with what is known of the teacher."""
    second = Employment.objects.create(
        school=school,
        user=stay.user,
        personnel_number="2001",
        subject=stay.subject,
        hired_on=stay.hired_on,
        rate="0.25",
        teaching_since=stay.teaching_since,
    )
    for kind in (Qualification, EthicsRecord, YearResult):
        for row in kind._default_manager.filter(employment=stay):
            row.pk, row._state.adding, row.employment = None, True, second
            row.save()
    return second


def _papers(written: staff.Staff, now: datetime) -> None:
    """The year-end report of the case that is over and the order of the one that runs: made by the papers' worker."""
    deputy = written.actor("deputy")
    over = Mentorship.objects.get(school=written.school, state=Mentorship.State.COMPLETED)
    for language in ("kk", "kk-ru"):
        ask(mentorship=over, kind=Paper.Kind.REPORT, language=language, by=deputy, now=now)
    ask(mentorship=over, kind=Paper.Kind.ORDER, language="kk", by=deputy, now=now)
