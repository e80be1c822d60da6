"""Facts about the main stage."""

from mentoring.main_stage.selectors.feedback import FeedbackCount, feedback_count, notes
from mentoring.main_stage.selectors.interim import interims, visible_interims
from mentoring.main_stage.selectors.log import (
    LogView,
    PlanRow,
    entry_with_lines,
    last_logged_on,
    line_keys,
    log_view,
    next_row,
    open_promises,
    own_cases,
    plan_lines,
    plans_of,
)

__all__ = [
    "FeedbackCount",
    "LogView",
    "PlanRow",
    "entry_with_lines",
    "feedback_count",
    "interims",
    "last_logged_on",
    "line_keys",
    "log_view",
    "next_row",
    "notes",
    "open_promises",
    "own_cases",
    "plan_lines",
    "plans_of",
    "visible_interims",
]
