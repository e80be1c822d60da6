"""A list does not record what its uploader's own right to mentor rests on while another leader could (adr/0009)."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock
from common.models import AuditEntry
from schools.people.models import Employment, Qualification, User, YearResult
from schools.roster import services
from schools.roster.models import ImportBatch
from tests.factories import EmploymentFactory, SchoolFactory, actor, deputy_of, head_of
from tests.schools.roster.books import OMAROVA, book
from tests.schools.roster.worker import read, taken_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
AS_IN_THE_LIST = {"personnel_number": OMAROVA[0], "hired_on": date(2015, 8, 25), "rate": "1.00", "first_time": False}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    """The deputy head whose own row stands in the list."""
    user = deputy_of(school, surname="Омарова", given_name="Гүлнара", patronymic="Сапарқызы")
    Employment.objects.filter(school=school, user=user).update(**AS_IN_THE_LIST)
    return user


@pytest.fixture
def head(school) -> User:
    """Another leader, who has signed in before."""
    user = head_of(school)
    user.last_login = clock.now()
    user.save()
    return user


def uploaded(school, user: User) -> ImportBatch:
    return services.upload(
        school_id=school.pk, file_name="Тізім.xlsx", content=book([OMAROVA]), by=actor(user), now=clock.now()
    )


def recorded(user: User) -> tuple[int, int]:
    """How many categories and results are known of this person."""
    own = {"employment__user": user}
    return Qualification.objects.filter(**own).count(), YearResult.objects.filter(**own).count()


def test_beside_another_leader_the_own_category_and_results_stay_out(school, deputy, head) -> None:
    batch = taken_over(uploaded(school, deputy), actor(deputy))
    assert batch.state == ImportBatch.State.CONFIRMED
    assert recorded(deputy) == (0, 0)
    assert str(Employment.objects.get(user=deputy).rate) == "1.25", "the rest of the row is taken over"


def test_the_preview_says_which_cells_stay_out_and_who_records_them(school, deputy, head, client) -> None:
    batch = read(uploaded(school, deputy))
    kept = [one["field"] for one in batch.rows.get().data["kept"] if one["code"] == "own_record"]
    assert kept == [
        "category",
        "granted_on",
        "valid_until",
        "results:2025",
    ]
    client.force_login(deputy)
    page = client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    assert "This is about you: another leader of the school records it. It stays as it is." in page


def test_a_row_that_would_change_nothing_else_is_unchanged(school, deputy, head) -> None:
    taken_over(uploaded(school, deputy), actor(deputy))
    assert read(uploaded(school, deputy)).counts["unchanged"] == 1


def test_another_leader_brings_them_in(school, deputy, head) -> None:
    batch = taken_over(uploaded(school, head), actor(head))
    assert batch.state == ImportBatch.State.CONFIRMED
    assert recorded(deputy) == (1, 1)


def test_nobody_confirms_for_themselves_what_another_one_uploaded(school, deputy, head) -> None:
    batch = taken_over(uploaded(school, head), actor(deputy))
    assert (batch.state, batch.problem) == (ImportBatch.State.READY, {"code": "own_record"})
    assert recorded(deputy) == (0, 0)
    services.confirm(batch_id=batch.pk, digest=batch.digest, by=actor(head), now=clock.now())
    assert read(batch).state == ImportBatch.State.CONFIRMED
    assert recorded(deputy) == (1, 1)


@pytest.mark.parametrize("beside", ["nobody", "one who never signed in"])
def test_who_leads_alone_brings_in_the_own_row_and_the_audit_says_so(beside, school, deputy) -> None:
    if beside != "nobody":
        unopened = head_of(school)
        unopened.set_unusable_password()
        unopened.save()
    colleague = EmploymentFactory(school=school)
    taken_over(uploaded(school, deputy), actor(deputy))
    assert recorded(deputy) == (1, 1)
    entry = AuditEntry.objects.get(action="employment.changed")
    assert entry.changes["no_other_official"] is True
    assert recorded(colleague.user) == (0, 0)
