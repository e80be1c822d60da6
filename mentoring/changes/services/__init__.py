"""Writes of changes: ends, suspensions, the mentor's leaving and the handover, cases taken over from paper."""

from mentoring.changes.services.employment import on_employment_ended
from mentoring.changes.services.ends import cancel, terminate
from mentoring.changes.services.mentor import acknowledge_handover, end_pairing, write_handover
from mentoring.changes.services.paper import PaperCase, take_over
from mentoring.changes.services.suspensions import resume, suspend

__all__ = [
    "PaperCase",
    "acknowledge_handover",
    "cancel",
    "end_pairing",
    "on_employment_ended",
    "resume",
    "suspend",
    "take_over",
    "terminate",
    "write_handover",
]
