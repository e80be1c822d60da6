"""For Django alone: it looks for models here. Import them from their own folder."""

from mentoring.appointment.models import (  # noqa: F401  re-exports
    Announcement,
    Appointment,
    Candidate,
    Loan,
    Objection,
)
from mentoring.changes.models import Handover  # noqa: F401
from mentoring.council.models import AgendaItem, Attendee, Meeting, Order  # noqa: F401
from mentoring.deadlines.models import (  # noqa: F401
    Deadline,
    Digest,
    Notice,
    Recount,
    Reminder,
    ReminderChoice,
    Stuck,
    SweepRun,
)
from mentoring.final_stage.models import Conclusion, FinalReport  # noqa: F401
from mentoring.introductory.models import (  # noqa: F401
    Activity,
    ActivityNeed,
    AdaptationItem,
    DiagnosticSheet,
    LevelAssessment,
    NoviceRequest,
    PlanRemark,
    PlanVersion,
    Rating,
)
from mentoring.main_stage.models import (  # noqa: F401
    FeedbackNote,
    InterimAssessment,
    InterimMark,
    LogEntry,
    LogLine,
    Outcome,
)
from mentoring.mentorships.models import Mentorship, NotProposed, Pairing, Step, Suspension  # noqa: F401
from mentoring.regulations.models import RuleSet  # noqa: F401
