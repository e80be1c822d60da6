"""Signing the diagnostic sheet (D3)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from common import audit, clock
from common.actor import Actor
from common.errors import AlreadyDone, DomainError
from mentoring.introductory import policies, rules, words
from mentoring.introductory.models import DiagnosticSheet
from mentoring.introductory.selectors.ratings import levels_of
from mentoring.mentorships.models import Step
from mentoring.mentorships.rules import DateFault
from mentoring.mentorships.services import locked, record_step
from mentoring.mentorships.words import DATE_FAULTS

START = DiagnosticSheet.Occasion.START


@transaction.atomic
def sign_sheet(
    *,
    mentorship_id: int,
    by: Actor,
    now: datetime,
    happened_on: date,
    discussed_note: str = "",
    late_reason: str = "",
    delay_reason: str = "",
    occasion: str = START,
) -> DiagnosticSheet:
    """The mentor signs when both have finished; ratings two levels apart need the note of what was agreed.

    The sheet of the start meets D3 and opens the planning; the one at the end of the year moves nothing.
    Raises PermissionDenied; DomainError in another state, unfinished or signed; ValidationError for
    `discussed_note`, `happened_on` and a reason that is missing.
    """
    mentorship = locked(mentorship_id)
    policies.require(policies.can_sign_sheet(by.user, mentorship))
    sheet = DiagnosticSheet.objects.filter(mentorship=mentorship, occasion=occasion).first()
    if sheet is not None and sheet.signed_on is not None:
        raise AlreadyDone("sheet_signed", words.SHEET_SIGNED, who=sheet.signed_by or "", when=sheet.signed_on)
    if mentorship.state not in rules.RATED_IN[occasion]:
        raise DomainError("wrong_state", words.NOT_NOW)
    if sheet is None or not sheet.both_done:
        raise DomainError("not_both_done", words.BOTH_NEEDED)
    by_novice, by_mentor = levels_of(sheet)
    if rules.to_discuss(by_novice, by_mentor) and not discussed_note.strip():
        raise ValidationError({"discussed_note": words.DISCUSS_FIRST})
    if happened_on > clock.today(now):
        raise ValidationError({"happened_on": DATE_FAULTS[DateFault.FUTURE]})
    sheet.discussed_note, sheet.signed_on, sheet.signed_by = discussed_note.strip(), happened_on, by.user
    sheet.save(update_fields=["discussed_note", "signed_on", "signed_by"])
    if occasion == START:
        record_step(
            mentorship=mentorship,
            kind=Step.Kind.DIAGNOSED,
            happened_on=happened_on,
            by=by,
            now=now,
            late_reason=late_reason,
            delay_reason=delay_reason,
        )
    audit.record(
        by=by,
        now=now,
        action="sheet.signed",
        subject=sheet,
        school_id=mentorship.school_id,
        changes={"occasion": occasion, "signed_on": happened_on, "discussed_note": None},
        private=True,
    )
    return sheet
