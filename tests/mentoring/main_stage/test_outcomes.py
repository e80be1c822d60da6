"""What became of each line of the plan."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.errors import DomainError
from mentoring.final_stage.selectors import unsettled_titles
from mentoring.introductory.models import Activity
from mentoring.main_stage import selectors, services
from mentoring.main_stage.models import Outcome
from mentoring.main_stage.services import Part
from tests.factories import MOMENT, actor
from tests.mentoring.main_stage.situations import line_of, logged, mentor_user, with_plan

pytestmark = pytest.mark.django_db


def settle(mentorship, result, **fields):
    values = {"line": line_of(mentorship), "by": actor(mentor_user(mentorship)), "now": MOMENT}
    return services.set_outcome(mentorship_id=mentorship.pk, result=result, **values | fields)


def test_held_needs_a_log_entry():
    mentorship = with_plan()
    with pytest.raises(DomainError, match="Nothing is logged"):
        settle(mentorship, "held")
    logged(mentorship, line=line_of(mentorship), happened_on=date(2026, 12, 2))
    assert settle(mentorship, "held").happened_on == date(2026, 12, 2)


def test_not_held_needs_a_reason_and_can_be_held_later():
    mentorship = with_plan()
    with pytest.raises(ValidationError):
        settle(mentorship, "not_held")
    assert settle(mentorship, "not_held", text="The class was at an olympiad.").happened_on is None
    logged(mentorship, line=line_of(mentorship), completes=True)
    assert (Outcome.objects.get().result, Outcome.objects.get().text) == ("held", "")


def test_an_outcome_stays_once_the_report_is_submitted():
    mentorship = with_plan()
    mentorship.state = "hearing"
    mentorship.save()
    with pytest.raises(PermissionDenied):
        settle(mentorship, "not_held", text="The class was at an olympiad.")


def test_an_unknown_line_or_result_is_refused():
    mentorship = with_plan()
    with pytest.raises(ValidationError):
        settle(mentorship, "perhaps")
    with pytest.raises(ValidationError):
        settle(mentorship, "not_held", line=uuid4(), text="The class was at an olympiad.")


def test_the_guard_names_the_lines_without_outcome():
    mentorship = with_plan(2)
    logged(mentorship, line=line_of(mentorship, 1), completes=True)
    title = Activity.objects.get(plan__mentorship=mentorship, position=2).title
    assert unsettled_titles(mentorship) == (title,)
    settle(mentorship, "not_held", line=line_of(mentorship, 2), text="Put off to next year.")
    assert unsettled_titles(mentorship) == ()


def test_the_next_line_is_the_earliest_with_nothing_logged():
    mentorship = with_plan(3)
    logged(mentorship, line=line_of(mentorship, 1))
    rows = selectors.plans_of([mentorship])[mentorship.pk]
    assert selectors.next_row(rows).activity.position == 2


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_reads_the_same_number_of_queries(rows, django_assert_num_queries):
    mentorship = with_plan(rows)
    for place in range(1, rows + 1):
        logged(mentorship, line=line_of(mentorship, place), completes=True, what=f"Timer {place}")
    logged(mentorship)
    with django_assert_num_queries(3):
        view = selectors.log_view(mentorship)
        assert {line.entry.mentor.user.surname for line in view.all_lines}
    assert (len(view.rows), view.with_outcome, len(view.outside)) == (rows, rows, 1)
    with django_assert_num_queries(3):
        selectors.plans_of([mentorship])
    assert isinstance(Part(mentorship.pk).kept, frozenset)
