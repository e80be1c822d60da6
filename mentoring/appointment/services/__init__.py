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
from mentoring.appointment.services.orders import announce, issue_order

__all__ = [
    "accept",
    "announce",
    "decline",
    "issue_order",
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
