"""Pages of changes: done, forbidden, foreign, refused with what was typed; the handover; the list of tasks."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.changes.models import Handover
from mentoring.changes.todo import tasks_for
from mentoring.deadlines.services import refresh
from mentoring.mentorships.desk import Desk
from mentoring.mentorships.models import Mentorship, Pairing, Suspension
from schools.people.models import Employment, User
from tests.factories import (
    EmploymentFactory,
    SchoolFactory,
    case,
    deputy_of,
    eligible_mentor,
    head_of,
    mentor_of,
    order_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 12, 3)
# URL → (state of the case, what is posted, what does not fit, the state after)
PAGES = {
    "terminate": (
        "main",
        {"happened_on": "2026-12-03", "reason": "Кетті."},
        {"happened_on": "2026-12-09"},
        "terminated",
    ),
    "cancel_case": ("awaiting_mentor", {"reason": "Қате енгізілді."}, {"reason": "а" * 301}, "cancelled"),
    "suspend": (
        "main",
        {"reason": "school_closed", "starts_on": "2026-12-03", "order_text": "№ 41-ж"},
        {"starts_on": "2026-11-02"},
        "main",
    ),
    "resume": ("main", {"happened_on": "2026-12-03", "delay_reason": "Бірге"}, {"happened_on": "2026-12-01"}, "main"),
    "pairing_end": ("main", {"ended_on": "2026-12-02", "reason": "Ауысты."}, {"ended_on": "2026-10-01"}, "main"),
}


def situation(name: str) -> Mentorship:
    mentorship = case(PAGES[name][0])
    if name == "resume":
        Suspension.objects.create(mentorship=mentorship, reason="school_closed", starts_on=date(2026, 12, 1))
    return mentorship


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("writer", [deputy_of, head_of])
def test_the_deputy_makes_the_change_and_the_head_where_there_is_no_deputy(client, name, writer):
    mentorship = situation(name)
    client.force_login(writer(mentorship.school))
    url = reverse(name, args=[mentorship.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, PAGES[name][1])
    assert (answer.status_code, answer.url) == (302, reverse("case", args=[mentorship.pk]))
    assert Mentorship.objects.get(pk=mentorship.pk).state == PAGES[name][3]


@pytest.mark.parametrize("name", [*PAGES, "change", "handover"])
@pytest.mark.parametrize("gone", [{"user__is_active": False}, {"post__ends_on": date(2026, 12, 2)}])
def test_when_the_only_deputy_is_gone_the_head_stands_in(client, name, gone):
    """A closed account or a post that has ended counts as none; and what the case offers the head then opens."""
    mentorship = situation(name) if name in PAGES else case("main")
    deputy = deputy_of(mentorship.school)
    for path, value in gone.items():
        owner, field = path.split("__")
        rows = deputy.posts if owner == "post" else User.objects.filter(pk=deputy.pk)
        rows.update(**{field: value})
    if name == "handover":
        Pairing.objects.filter(mentorship=mentorship).update(ended_on=date(2026, 12, 2))
    client.force_login(head_of(mentorship.school))
    assert client.get(reverse(name, args=[mentorship.pk])).status_code == 200
    page = client.get(reverse("case", args=[mentorship.pk])).content.decode()
    offered = set(re.findall(rf'href="(/[^"#?]*/{mentorship.pk}/[^"#?]*)"', page))
    assert offered
    assert {url: client.get(url).status_code for url in offered} == dict.fromkeys(offered, 200)


@pytest.mark.parametrize("name", [*PAGES, "change"])
def test_beside_a_deputy_the_head_only_reads(client, name):
    mentorship = situation(name) if name in PAGES else case("main")
    deputy_of(mentorship.school)
    client.force_login(head_of(mentorship.school))
    url = reverse(name, args=[mentorship.pk])
    assert client.get(url).status_code == 403
    if name in PAGES:
        assert client.post(url, PAGES[name][1]).status_code == 403
    assert client.get(reverse("case", args=[mentorship.pk])).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "change"])
@pytest.mark.parametrize("who", ["mentor", "novice"])
def test_mentor_and_novice_may_not(client, name, who):
    mentorship = situation(name) if name in PAGES else case("main")
    if who == "mentor" and mentorship.state == "awaiting_mentor":
        mentorship = case("main")
    client.force_login(mentor_of(mentorship).user if who == "mentor" else mentorship.novice.user)
    assert client.get(reverse(name, args=[mentorship.pk])).status_code == 403


@pytest.mark.parametrize("name", [*PAGES, "change", "handover"])
def test_for_another_school_the_page_does_not_exist(client, name):
    mentorship = case("main")
    client.force_login(deputy_of(SchoolFactory()))
    assert client.get(reverse(name, args=[mentorship.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_what_was_typed_stays_when_a_change_is_refused(client, name):
    state, data, wrong, _after = PAGES[name]
    mentorship = situation(name)
    client.force_login(deputy_of(mentorship.school))
    page = client.post(reverse(name, args=[mentorship.pk]), data | wrong)
    assert page.status_code == 200
    text = page.content.decode()
    assert "invalid-feedback" in text
    assert all(value in text for value in (data | wrong).values())
    assert Mentorship.objects.get(pk=mentorship.pk).state == state


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("awaiting_mentor", {"terminate", "cancel_case"}),
        ("main", {"suspend", "pairing_end", "terminate"}),
        ("completed", set()),
    ],
)
def test_the_list_offers_what_fits(client, state, names):
    mentorship = case(state)
    client.force_login(deputy_of(mentorship.school))
    page = client.get(reverse("change", args=[mentorship.pk])).content.decode()
    assert {name for name in PAGES if f'href="{reverse(name, args=[mentorship.pk])}"' in page} == names


def replaced(mentor: Employment | None = None) -> Pairing:
    """A case whose first mentor left yesterday and whose second one began today."""
    mentorship = case("main", school=mentor.school if mentor else None)
    mentorship.pairings.update(ended_on=date(2026, 12, 2))
    return Pairing.objects.create(
        mentorship=mentorship,
        mentor=mentor or eligible_mentor(mentorship.school),
        order=order_for(mentorship, signed_on=TODAY, kind="replace"),
        starts_on=TODAY,
        planned_end=date(2027, 5, 25),
    )


def test_the_handover_is_written_read_and_acknowledged(client):
    pairing = replaced()
    with transaction.atomic():
        refresh(pairing.mentorship)
    url = reverse("handover", args=[pairing.mentorship_id])
    client.force_login(deputy_of(pairing.mentorship.school))
    assert client.post(url, {"text": ""}).status_code == 200
    assert client.post(url, {"text": "Екі сабаққа қатысу қалды."}).status_code == 302
    client.force_login(pairing.mentor.user)
    assert "Екі сабаққа қатысу қалды." in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert Handover.objects.get().acknowledged_on == TODAY
    assert "acknowledged already" in client.post(url).content.decode()
    client.force_login(pairing.mentorship.novice.user)
    assert client.get(url).status_code == 403


def test_the_new_mentor_is_asked_until_it_is_acknowledged():
    pairing = replaced()
    (todo,) = tasks_for(Desk(pairing.mentor.user, TODAY))
    assert todo.url == reverse("handover", args=[pairing.mentorship_id])
    first = case("main")
    assert list(tasks_for(Desk(mentor_of(first).user, TODAY))) == []
    Handover.objects.create(
        pairing=pairing,
        from_pairing=pairing.mentorship.pairings.first(),
        made_at=pairing.order.recorded_at,
        due_on=date(2026, 12, 10),
        acknowledged_on=TODAY,
    )
    assert list(tasks_for(Desk(pairing.mentor.user, TODAY))) == []


def test_tasks_ask_the_same_number_of_queries_for_one_pairing_and_for_thirty():
    mentor = replaced().mentor

    def asked() -> tuple[int, int]:
        user = User.objects.get(pk=mentor.user_id)
        with CaptureQueriesContext(connection) as queries:
            rows = list(tasks_for(Desk(user, TODAY)))
        return len(rows), len(queries)

    _rows, one = asked()
    for _ in range(29):
        replaced(mentor)
    assert asked() == (30, one)


def paper(novice: Employment) -> dict[str, str]:
    return {
        "basis": "first_time",
        "mentor": str(eligible_mentor(novice.school).pk),
        "number": "87",
        "signed_on": "2026-09-11",
        "signed_by": str(head_of(novice.school).pk),
        "state": "diagnostics",
        "level_on": "2026-09-21",
    }


def test_the_deputy_enters_a_case_from_paper(client):
    novice = EmploymentFactory(hired_on=date(2026, 9, 1))
    client.force_login(deputy_of(novice.school))
    url = reverse("take_over", args=[novice.pk])
    data = paper(novice)
    assert client.get(url).status_code == 200
    page = client.post(url, data | {"level_on": "2026-09-01"})
    assert (page.status_code, "2026-09-01" in page.content.decode()) == (200, True)
    assert not Mentorship.objects.exists()
    answer = client.post(url, data)
    mentorship = Mentorship.objects.get()
    assert (answer.url, mentorship.state) == (reverse("case", args=[mentorship.pk]), "diagnostics")


def test_who_may_not_enter_a_case_from_paper(client):
    novice = EmploymentFactory(hired_on=date(2026, 9, 1))
    url = reverse("take_over", args=[novice.pk])
    for user, status in (
        (head_of(novice.school), 403),
        (novice.user, 403),
        (deputy_of(SchoolFactory()), 404),
        (eligible_mentor(novice.school).user, 404),
    ):
        client.force_login(user)
        assert client.get(url).status_code == status
