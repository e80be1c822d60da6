"""One mail a day, at the hour the person chose, in the person's language, without a name."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail as sent
from django.db import transaction

from common import mail
from common.models import Installation, OutboxMail
from mentoring.deadlines import digests, sweep
from mentoring.deadlines.models import Digest, Notice, ReminderChoice
from mentoring.deadlines.readings import sweep as sweep_readings
from mentoring.deadlines.services import refresh
from mentoring.mentorships.models import Mentorship, Step
from tests.factories import MOMENT, UserFactory, case, give
from tests.mentoring.deadlines.test_services import due, opened, take
from tests.mentoring.deadlines.test_sweep import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SIX = at(date(2026, 12, 4), 6)


def swept(now: datetime = SIX) -> tuple[Mentorship, object]:
    """A case whose order is due on Fri 04.12., swept on that morning; its deputy."""
    mentorship, deputy = opened()
    sweep.run(now)
    return mentorship, deputy


def test_the_mail_waits_for_its_hour_and_goes_once():
    _case, deputy = swept()
    assert digests.settle_all(SIX + timedelta(minutes=59)) == 0
    assert digests.settle_all(SIX + timedelta(hours=1)) == 1
    assert digests.settle_all(SIX + timedelta(hours=2)) == 0
    found = OutboxMail.objects.get()
    assert found.to == deputy.user.email
    assert Digest.objects.get().mail == found
    assert set(Notice.objects.values_list("digest", flat=True)) == {Digest.objects.get().pk}


def test_the_person_s_own_hour():
    mentorship, deputy = opened()
    ReminderChoice.objects.create(user=deputy.user, hour=18)
    sweep.run(SIX)
    assert Digest.objects.get().send_at == at(date(2026, 12, 4), 18)


def test_it_names_the_step_and_the_day_and_nobody():
    mentorship, deputy = swept()
    mentorship.novice.user.surname = "Жолдасбекова"
    mentorship.novice.user.save()
    digests.settle_all(SIX + timedelta(hours=1))
    found = OutboxMail.objects.get()
    for text in (found.text, found.html):
        assert "Fri 04.12.2026" in text
        assert "Candidate considered, order issued" in text
        assert "Due today" in text
        for person in (mentorship.novice.user, deputy.user):
            assert person.surname not in text
            assert person.given_name not in text
    assert found.html.count("http") == 1, "one link"
    assert found.text.count("http") == 1
    assert found.subject == "Tálimger: 1 date to look at"


@pytest.mark.parametrize(("language", "expected"), [("kk", "Жм 04.12.2026"), ("ru", "Пт 04.12.2026")])
def test_in_the_person_s_language(language, expected):
    mentorship, deputy = opened()
    deputy.user.language = language
    deputy.user.save()
    sweep.run(SIX)
    digests.settle_all(SIX + timedelta(hours=1))
    assert expected in OutboxMail.objects.get().text


def test_what_was_done_meanwhile_is_not_told():
    mentorship, deputy = swept()
    take(mentorship, Step.Kind.ORDERED, date(2026, 12, 3), deputy)
    assert digests.settle_all(SIX + timedelta(hours=1)) == 0
    assert not OutboxMail.objects.exists()
    assert Digest.objects.get().settled_at is not None


def test_several_cases_are_one_mail():
    mentorship, deputy = opened()
    for _more in range(3):
        other, _deputy = opened()
        Mentorship.objects.filter(pk=other.pk).update(school=mentorship.school)
    sweep.run(SIX)
    digests.settle_all(SIX + timedelta(hours=1))
    found = OutboxMail.objects.get(to=deputy.user.email)
    assert found.subject == "Tálimger: 4 dates to look at"


def test_a_second_one_on_the_same_day_waits_for_the_next():
    _case, deputy = swept()
    digests.settle_all(SIX + timedelta(hours=1))
    with transaction.atomic():
        digests.ensure([deputy.user], SIX + timedelta(hours=5))
    tomorrow = Digest.objects.get(settled_at=None)
    assert (tomorrow.day, tomorrow.send_at) == (date(2026, 12, 5), at(date(2026, 12, 5), 7))


def test_told_late_in_the_day_it_goes_at_once_when_none_went_today():
    swept(at(date(2026, 12, 4), 15))
    assert Digest.objects.get().send_at == at(date(2026, 12, 4), 15)


def test_only_what_the_law_sets_and_is_due():
    _case, deputy = opened()
    ReminderChoice.objects.create(user=deputy.user, only_legal=True)
    two_days_before = at(date(2026, 12, 2))
    sweep.run(two_days_before)
    assert digests.settle_all(two_days_before + timedelta(hours=1)) == 0, "due soon: turned off"
    sweep.run(SIX)
    assert digests.settle_all(SIX + timedelta(hours=1)) == 1, "due today by law: cannot be turned off"


def test_an_internal_date_can_be_turned_off():
    mentorship, deputy = opened()
    Mentorship.objects.filter(pk=mentorship.pk).update(basis=Mentorship.Basis.NEW_TO_SCHOOL)
    ReminderChoice.objects.create(user=deputy.user, only_legal=True)
    sweep.run(SIX)
    assert digests.settle_all(SIX + timedelta(hours=1)) == 0


def test_without_an_address_nothing_is_sent_and_nothing_breaks():
    mentorship, deputy = opened()
    deputy.user.email = ""
    deputy.user.save()
    sweep.run(SIX)
    assert digests.settle_all(SIX + timedelta(hours=1)) == 0
    assert Notice.objects.filter(user=deputy.user).exists(), "it stands in the product"


def test_a_demonstration_sends_none(mailoutbox):
    Installation.objects.create(pk=1, is_demo=True, made_at=MOMENT)
    swept()
    digests.settle_all(SIX + timedelta(hours=1))
    held = OutboxMail.objects.get()
    assert held.held
    mail.send(mail_id=held.pk, now=SIX + timedelta(hours=1))
    assert sent.outbox == []


def test_one_that_cannot_be_made_stops_no_other(monkeypatch):
    swept()
    swept()
    first = Digest.objects.order_by("pk").first()
    real = digests.lines_of

    def broken(user, today):  # noqa: ANN001, ANN202
        if user == first.user:
            raise KeyError("D9")
        return real(user, today)

    monkeypatch.setattr(digests, "lines_of", broken)
    assert digests.settle_all(SIX + timedelta(hours=1)) == 1
    first.refresh_from_db()
    assert (first.settled_at, first.send_at) == (None, SIX + timedelta(hours=2))
    assert [reading.value for reading in sweep_readings(SIX) if "could not" in str(reading.label)] == ["0"]
    next_day = SIX + timedelta(days=1)
    told = [reading for reading in sweep_readings(next_day) if "could not" in str(reading.label)]
    assert [(reading.value, reading.state) for reading in told] == [("1", "warn")], "the operator sees it"


def test_all_whose_hour_has_come_are_made_in_one_run_as_far_as_the_time_goes(monkeypatch):
    monkeypatch.setattr(digests, "AT_ONCE", 2)
    for _case in range(5):
        swept()
    assert digests.settle_all(SIX + timedelta(hours=1), seconds=0) == 0
    assert digests.settle_all(SIX + timedelta(hours=1)) == 5


def test_the_day_s_row_is_written_with_the_notice_or_not_at_all():
    _case, _deputy = opened()
    with transaction.atomic():
        sweep.run(SIX)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Digest.objects.exists()
    assert due(_case, "D1").next_step == "before"


def test_the_secretary_is_told_of_the_hearing_though_no_case_opens_to_them(client):
    mentorship = case("hearing")
    secretary = give(UserFactory(email="secretary@school.example"), mentorship.school, "secretary")
    with transaction.atomic():
        refresh(mentorship)
    deadline = mentorship.deadlines.get(code="D8")
    Notice.objects.create(
        user=secretary, deadline=deadline, kind="due", due_on=deadline.due_on, on=SIX.date(), made_at=SIX
    )
    digests.ensure([secretary], SIX)
    digests.settle_all(SIX + timedelta(hours=1))
    assert OutboxMail.objects.get().to == "secretary@school.example"
    client.force_login(secretary)
    (told,) = client.get("/notices/").context["told"]
    assert (told.notice.deadline.code, told.opens) == ("D8", False)
    assert client.get(f"/mentorships/{mentorship.pk}/").status_code == 404
