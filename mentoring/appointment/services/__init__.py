"""From need to order, step by step (domain, section 2)."""

from mentoring.appointment.services.candidates import (
    accept,
    decline,
    object_to,
    open_appointment,
    propose,
    put_on_agenda,
    refuse,
    withdraw,
)
from mentoring.appointment.services.follow import on_item_decided, on_minutes_signed, on_step
from mentoring.appointment.services.loans import ask_loan, decline_loan, lend
from mentoring.appointment.services.orders import announce, issue_order

__all__ = [
    "accept",
    "announce",
    "ask_loan",
    "decline",
    "decline_loan",
    "issue_order",
    "lend",
    "object_to",
    "on_item_decided",
    "on_minutes_signed",
    "on_step",
    "open_appointment",
    "propose",
    "put_on_agenda",
    "refuse",
    "withdraw",
]
