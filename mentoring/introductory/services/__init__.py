"""Everything that stage 1 writes. Each service locks the case, checks the right and the state, and is atomic."""

from mentoring.introductory.services.activities import add_activity, edit_activity, remove_activity
from mentoring.introductory.services.adaptation import (
    add_adaptation_item,
    edit_adaptation_item,
    finish_adaptation_item,
    remove_adaptation_item,
)
from mentoring.introductory.services.decisions import agree_plan, approve_plan, send_back_plan
from mentoring.introductory.services.level import record_level
from mentoring.introductory.services.plan import new_version, save_plan_head, submit_plan
from mentoring.introductory.services.ratings import (
    finish_mentor_rating,
    finish_self_rating,
    save_mentor_rating,
    save_self_rating,
)
from mentoring.introductory.services.requests import add_request
from mentoring.introductory.services.sheet import sign_sheet

__all__ = [
    "add_activity",
    "add_adaptation_item",
    "add_request",
    "agree_plan",
    "approve_plan",
    "edit_activity",
    "edit_adaptation_item",
    "finish_adaptation_item",
    "finish_mentor_rating",
    "finish_self_rating",
    "new_version",
    "record_level",
    "remove_activity",
    "remove_adaptation_item",
    "save_mentor_rating",
    "save_plan_head",
    "save_self_rating",
    "send_back_plan",
    "sign_sheet",
    "submit_plan",
]
