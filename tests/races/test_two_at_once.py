"""Import, proposals, appointment and order: of two at once one goes through, and the other learns who was first."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.actor import Actor
from common.errors import AlreadyDone
from common.models import AuditEntry
from mentoring.appointment import services as appointment
from mentoring.appointment.models import Candidate
from mentoring.changes import services as changes
from mentoring.council.models import Order
from mentoring.main_stage import services as main_stage
from mentoring.mentorships import services as mentorships
from mentoring.mentorships.models import Mentorship, NotProposed, Pairing
from mentoring.mentorships.services import Choice
from schools.people.models import Employment, User
from schools.people.teachers.services import end
from schools.roster import services as roster
from schools.roster import working
from schools.roster.models import ImportBatch
from tests.factories import (
    EmploymentFactory,
    SchoolFactory,
    actor,
    case,
    deputy_of,
    eligible_mentor,
    head_of,
    mentor_of,
)
from tests.mentoring.appointment.situations import Situation
from tests.mentoring.main_stage.situations import logged
from tests.races.at_once import at_once, told_apart
from tests.schools.roster import worker

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("clock"),
]
FILE = (
    "Табельный номер;Фамилия;Имя;Отчество;Дата приема;Впервые\n"
    "Т-917;Тұрсынбаева;Мәдина;Ғалымқызы;25.11.2026;да\n"
    "Т-918;Оразбек;Ілияс;Саматұлы;25.08.2019;нет\n"
).encode()


def fresh(user: User) -> User:
    """The person as another request reads it."""
    return User.objects.get(pk=user.pk)


def one_first(results: list[Any], *people: User) -> Any:
    """Exactly one went through; the others were told who that was. Returns its result."""
    went, refused = told_apart(results)
    assert len(went) == 1, results
    first = people[results.index(went[0])]
    for error in refused:
        assert isinstance(error, AlreadyDone), error
        assert str(error.who) == first.full_name
        assert error.when is not None
    return went[0]


def uploaded(school: Any, deputy: User) -> tuple[ImportBatch, str]:
    batch = roster.upload(
        school_id=school.pk, file_name="Тізім.csv", content=FILE, by=actor(deputy, "deputy"), now=clock.now()
    )
    return batch, worker.read(batch).digest


def test_an_import_is_confirmed_once():
    school = SchoolFactory()
    people = deputy_of(school), head_of(school)
    batch, digest = uploaded(school, people[0])

    def confirm(user: User) -> Callable[[], ImportBatch]:
        return lambda: roster.confirm(batch_id=batch.pk, digest=digest, by=actor(fresh(user)), now=clock.now())

    one_first(at_once(*map(confirm, people)), *people)
    at_once(worker.work, worker.work)
    assert Employment.objects.filter(school=school, user__surname__in=["Тұрсынбаева", "Оразбек"]).count() == 2
    assert AuditEntry.objects.filter(action="roster.confirmed").count() == 1


def test_the_page_of_the_second_confirmation_names_the_first():
    school = SchoolFactory()
    people = deputy_of(school), head_of(school)
    batch, digest = uploaded(school, people[0])

    def post(user: User) -> Callable[[], Any]:
        client = Client()
        client.force_login(user)
        return lambda: client.post(reverse("roster_confirm", args=[batch.pk]), {"digest": digest})

    answers = at_once(*map(post, people))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [302, 409]
    first, second = sorted(answers, key=lambda answer: answer.status_code)
    assert people[answers.index(first)].full_name in second.content.decode()


def test_the_same_list_uploaded_twice_is_taken_over_once():
    school = SchoolFactory()
    people = deputy_of(school), head_of(school)
    batches = [uploaded(school, user) for user in people]

    def confirm(user: User, batch: ImportBatch, digest: str) -> Callable[[], ImportBatch]:
        return lambda: roster.confirm(batch_id=batch.pk, digest=digest, by=actor(fresh(user)), now=clock.now())

    for user, batch in zip(people, batches, strict=True):
        confirm(user, *batch)()
    results = at_once(worker.work, worker.work)
    assert results.count(True) >= 1, results
    worker.work_all()
    states = sorted(ImportBatch.objects.values_list("state", "problem__code"), key=str)
    assert states == [("confirmed", None), ("ready", "changed_meanwhile")]
    assert Employment.objects.filter(school=school, first_time=True).count() == 1


def test_of_a_schools_lists_one_is_taken_in_hand_at_a_time():
    """Two workers ask in the same moment: each school has one list in work, and no list is worked on twice."""
    schools = [SchoolFactory(), SchoolFactory()]
    for school in schools:
        deputy = deputy_of(school)
        for _list in range(3):
            roster.upload(school_id=school.pk, file_name="Тізім.csv", content=FILE, by=actor(deputy), now=clock.now())
    claimed = at_once(*[lambda: working._claim(clock.now())] * 4)
    taken = [batch for batch in claimed if batch is not None]
    assert len({batch.pk for batch in taken}) == len(taken) >= 1, claimed
    assert len({batch.school_id for batch in taken}) == len(taken)
    assert ImportBatch.objects.filter(state="reading").count() == len(taken)


def test_a_mentorship_of_the_list_is_opened_once():
    school = SchoolFactory()
    people = deputy_of(school), deputy_of(school)
    novices = [EmploymentFactory(school=school, novice=True) for _ in range(3)]

    def confirm(user: User) -> Callable[[], Any]:
        return lambda: mentorships.open_proposed(
            school=school,
            year=2026,
            choices=[Choice(novice.pk) for novice in novices],
            by=actor(fresh(user)),
            now=clock.now(),
        )

    one_first(at_once(*map(confirm, people)), *people)
    assert Mentorship.objects.count() == 3


def test_confirmed_and_taken_off_the_list_at_once():
    school = SchoolFactory()
    people = deputy_of(school), deputy_of(school)
    novice = EmploymentFactory(school=school, novice=True)

    def confirm() -> Any:
        return mentorships.open_proposed(
            school=school, year=2026, choices=[Choice(novice.pk)], by=actor(fresh(people[0])), now=clock.now()
        )

    def off() -> Any:
        return mentorships.not_a_novice(
            employment_id=novice.pk, reason="Жаңадан келген жоқ", by=actor(fresh(people[1])), now=clock.now()
        )

    one_first(at_once(confirm, off), *people)
    assert Mentorship.objects.count() + NotProposed.objects.count() == 1


def test_two_deputies_propose_for_one_appointment():
    place = Situation()
    people = place.deputy, deputy_of(place.school)
    mentors = place.mentor, eligible_mentor(place.school)

    def propose(user: User, mentor: Employment) -> Callable[[], Candidate]:
        return lambda: appointment.propose(
            mentorship_id=place.mentorship.pk, mentor_id=mentor.pk, by=actor(fresh(user), "deputy"), now=clock.now()
        )

    one_first(at_once(*(propose(*pair) for pair in zip(people, mentors, strict=True))), *people)
    assert Candidate.objects.filter(closed_at=None).count() == 1


def test_two_heads_sign_one_order():
    place = Situation()
    place.recommended()
    people = place.head, head_of(place.school)

    def sign(user: User, number: int) -> Callable[[], Order]:
        return lambda: appointment.issue_order(
            mentorship_id=place.mentorship.pk,
            number=number,
            signed_on=date(2026, 12, 3),
            by=actor(fresh(user), "head"),
            now=clock.now(),
        )

    one_first(at_once(sign(people[0], 41), sign(people[1], 42)), *people)
    assert (Order.objects.count(), Pairing.objects.count()) == (1, 1)


def test_one_number_of_the_order_book_is_given_once():
    places = Situation(), Situation()
    school, head = places[0].school, places[0].head
    for place in places:
        place.recommended()
    Mentorship.objects.filter(pk=places[1].mentorship.pk).update(school=school)
    Employment.objects.filter(pk__in=[places[1].mentor.pk, places[1].mentorship.novice_id]).update(school=school)
    people = head, head_of(school)

    def sign(user: User, place: Situation) -> Callable[[], Order]:
        return lambda: appointment.issue_order(
            mentorship_id=place.mentorship.pk,
            number=7,
            signed_on=date(2026, 12, 3),
            by=actor(fresh(user), "head"),
            now=clock.now(),
        )

    one_first(at_once(*(sign(*pair) for pair in zip(people, places, strict=True))), *people)
    assert Order.objects.count() == 1


def test_a_case_is_ended_once():
    mentorship = case("main")
    people = deputy_of(mentorship.school), deputy_of(mentorship.school)

    def terminate(user: User) -> Callable[[], Mentorship]:
        return lambda: changes.terminate(
            mentorship_id=mentorship.pk,
            by=actor(fresh(user)),
            now=clock.now(),
            happened_on=date(2026, 12, 3),
            reason="Басқа мектепке ауысты",
        )

    one_first(at_once(*map(terminate, people)), *people)
    assert mentorship.steps.filter(kind="terminated").count() == 1


def test_an_employment_ends_once_and_its_pairing_too():
    mentorship = case("main")
    people = deputy_of(mentorship.school), head_of(mentorship.school)
    mentor = mentor_of(mentorship)

    def leave(user: User) -> Callable[[], Employment]:
        return lambda: end(
            employment_id=mentor.pk,
            left_on=date(2026, 12, 2),
            reason="Өз еркімен",
            by=actor(fresh(user)),
            now=clock.now(),
        )

    one_first(at_once(*map(leave, people)), *people)
    assert mentorship.steps.filter(kind="pairing_ended").count() == 1


def test_an_entry_is_confirmed_as_it_was_read_or_corrected_but_never_both():
    mentorship = case("main")
    mentor, novice = mentor_of(mentorship).user, mentorship.novice.user
    entry = logged(mentorship)
    line = entry.lines.get()
    seen = line.version

    def confirm() -> Any:
        return main_stage.confirm(line_id=line.pk, by=actor(fresh(novice)), now=clock.now(), seen=seen)

    def correct() -> Any:
        return main_stage.edit_activity(
            entry_id=entry.pk,
            by=actor(fresh(mentor)),
            now=clock.now(),
            happened_on=entry.happened_on,
            minutes=20,
            form="talk",
            what="Тапсырманы бірге қарадық.",
        )

    went, refused = told_apart(at_once(confirm, correct))
    assert (len(went), len(refused)) == (1, 1)
    assert refused[0].code in {"changed", "confirmed"}, refused
    line.refresh_from_db()
    entry.refresh_from_db()
    assert (line.confirmed_at is None) == (entry.minutes == 20)


def test_fifty_people_assign_one_novice():
    """One wins; forty-nine learn who did it and when."""
    school = SchoolFactory()
    novice = EmploymentFactory(school=school, novice=True)
    deputies = [actor(deputy_of(school), "deputy") for _deputy in range(50)]

    def assign(by: Actor) -> Mentorship:
        return mentorships.open_mentorship(novice=novice, by=by, now=clock.now())

    done, refused = told_apart(at_once(*(partial(assign, by) for by in deputies)))
    assert len(done) == 1
    assert len(refused) == 49
    assert all(isinstance(error, AlreadyDone) for error in refused), {type(error) for error in refused}
    winner = done[0].opened_by
    assert {(error.who, error.when) for error in refused} == {(winner, done[0].opened_at)}
    assert Mentorship.objects.filter(novice=novice).count() == 1
