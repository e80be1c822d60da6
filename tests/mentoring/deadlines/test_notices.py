"""What a person is told in the product, and how the person wants it."""

from datetime import date

import pytest
from django.urls import reverse

from common.models import AuditEntry, Installation, OutboxMail
from mentoring.appointment.models import Candidate
from mentoring.deadlines import digests, sweep
from mentoring.deadlines.models import Notice, ReminderChoice
from mentoring.deadlines.services import refresh
from mentoring.deadlines.words import NAMES
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post
from tests.factories import MOMENT, SchoolFactory, UserFactory, case, deputy_of, give
from tests.mentoring.appointment.situations import Situation
from tests.mentoring.deadlines.test_services import due, opened
from tests.mentoring.deadlines.test_sweep import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def told(client):
    """The deputy of a case whose order is two days late, signed in."""
    Installation.objects.create(pk=1, is_demo=False, made_at=MOMENT)
    mentorship, deputy = opened(date(2026, 11, 24))
    sweep.run(at(date(2026, 12, 3)))
    client.force_login(deputy.user)
    return mentorship, deputy.user


def test_the_page_says_what_whom_and_since_when(client, told):
    mentorship, _user = told
    page = client.get(reverse("notices")).content.decode()
    assert mentorship.novice.user.full_name in page
    assert "Candidate considered, order issued" in page
    assert reverse("case", args=[mentorship.pk]) in page
    assert "The last day has passed: " in page
    assert "The last day is now" not in page
    assert [str(one.told) for one in client.get(reverse("notices")).context["told"]] == [
        "The last day has passed",
        "The last day has come",
        "The last day is near",
    ], "each in the words of its own day"


def test_a_date_that_moved_meanwhile_is_told_beside_the_old_one(client, told):
    mentorship, _user = told
    mentorship.deadlines.filter(code="D1").update(due_on=date(2026, 12, 8))
    page = client.get(reverse("notices")).content.decode()
    assert "01.12.2026" in page
    assert "The last day is now:" in page
    assert "08.12.2026" in page


def test_a_date_that_was_missed_before_it_moved_explains_why_the_step_is_late(client, told):
    mentorship, _user = told
    mentorship.deadlines.filter(code="D1").update(missed_on=date(2026, 11, 30), due_on=date(2026, 12, 8))
    page = client.get(reverse("notices")).content.decode()
    assert "It was due on Mon 30.11.2026. That day had passed when the date was moved to Tue 08.12.2026" in page
    assert "The last day is now" not in page


def test_the_number_stands_in_the_menu_until_they_are_read(client, told):
    _mentorship, user = told
    unread = Notice.objects.filter(user=user).count()
    assert unread == 3
    assert client.get(reverse("home")).context["ui"].unread == unread
    newest = client.get(reverse("notices")).context["newest"]
    assert client.get(reverse("home")).context["ui"].unread == unread, "looking marks nothing"
    client.post(reverse("notices_read"), {"up_to": newest})
    assert client.get(reverse("home")).context["ui"].unread == 0


def test_what_came_while_one_read_stays_unread(client, told):
    _mentorship, user = told
    first = Notice.objects.filter(user=user).order_by("pk").first()
    client.post(reverse("notices_read"), {"up_to": first.pk})
    assert Notice.objects.filter(user=user, read_at=None).count() == 2


@pytest.mark.parametrize("hostile", ["", "x", "-1", "9" * 40])
def test_a_number_that_is_none_marks_nothing(client, told, hostile):
    client.post(reverse("notices_read"), {"up_to": hostile})
    assert not Notice.objects.exclude(read_at=None).exists()


def test_nobody_else_sees_them(client, told):
    other = deputy_of(SchoolFactory())
    client.force_login(other)
    answer = client.get(reverse("notices"))
    assert told[0].novice.user.full_name not in answer.content.decode()
    client.post(reverse("notices_read"), {"up_to": 10**9})
    assert not Notice.objects.exclude(read_at=None).exists()


def test_of_a_case_that_is_no_longer_open_to_the_person_nothing_is_shown(client, told):
    mentorship, _user = told
    Mentorship.objects.filter(pk=mentorship.pk).update(school=SchoolFactory())
    assert client.get(reverse("notices")).context["told"] == []
    assert client.get(reverse("home")).context["ui"].unread == 0


