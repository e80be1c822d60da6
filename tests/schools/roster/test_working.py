"""The worker's turns: fair between schools, under a lease, given up after three, and never over what was asked since."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction
from django.utils import translation

from common import clock, dispatch, files
from common.limits import LimitReached
from common.models import AuditEntry
from schools.people.models import Employment, Post, User
from schools.roster import confirming, selectors, services, working
from schools.roster.models import ImportBatch, ImportRow
from tests.factories import SchoolFactory, actor, deputy_of
from tests.schools.roster import worker
from tests.schools.roster.books import ERZHANOV, OMAROVA, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
State = ImportBatch.State
CSV = "Табельный номер;Фамилия;Имя;Отчество;Дата приема\n7;Омарова;Гүлнара;Сапарқызы;25.08.2015\n".encode()


def upload(deputy: User, content: bytes = CSV) -> ImportBatch:
    school = deputy.posts.get().school_id
    return services.upload(
        school_id=school, file_name="Тізім.csv", content=content, by=actor(deputy, "deputy"), now=clock.now()
    )


def confirm(batch: ImportBatch, deputy: User) -> None:
    services.confirm(batch_id=batch.pk, digest=batch.digest, by=actor(deputy, "deputy"), now=clock.now())


def order(clock, count: int) -> list[int]:
    """Schools in the order in which they are served, one each second."""
    served = []
    for _turn in range(count):
        clock.shift(1)
        before = set(ImportBatch.objects.filter(state=State.WAITING).values_list("pk", flat=True))
        assert worker.work()
        (pk,) = before - set(ImportBatch.objects.filter(state=State.WAITING).values_list("pk", flat=True))
        served.append(ImportBatch.objects.get(pk=pk).school_id)
    return served


@pytest.fixture
def deputy() -> User:
    return deputy_of(SchoolFactory(), surname="Сейтқали", given_name="Айгерім", patronymic="Мұратқызы")


def test_one_schools_many_lists_keep_no_other_school_waiting(clock) -> None:
    busy, other, third = (deputy_of(SchoolFactory()) for _ in range(3))
    schools = [one.posts.get().school_id for one in (busy, other, third)]
    for _list in range(services.MOST_IN_WORK):
        upload(busy)
        clock.shift(1)
    upload(other)
    clock.shift(1)
    assert order(clock, 2) == schools[:2]
    upload(third)
    upload(other)
    assert order(clock, 3) == [schools[2], schools[0], schools[1]]


def test_of_a_school_one_list_is_in_work(deputy: User) -> None:
    first, second = upload(deputy), upload(deputy)
    ImportBatch.objects.filter(pk=first.pk).update(state=State.READING, leased_until=clock.now() + working.LEASE)
    assert not worker.work()
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.filter(pk=second.pk).update(leased_until=clock.now())


def test_whose_worker_died_goes_first_and_is_given_up_after_three(deputy: User, clock) -> None:
    first, second = upload(deputy), upload(deputy)

    def dies(*_: object) -> None:
        raise SystemExit  # as a killed process: nothing after it runs

    for attempt in (1, 2, 3):
        with patch.object(working, "_read", dies), pytest.raises(SystemExit):
            worker.work()
        first.refresh_from_db()
        assert (first.state, first.attempts) == (State.READING, attempt)
        assert not worker.work(), "its lease still runs"
        clock.shift(working.LEASE + timedelta(seconds=1))
    assert worker.read(first).problem == {"code": "gave_up"}
    assert first.state == State.UNREADABLE
    second.refresh_from_db()
    assert second.state == State.READY


def test_a_confirmation_whose_worker_dies_writes_nothing_and_can_be_asked_again(deputy: User, clock) -> None:
    batch = worker.read(upload(deputy))
    confirm(batch, deputy)

    def dies(**_: object) -> None:
        raise SystemExit

    for _attempt in range(3):
        with patch("common.audit.record_many", dies), pytest.raises(SystemExit):
            worker.work()
        clock.shift(working.LEASE + timedelta(seconds=1))
    assert worker.read(batch).state == State.READY
    assert batch.problem == {"code": "not_taken"}
    assert not Employment.objects.filter(personnel_number="7").exists()
    confirm(batch, deputy)
    assert worker.read(batch).state == State.CONFIRMED
    assert Employment.objects.filter(personnel_number="7").count() == 1


def test_a_task_that_comes_twice_finds_nothing_to_do(deputy: User) -> None:
    batch = worker.read(upload(deputy))
    assert not worker.work()
    confirm(batch, deputy)
    assert worker.work()
    assert not worker.work()
    assert AuditEntry.objects.filter(action="roster.confirmed").count() == 1


def test_what_was_asked_meanwhile_is_not_lost(deputy: User) -> None:
    """Answered while it is read: what the worker found is dropped, and the list is read again with the answer."""
    batch = worker.read(upload(deputy, book([OMAROVA, ERZHANOV])))
    services.answer(batch_id=batch.pk, answers={"2": "skip"}, by=actor(deputy), now=clock.now())
    real = selectors.preview

    def slow(one: ImportBatch, people: selectors.People) -> selectors.Preview:
        seen = real(one, people)
        services.answer(batch_id=batch.pk, answers={"3": "skip"}, by=actor(deputy), now=clock.now())
        return seen

    with patch.object(selectors, "preview", slow):
        assert worker.work()
    batch.refresh_from_db()
    assert (batch.state, batch.leased_until, batch.counts["left_out"]) == (State.WAITING, None, 0)
    assert worker.read(batch).counts["left_out"] == 2


def test_dropped_while_it_is_read(deputy: User) -> None:
    batch = upload(deputy)
    real = selectors.preview

    def slow(one: ImportBatch, people: selectors.People) -> selectors.Preview:
        services.drop(batch_id=batch.pk, by=actor(deputy), now=clock.now())
        return real(one, people)

    with patch.object(selectors, "preview", slow):
        worker.work()
    batch.refresh_from_db()
    assert (batch.state, ImportRow.objects.count()) == (State.DROPPED, 0)


def test_a_database_that_does_not_answer_is_tried_again(deputy: User) -> None:
    batch = upload(deputy)
    with patch.object(selectors, "lists", side_effect=OperationalError):
        worker.work()
    batch.refresh_from_db()
    assert (batch.state, batch.leased_until, batch.attempts) == (State.WAITING, None, 1)
    assert worker.read(batch).state == State.READY


def test_the_limits_end_a_list_with_a_reason(deputy: User) -> None:
    @contextmanager
    def narrow():
        raise LimitReached("memory")
        yield

    batch = upload(deputy)
    working.work(now=clock.now(), reading=narrow, confirming=narrow)
    batch.refresh_from_db()
    assert (batch.state, batch.problem["code"]) == (State.UNREADABLE, "too_heavy")
    other = worker.read(upload(deputy))
    confirm(other, deputy)
    working.work(now=clock.now(), reading=narrow, confirming=narrow)
    other.refresh_from_db()
    assert (other.state, other.problem) == (State.READY, {"code": "not_taken"})


def test_what_fails_of_our_own_fault_says_so(deputy: User) -> None:
    batch = upload(deputy)
    files.path_of(batch.sha256).unlink()
    assert worker.read(batch).problem["code"] == "failed"


def test_who_may_no_longer_takes_nothing_over(deputy: User) -> None:
    batch = worker.read(upload(deputy))
    confirm(batch, deputy)
    Post.objects.filter(user=deputy).update(ends_on=clock.today() - timedelta(days=1))
    assert worker.read(batch).problem == {"code": "no_right"}
    assert not Employment.objects.filter(personnel_number="7").exists()


def test_the_file_of_failed_rows_speaks_the_language_of_who_confirmed(deputy: User) -> None:
    batch = worker.read(upload(deputy, book([ERZHANOV, (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])])))
    with translation.override("ru"):
        confirm(batch, deputy)
    titles = []
    real = confirming.failed_file
    with patch.object(
        confirming, "failed_file", lambda *args: titles.append(translation.get_language()) or real(*args)
    ):
        worker.work()
    assert titles == ["ru"]


def test_the_sweep_sends_one_list_of_each_school_and_each_done_the_next(deputy: User, published) -> None:
    other = deputy_of(SchoolFactory())
    batches = [upload(deputy), upload(deputy), upload(other)]
    now = batches[0].queued_at
    assert working.waiting(now) == []
    published.clear()
    assert sorted(working.waiting(now + timedelta(seconds=21))) == [
        (working.TASK, batches[0].pk),
        (working.TASK, batches[2].pk),
    ]
    assert working.waiting in dispatch.waiting_providers()
    worker.work()
    assert published[0][0] == working.TASK
    worker.work()
    worker.work()
    published.clear()
    assert not worker.work()
    assert published == []


def test_where_only_cron_runs_the_sweep_reads_lists(deputy: User, capsys: pytest.CaptureFixture[str]) -> None:
    batch = upload(deputy)
    with patch.object(working, "work_all", worker.work_all):
        call_command("sweep")
    assert "1 uploaded lists read or taken over" in capsys.readouterr().out
    batch.refresh_from_db()
    assert batch.state == State.READY
