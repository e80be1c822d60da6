"""Stage 1: level, diagnostics, adaptation plan, mentoring plan."""

from datetime import date, datetime, time
from functools import partial

from demonstration.history.case import Case
from demonstration.texts import Line
from mentoring.introductory import services
from mentoring.introductory.models import AdaptationItem
from mentoring.introductory.selectors.ratings import needs_of
from mentoring.library.criteria import BY_MENTOR, STRAIN
from mentoring.mentorships.models import Mentorship

NEEDS = (("D01", "D14"), ("D01", "D15"), ("D14", "D05"), ("D12", "D15"))


def level(case: Case, on: date) -> None:
    """The mentor determines the level."""
    texts = case.texts

    def act(now: datetime) -> None:
        services.record_level(
            mentorship_id=case.key,
            methods=["interview", "visit"],
            level=case.chance.choice(("sufficient", "basic")),
            text=case.chance.choice(texts.level),
            happened_on=on,
            late_reason=case.late(on, "D2"),
            by=case.by_mentor,
            now=now,
        )
        services.add_request(
            mentorship_id=case.key, text=case.chance.choice(texts.requests), by=case.by_novice, now=now
        )

    case.note(on, time(13, 0), act)


def rate_oneself(case: Case, on: date, occasion: str = "start") -> None:
    """The new teacher rates oneself: kindly, here and there."""
    levels = {code: case.chance.choice((2, 3, 3)) for code in BY_MENTOR} | {STRAIN: case.chance.choice((1, 2))}
    case.note(
        on,
        time(15, 0),
        lambda now: services.finish_self_rating(
            mentorship_id=case.key, levels=levels, occasion=occasion, by=case.by_novice, now=now
        ),
    )


def diagnose(case: Case, on: date, occasion: str = "start") -> None:
    """Both rate, what differs is talked over, the mentor signs."""
    needs = case.chance.choice(NEEDS)
    rated = {code: case.chance.choice((2, 2, 3)) for code in BY_MENTOR}
    if occasion == "start":
        rated |= dict.fromkeys(needs, 1)
    else:
        rated |= {code: case.chance.choice((3, 3, 4)) for code in BY_MENTOR}
    comments = {code: text for code, text in case.texts.seen.items() if occasion == "start" and code in needs}
    rate_oneself(case, case.days.after(on, -1), occasion)

    def act(now: datetime) -> None:
        services.finish_mentor_rating(
            mentorship_id=case.key, levels=rated, comments=comments, occasion=occasion, by=case.by_mentor, now=now
        )
        services.sign_sheet(
            mentorship_id=case.key,
            happened_on=on,
            discussed_note=case.texts.discussed,
            late_reason=case.late(on, "D3") if occasion == "start" else "",
            occasion=occasion,
            by=case.by_mentor,
            now=now,
        )

    case.note(on, time(14, 0), act)


def adapt(case: Case, on: date) -> None:
    """The adaptation plan; what was due is done."""

    def act(now: datetime) -> None:
        for place, (section, text, responsible) in enumerate(_adaptation(case)):
            services.add_adaptation_item(
                mentorship_id=case.key,
                section=section,
                text=text,
                due_on=min(case.days.after(on, 2 + 4 * place), _end(case)),
                responsible=responsible,
                by=case.by("deputy"),
                now=now,
            )

    case.note(on, time(12, 30), act)
    for place in range(len(_adaptation(case))):
        done = case.days.after(on, 1 + 4 * place)
        case.note(done, time(16, 0), partial(_finish, case, done))


def _adaptation(case: Case) -> tuple[tuple[str, str, str], ...]:
    """All points where the plan is long, else the first three."""
    return case.texts.adaptation if case.size > 6 else case.texts.adaptation[:3]


def plan(case: Case, on: date, *, every: int = 5, upto: str = "approved", returned: bool = False) -> None:
    """The plan is written and sent on this day, agreed the next, approved the one after.

    every: working days between its activities. upto: "draft", "submitted", "agreed" or "approved".
    returned: the deputy first sent it back with a remark, on the same day.
    """
    case.note(case.days.after(on, -1), time(16, 0), lambda now: _write(case, on, every, now))
    if upto == "draft":
        return

    def submit(now: datetime) -> None:
        services.submit_plan(
            plan_id=case.plan, happened_on=on, late_reason=case.late(on, "D4a"), by=case.by_mentor, now=now
        )

    case.note(on, time(14, 30), submit)
    if returned:
        case.note(
            on,
            time(15, 0),
            lambda now: services.send_back_plan(
                plan_id=case.plan, remark=case.texts.remark, by=case.by("deputy"), now=now
            ),
        )
        case.note(on, time(16, 30), submit)
    if upto == "submitted":
        return
    agreed, approved = case.days.after(on, 1), case.days.after(on, 2)
    case.note(
        agreed,
        time(15, 0),
        lambda now: services.agree_plan(
            plan_id=case.plan, happened_on=agreed, late_reason=case.late(agreed, "D4b"), by=case.by("deputy"), now=now
        ),
    )
    if upto == "approved":
        case.note(
            approved,
            time(15, 30),
            lambda now: services.approve_plan(
                plan_id=case.plan,
                happened_on=approved,
                late_reason=case.late(approved, "D4c"),
                by=case.by("head"),
                now=now,
            ),
        )


def _write(case: Case, sent: date, every: int, now: datetime) -> None:
    made = services.new_version(mentorship_id=case.key, by=case.by_mentor, now=now)
    case.plan = made.pk
    services.save_plan_head(
        plan_id=made.pk,
        difficulties=case.chance.choice(case.texts.difficulties),
        purpose=case.chance.choice(case.texts.purpose),
        objectives=case.chance.choice(case.texts.objectives),
        by=case.by_mentor,
        now=now,
    )
    for line, day in zip(_chosen(case), case.line_days(sent, every), strict=False):
        day = min(day, _end(case))
        activity = services.add_activity(
            plan_id=made.pk,
            stage=line.stage,
            title=line.title,
            planned_on=day,
            minutes=line.minutes,
            form=line.form,
            methods=line.methods,
            expected=line.expected,
            evidence=line.evidence,
            needs=[line.need],
            by=case.by_mentor,
            now=now,
        )
        case.lines.append((activity.line, line, day))


def _chosen(case: Case) -> list[Line]:
    """The first lines that answer what was diagnosed, then others, in the order of the texts."""
    needs = set(needs_of(Mentorship.objects.get(pk=case.key)))
    lines = case.texts.lines
    wanted = [line for line in lines if line.need in needs]
    others = [line for line in lines if line.need not in needs]
    chosen = [*wanted, *others][: case.size]
    return [line for line in lines if line in chosen]


def _end(case: Case) -> date:
    return Mentorship.objects.values_list("period_to", flat=True).get(pk=case.key)


def _finish(case: Case, day: date, now: datetime) -> None:
    """The first point that is not done yet."""
    item = AdaptationItem.objects.filter(mentorship=case.key, done_on=None).first()
    if item is not None:
        services.finish_adaptation_item(item_id=item.pk, done_on=day, by=case.by("deputy"), now=now)
