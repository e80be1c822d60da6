"""Stage 3: the report, both voices, the council's hearing and evaluation, the extract."""

from datetime import date, datetime, time

from demonstration.history.case import Case
from demonstration.history.introduction import diagnose
from demonstration.meetings import Matter
from mentoring.final_stage import services
from mentoring.final_stage.models import Conclusion
from mentoring.main_stage import services as main_stage
from mentoring.main_stage.models import Outcome

READINESS = ("ready", "ready", "support", "ready", "ready")


def report(case: Case, opened: date, sent: date | None, *, which: int = 0) -> None:
    """The final stage opens; the report is sent on `sent`, or stays a draft. What was not held is said so first."""
    diagnose(case, case.days.after(opened, -1), occasion="end")

    def act(now: datetime) -> None:
        settle(case, now)
        services.open_final_stage(mentorship_id=case.key, happened_on=opened, by=case.by_mentor, now=now)

    case.note(opened, time(12, 0), act)
    case.note(
        case.days.after(opened, 1), time(15, 0), lambda now: _write(case, which, whole=sent is not None, now=now)
    )
    if sent is None:
        return

    def submit(now: datetime) -> None:
        services.add_novice_voice(
            mentorship_id=case.key, text=case.texts.told[which % len(case.texts.told)].novice_voice,
            by=case.by_novice, now=now,
        )  # fmt: skip
        services.submit_report(
            mentorship_id=case.key,
            happened_on=sent,
            late_reason=case.late(sent, "D7", because=case.texts.late_report),
            by=case.by_mentor,
            now=now,
        )

    case.note(sent, time(15, 30), submit)


def settle(case: Case, now: datetime) -> None:
    """Each activity that was not held gets the reason that is printed."""
    known = set(Outcome.objects.filter(mentorship=case.key).values_list("line", flat=True))
    for key, _line, _day in case.lines:
        if key not in known:
            main_stage.set_outcome(
                mentorship_id=case.key,
                line=key,
                result="not_held",
                text=case.texts.not_held,
                by=case.by_mentor,
                now=now,
            )


def hear(case: Case, on: date, *, put_on: date) -> None:
    """The report is heard and evaluated at the meeting of this day, if the day has come."""

    def put(meeting: int, now: datetime) -> None:
        services.put_on_agenda(mentorship_id=case.key, meeting_id=meeting, by=case.by("deputy"), now=now)

    def decide(present: int, now: datetime) -> None:
        services.record_hearing(
            mentorship_id=case.key,
            novice_decision="ready",
            evaluation="effective",
            evaluation_text=case.texts.evaluation,
            votes_for=max(1, present - 3),
            votes_against=0,
            votes_abstained=0,
            proposals=case.texts.proposals,
            heard=case.texts.heard,
            questions=case.texts.questions,
            decision=case.texts.decision,
            late_reason=case.late(on, "D8"),
            by=case.by("secretary"),
            now=now,
        )

    case.place.meetings.bring(on, Matter(put_on, put, decide))


def complete(case: Case, on: date) -> None:
    """The extract is issued; the case is over."""
    case.note(
        on,
        time(12, 0),
        lambda now: services.issue_extract(mentorship_id=case.key, happened_on=on, by=case.by("deputy"), now=now),
    )


def _write(case: Case, which: int, *, whole: bool, now: datetime) -> None:
    told = case.texts.told[which % len(case.texts.told)]
    texts = {"needed": told.needed, "done": told.done}
    if whole:
        texts |= {
            "results": told.results,
            "unresolved": told.unresolved,
            "practice": told.practice,
            "advice": "ready",
            "advice_text": told.advice_text,
            "mentor_voice": told.mentor_voice,
        }
    conclusions = {
        component: (readiness, text)
        for component, readiness, text in zip(Conclusion.Component.values, READINESS, told.conclusions, strict=True)
    }
    services.save_report(
        mentorship_id=case.key, texts=texts, conclusions=conclusions if whole else {}, by=case.by_mentor, now=now
    )
