"""Writes of stage 3: the mentor's report, the council's decision, the end of the case."""

from mentoring.final_stage.services.closing import close_rows
from mentoring.final_stage.services.council import (
    issue_extract,
    put_on_agenda,
    record_hearing,
    return_report,
)
from mentoring.final_stage.services.follow import on_minutes_signed
from mentoring.final_stage.services.report import add_novice_voice, open_final_stage, save_report, submit_report

__all__ = [
    "add_novice_voice",
    "close_rows",
    "issue_extract",
    "on_minutes_signed",
    "open_final_stage",
    "put_on_agenda",
    "record_hearing",
    "return_report",
    "save_report",
    "submit_report",
]
