"""Write the log: what mentor and novice did, and how a line of the plan ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from common import audit, clock, dates
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import AlreadyDone, DomainError
from mentoring.main_stage import policies, rules, selectors, words
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from mentoring.mentorships.models import Mentorship, Pairing
from mentoring.mentorships.services import check_delay, locked


@dataclass(frozen=True)
class Part:
    """What one meeting was for one novice.

    line: the plan's line, None outside the plan. completes: the line is held with this. promise: for next time.
    kept: earlier promises (keys of log lines) that were kept now.
    """

    mentorship_id: int
    line: UUID | None = None
    completes: bool = False
    promise: str = ""
    kept: frozenset[int] = frozenset()


@transaction.atomic
def log_activity(
    *,
    parts: Sequence[Part],
    token: UUID,
    by: Actor,
    now: datetime,
    happened_on: date,
    minutes: int,
    form: str,
    what: str,
    delay_reason: str = "",
) -> LogEntry:
    """Log one activity with one's own novices, one `Part` each. The same `token` gives the same entry again.

    Raises PermissionDenied for a novice who is not one's own; AlreadyDone("logged_already") where the same text of the
    same day stands in the log of one of them; ValidationError for a date in the future or before the pairing, for a
    missing `delay_reason` (section 2a) and for a line that is not in the plan in force.
    """
    if not parts:
        raise ValidationError(words.CHOOSE_NOVICE)
    cases = [locked(key) for key in sorted({part.mentorship_id for part in parts})]  # always in the same order
    for mentorship in cases:
        policies.require(policies.can_log(by.user, mentorship))
    if (entry := LogEntry.objects.select_related("mentor").filter(token=token).first()) is not None:
        return _same_form(entry, by)
    for mentorship in cases:
        refuse_beyond(LogLine.objects.filter(mentorship=mentorship), rules.MOST_LOG_LINES)
    pairings = _pairings(cases, by, now)
    _check(cases, pairings, now, happened_on, minutes, delay_reason)
    _not_logged(cases, by, happened_on=happened_on, form=form, what=what.strip())
    entry = LogEntry(
        token=token,
        mentor=pairings[cases[0].pk].mentor,
        happened_on=happened_on,
        minutes=minutes,
        form=form,
        what=what.strip(),
        recorded_at=now,
        delay_reason=delay_reason.strip(),
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:  # the same form arrived twice at the same moment
        return _same_form(LogEntry.objects.select_related("mentor").get(token=token), by)
    by_key = {mentorship.pk: mentorship for mentorship in cases}
    for part in parts:
        _write_part(entry, by_key[part.mentorship_id], part, by, now)
    return entry


@transaction.atomic
def edit_activity(
    *,
    entry_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    minutes: int,
    form: str,
    what: str,
    promise: str | None = None,
    delay_reason: str = "",
) -> LogEntry:
    """Correct an entry that nobody has confirmed yet; an objection to it is answered by that and goes.

    promise: for all its novices; None leaves it. Raises PermissionDenied; DomainError("confirmed") after a
    confirmation; ValidationError as `log_activity`, and for another day of an outcome that the council has before it.
    """
    entry = LogEntry.objects.select_for_update(of=("self",)).select_related("mentor").get(pk=entry_id)
    policies.require(policies.can_edit(by.user, entry))
    cases = [locked(key) for key in sorted(entry.lines.values_list("mentorship_id", flat=True))]
    for mentorship in cases:
        policies.require(policies.can_log(by.user, mentorship))
    # Cases before lines, as everywhere; the lock keeps a confirmation from coming in between.
    found = entry.lines.select_for_update(of=("self",)).select_related("mentorship").order_by("pk")
    lines = list(found)
    if any(line.confirmed_at for line in lines):
        raise DomainError("confirmed", words.CONFIRMED)
    _check(cases, _pairings(cases, by, now), now, happened_on, minutes, delay_reason or entry.delay_reason)
    old_day = entry.happened_on
    held = {line.pk: _held_that_day(line, old_day) for line in lines}
    for line in lines if happened_on != old_day else ():
        if line.mentorship.state not in policies.OUTCOME_STATES and held[line.pk].exists():
            raise ValidationError({"happened_on": words.DAY_STAYS})
    old = {"happened_on": old_day, "minutes": entry.minutes, "form": entry.form, "what": entry.what}
    entry.happened_on, entry.minutes, entry.form, entry.what = happened_on, minutes, form, what.strip()
    entry.delay_reason = delay_reason.strip() or entry.delay_reason
    entry.save(update_fields=["happened_on", "minutes", "form", "what", "delay_reason"])
    for line in lines:
        line.objection = ""
        if promise is not None:
            line.promise = promise.strip()
        line.save(update_fields=["objection", "promise"])
        if happened_on != old_day:
            held[line.pk].update(happened_on=happened_on)
        audit.record(
            by=by,
            now=now,
            action="log.edited",
            subject=line,
            school_id=line.mentorship.school_id,
            changes={"before": old, "happened_on": happened_on, "minutes": minutes, "form": form, "what": entry.what},
        )
    return entry


@transaction.atomic
def set_outcome(*, mentorship_id: int, line: UUID, result: str, by: Actor, now: datetime, text: str = "") -> Outcome:
    """How a line of the plan ended: held (on the day of its last log entry), or not held with the printed reason.

    It can be changed until the report is submitted. Raises PermissionDenied; ValidationError for a line that is not
    in the plan in force and for a reason that is missing; DomainError("no_log") when nothing was logged.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_set_outcome(by.user, mentorship))
    if line not in selectors.line_keys(mentorship):
        raise ValidationError(words.NOT_IN_PLAN)
    happened_on: date | None = None
    if result == Outcome.Result.HELD:
        happened_on = selectors.last_logged_on(mentorship, line)
        if happened_on is None:
            raise DomainError("no_log", words.NO_LOG)
    elif result != Outcome.Result.NOT_HELD:
        raise ValidationError({"result": words.ONE_RESULT})
    elif not text.strip():
        raise ValidationError({"text": words.GIVE_REASON})
    return _write_outcome(mentorship, line, result, happened_on, text.strip(), by, now)


