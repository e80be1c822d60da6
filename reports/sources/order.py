"""The order assigning a mentor, from its rows."""

from datetime import datetime

from common.installation import is_demo
from mentoring.appointment.models import Candidate
from mentoring.council.models import Order
from mentoring.deadlines.models import Deadline
from mentoring.mentorships.models import Step
from mentoring.regulations.selectors import values_of
from reports.papers import words
from reports.papers.base import NOTHING, InLanguages, Signature
from reports.papers.order import AssignmentOrder, Control
from reports.sources import people, reasons
from schools.people.models import Post, User


def assignment_order(order_id: int, *, code: str, made_at: datetime) -> AssignmentOrder:
    """What the order says, as entered by `made_at`."""
    order = Order.objects.select_related(
        "school__department", "signed_by", "controller", "mentorship__school", "mentorship__order_rules",
        "mentorship__country_rules", "mentorship__novice__user", "mentorship__novice__subject",
        "pairing__mentor__user", "pairing__mentor__subject", "pairing__mentor__school",
    ).get(pk=order_id)  # fmt: skip
    mentorship, pairing, school = order.mentorship, order.pairing, order.school
    rules = people.rules_of(mentorship)
    novice, mentor = people.person(mentorship.novice.user), people.person(pairing.mentor.user)
    from_paper = mentorship.steps.filter(
        kind=Step.Kind.ORDERED, from_paper=True, happened_on=order.signed_on
    ).exists()
    control = _control(order, from_paper=from_paper)
    level = Deadline.objects.filter(mentorship=mentorship, code="D2").order_by("-round").first()
    candidate = Candidate.objects.filter(appointment__mentorship=mentorship, mentor=pairing.mentor).last()
    return AssignmentOrder(
        letterhead=people.letterhead(school),
        footer=people.footer(rules, code, made_at),
        demo=is_demo(),
        number=order.full_number,
        issued_on=order.signed_on,
        place=InLanguages(kk=school.place_kk, ru=school.place_ru, en=school.place_en),
        academic_year=people.academic_year(mentorship.year),
        basis=mentorship.basis,
        novice=people.novice(mentorship),
        mentor=people.mentor(pairing.mentor, school, mentorship.year, order.signed_on),
        period_from=pairing.starts_on,
        period_to=pairing.planned_end,
        level_due=level.due_on if level else order.signed_on,
        diagnostics_days=values_of(rules).d3_length.value.days,
        minutes_number=order.council_number,
        minutes_date=order.council_date,
        control=control,
        signed_by=Signature(
            words.ROLES["acting_head" if order.signed_as_acting else "head"], people.person(order.signed_by)
        ),
        acquainted=(
            Signature(words.ROLES["novice"], novice),
            Signature(words.ROLES["mentor"], mentor),
            *(() if control.by_signer else (Signature(control.role, control.person),)),
        ),
        exemptions=tuple(reasons.of_order(candidate, order)),
        entered_from_paper=from_paper,
    )


def _control(order: Order, *, from_paper: bool) -> Control:
    """Who was named, with the post held on that day; else the deputy of that day. Where none is known, the name of an
    order from paper is left to be filled in, and of one signed here the head keeps the control.
    """
    if order.controller is not None:
        held = Post.objects.on(order.signed_on).filter(school=order.school, user=order.controller)
        kinds = set(held.values_list("kind", flat=True))
        kind = next((kind for kind in (Post.Kind.DEPUTY, Post.Kind.HEAD) if kind in kinds), "")
        return Control(words.ROLES[kind] if kind else NOTHING, people.person(order.controller))
    if (deputy := _deputy(order)) is not None:
        return Control(words.ROLES["deputy"], people.person(deputy))
    return Control(words.ROLES["deputy"]) if from_paper else Control(NOTHING, by_signer=True)


def _deputy(order: Order) -> User | None:
    """Somebody else than the mentor and the new teacher: nobody controls an order that is about themselves."""
    post = Post.objects.on(order.signed_on).filter(school=order.school, kind=Post.Kind.DEPUTY).select_related("user")
    pair = [order.mentorship.novice.user_id, order.pairing.mentor.user_id]
    found = post.exclude(user_id__in=pair).order_by("starts_on").first()
    return found.user if found else None
