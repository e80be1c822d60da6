"""Pages from need to order: who opens them, who acts, what stays typed, how many questions they ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import dates
from mentoring.appointment import services
from mentoring.appointment.choices import choices
from mentoring.appointment.models import Announcement, Candidate, Objection
from mentoring.appointment.todo import tasks_for
from mentoring.council.models import Order
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Pairing
from tests.factories import MOMENT, EmploymentFactory, actor, case, deputy_of, eligible_mentor, give
from tests.mentoring.appointment.situations import TODAY, Situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def place() -> Situation:
    return Situation()


def text(answer) -> str:
    return answer.content.decode()


def test_the_deputy_sees_each_teacher_rule_by_rule_and_asks_one(client, place):
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk])
    page = text(client.get(url))
    assert place.mentor.user.full_name in page
    assert "76.8\u00a0% (86 of 112 pupils)" in page
    assert "The source gives 60–70\u00a0%." in page
    answer = client.post(url, {"mentor": place.mentor.pk}, follow=True)
    assert answer.status_code == 200
    assert Candidate.objects.get().mentor == place.mentor


def test_who_can_be_asked_stands_above_who_declined_or_mentors_enough(place):
    declined, busy = place.mentor, eligible_mentor(place.school)
    free = eligible_mentor(place.school, subject=None)
    case("main", school=place.school, mentor=busy)
    services.decline(candidate_id=place.propose().pk, reason="Уақытым жоқ.", by=actor(declined.user), now=MOMENT)
    found = choices(place.fresh(), TODAY).passing.every
    assert found[0].mentor == free
    assert (found[0].mark, found[0].holds_back) == ("pass", "")
    told = {choice.mentor: (choice.mark, choice.verdict_words) for choice in found[1:]}
    assert told == {
        declined: ("edge", "Declined"),
        busy: ("edge", "Mentors 1 new teacher; the school warns above 1"),
    }


def test_the_second_to_ask_reads_who_was_first(client, place):
    place.propose()
    client.force_login(deputy_of(place.school))
    answer = client.post(reverse("candidates", args=[place.mentorship.pk]), {"mentor": place.mentor.pk})
    assert answer.status_code == 409
    assert place.deputy.full_name in text(answer)
    assert text(answer).count("This is done already") == 1
    assert "This is done already" not in text(answer).split('<form class="filters"')[1]


def test_what_is_refused_is_told_once_and_the_filters_stay(client, place):
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk]) + "?load=0"
    answer = client.post(url, {"mentor": place.mentorship.novice_id})
    assert answer.status_code == 422
    assert text(answer).count('role="alert"') == 1
    assert answer.context["filters"]["load"].value() == "0"


def test_why_a_teacher_cannot_be_asked_is_told_once(client, place):
    client.force_login(place.deputy)
    answer = client.post(reverse("candidates", args=[place.mentorship.pk]), {"mentor": "999999"})
    assert answer.status_code == 422
    assert text(answer).count("This teacher does not work at the school on this day.") == 1


def test_an_order_that_is_signed_is_awaited_no_more(client, place):
    client.force_login(place.head)
    url = reverse("order_new", args=[place.mentorship.pk])
    assert "No candidate is recommended by the council yet." in text(client.get(url))
    place.recommended()
    place.order()
    page = text(client.get(url))
    assert "No order is awaited: it is signed already." in page
    assert reverse("case", args=[place.mentorship.pk]) in page


def test_the_list_finds_by_name_and_subject(client, place):
    place.mentor.user.surname = "Жүнісова"
    place.mentor.user.save()
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk])

    def found(**filters: str) -> int:
        return len(client.get(url, filters).context["choices"].passing.every)

    assert (found(q="жүніс"), found(q="нет такого"), found(subject="related"), found(load="0")) == (1, 0, 1, 1)
    case("level", mentor=place.mentor)
    assert (found(load="0"), found(load="1"), found()) == (0, 1, 1)


def test_the_list_leaves_out_other_new_teachers_and_folds_the_many(client, place):
    case(school=place.school)  # one more who waits for a mentor
    EmploymentFactory(school=place.school, novice=True)  # one who is new, too, with no case yet
    for _ in range(7):
        eligible_mentor(place.school)
    client.force_login(place.deputy)
    page = client.get(reverse("candidates", args=[place.mentorship.pk]))
    choices = page.context["choices"]
    assert {choice.mentor.user_id for choice in choices.other} == {place.deputy.pk, place.head.pk}
    assert (len(choices.passing.cards), len(choices.passing.folded)) == (3, 5)
    body = text(page)
    assert body.count("btn-primary") == 1
    assert "Others who may mentor:&nbsp;5" in body
    assert f'Ask this teacher<span class="visually-hidden">: {place.mentor.user.full_name}' in body
    assert "Has not answered yet" not in body.split("<details>")[0]


@pytest.mark.parametrize("name", ["candidates", "order_new", "announce"])
def test_a_case_of_another_school_does_not_exist(client, place, name):
    client.force_login(Situation().deputy)
    assert client.get(reverse(name, args=[place.mentorship.pk])).status_code == 404


def test_the_new_teacher_opens_no_list_and_no_order(client, place):
    client.force_login(place.novice)
    for name in ("candidates", "order_new", "announce"):
        assert client.get(reverse(name, args=[place.mentorship.pk])).status_code == 403


def test_the_candidate_agrees_with_one_tap(client, place):
    candidate = place.propose()
    client.force_login(place.mentor.user)
    assert "Agree to be the mentor" in text(client.get(reverse("candidate", args=[candidate.pk])))
    client.post(reverse("candidate_accept", args=[candidate.pk]))
    candidate.refresh_from_db()
    assert candidate.state == "accepted"


def test_declining_needs_a_reason(client, place):
    candidate = place.propose()
    client.force_login(place.mentor.user)
    url = reverse("candidate_decline", args=[candidate.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "I teach two shifts"})
    candidate.refresh_from_db()
    assert (candidate.state, candidate.close_reason) == ("declined", "I teach two shifts")


def test_a_colleague_finds_no_candidate(client, place):
    candidate = place.propose()
    client.force_login(EmploymentFactory(school=place.school).user)
    for name in ("candidate", "candidate_decline", "candidate_withdraw", "candidate_object", "candidate_agenda"):
        assert client.get(reverse(name, args=[candidate.pk])).status_code == 404


def test_the_candidate_may_not_withdraw_nor_the_novice_answer(client, place):
    candidate = place.propose()
    client.force_login(place.mentor.user)
    for name in ("candidate_withdraw", "candidate_refuse", "candidate_object", "candidate_agenda"):
        assert client.get(reverse(name, args=[candidate.pk])).status_code == 403
    client.force_login(place.novice)
    assert client.post(reverse("candidate_accept", args=[candidate.pk])).status_code == 403


def test_the_objection_is_read_by_the_deputy_alone(client, place):
    candidate = place.propose()
    client.force_login(place.novice)
    page = client.get(reverse("candidate", args=[candidate.pk]))
    assert page.context["rows"] == []
    client.post(reverse("candidate_object", args=[candidate.pk]), {"text": "We share a flat"})
    assert Objection.objects.count() == 1
    for user, reads in ((place.deputy, True), (place.head, False), (place.mentor.user, False), (place.novice, True)):
        client.force_login(user)
        assert ("We share a flat" in text(client.get(reverse("candidate", args=[candidate.pk])))) is reads


def test_a_deputy_who_is_the_candidate_reads_no_objection(client, place):
    give(place.mentor.user, place.school, "deputy")
    candidate = place.propose()
    client.force_login(place.novice)
    client.post(reverse("candidate_object", args=[candidate.pk]), {"text": "We share a flat"})
    for user, reads in ((place.mentor.user, False), (place.deputy, True)):
        client.force_login(user)
        assert ("We share a flat" in text(client.get(reverse("candidate", args=[candidate.pk])))) is reads


def test_the_deputy_puts_the_candidate_to_the_council(client, place):
    candidate = place.accepted()
    meeting = place.meeting()
    client.force_login(place.deputy)
    url = reverse("candidate_agenda", args=[candidate.pk])
    assert f'<option value="{meeting.pk}" selected>{dates.with_weekday(meeting.date)}</option>' in text(
        client.get(url)
    )
    client.post(url, {"meeting": meeting.pk})
    assert meeting.items.get().candidate == candidate


def test_the_head_signs_with_the_suggested_number_and_the_deputy_announces(client, place):
    place.recommended()
    client.force_login(place.head)
    url = reverse("order_new", args=[place.mentorship.pk])
    assert 'value="1"' in text(client.get(url))
    client.post(url, {"number": 7, "signed_on": "2026-12-03", "controller": place.deputy.pk})
    assert (Order.objects.get().number, Order.objects.get().controller) == (7, place.deputy)
    client.force_login(place.deputy)
    client.post(
        reverse("announce", args=[place.mentorship.pk]), {"happened_on": "2026-12-03", "occasion": "Staff meeting"}
    )
    assert Announcement.objects.get().occasion == "Staff meeting"


def test_an_order_that_is_refused_keeps_what_was_typed(client, place):
    place.recommended()
    client.force_login(place.head)
    answer = client.post(
        reverse("order_new", args=[place.mentorship.pk]),
        {"number": 7, "signed_on": "2026-12-01", "exception_reason": "Nobody else is there"},
    )
    assert answer.status_code == 422
    assert "Nobody else is there" in text(answer)
    assert not Order.objects.exists()


def test_each_is_told_what_waits(place):
    def titles(user) -> list[str]:
        return [str(todo.title) for todo in tasks_for(Desk(type(user).objects.get(pk=user.pk), TODAY))]

    assert titles(place.deputy) == ["No mentor yet"]
    first = list(tasks_for(Desk(place.deputy, TODAY)))[0]
    assert first.due.isoformat() == "2026-12-08"
    assert "Hired: Tue\u00a001.12.2026" in first.text, "a weekday and its date stay on one line"
    candidate = place.propose()
    assert titles(place.deputy) == []
    assert titles(place.mentor.user) == ["Say whether you agree to be the mentor"]
    services.withdraw(candidate_id=candidate.pk, reason="Ill chosen", by=actor(place.deputy), now=MOMENT)
    place.accepted()
    assert titles(place.deputy) == ["The candidate is not on the agenda yet"]


def test_the_head_signs_then_the_deputy_announces(place):
    place.recommended()
    assert [str(todo.title) for todo in tasks_for(Desk(place.head, TODAY))] == ["The order waits for your signature"]
    place.order()
    assert [str(todo.title) for todo in tasks_for(Desk(place.deputy, TODAY))] == ["The order is not announced yet"]
    Pairing.objects.filter(mentorship=place.mentorship).update(ended_on=TODAY)
    assert list(tasks_for(Desk(place.deputy, TODAY))) == [], "nobody is presented with a mentor who has left"


def questions(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_list_asks_no_more_for_thirty_teachers(client, place):
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk])
    few = questions(client, url)
    for _ in range(29):
        eligible_mentor(place.school)
    assert questions(client, url) == few <= 25


def test_teachers_without_the_mark_of_ethics_are_counted_with_the_way_to_enter_it(client, place):
    client.force_login(place.deputy)
    url = reverse("candidates", args=[place.mentorship.pk])
    assert reverse("teachers_ethics") not in text(client.get(url))
    place.mentor.ethics.all().delete()
    page = text(client.get(url))
    assert "1 teacher lacks the mark" in page
    assert reverse("teachers_ethics") in page


def test_what_is_unknown_is_said_before_a_teacher_is_asked_all_the_same(client, place):
    client.force_login(place.deputy)
    place.mentor.ethics.all().delete()
    url = reverse("candidates", args=[place.mentorship.pk])
    page = client.post(url, {"mentor": place.mentor.pk})
    assert page.status_code == 200
    assert "Not confirmed by the deputy head yet" in text(page)
    assert not Candidate.objects.exists()
    sent = {name: page.context["form"].initial[name] for name in ("mentor", "confirmed")}
    assert client.post(url, sent).status_code == 302
    assert Candidate.objects.get().mentor == place.mentor
