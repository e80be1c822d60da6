"""Who may do what with the report: role by situation (domain, section 11)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.council.models import Meeting
from mentoring.final_stage import policies, selectors
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories import SchoolFactory, UserFactory, case, deputy_of, eligible_mentor, give, head_of, mentor_of
from tests.mentoring.final_stage.situations import chair_of, listed, on_agenda, secretary_of, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)

PEOPLE = {
    "novice": lambda m, r: m.novice.user,
    "mentor": lambda m, r: mentor_of(m).user,
    "deputy": lambda m, r: deputy_of(m.school),
    "head": lambda m, r: head_of(m.school),
    "chair": lambda m, r: listed(r, chair_of(m), "chair"),
    "secretary": lambda m, r: listed(r, secretary_of(m), "secretary"),
    "member": lambda m, r: listed(r, eligible_mentor(m.school).user),
    "guest": lambda m, r: listed(r, eligible_mentor(m.school).user, "guest"),
    "colleague": lambda m, r: eligible_mentor(m.school).user,
    "other_deputy": lambda m, r: deputy_of(SchoolFactory()),
    "operator": lambda m, r: UserFactory(is_operator=True),
}
MAY = {
    "can_write": {"mentor"},
    "can_speak": {"novice"},
    "can_put_on_agenda": {"deputy", "secretary"},
    "can_record_hearing": {"chair", "secretary"},
    "can_issue_extract": {"deputy", "secretary"},
}
READS = {
    "can_read_report": {"novice", "mentor", "deputy", "head", "chair", "secretary"},
    "can_view_hearing": {"deputy", "head", "chair", "secretary", "member"},
    "can_read_summary": {"deputy", "head", "chair", "secretary", "member"},
}


def situation(who: str, **fields):
    mentorship = case("hearing")
    report = on_agenda(mentorship, **fields)
    return PEOPLE[who](mentorship, report), Mentorship.objects.get(pk=mentorship.pk), report


@pytest.mark.parametrize("verb", MAY)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_write(who, verb):
    user, mentorship, _report = situation(who)
    assert getattr(policies, verb)(user, mentorship) is (who in MAY[verb])


@pytest.mark.parametrize("verb", READS)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_read_while_the_item_is_open(who, verb):
    user, mentorship, report = situation(who)
    assert getattr(policies, verb)(user, mentorship, report) is (who in READS[verb])


@pytest.mark.parametrize("who", ["chair", "secretary", "member"])
def test_before_the_agenda_is_sent_the_council_reads_nothing(who):
    user, mentorship, report = situation(who, state="planned", agenda_sent_at=None)
    assert policies.can_read_report(user, mentorship, report) is False
    assert policies.can_read_summary(user, mentorship, report) is False
    assert policies.can_view_hearing(user, mentorship, report) is (who != "member")


@pytest.mark.parametrize("state", ["draft", "returned"])
@pytest.mark.parametrize("who", ["chair", "secretary", "member"])
def test_what_the_mentor_has_not_sent_the_council_does_not_read(who, state):
    user, mentorship, report = situation(who)
    report.state, report.submitted_on, report.submitted_at = state, None, None
    report.save()
    assert policies.can_read_report(user, mentorship, report) is False
    assert policies.can_read_summary(user, mentorship, report) is False
    assert policies.can_view_hearing(user, mentorship, report) is (who != "member")
    assert not selectors.before_council(user).exists()


@pytest.mark.parametrize("who", ["chair", "secretary", "member"])
@pytest.mark.parametrize(("days", "reads"), [(14, True), (15, False)])
def test_the_item_closes_fourteen_days_after_the_minutes(who, days, reads):
    on = TODAY - timedelta(days=days)
    user, mentorship, report = situation(who, on=on)
    signed(report, chair_of(mentorship), on)
    assert policies.can_read_summary(user, mentorship, report) is reads


@pytest.mark.parametrize("kind", [Post.Kind.CHAIR, Post.Kind.SECRETARY])
@pytest.mark.parametrize("side", ["novice", "mentor"])
def test_a_post_gives_no_right_in_a_matter_of_one_s_own(kind, side):
    user, mentorship, _report = situation(side)
    secretary_of(mentorship)
    user = give(user, mentorship.school, kind)
    assert policies.can_record_hearing(user, mentorship) is False
    assert policies.can_issue_extract(user, mentorship) is False


@pytest.mark.parametrize(("kind", "verb"), [("chair", "can_record_hearing"), ("secretary", "can_issue_extract")])
def test_where_nobody_else_holds_the_post_one_acts_in_a_matter_of_one_s_own(kind, verb):
    user, mentorship, _report = situation("mentor")
    user = give(user, mentorship.school, kind)
    assert getattr(policies, verb)(user, mentorship) is True
    give(UserFactory(), mentorship.school, kind, is_acting=True, ends_on=date(2026, 12, 31), order_text="No 12")
    assert getattr(policies, verb)(user, mentorship) is False


@pytest.mark.parametrize("who", PEOPLE)
def test_what_one_may_read_one_can_reach(who):
    user, mentorship, report = situation(who)
    may = any(getattr(policies, verb)(user, mentorship, report) for verb in READS)
    assert selectors.reachable(user).filter(pk=mentorship.pk).exists() >= may


def test_strangers_of_other_schools_reach_nothing():
    _user, mentorship, _report = situation("member")
    for stranger in (deputy_of(SchoolFactory()), give(UserFactory(), SchoolFactory(), Post.Kind.CHAIR)):
        assert not selectors.reachable(stranger).filter(pk=mentorship.pk).exists()


@pytest.mark.parametrize("role", ["chair", "secretary", "member"])
def test_one_who_has_left_the_school_reads_nothing_of_its_council(role):
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    user = listed(report, give(UserFactory(), mentorship.school, role), role)
    assert policies.can_read_summary(user, mentorship, report) is True
    Post.objects.filter(user=user).update(ends_on=TODAY - timedelta(days=1))
    left = User.objects.get(pk=user.pk)
    for verb in READS:
        assert getattr(policies, verb)(left, mentorship, report) is False
    assert not selectors.reachable(left).exists()
    assert not selectors.before_council(left).exists()
    assert not Meeting.objects.visible_to(left).exists()


def test_one_whose_post_ended_but_who_still_works_here_hears_the_meeting_out():
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    user = listed(report, eligible_mentor(mentorship.school).user)
    assert policies.can_read_summary(user, mentorship, report) is True


@pytest.mark.parametrize("name", ["hearing", "report_agenda", "report"])
@pytest.mark.parametrize("kind", [Post.Kind.CHAIR, Post.Kind.SECRETARY])
@pytest.mark.parametrize("state", ["level", "main", "report", "completed"])
def test_a_case_that_is_not_with_the_council_does_not_exist_for_its_officers(client, state, kind, name):
    mentorship = case(state)
    client.force_login(give(UserFactory(), mentorship.school, kind))
    assert client.get(reverse(name, args=[mentorship.pk])).status_code == 404