def test_a_person_chooses_the_hour_and_what_is_told(client, told):
    _mentorship, user = told
    answer = client.post(reverse("reminder_settings"), {"hour": "18", "what": "legal"})
    assert answer.url == reverse("my_settings")
    choice = ReminderChoice.objects.get(user=user)
    assert (choice.hour, choice.only_legal) == (18, True)
    assert AuditEntry.objects.get(action="reminders.chosen").changes == {"hour": [7, 18], "only_legal": [False, True]}
    assert client.get(reverse("reminder_settings")).context["form"]["hour"].value() == 18


def test_an_hour_that_is_none_is_refused_and_what_was_chosen_stays(client, told):
    answer = client.post(reverse("reminder_settings"), {"hour": "25", "what": "legal"})
    form = answer.context["form"]
    assert form.errors["hour"]
    assert form["what"].value() == "legal"
    assert not ReminderChoice.objects.exists()


@pytest.fixture
def before_council():
    """A report that lies before the council, its secretary, and the days on which the sweep told of the hearing."""
    mentorship = case("hearing")
    secretary = give(UserFactory(), mentorship.school, Post.Kind.SECRETARY)
    refresh(mentorship)
    sweep.run(at(due(mentorship, "D8").due_on))
    return mentorship, secretary


def test_the_secretary_who_must_act_is_told_of_the_hearing_though_no_case_is_open_to_them(client, before_council):
    mentorship, secretary = before_council
    Installation.objects.create(pk=1, is_demo=False, made_at=MOMENT)
    client.force_login(secretary)
    assert client.get(reverse("home")).context["ui"].unread == 2
    page = client.get(reverse("notices")).content.decode()
    assert str(NAMES["D8"]) in page
    assert reverse("case", args=[mentorship.pk]) not in page, "it would not open"
    digests.settle_all(at(due(mentorship, "D8").due_on, 12))
    assert OutboxMail.objects.filter(to=secretary.email).exists()


def test_when_the_council_is_done_or_the_post_is_given_up_nothing_is_told_any_more(before_council):
    mentorship, secretary = before_council
    assert Notice.objects.visible_to(secretary).exists()
    Mentorship.objects.filter(pk=mentorship.pk).update(state="completed", ended_on=date(2026, 12, 3))
    assert not Notice.objects.visible_to(secretary).exists()
    Mentorship.objects.filter(pk=mentorship.pk).update(state="hearing", ended_on=None)
    secretary.posts.update(school=SchoolFactory())
    assert not Notice.objects.visible_to(type(secretary).objects.get(pk=secretary.pk)).exists()


def test_the_secretary_is_told_of_no_other_step(before_council):
    mentorship, secretary = before_council
    other = due(mentorship, "D7")
    Notice.objects.create(
        user=secretary, deadline=other, kind="due", due_on=other.due_on, on=other.due_on, made_at=MOMENT
    )
    assert {one.deadline.code for one in Notice.objects.visible_to(secretary)} == {"D8"}


def test_the_secretary_is_told_of_the_order_only_when_asked_for_the_agenda(before_council):
    """A reminder of the order from days as deputy is not the secretary's."""
    mentorship, secretary = before_council
    order = due(mentorship, "D1")
    asked = {"user": secretary, "deadline": order, "due_on": order.due_on, "on": order.due_on, "made_at": MOMENT}
    Notice.objects.create(kind="due", **asked)
    nudge = Notice.objects.create(kind=Notice.NUDGE, by=deputy_of(mentorship.school), **asked)
    assert list(Notice.objects.visible_to(secretary).filter(deadline=order)) == [nudge]


def test_who_was_asked_reads_of_the_order_while_the_answer_is_open_and_not_when_replaced(clock):
    place = Situation()
    place.accepted()
    order = due(place.mentorship, "D1")
    asked = {"user": place.mentor.user, "deadline": order, "due_on": order.due_on, "on": order.due_on}
    Notice.objects.create(kind="due", made_at=MOMENT, **asked)
    seen = Notice.objects.visible_to(place.mentor.user).filter(deadline=order)
    assert seen.exists()
    Candidate.objects.update(state="ordered")  # and no pairing of theirs is left
    assert not seen.exists()
