"""Two at once about one request to let somebody in again, on a real PostgreSQL: one comes first, the other reads who."""

import pytest

from common import clock
from common.errors import AlreadyDone, DomainError
from schools.people.models import Employment, Invitation, Readmission, User
from schools.people.services import joining
from schools.people.services import readmission as services
from tests.factories import EmploymentFactory, SchoolFactory, actor, deputy_of, head_of
from tests.races.at_once import at_once, told_apart

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("clock"),
]
PASSWORD = "алма ағашы гүлдеді"


@pytest.fixture
def stay() -> Employment:
    return EmploymentFactory(school=SchoolFactory())


def asked(stay: Employment, by: User) -> Readmission:
    return services.ask(school=stay.school, user_id=stay.user_id, reason="Жоғалтты", by=actor(by), now=clock.now())


def confirming(row: Readmission, who: User):
    by = User.objects.get(pk=who.pk)
    return lambda: services.confirm(readmission_id=row.pk, by=actor(by), now=clock.now())


def test_two_leaders_confirm(stay: Employment):
    row = asked(stay, deputy_of(stay.school))
    done, refused = told_apart(
        at_once(*(confirming(row, who) for who in (head_of(stay.school), deputy_of(stay.school))))
    )
    assert len(done) == 1, refused
    assert isinstance(refused[0], AlreadyDone)
    row.refresh_from_db()
    assert refused[0].who == row.confirmed_by
    assert Invitation.objects.count() == 1


def test_two_leaders_ask(stay: Employment):
    leaders = [deputy_of(stay.school), head_of(stay.school)]
    done, refused = told_apart(at_once(*(lambda by=by: asked(stay, by) for by in leaders)))
    assert len(done) == 1, refused
    assert isinstance(refused[0], AlreadyDone)


def test_used_while_it_is_withdrawn(stay: Employment):
    asker = deputy_of(stay.school)
    row = asked(stay, asker)
    made = confirming(row, head_of(stay.school))()
    by = actor(User.objects.get(pk=asker.pk))
    done, refused = told_apart(
        at_once(
            lambda: joining.use(code=made.code, password=PASSWORD, now=clock.now()),
            lambda: services.end(readmission_id=row.pk, by=by, now=clock.now(), reason="Қателестім"),
        )
    )
    assert len(done) == 1, refused
    assert isinstance(refused[0], DomainError)
    row.refresh_from_db()
    person = User.objects.get(pk=stay.user_id)
    assert person.check_password(PASSWORD) is (row.used_at is not None)
    assert (row.used_at is None) is (row.ended_at is not None)


def test_one_link_opened_twice(stay: Employment):
    made = confirming(asked(stay, deputy_of(stay.school)), head_of(stay.school))()
    uses = [lambda: joining.use(code=made.code, password=PASSWORD, now=clock.now())] * 3
    done, refused = told_apart(at_once(*uses))
    assert len(done) == 1, refused
    assert {error.code for error in refused} == {"not_usable"}


def test_used_while_the_person_signs_in(stay: Employment):
    made = confirming(asked(stay, deputy_of(stay.school)), head_of(stay.school))()
    person = User.objects.get(pk=stay.user_id)
    results = at_once(
        lambda: joining.use(code=made.code, password=PASSWORD, now=clock.now()),
        lambda: services.end_by_sign_in(person=person, now=clock.now()),
    )
    row = Readmission.objects.get()
    if row.used_at is None:
        assert isinstance(results[0], DomainError)
        assert row.end_reason == Readmission.SIGNED_IN
    else:
        assert results[1] is None
        assert row.ended_at is None
