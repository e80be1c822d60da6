"""The adaptation plan: introduction, traditions, rules, documents, workplace."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock, dates
from common.actor import Actor
from common.bounds import refuse_beyond
from common.errors import DomainError
from mentoring.introductory import policies, rules, words
from mentoring.introductory.models import AdaptationItem
from mentoring.mentorships.models import Mentorship, Step
from mentoring.mentorships.policies import own_matter_marks
from mentoring.mentorships.rules import DateFault
from mentoring.mentorships.services import locked, record_step
from mentoring.mentorships.words import DATE_FAULTS


@transaction.atomic
def add_adaptation_item(
    *, mentorship_id: int, by: Actor, now: datetime, section: str, text: str, due_on: date, responsible: str
) -> AdaptationItem:
    """Deputy or mentor adds a point; the first one is the step “adaptation plan made”.

    Raises PermissionDenied; ValidationError by field.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_write_adaptation(by.user, mentorship))
    refuse_beyond(mentorship.adaptation_items.all(), rules.MOST_ADAPTATION_ITEMS)
    first = not mentorship.adaptation_items.exists()
    item = AdaptationItem(
        mentorship=mentorship,
        section=section,
        text=text.strip(),
        due_on=due_on,
        responsible=responsible.strip(),
    )
    _check(item, mentorship)
    item.save()
    if first:
        record_step(mentorship=mentorship, kind=Step.Kind.ADAPTATION, happened_on=clock.today(now), by=by, now=now)
    _record("adaptation.added", item, by, now)
    return item


@transaction.atomic
def edit_adaptation_item(
    *, item_id: int, by: Actor, now: datetime, section: str, text: str, due_on: date, responsible: str
) -> AdaptationItem:
    """Change a point that is not done yet. Raises as `add_adaptation_item`; DomainError for one that is done."""
    item = _open_item(item_id, by)
    item.section, item.text, item.due_on, item.responsible = section, text.strip(), due_on, responsible.strip()
    _check(item, item.mentorship)
    item.save(update_fields=["section", "text", "due_on", "responsible"])
    _record("adaptation.changed", item, by, now)
    return item


@transaction.atomic
def finish_adaptation_item(*, item_id: int, by: Actor, now: datetime, done_on: date) -> AdaptationItem:
    """Mark a point as done. Raises as `edit_adaptation_item`; ValidationError for `done_on` in the future."""
    item = _open_item(item_id, by)
    if done_on > clock.today(now):
        raise ValidationError({"done_on": DATE_FAULTS[DateFault.FUTURE]})
    item.done_on, item.done_by = done_on, by.user
    item.save(update_fields=["done_on", "done_by"])
    _record("adaptation.done", item, by, now)
    return item


@transaction.atomic
def remove_adaptation_item(*, item_id: int, by: Actor, now: datetime) -> None:
    """Take a point out that is not done yet; the trail keeps it. Raises as `edit_adaptation_item`."""
    item = _open_item(item_id, by)
    _record("adaptation.removed", item, by, now)
    item.delete()


def _open_item(item_id: int, by: Actor) -> AdaptationItem:
    mentorship = locked(AdaptationItem.objects.values_list("mentorship_id", flat=True).get(pk=item_id))
    policies.require(policies.can_write_adaptation(by.user, mentorship))
    item = AdaptationItem.objects.get(pk=item_id)
    if item.done_on is not None:
        raise DomainError("item_done", words.ITEM_DONE)
    item.mentorship = mentorship
    return item


def _check(item: AdaptationItem, mentorship: Mentorship) -> None:
    item.full_clean(exclude=["mentorship"])
    if not mentorship.starts_on <= item.due_on <= mentorship.period_to:
        period = {"first": dates.numeric(mentorship.starts_on), "last": dates.numeric(mentorship.period_to)}
        raise ValidationError({"due_on": words.ITEM_DATE % period})


def _record(action: str, item: AdaptationItem, by: Actor, now: datetime) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=item,
        school_id=item.mentorship.school_id,
        changes={
            "section": item.section,
            "text": item.text,
            "due_on": item.due_on,
            "done_on": item.done_on,
            **own_matter_marks(by.user, item.mentorship),
        },
    )