def _same_form(entry: LogEntry, by: Actor) -> LogEntry:
    if entry.mentor.user_id != by.user_id:
        raise DomainError("token_taken", words.TOKEN_TAKEN)
    return entry


def _not_logged(cases: Sequence[Mentorship], by: Actor, **told: Any) -> None:
    """A page that the browser brought back carries a new form: what it says twice is one meeting all the same."""
    same = {f"entry__{name}": value for name, value in told.items()}
    line = (
        LogLine.objects.filter(mentorship__in=cases, entry__mentor__user=by.user, **same)
        .select_related("entry__mentor__user", "mentorship__novice__user")
        .first()
    )
    if line is not None:
        raise AlreadyDone(
            "logged_already",
            words.LOGGED_ALREADY,
            who=line.entry.mentor.user,
            when=line.entry.recorded_at,
            about=line.mentorship.novice,
        )


def _held_that_day(line: LogLine, day: date) -> QuerySet[Outcome]:
    """The outcome that this line's entry of that day gave; none outside the plan."""
    given = Outcome.objects.filter(result=Outcome.Result.HELD, happened_on=day, mentorship_id=line.mentorship_id)
    return given.filter(line=line.line) if line.line is not None else given.none()


def _pairings(cases: Sequence[Mentorship], by: Actor, now: datetime) -> dict[int, Pairing]:
    rows = Pairing.objects.not_over(clock.today(now)).filter(mentorship__in=cases, mentor__user=by.user)
    found = {pairing.mentorship_id: pairing for pairing in rows.select_related("mentor")}
    policies.require(all(mentorship.pk in found for mentorship in cases))
    return found


def _check(
    cases: Sequence[Mentorship],
    pairings: dict[int, Pairing],
    now: datetime,
    happened_on: date,
    minutes: int,
    delay_reason: str,
) -> None:
    today = clock.today(now)
    if happened_on > today:
        raise ValidationError({"happened_on": words.FUTURE})
    if not 1 <= minutes <= 600:
        raise ValidationError({"minutes": words.MINUTES})
    for mentorship in cases:
        starts_on = pairings[mentorship.pk].starts_on
        if happened_on < starts_on:
            raise ValidationError({"happened_on": words.BEFORE_PAIRING % {"day": dates.with_weekday(starts_on)}})
        check_delay(mentorship, happened_on, today, delay_reason)


def _write_part(entry: LogEntry, mentorship: Mentorship, part: Part, by: Actor, now: datetime) -> None:
    if part.line is not None and part.line not in selectors.line_keys(mentorship):
        raise ValidationError({f"line_{mentorship.pk}": words.NOT_IN_PLAN})
    line = LogLine.objects.create(entry=entry, mentorship=mentorship, line=part.line, promise=part.promise.strip())
    kept = selectors.open_promises([mentorship]).filter(pk__in=part.kept, entry__happened_on__lte=entry.happened_on)
    kept.exclude(pk=line.pk).update(promise_kept_on=entry.happened_on)
    audit.record(
        by=by,
        now=now,
        action="log.recorded",
        subject=line,
        school_id=mentorship.school_id,
        changes={
            "happened_on": entry.happened_on,
            "minutes": entry.minutes,
            "form": entry.form,
            "line": str(part.line or ""),
            "kept": sorted(part.kept),
        },
    )
    if part.completes and part.line is not None and mentorship.state in policies.OUTCOME_STATES:
        _write_outcome(mentorship, part.line, Outcome.Result.HELD, entry.happened_on, "", by, now)


def _write_outcome(
    mentorship: Mentorship, line: UUID, result: str, happened_on: date | None, text: str, by: Actor, now: datetime
) -> Outcome:
    before = Outcome.objects.filter(mentorship=mentorship, line=line).values("result", "text").first()
    outcome, _made = Outcome.objects.update_or_create(
        mentorship=mentorship,
        line=line,
        defaults={"result": result, "happened_on": happened_on, "text": text, "recorded_at": now, "by": by.user},
    )
    audit.record(
        by=by,
        now=now,
        action="outcome.recorded",
        subject=outcome,
        school_id=mentorship.school_id,
        changes={"line": str(line), "result": result, "text": text, "before": before},
    )
    return outcome
