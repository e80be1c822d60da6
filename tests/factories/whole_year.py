"""A case that went through its year: diagnostics, plan, log, interim assessment, report; real texts of a school."""

from datetime import date

from mentoring.final_stage.models import Conclusion, FinalReport
from mentoring.introductory.models import (
    Activity,
    ActivityNeed,
    DiagnosticSheet,
    NoviceRequest,
    PlanVersion,
    Rating,
)
from mentoring.library.criteria import BY_MENTOR
from mentoring.main_stage.models import InterimAssessment, InterimMark, Outcome
from mentoring.mentorships.models import Mentorship
from tests.factories.mentoring import MOMENT, case, mentor_of

START = dict.fromkeys(BY_MENTOR, 2) | {"D01": 1, "D14": 0}
END = dict.fromkeys(BY_MENTOR, 3) | {"D14": 2}


def told_case(state: str = "hearing", **fields: object) -> Mentorship:
    """A case in `hearing` (or later) with everything that its year-end report tells."""
    mentorship = case(state, **fields)
    mentor = mentor_of(mentorship)
    for occasion, levels, signed in (("start", START, date(2026, 11, 13)), ("end", END, None)):
        sheet = DiagnosticSheet.objects.create(
            mentorship=mentorship,
            occasion=occasion,
            self_done_at=MOMENT,
            mentor_done_at=MOMENT,
            signed_on=signed,
            signed_by=mentor.user if signed else None,
            made_at=MOMENT,
        )
        Rating.objects.bulk_create(
            [
                Rating(sheet=sheet, criterion=code, rater=rater, level=level)
                for code, level in levels.items()
                for rater in ("self", "mentor")
            ]
            + [Rating(sheet=sheet, criterion="D10", rater="self", level=4, comment="құпия ширығу")]
        )
    NoviceRequest.objects.create(
        mentorship=mentorship, text="Ата-аналар жиналысын қалай өткізуге болады?", made_at=MOMENT
    )
    plan = PlanVersion.objects.create(
        mentorship=mentorship,
        number=1,
        state="approved",
        purpose="Сабақ уақытын бөлуді үйрену",
        made_at=MOMENT,
        approved_on=date(2026, 11, 19),
        approved_by=mentor.user,
    )
    for position, (title, need, held) in enumerate(
        [
            ("Сабақтың алғашқы бес минутын бірге жоспарлау", "D01", date(2026, 11, 24)),
            ("Үш деңгейлі тапсырмалар", "D14", None),
        ],
        start=1,
    ):
        activity = Activity.objects.create(
            plan=plan, position=position, title=title, planned_on=date(2026, 11, 24), form="together", expected="Үлгі"
        )
        ActivityNeed.objects.create(activity=activity, criterion=need)
        Outcome.objects.create(
            mentorship=mentorship,
            line=activity.line,
            result="held" if held else "not_held",
            happened_on=held,
            text="" if held else "Ұйымдастырушы болдырмады.",
            recorded_at=MOMENT,
            by=mentor.user,
        )
    interim = InterimAssessment.objects.create(
        mentorship=mentorship,
        format="open_lesson",
        title="8 «А», «Оксидтер»",
        happened_on=date(2026, 11, 26),
        result="Мақсат түсінікті.",
        next_steps="Деңгейлік тапсырмалар.",
        recorded_at=MOMENT,
        by=mentor.user,
    )
    InterimMark.objects.create(assessment=interim, position=1, text="Мақсат", points=3)
    report = FinalReport.objects.create(
        mentorship=mentorship,
        state="submitted",
        needed="Екі қажеттілік анықталды.",
        done="Бірлескен жоспарлау өтті.",
        results="Бір қажеттілік 3-деңгейге жетті.",
        advice="support",
        advice_text="Саралап оқытуда көмек жалғассын.",
        mentor_voice="Дифференциацияны ертерек бастау керек еді.",
        novice_voice="Енді үй тапсырмасын қоңырауға дейін беремін.",
        novice_voice_on=date(2026, 11, 30),
        submitted_on=date(2026, 12, 1),
        submitted_at=MOMENT,
        saved_at=MOMENT,
    )
    for component in ("design", "organisational", "constructive", "analytical", "relational"):
        Conclusion.objects.create(report=report, component=component, readiness="ready", text="Дербес жоспарлайды.")
    return mentorship
