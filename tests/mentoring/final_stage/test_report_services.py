"""The mentor's report: opened, written, sent. Each write with its step, its deadline and its audit entry."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation

from common import clock as clocks
from common.errors import DomainError
from common.models import AuditEntry
from mentoring.deadlines.services import refresh
from mentoring.final_stage import rules, services
from mentoring.final_stage.models import FinalReport
from mentoring.mentorships.models import Mentorship
from tests.factories import MOMENT, actor, case, deputy_of, mentor_of
from tests.mentoring.final_stage.situations import READY, TEXTS, interim, plan, settle, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)


def mentor(mentorship):
    return actor(mentor_of(mentorship).user, "mentor")


def state(mentorship) -> str:
    return Mentorship.objects.get(pk=mentorship.pk).state


def opened(mentorship, by=None, on=TODAY):
    return services.open_final_stage(
        mentorship_id=mentorship.pk, by=by or mentor(mentorship), now=clocks.now(), happened_on=on
    )


def sent(mentorship, by=None, on=TODAY, **reasons):
    return services.submit_report(
        mentorship_id=mentorship.pk, by=by or mentor(mentorship), now=clocks.now(), happened_on=on, **reasons
    )


def saved(mentorship, by=None, texts=TEXTS, conclusions=READY):
    return services.save_report(
        mentorship_id=mentorship.pk,
        by=by or mentor(mentorship),
        now=clocks.now(),
        texts=texts,
        conclusions=conclusions,
    )


def test_the_final_stage_needs_an_interim_assessment():
    mentorship = case("main")
    with pytest.raises(DomainError) as refused:
        opened(mentorship)
    assert refused.value.code == "no_interim"
    assert (state(mentorship), FinalReport.objects.exists()) == ("main", False)


def test_the_mentor_opens_the_final_stage():
    mentorship = case("main")
    interim(mentorship)
    report = opened(mentorship)
    assert (state(mentorship), report.state) == ("report", "draft")
    assert mentorship.steps.filter(kind="final_opened", happened_on=TODAY).exists()
    assert AuditEntry.objects.filter(action="final_stage.opened", subject_id=report.pk).count() == 1


def test_nobody_else_opens_it():
    mentorship = case("main")
    interim(mentorship)
    with pytest.raises(PermissionDenied):
        opened(mentorship, by=actor(deputy_of(mentorship.school)))


def test_it_is_not_opened_twice():
    mentorship = case("report")
    interim(mentorship)
    with pytest.raises(DomainError) as refused:
        opened(mentorship)
    assert refused.value.code == "wrong_state"


def test_a_draft_is_kept_however_unfinished():
    mentorship = case("report")
    saved(mentorship, texts={"needed": " Уақыт ", "advice": ""}, conclusions={"design": ("", "")})
    report = saved(mentorship, texts={"done": "Бәрі"}, conclusions={"design": ("ready", "Өзі жасайды")})
    report.refresh_from_db()
    assert (report.needed, report.done) == ("Уақыт", "Бәрі")
    assert [(row.component, row.readiness) for row in report.conclusions.all()] == [("design", "ready")]
    entry = AuditEntry.objects.filter(action="report.saved").latest("pk")
    assert entry.changes == {"fields": ["done", "design"]}


@pytest.mark.parametrize(
    ("texts", "conclusions"),
    [({"advice": "perhaps"}, {}), ({}, {"design": ("splendid", "")}), ({}, {"design": ("ready", "ы" * 301)})],
)
def test_what_no_list_knows_is_refused(texts, conclusions):
    mentorship = case("report")
    with pytest.raises(ValidationError):
        saved(mentorship, texts=texts, conclusions=conclusions)
    assert not FinalReport.objects.filter(mentorship=mentorship).exists()


def test_the_novice_adds_one_s_own_words_and_the_audit_keeps_no_value():
    mentorship = case("report")
    report = services.add_novice_voice(
        mentorship_id=mentorship.pk, by=actor(mentorship.novice.user), now=clocks.now(), text="Көп үйрендім."
    )
    assert (report.novice_voice, report.novice_voice_on) == ("Көп үйрендім.", TODAY)
    entry = AuditEntry.objects.get(action="report.novice_voice")
    assert (entry.private, entry.changes) == (True, {"novice_voice": None})


def test_the_mentor_does_not_write_for_the_novice_and_empty_words_are_refused():
    mentorship = case("report")
    with pytest.raises(PermissionDenied):
        services.add_novice_voice(mentorship_id=mentorship.pk, by=mentor(mentorship), now=clocks.now(), text="а")
    with pytest.raises(ValidationError):
        services.add_novice_voice(
            mentorship_id=mentorship.pk, by=actor(mentorship.novice.user), now=clocks.now(), text="  "
        )


def test_the_new_teacher_answers_until_the_council_has_heard_the_report_whoever_sent_it():
    mentorship = case("hearing")
    report = FinalReport.objects.create(mentorship=mentorship, state="submitted", saved_at=MOMENT)
    writer = actor(mentorship.novice.user)

    def say(text: str, **more: bool) -> None:
        services.add_novice_voice(mentorship_id=mentorship.pk, by=writer, now=clocks.now(), text=text, **more)

    say("Көп үйрендім.")
    say("", has_nothing_to_add=True)
    report.refresh_from_db()
    assert (report.novice_voice, report.novice_voice_on) == ("", TODAY)
    with pytest.raises(ValidationError):
        say("Көп үйрендім.", has_nothing_to_add=True)
    FinalReport.objects.update(decided_on=TODAY, novice_decision="ready", evaluation="effective")
    with pytest.raises(DomainError):
        say("Кеш қалған сөз")


def test_an_early_report_waits_for_the_new_teacher_s_answer():
    mentorship = case("report")
    with transaction.atomic():
        refresh(mentorship)
    due = mentorship.deadlines.get(code="D7").due_on
    assert due > TODAY
    written(mentorship)
    with translation.override("en"), pytest.raises(DomainError, match="has not answered yet") as refused:
        sent(mentorship)
    assert refused.value.code == "voice_awaited"
    services.add_novice_voice(
        mentorship_id=mentorship.pk,
        by=actor(mentorship.novice.user),
        now=clocks.now(),
        text="",
        has_nothing_to_add=True,
    )
    assert sent(mentorship).submitted_on == TODAY


def test_ten_working_days_before_it_is_due_a_report_waits_no_longer():
    weekdays = lambda day: day.weekday() < 5  # noqa: E731
    assert rules.voice_awaited_until(date(2027, 5, 25), weekdays) == date(2027, 5, 11)


@pytest.mark.parametrize("where", ["closing", "completed", "main"])
def test_nothing_is_written_before_or_after_its_time(where):
    mentorship = case(where)
    writer = actor(mentorship.novice.user)
    with pytest.raises(DomainError):
        services.add_novice_voice(mentorship_id=mentorship.pk, by=writer, now=clocks.now(), text="а")


def test_an_unfinished_report_is_not_sent_and_the_page_says_what_is_missing():
    mentorship = case("report")
    written(mentorship, done="")
    with translation.override("en"), pytest.raises(DomainError) as refused:
        sent(mentorship)
    assert refused.value.code == "incomplete"
    with translation.override("en"):
        assert str(refused.value) == "Still to be written: what was done."


def test_every_activity_of_the_plan_needs_an_outcome():
    mentorship = case("report")
    written(mentorship)
    first, _second = plan(mentorship, "Сабаққа қатысу", "Ата-аналар жиналысы")
    settle(mentorship, first)
    with pytest.raises(DomainError) as refused:
        sent(mentorship)
    assert (refused.value.code, "Ата-аналар жиналысы" in str(refused.value)) == ("no_outcome", True)
    assert "Сабаққа қатысу" not in str(refused.value)


def test_a_sent_report_meets_d7():
    mentorship = case("report")
    written(mentorship)
    for activity in plan(mentorship, "Сабаққа қатысу"):
        settle(mentorship, activity)
    report = sent(mentorship)
    assert (state(mentorship), report.state, report.submitted_on) == ("hearing", "submitted", TODAY)
    assert mentorship.deadlines.get(code="D7").met_on == TODAY
    assert AuditEntry.objects.filter(action="report.submitted", subject_id=report.pk).count() == 1
    with pytest.raises(DomainError) as refused:
        saved(mentorship)
    assert refused.value.code == "not_writable"


def test_a_late_report_needs_its_reason(clock):
    mentorship = case("report", period_to=date(2026, 12, 2))
    written(mentorship)
    with transaction.atomic():
        refresh(mentorship)
    with pytest.raises(ValidationError) as refused:
        sent(mentorship)
    assert "late_reason" in refused.value.error_dict
    assert (state(mentorship), FinalReport.objects.get().state) == ("report", "draft")
    sent(mentorship, late_reason="Екі тәлім алушы болды.")
    assert mentorship.deadlines.get(code="D7").late_reason == "Екі тәлім алушы болды."


def test_a_report_sent_in_the_future_is_refused():
    mentorship = case("report")
    written(mentorship)
    with pytest.raises(ValidationError) as refused:
        sent(mentorship, on=date(2026, 12, 4))
    assert "happened_on" in refused.value.error_dict
