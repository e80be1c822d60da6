"""What is written in the main stage."""

from mentoring.main_stage.services.answers import confirm, object_to
from mentoring.main_stage.services.feedback import answer, save_draft, send, write_and_send
from mentoring.main_stage.services.interim import comment_interim, record_interim
from mentoring.main_stage.services.log import Part, edit_activity, log_activity, set_outcome

__all__ = [
    "Part",
    "answer",
    "comment_interim",
    "confirm",
    "edit_activity",
    "log_activity",
    "object_to",
    "record_interim",
    "save_draft",
    "send",
    "set_outcome",
    "write_and_send",
]
