"""Pages of stage 3: done, forbidden, foreign, refused with what was typed; the list of tasks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from mentoring.final_stage.models import FinalReport
from mentoring.final_stage.todo import tasks_for
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship
from schools.people.models import Post, User
from tests.factories import MOMENT, SchoolFactory, case, deputy_of, eligible_mentor, give, head_of, mentor_of
from tests.mentoring.final_stage.situations import (
    TEXTS,
    chair_of,
    interim,
    listed,
    meeting,
    on_agenda,
    plan,
    secretary_of,
    settle,
    signed,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
DAY = {"happened_on": "2026-12-03"}
HEARING = {
    "votes_for": "9",
    "votes_against": "0",
    "votes_abstained": "0",
    "novice_decision": "ready",
    "evaluation": "effective",
    "evaluation_text": "Жоспар орындалды.",
}
# URL → (state of the case, who may, who of the school may not, what is posted, the state after)
PAGES = {
    "final_open": ("main", "mentor", "deputy", DAY, "report"),
    "report": ("report", "mentor", "head", TEXTS, "report"),
    "report_voice": ("report", "novice", "mentor", {"novice_voice": "Рақмет."}, "report"),
    "report_submit": ("report", "mentor", "novice", DAY, "hearing"),
    "report_agenda": ("hearing", "secretary", "mentor", {}, "hearing"),
    "report_return": ("hearing", "chair", "deputy", DAY | {"reason": "Диагностика қосылсын."}, "report"),
    "hearing": ("hearing", "secretary", "head", HEARING, "closing"),
    "extract_issue": ("closing", "deputy", "head", DAY, "completed"),
}


def situation(name: str) -> Mentorship:
    mentorship = case(PAGES[name][0])
    if name == "final_open":
        interim(mentorship)
    elif name == "report_submit":
        written(mentorship)
    elif name in ("report_return", "hearing"):
        on_agenda(mentorship)
    elif name == "extract_issue":
        signed(on_agenda(mentorship), chair_of(mentorship))
    return mentorship


def person(mentorship: Mentorship, who: str) -> User:
    return {
        "mentor": lambda: mentor_of(mentorship).user,
        "novice": lambda: mentorship.novice.user,
        "deputy": lambda: deputy_of(mentorship.school),
        "head": lambda: head_of(mentorship.school),
        "chair": lambda: chair_of(mentorship),
        "secretary": lambda: secretary_of(mentorship),
    }[who]()


@pytest.mark.parametrize("name", PAGES)
def test_the_one_who_acts_sees_the_page_and_takes_the_step(client, name):
    _state, who, _other, data, after = PAGES[name]
    mentorship = situation(name)
    if name == "report_agenda":
        data = {"meeting": meeting(mentorship, on=date(2026, 12, 10)).pk}
    client.force_login(person(mentorship, who))
    url = reverse(name, args=[mentorship.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, data).status_code == 302
    assert Mentorship.objects.get(pk=mentorship.pk).state == after


@pytest.mark.parametrize("name", PAGES)
def test_another_of_the_school_may_not(client, name):
    mentorship = situation(name)
    client.force_login(person(mentorship, PAGES[name][2]))
    assert client.post(reverse(name, args=[mentorship.pk]), PAGES[name][3]).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_for_another_school_the_page_does_not_exist(client, name):
    mentorship = situation(name)
    client.force_login(deputy_of(SchoolFactory()))
    for answer in (client.get, client.post):
        assert answer(reverse(name, args=[mentorship.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_signs_in_first(client, name):
    answer = client.get(reverse(name, args=[1]))
    assert (answer.status_code, reverse("account_login") in answer.url) == (302, True)


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("report", {"needed": "Уақытты бөлу керек", "advice": "perhaps"}, "Уақытты бөлу керек"),
        ("report_voice", {"novice_voice": "а" * 4001}, "ааааа"),
        ("report_submit", {"happened_on": "2026-12-04", "late_reason": "Уақыт болмады"}, "Уақыт болмады"),
        ("report_return", {"happened_on": "2026-12-09", "reason": "Толықтыру керек"}, "Толықтыру керек"),
        ("hearing", HEARING | {"novice_decision": "support"}, "Жоспар орындалды."),
        ("extract_issue", {"happened_on": "2026-12-01", "delay_reason": "Ұмытылды"}, "Ұмытылды"),
    ],
)
def test_what_was_typed_stays_when_a_step_is_refused(client, name, data, kept):
    state, who, *_rest = PAGES[name]
    mentorship = situation(name)
    client.force_login(person(mentorship, who))
    page = client.post(reverse(name, args=[mentorship.pk]), data)
    assert page.status_code == 200
    assert kept in page.content.decode()
    assert "invalid-feedback" in page.content.decode() or "note bad" in page.content.decode()
    assert Mentorship.objects.get(pk=mentorship.pk).state == state


def test_saving_may_lead_on_to_sending(client):
    mentorship = case("report")
    client.force_login(mentor_of(mentorship).user)
    answer = client.post(reverse("report", args=[mentorship.pk]), TEXTS | {"send": "1", "design_readiness": "ready"})
    assert answer.url == reverse("report_submit", args=[mentorship.pk])
    assert FinalReport.objects.get().conclusions.get(component="design").readiness == "ready"


@pytest.mark.parametrize("who", ["novice", "deputy", "head"])
def test_the_others_of_the_case_read_the_report(client, who):
    mentorship = case("report")
    written(mentorship, novice_voice="Көп үйрендім.")
    client.force_login(person(mentorship, who))
    page = client.get(reverse("report", args=[mentorship.pk])).content.decode()
    assert TEXTS["unresolved"] in page
    assert "Көп үйрендім." in page
    speak = reverse("report_voice", args=[mentorship.pk])
    assert (speak in page) is (who == "novice")
    assert (speak in page[: page.index("<dl")]) is (who == "novice")  # what one may do stands above what one reads


def test_a_member_reads_the_summary_and_not_the_file(client):
    mentorship = case("hearing")
    report = on_agenda(mentorship)
    client.force_login(listed(report, eligible_mentor(mentorship.school).user))
    page = client.get(reverse("hearing", args=[mentorship.pk])).content.decode()
    assert TEXTS["results"] in page
    assert TEXTS["mentor_voice"] not in page
    assert "<textarea" not in page
    assert client.get(reverse("report", args=[mentorship.pk])).status_code == 403
    assert client.post(reverse("hearing", args=[mentorship.pk]), HEARING).status_code == 403


def test_the_decision_stands_on_the_page_of_the_hearing(client):
    mentorship = case("hearing")
    on_agenda(mentorship)
    client.force_login(person(mentorship, "secretary"))
    client.post(reverse("hearing", args=[mentorship.pk]), HEARING)
    client.force_login(mentorship.novice.user)
    assert "Жоспар орындалды." in client.get(reverse("report", args=[mentorship.pk])).content.decode()


def test_the_page_of_the_hearing_names_whose_facts_follow_the_decision(client):
    mentorship = case("hearing")
    on_agenda(mentorship)
    client.force_login(person(mentorship, "secretary"))
    client.post(reverse("hearing", args=[mentorship.pk]), HEARING)
    client.force_login(person(mentorship, "deputy"))
    page = client.get(reverse("hearing", args=[mentorship.pk])).content.decode()
    assert page.index("Decision of the council") < page.index('<h2 class="group">Report to the council</h2>')
    assert "Meeting of the council</dt>" not in page  # its date stands above, in the link
    with override("ru"):
        assert FinalReport.State.HEARD.label == "заслушан"


def test_what_has_no_outcome_yet_is_named_and_stops_nothing(client):
    mentorship = case("main")
    interim(mentorship)
    plan(mentorship, "Таймер")
    client.force_login(person(mentorship, "mentor"))
    url = reverse("final_open", args=[mentorship.pk])
    page = client.get(url).content.decode()
    assert "Still without an outcome: Таймер." in page
    assert f'<a href="{reverse("activities", args=[mentorship.pk])}">Record the outcomes</a>' in page
    assert client.post(url, DAY).status_code == 302


def titles(user: User) -> list[str]:
    return [todo.title for todo in tasks_for(Desk(user, TODAY))]


def test_a_report_on_no_agenda_is_put_on_one_from_the_page_of_the_hearing(client):
    mentorship = case("hearing")
    deputy, chair = deputy_of(mentorship.school), chair_of(mentorship)
    hearing, put = (reverse(name, args=[mentorship.pk]) for name in ("hearing", "report_agenda"))
    written(mentorship, state="submitted", submitted_on=TODAY, submitted_at=MOMENT)
    client.force_login(deputy)
    assert put in client.get(hearing).content.decode()
    client.force_login(chair)
    assert put not in client.get(hearing).content.decode()
    FinalReport.objects.all().delete()
    signed(on_agenda(mentorship), chair)
    client.force_login(deputy)
    assert put in client.get(hearing).content.decode()


def test_tasks_of_the_mentor_and_the_novice():
    mentorship = case("main")
    user = mentor_of(mentorship).user
    interim(mentorship)
    (activity,) = plan(mentorship, "Сабаққа қатысу")
    assert titles(user) == []
    settle(mentorship, activity)
    assert titles(user) == ["Open the final stage"]
    writing = case("report")
    assert titles(mentor_of(writing).user) == ["Write the report to the council"]
    assert titles(writing.novice.user) == ["Add your own words to the report"]


def test_tasks_of_deputy_and_council():
    mentorship = case("hearing")
    deputy, chair, secretary = deputy_of(mentorship.school), chair_of(mentorship), secretary_of(mentorship)
    assert (titles(deputy), titles(chair)) == (["Put the report on the agenda"], [])
    report = on_agenda(mentorship)
    assert (titles(deputy), titles(chair)) == ([], ["Record the hearing of the report"])
    (todo,) = tasks_for(Desk(secretary, TODAY))
    assert (todo.code, todo.due, todo.mentorship_id) == ("D8", TODAY, mentorship.pk)
    Mentorship.objects.filter(pk=mentorship.pk).update(state="closing")
    assert titles(deputy) == []
    signed(report, chair)
    assert titles(deputy) == ["Issue the extract from the minutes"]


def test_a_report_put_off_by_signed_minutes_is_put_on_the_next_agenda():
    mentorship = case("hearing")
    deputy, chair = deputy_of(mentorship.school), chair_of(mentorship)
    report = on_agenda(mentorship)
    signed(report, chair)
    (todo,) = tasks_for(Desk(deputy, TODAY))
    assert (todo.title, todo.text[:26]) == ("Put the report on the agenda", "The report was put off: th")
    assert titles(chair) == []


def test_in_a_matter_of_one_s_own_only_the_one_who_is_alone_is_asked():
    mentorship = case("hearing", mentor=eligible_mentor(school := SchoolFactory()), school=school)
    secretary = give(mentor_of(mentorship).user, school, Post.Kind.SECRETARY)
    assert titles(secretary) == ["Put the report on the agenda"]
    deputy_of(school)
    assert titles(secretary) == []


def test_tasks_ask_the_same_number_of_queries_for_one_case_and_for_thirty():
    school = SchoolFactory()
    secretary = secretary_of(case("hearing", school=school))

    def asked() -> int:
        user = User.objects.get(pk=secretary.pk)
        with CaptureQueriesContext(connection) as queries:
            list(tasks_for(Desk(user, TODAY)))
        return len(queries)

    one = asked()
    for _ in range(29):
        case("hearing", school=school)
    assert asked() == one
