"""The import writes what was confirmed, once, or nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from common import audit, clock, events
from common.errors import AlreadyDone, DomainError
from common.models import AuditEntry
from schools.people.events import EmploymentStarted
from schools.people.models import Employment, Qualification, User, YearResult
from schools.roster import diff, selectors, services, stored, words
from schools.roster.models import ImportBatch
from schools.roster.sheets import open_book
from tests.factories import SchoolFactory, UserFactory, actor, deputy_of, head_of
from tests.schools.roster.books import ERZHANOV, OMAROVA, bomb, book, long_book
from tests.schools.roster.worker import read, taken_over, work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SAMPLE = (Path(settings.BASE_DIR) / "samples" / "roster-ru.xlsx").read_bytes()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    return deputy_of(school, surname="Сейтқали", given_name="Айгерім", patronymic="Мұратқызы")


def uploaded(school, deputy: User, content: bytes) -> ImportBatch:
    return services.upload(
        school_id=school.pk, file_name="Список.xlsx", content=content, by=actor(deputy, "deputy"), now=clock.now()
    )


def confirmed(batch: ImportBatch, deputy: User) -> ImportBatch:
    return taken_over(batch, actor(deputy, "deputy"))


def test_the_sample_comes_in_whole(school, deputy: User) -> None:
    batch = confirmed(uploaded(school, deputy, SAMPLE), deputy)
    assert {key: batch.counts[key] for key in ("new", "changed", "wrong", "ask")} == {
        "new": 91,
        "changed": 0,
        "wrong": 0,
        "ask": 0,
    }
    assert Employment.objects.filter(school=school).count() == 92
    assert Qualification.objects.count() > 30
    assert YearResult.objects.count() > 150
    assert len({user.login for user in User.objects.all()}) == User.objects.count()
    assert not any(user.has_usable_password() for user in User.objects.exclude(pk=deputy.pk))
    assert all(user.sort_key and user.search_key for user in User.objects.all())


def test_the_same_file_twice_changes_nothing(school, deputy: User) -> None:
    confirmed(uploaded(school, deputy, SAMPLE), deputy)
    entries = AuditEntry.objects.filter(action__startswith="employment").count()
    again = uploaded(school, deputy, SAMPLE)
    assert read(again).counts[diff.UNCHANGED] == 91
    with pytest.raises(DomainError) as caught:
        confirmed(again, deputy)
    assert caught.value.code == "roster.nothing"
    assert AuditEntry.objects.filter(action__startswith="employment").count() == entries


def test_only_first_time_hires_of_this_year_are_proposed(school, deputy: User) -> None:
    earlier = (*ERZHANOV[:1], "Ли", "Анна", *ERZHANOV[3:9], date(2025, 8, 25), *ERZHANOV[10:])
    batch = confirmed(uploaded(school, deputy, book([OMAROVA, ERZHANOV, ("04014", *earlier[1:])])), deputy)
    assert [hire.user.surname for hire in selectors.first_time_hires(batch, clock.today())] == ["Ержанов"]


def test_a_change_is_written_with_before_and_after_and_no_more(school, deputy: User) -> None:
    confirmed(uploaded(school, deputy, book([OMAROVA, ERZHANOV])), deputy)
    changed = (*OMAROVA[:1], "Ахметова", *OMAROVA[2:10], 1.5, *OMAROVA[11:15], 100)
    batch = confirmed(uploaded(school, deputy, book([changed])), deputy)
    assert (batch.counts["changed"], batch.counts["new"]) == (1, 0)
    employment = Employment.objects.get(personnel_number="04012")
    assert (employment.user.surname, str(employment.rate), employment.results.get(year=2025).good) == (
        "Ахметова",
        "1.50",
        100,
    )
    assert employment.user.search_key.startswith("ахметова")
    entry = AuditEntry.objects.get(action="employment.changed")
    assert entry.subject_id == employment.pk
    assert entry.changes == {
        "surname": ["Омарова", "Ахметова"],
        "rate": ["1.25", "1.50"],
        "results:2025": [[121, 97, None], [121, 100, None]],
    }
    assert Employment.objects.filter(personnel_number="04013", left_on=None).exists()


def test_a_corrected_category_is_corrected_and_a_newer_one_added(school, deputy: User) -> None:
    confirmed(uploaded(school, deputy, book([OMAROVA])), deputy)
    corrected = (*OMAROVA[:5], "педагог-мастер", *OMAROVA[6:])
    confirmed(uploaded(school, deputy, book([corrected])), deputy)
    newer = (*OMAROVA[:5], "педагог-мастер", date(2026, 6, 1), date(2031, 6, 1), *OMAROVA[8:])
    confirmed(uploaded(school, deputy, book([newer])), deputy)
    found = Qualification.objects.order_by("granted_on").values_list("level__code", "granted_on", "valid_until")
    assert list(found) == [
        ("master", date(2024, 6, 12), date(2029, 6, 12)),
        ("master", date(2026, 6, 1), date(2031, 6, 1)),
    ]


def test_wrong_rows_stay_out_and_are_kept_as_read(school, deputy: User) -> None:
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    batch = confirmed(uploaded(school, deputy, book([wrong, ERZHANOV])), deputy)
    assert (batch.counts["new"], batch.counts["wrong"]) == (1, 1)
    (failed,) = batch.rows.all()
    assert (failed.number, failed.kind) == (2, "wrong")
    assert failed.data["cells"][1:3] == ["Омарова", "Гүлнара"]
    assert failed.data["problems"] == [
        {"field": "hired_on", "code": "impossible_date", "params": {}, "shown": "31.02.2015"}
    ]
    assert (batch.counts["out"], len(batch.failed_sha256)) == (1, 64)


def test_what_was_not_answered_is_not_taken_over(school, deputy: User) -> None:
    confirmed(uploaded(school, deputy, book([OMAROVA])), deputy)
    namesake = ("", *OMAROVA[1:9], date(2020, 9, 1), *OMAROVA[10:12], "", *OMAROVA[13:])
    batch = uploaded(school, deputy, book([namesake, ERZHANOV]))
    assert read(batch).counts[diff.ASK] == 1
    batch = confirmed(batch, deputy)
    assert batch.counts["new"] == 1
    (failed,) = batch.rows.all()
    assert stored.reasons(failed.kind, failed.data)[0]["code"] == "not_answered"


def test_an_answer_makes_another_person(school, deputy: User) -> None:
    confirmed(uploaded(school, deputy, book([OMAROVA])), deputy)
    namesake = ("", *OMAROVA[1:9], date(2020, 9, 1), *OMAROVA[10:12], "", *OMAROVA[13:])
    batch = uploaded(school, deputy, book([namesake]))
    services.answer(batch_id=batch.pk, answers={"2": "new"}, by=actor(deputy), now=clock.now())
    confirmed(batch, deputy)
    assert sorted(User.objects.filter(surname="Омарова").values_list("login", flat=True)) == [
        "omarova.g",
        "omarova.g2",
    ]


def test_new_columns_take_answers_back(school, deputy: User) -> None:
    batch = read(uploaded(school, deputy, book([OMAROVA])))
    services.answer(batch_id=batch.pk, answers={"2": "skip"}, by=actor(deputy), now=clock.now())
    mapping = {name: column for name, column in batch.columns.items() if name != "phone"}
    batch = services.remap(batch_id=batch.pk, mapping=mapping, by=actor(deputy), now=clock.now())
    assert (batch.columns, batch.answers) == (mapping, {})
    with pytest.raises(ValidationError):
        services.remap(batch_id=batch.pk, mapping={"surname": 1}, by=actor(deputy), now=clock.now())


def test_what_changed_since_the_preview_stops_the_confirmation(school, deputy: User) -> None:
    """It is compared again, and the page says why."""
    batch = read(uploaded(school, deputy, book([OMAROVA])))
    digest = batch.digest
    confirmed(uploaded(school, deputy, book([OMAROVA])), deputy)
    services.confirm(batch_id=batch.pk, digest=digest, by=actor(deputy), now=clock.now())
    read(batch)
    assert (batch.state, batch.problem) == (ImportBatch.State.READY, {"code": "changed_meanwhile"})
    assert (batch.counts["new"], batch.counts["unchanged"]) == (0, 1)
    assert Employment.objects.filter(personnel_number="04012").count() == 1
    with pytest.raises(DomainError) as caught:
        services.confirm(batch_id=batch.pk, digest=digest, by=actor(deputy), now=clock.now())
    assert caught.value.code == "roster.changed_meanwhile"


def test_a_second_confirmation_is_refused(school, deputy: User) -> None:
    batch = read(uploaded(school, deputy, book([OMAROVA])))
    services.confirm(batch_id=batch.pk, digest=batch.digest, by=actor(deputy), now=clock.now())
    for _time in range(2):
        with pytest.raises(AlreadyDone) as caught:
            services.confirm(batch_id=batch.pk, digest=batch.digest, by=actor(deputy), now=clock.now())
        assert (caught.value.who, caught.value.when) == (deputy, clock.now())
        work_all()
    assert Employment.objects.filter(personnel_number="04012").count() == 1


def test_a_failure_rolls_everything_back(school, deputy: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("the disk is full")

    batch = read(uploaded(school, deputy, book([OMAROVA])))
    monkeypatch.setattr(audit, "record_many", broken)
    confirmed(batch, deputy)
    assert (batch.state, batch.problem) == (ImportBatch.State.READY, {"code": "not_taken"})
    assert batch.counts["new"] == 1
    assert not User.objects.filter(surname="Омарова").exists()


def test_those_above_hear_of_the_new_ones(school, deputy: User, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[EmploymentStarted] = []
    monkeypatch.setitem(events._handlers, EmploymentStarted, [heard.append])
    confirmed(uploaded(school, deputy, book([OMAROVA, ERZHANOV])), deputy)
    (event,) = heard
    assert set(event.employment_ids) == set(
        Employment.objects.filter(personnel_number__in=["04012", "04013"]).values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bomb, "bomb"),
        (lambda: long_book(200_000), "too_many_rows"),
        (lambda: b"%PDF-1.7", "wrong_type"),
        (lambda: book([]), "no_rows"),
        (lambda: book([OMAROVA], head=["?"] * 16), "need_name"),
    ],
)
def test_a_bad_file_is_kept_with_the_reason(make, code: str, school, deputy: User) -> None:
    batch = read(uploaded(school, deputy, make()))
    assert (batch.state, batch.problem["code"]) == (ImportBatch.State.UNREADABLE, code)
    assert words.file_words(code, batch.problem["params"]).endswith(".")
    assert not batch.rows.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\x00", b"x" * (6 * 1024 * 1024)]
)
def test_what_is_no_list_at_the_first_glance_leaves_no_trace(content: bytes, school, deputy: User) -> None:
    with pytest.raises(ValidationError) as caught:
        uploaded(school, deputy, content)
    assert caught.value.message_dict["file"][0].endswith(".")
    assert not ImportBatch.objects.exists()
    assert not Path(settings.FILES_ROOT).exists()


def test_who_may(school, deputy: User) -> None:
    batch = uploaded(school, deputy, book([OMAROVA]))
    assert services.drop(batch_id=batch.pk, by=actor(head_of(school)), now=clock.now()) is None
    for stranger in (UserFactory(), deputy_of(SchoolFactory())):
        with pytest.raises(PermissionDenied):
            uploaded(school, stranger, book([OMAROVA]))
        with pytest.raises(PermissionDenied):
            services.confirm(
                batch_id=uploaded(school, deputy, book([ERZHANOV])).pk, digest="", by=actor(stranger), now=clock.now()
            )


def test_the_comparison_asks_the_database_alike_for_few_and_many(
    school, deputy: User, django_assert_num_queries
) -> None:
    few, many = uploaded(school, deputy, book([OMAROVA])), uploaded(school, deputy, SAMPLE)
    for batch, content in ((few, book([OMAROVA])), (many, SAMPLE)):
        batch = ImportBatch.objects.select_related("school").get(pk=batch.pk)
        with django_assert_num_queries(8):
            book_read = open_book(content)
            selectors.preview(batch, selectors.read_people(book_read, book_read.lead.head.columns, clock.today()))


def test_a_school_has_five_lists_waiting_and_another_school_is_not_in_their_way(school, deputy: User) -> None:
    for _number in range(services.MOST_IN_WORK):
        uploaded(school, deputy, SAMPLE)
    with pytest.raises(DomainError, match="5 lists of your school wait to be read"):
        uploaded(school, deputy, SAMPLE)
    other = SchoolFactory()
    assert uploaded(other, deputy_of(other), SAMPLE)
    work_all()
    assert uploaded(school, deputy, SAMPLE), "as soon as they are read there is room"


def test_a_school_has_twenty_lists_that_nobody_took_over_or_put_aside(school, deputy: User) -> None:
    first = uploaded(school, deputy, SAMPLE)
    first.state = ImportBatch.State.READY
    first.save()
    for _number in range(services.MOST_READY - 1):
        first.pk = None
        first.save()
    with pytest.raises(DomainError, match="20 lists of your school wait for you"):
        uploaded(school, deputy, SAMPLE)
    services.drop(batch_id=first.pk, by=actor(deputy, "deputy"), now=clock.now())
    assert uploaded(school, deputy, SAMPLE)
