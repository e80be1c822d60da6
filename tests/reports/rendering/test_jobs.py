"""A paper is asked for once, made once, and may be tried again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction

from common import files
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.deadlines.services import refresh
from reports.rendering import services
from reports.rendering.models import Paper
from tests.factories import MOMENT, SchoolFactory, actor, case, deputy_of, eligible_mentor, mentor_of
from tests.factories.whole_year import told_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def mentorship():
    mentorship = told_case()
    with transaction.atomic():
        refresh(mentorship)
    return mentorship


def ask(mentorship, by, kind="report", language="kk"):
    return services.ask(mentorship=mentorship, kind=kind, language=language, by=actor(by), now=MOMENT)


def drawn(paper, form):
    return b"%PDF-1.7 " + form.encode(), 4


def test_asking_writes_a_row_an_entry_and_a_job(mentorship, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        paper = ask(mentorship, mentor_of(mentorship).user)
    assert paper.state == "waiting"
    assert published == [("papers.make", paper.pk)]
    assert AuditEntry.objects.filter(action="paper.asked", subject_id=paper.pk).exists()


def test_asked_twice_while_in_work_it_is_the_same_paper(mentorship):
    deputy = deputy_of(mentorship.school)
    assert ask(mentorship, deputy).pk == ask(mentorship, deputy).pk
    assert ask(mentorship, deputy, language="ru").language == "ru"


def test_those_who_may_not_are_refused(mentorship):
    for stranger in (deputy_of(SchoolFactory()), eligible_mentor(mentorship.school).user):
        with pytest.raises(PermissionDenied):
            ask(mentorship, stranger)
    assert not Paper.objects.exists()


def test_there_is_nothing_to_print_without_an_order():
    mentorship = case()
    with pytest.raises(DomainError) as refused:
        ask(mentorship, deputy_of(mentorship.school), kind="order")
    assert refused.value.code == "nothing_to_print"


def test_made_once_though_delivered_five_times(mentorship):
    paper = ask(mentorship, mentor_of(mentorship).user)
    made = [services.make(paper_id=paper.pk, now=MOMENT, render=drawn) for _ in range(5)]
    paper.refresh_from_db()
    assert made == [True, False, False, False, False]
    assert (paper.state, paper.pages, files.get(paper.sha256)) == ("ready", 4, b"%PDF-1.7 kk")


def test_a_lost_worker_leaves_its_lease_and_the_sweep_sends_again(mentorship):
    paper = ask(mentorship, mentor_of(mentorship).user)
    Paper.objects.filter(pk=paper.pk).update(state="working", attempts=1, leased_until=MOMENT + services.LEASE)
    assert services.waiting(MOMENT) == []
    later = MOMENT + services.LEASE + timedelta(seconds=1)
    assert services.waiting(later) == [("papers.make", paper.pk)]
    assert services.make(paper_id=paper.pk, now=later, render=drawn) is True


def test_what_fails_is_told_and_may_be_asked_anew(mentorship):
    def broken(paper, form):
        raise ValueError("too wide")

    paper = ask(mentorship, mentor_of(mentorship).user)
    assert services.make(paper_id=paper.pk, now=MOMENT, render=broken) is False
    paper.refresh_from_db()
    assert (paper.state, paper.error) == ("failed", "ValueError: too wide")
    assert ask(mentorship, mentor_of(mentorship).user).pk != paper.pk


def test_a_paper_that_kills_its_worker_is_given_up(mentorship):
    paper = ask(mentorship, mentor_of(mentorship).user)
    Paper.objects.filter(pk=paper.pk).update(state="working", attempts=3)
    assert services.make(paper_id=paper.pk, now=MOMENT, render=drawn) is False
    paper.refresh_from_db()
    assert paper.state == "failed"


def locked_out(paper, form):
    raise OperationalError("database is locked")


def test_a_database_that_cannot_answer_now_is_asked_again(mentorship):
    paper = ask(mentorship, mentor_of(mentorship).user)
    assert services.make(paper_id=paper.pk, now=MOMENT, render=locked_out) is False
    paper.refresh_from_db()
    assert (paper.state, paper.error, paper.leased_until) == ("waiting", "OperationalError: database is locked", None)
    later = MOMENT + timedelta(minutes=1)
    assert services.waiting(later) == [("papers.make", paper.pk)]
    assert services.make(paper_id=paper.pk, now=later, render=drawn) is True
    paper.refresh_from_db()
    assert (paper.state, paper.error, paper.attempts) == ("ready", "", 2)


def test_a_database_that_never_answers_fails_the_paper_in_the_end(mentorship):
    paper = ask(mentorship, mentor_of(mentorship).user)
    for _ in range(Paper.MAX_ATTEMPTS):
        assert services.make(paper_id=paper.pk, now=MOMENT, render=locked_out) is False
    paper.refresh_from_db()
    assert (paper.state, paper.error) == ("failed", "OperationalError: database is locked")


@pytest.mark.parametrize("error", [ValueError("too wide"), OperationalError("database is locked")])
def test_a_late_worker_does_not_fail_what_the_next_one_is_making(mentorship, error):
    paper = ask(mentorship, mentor_of(mentorship).user)
    lease = MOMENT + 2 * services.LEASE

    def overtaken(data, form):
        Paper.objects.filter(pk=paper.pk).update(attempts=2, leased_until=lease)  # the lease ran out meanwhile
        raise error

    assert services.make(paper_id=paper.pk, now=MOMENT, render=overtaken) is False
    paper.refresh_from_db()
    assert (paper.state, paper.error, paper.leased_until) == ("working", "", lease)
