"""One's own calendar address: a new one, and none. Everybody signed in, for oneself; the address is in no entry."""

from datetime import datetime

from django.db import transaction

from common import audit
from common.actor import Actor
from mentoring.deadlines.models import ReminderChoice


@transaction.atomic
def give_address(*, number: int, by: Actor, now: datetime) -> bool:
    """Turn the calendar on with a new address, which ends the earlier one; whether that was done.

    number: of the address that the page showed. A form that is sent twice finds another one, and changes nothing.
    """
    choice = _own(by)
    if choice.feed != number:
        return False
    action = "feed.renewed" if choice.feed_on else "feed.turned_on"
    choice.feed, choice.feed_on = choice.feed + 1, True
    _save(choice, action, by, now)
    return True


@transaction.atomic
def turn_off(*, by: Actor, now: datetime) -> None:
    """End the address. A later one is another. Off already: nothing is changed."""
    choice = _own(by)
    if choice.feed_on:
        choice.feed_on = False
        _save(choice, "feed.turned_off", by, now)


def _own(by: Actor) -> ReminderChoice:
    choice, _made = ReminderChoice.objects.select_for_update().get_or_create(user=by.user)
    return choice


def _save(choice: ReminderChoice, action: str, by: Actor, now: datetime) -> None:
    choice.save(update_fields=["feed", "feed_on"])
    audit.record(by=by, now=now, action=action, subject=choice, changes={"feed_on": choice.feed_on})
