"""The mentor opens the final stage, writes the report and sends it; the novice adds one's own words."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock
from common.actor import Actor
from common.errors import DomainError
from mentoring.final_stage import policies, rules, selectors, words
from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.services import locked, moved_on, record_step

TEXTS = ("needed", "done", "results", "unresolved", "practice", "advice", "advice_text", "mentor_voice")


@transaction.atomic
def open_final_stage(
    *, mentorship_id: int, by: Actor, now: datetime, happened_on: date, delay_reason: str = ""
) -> FinalReport:
    """The mentor opens stage 3. DomainError("no_interim") before the first interim assessment (domain, section 2)."""
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write(by.user, mentorship))
    if not rules.may_open(selectors.interims(mentorship)):
        raise DomainError("no_interim", words.NO_INTERIM)
    report = begun(mentorship, now)
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.FINAL_OPENED,
        happened_on=happened_on,
        by=by,
        now=now,
        delay_reason=delay_reason,
    )
    audit.record(by=by, now=now, action="final_stage.opened", subject=report, school_id=mentorship.school_id)
    return report


@transaction.atomic
def save_report(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    texts: Mapping[str, str],
    conclusions: Mapping[str, tuple[str, str]],
) -> FinalReport:
    """Keep a draft, however unfinished. The mentor, until it is sent.

    texts: any of TEXTS; others are not touched. conclusions: component → (readiness, text). Raises DomainError
    ("not_writable") once the report has gone to the council.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write(by.user, mentorship))
    report = _writable(mentorship, now)
    changed = [name for name in TEXTS if name in texts and getattr(report, name) != texts[name].strip()]
    for name in changed:
        setattr(report, name, texts[name].strip())
    report.saved_at = now
    report.clean_fields(exclude=[field.name for field in FinalReport._meta.fields if field.name not in changed])
    report.save(update_fields=[*changed, "saved_at"])
    for component, (readiness, text) in conclusions.items():
        row = Conclusion(report=report, component=component, readiness=readiness, text=text.strip())
        row.clean_fields()
        Conclusion.objects.update_or_create(
            report=report, component=component, defaults={"readiness": readiness, "text": row.text}
        )
    audit.record(
        by=by,
        now=now,
        action="report.saved",
        subject=report,
        school_id=mentorship.school_id,
        changes={"fields": [*changed, *conclusions]},
    )
    return report


@transaction.atomic
def add_novice_voice(
    *, mentorship_id: int, by: Actor, now: datetime, text: str, has_nothing_to_add: bool = False
) -> FinalReport:
    """The novice's own words, printed as written, or that there are none. They may be added and changed until the council
    has heard the report, whoever sent it meanwhile.

    Raises ValidationError for neither of the two, and for both.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_speak(by.user, mentorship))
    if bool(text.strip()) == has_nothing_to_add:
        raise ValidationError({"novice_voice": words.WORDS_OR_NONE if text.strip() else words.GIVE_TEXT})
    report = FinalReport.objects.select_for_update().filter(mentorship=mentorship).first()
    if not selectors.can_be_answered(mentorship, report):
        raise moved_on(mentorship)
    report = report or begun(mentorship, now)
    report.novice_voice, report.novice_voice_on = text.strip(), clock.today(now)
    report.save(update_fields=["novice_voice", "novice_voice_on"])
    audit.record(
        by=by,
        now=now,
        action="report.novice_voice",
        subject=report,
        school_id=mentorship.school_id,
        changes={"novice_voice": ""},
        private=True,
    )
    return report


@transaction.atomic
def submit_report(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    late_reason: str = "",
    delay_reason: str = "",
) -> FinalReport:
    """The mentor sends the report to the council (D7).

    Raises DomainError("incomplete") while a text or one of the four components is missing, and ("no_outcome") while
    an activity of the plan has none; ValidationError for the dates and reasons (see `record_step`).
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write(by.user, mentorship))
    report = _writable(mentorship, now)
    if lacking := selectors.lacking(report):
        raise DomainError("incomplete", words.lacking(lacking))
    if titles := selectors.unsettled_titles(mentorship):
        raise DomainError("no_outcome", words.without_outcome(titles))
    if until := selectors.voice_awaited_until(mentorship, report, clock.today(now)):
        raise DomainError("voice_awaited", words.voice_awaited(until))
    report.state = FinalReport.State.SUBMITTED
    report.submitted_on, report.submitted_at = happened_on, now
    report.save(update_fields=["state", "submitted_on", "submitted_at"])
    record_step(
        mentorship=mentorship,
        kind=Step.Kind.REPORT_SENT,
        happened_on=happened_on,
        by=by,
        now=now,
        late_reason=late_reason,
        delay_reason=delay_reason,
    )
    audit.record(
        by=by,
        now=now,
        action="report.submitted",
        subject=report,
        school_id=mentorship.school_id,
        changes={"submitted_on": happened_on},
    )
    return report


def begun(mentorship: Mentorship, now: datetime) -> FinalReport:
    """The report's row, made when it is first needed."""
    report, _made = FinalReport.objects.get_or_create(mentorship=mentorship, defaults={"saved_at": now})
    return report


def _writable(mentorship: Mentorship, now: datetime) -> FinalReport:
    if mentorship.state in (Mentorship.State.HEARING, Mentorship.State.CLOSING):
        raise DomainError("not_writable", words.NOT_WRITABLE)
    if mentorship.state != Mentorship.State.REPORT:
        raise moved_on(mentorship)
    return begun(mentorship, now)
