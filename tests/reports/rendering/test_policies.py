"""The council's papers: those of a report that lies before it, and no others (domain, section 11, row "papers")."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentoring.final_stage import services as final_stage
from mentoring.mentorships.models import Mentorship
from reports.rendering import policies, services
from reports.rendering.models import Paper
from tests.factories import MOMENT, UserFactory, actor, case, give
from tests.mentoring.final_stage.situations import chair_of, listed, on_agenda, secretary_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def kinds(user, mentorship) -> set[str]:
    mentorship = Mentorship.objects.get(pk=mentorship.pk)
    return {kind for kind in Paper.Kind.values if policies.can_ask(user, mentorship, kind)}


def test_a_member_orders_the_summary_of_a_report_before_the_council_and_the_secretary_the_report():
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    member = listed(report, give(UserFactory(), mentorship.school, "member"))
    secretary = listed(report, secretary_of(mentorship), "secretary")
    assert kinds(member, mentorship) == {"summary"}
    assert kinds(secretary, mentorship) == {"report", "summary"}


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_nobody_of_the_council_orders_or_opens_a_paper_of_what_the_mentor_has_not_sent(state):
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    member = listed(report, give(UserFactory(), mentorship.school, "member"))
    secretary = listed(report, secretary_of(mentorship), "secretary")
    paper = Paper.objects.create(
        kind="summary",
        language="kk",
        school=mentorship.school,
        mentorship=mentorship,
        code="ABCDEFGH2345",
        asked_by=secretary,
        asked_at=MOMENT,
    )
    assert list(Paper.objects.visible_to(member)) == [paper]
    report.state, report.submitted_on, report.submitted_at = state, None, None
    report.save()
    for user in (member, secretary):
        assert kinds(user, mentorship) == set()
        assert not Paper.objects.visible_to(user).exists()


def test_after_sending_back_the_summary_of_the_draft_is_not_to_be_had():
    mentorship = case("hearing")
    member = listed(on_agenda(mentorship), give(UserFactory(), mentorship.school, "member"))
    final_stage.return_report(
        mentorship_id=mentorship.pk,
        by=actor(chair_of(mentorship)),
        now=MOMENT,
        happened_on=date(2026, 12, 3),
        reason="Диагностика қосылсын.",
    )
    mentorship = Mentorship.objects.get(pk=mentorship.pk)
    with pytest.raises(PermissionDenied):
        services.ask(mentorship=mentorship, kind="summary", language="kk", by=actor(member), now=MOMENT)
