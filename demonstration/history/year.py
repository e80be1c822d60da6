"""Stage 2: activities and their confirmation, feedback and answer, the interim assessment."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from demonstration.history.case import Case
from mentoring.main_stage import services
from mentoring.main_stage.models import LogLine
from mentoring.main_stage.services import Part


def log(case: Case, place: int, on: date, *, said: str = "confirmed") -> None:
    """The activity of the plan with this number was held on this day.

    said: "confirmed" by the new teacher the next day, "objected" to, or "" when nothing was said yet.
    """

    def act(now: datetime) -> None:
        if place >= len(case.lines):
            return
        key, line, _planned = case.lines[place]
        entry = services.log_activity(
            parts=[
                Part(
                    mentorship_id=case.key,
                    line=key,
                    completes=True,
                    promise=line.promise,
                    kept=_open_promises(case, on),
                )
            ],
            token=_token(case),
            happened_on=on,
            minutes=line.minutes + case.chance.choice((-5, 0, 0, 15)),
            form=line.form,
            what=line.done,
            by=case.by_mentor,
            now=now,
        )
        case.logged = LogLine.objects.get(entry=entry, mentorship=case.key).pk
        _say(case, case.logged, on, said, now)

    case.note(on, time(16, 0), act)


def talk(case: Case, on: date, *, said: str = "confirmed") -> None:
    """Something outside the plan."""

    def act(now: datetime) -> None:
        entry = services.log_activity(
            parts=[Part(mentorship_id=case.key)],
            token=_token(case),
            happened_on=on,
            minutes=20,
            form="talk",
            what=case.chance.choice(case.texts.outside),
            by=case.by_mentor,
            now=now,
        )
        _say(case, LogLine.objects.get(entry=entry, mentorship=case.key).pk, on, said, now)

    case.note(on, time(16, 30), act)


def feedback(case: Case, on: date, *, which: int = 0) -> None:
    """The mentor writes feedback; where it has an answer, it is given an hour later."""
    note = case.texts.feedback[which % len(case.texts.feedback)]

    def act(now: datetime) -> None:
        sent = services.write_and_send(
            mentorship_id=case.key,
            happened_on=on,
            situation=note.situation,
            attitude=note.attitude,
            suggestion=note.suggestion,
            by=case.by_mentor,
            now=now,
        )
        if note.answer:
            services.answer(note_id=sent.pk, text=note.answer, by=case.by_novice, now=now)

    case.note(on, time(17, 0), act)


def interim(case: Case, on: date) -> None:
    """An open lesson is assessed; the new teacher comments."""
    texts = case.texts

    def act(now: datetime) -> None:
        assessment = services.record_interim(
            mentorship_id=case.key,
            format="open_lesson",
            title=texts.interim_title.format(topic=case.topic()),
            happened_on=on,
            marks=texts.interim_marks,
            result=texts.interim_result,
            next_steps=texts.interim_next,
            present=texts.interim_present,
            late_reason=case.late(on, "D6"),
            by=case.by_mentor,
            now=now,
        )
        services.comment_interim(assessment_id=assessment.pk, text=texts.interim_comment, by=case.by_novice, now=now)

    case.note(on, time(15, 0), act)


def _say(case: Case, line: int, on: date, said: str, now: datetime) -> None:
    """The new teacher answers an hour later the same day."""
    later = min(now + timedelta(hours=1), case.place.diary.now)
    if said == "confirmed":
        services.confirm(line_id=line, by=case.by_novice, now=later)
    elif said == "objected":
        services.object_to(line_id=line, text=case.texts.objection, by=case.by_novice, now=later)


def _open_promises(case: Case, on: date) -> frozenset[int]:
    rows = LogLine.objects.filter(mentorship=case.key, promise_kept_on=None, entry__happened_on__lt=on).exclude(
        promise=""
    )
    return frozenset(rows.values_list("pk", flat=True))


def _token(case: Case) -> UUID:
    return UUID(int=case.chance.getrandbits(128))
