"""The calculator: the domain's examples, by the school's own calendar or the country's, with its working."""

from datetime import date

import pytest

from mentoring.regulations.models import RuleSet
from schools.calendar.models import SchoolDay
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/calculator/"
EXAMPLES = [  # domain, section 3
    ({"on": "2026-08-25", "kind": "D1", "week": "5"}, "2026-09-01"),
    ({"on": "2026-08-25", "kind": "D1", "week": "6"}, "2026-08-31"),
    ({"on": "2026-10-29", "kind": "D2", "week": "6"}, "2026-11-09"),
    ({"on": "2026-11-09", "kind": "D3", "week": "6"}, "2026-11-14"),
    ({"on": "2026-10-22", "kind": "working", "days": "5", "week": "5"}, "2026-10-30"),
    ({"on": "2026-10-29", "kind": "calendar", "days": "10", "week": "6"}, "2026-11-09"),
]


def teacher(**school):
    return EmploymentFactory(school=SchoolFactory(**school)).user


@pytest.mark.parametrize(("asked", "due"), EXAMPLES)
@pytest.mark.parametrize("at_school", [True, False])
def test_the_examples_come_out_with_their_working(client, asked, due, at_school):
    client.force_login(teacher() if at_school else UserFactory(is_operator=True))
    answer = client.get(URL, asked)
    found = answer.context["answer"]
    assert found.due == date.fromisoformat(due)
    assert [line.kind for line in found.lines][-1] == "end"
    assert f'<time datetime="{due}">' in answer.content.decode()


def test_law_is_named_and_plain_days_rest_on_nothing(client):
    client.force_login(teacher())
    law, plain = (client.get(URL, asked).context["answer"] for asked in (EXAMPLES[0][0], EXAMPLES[4][0]))
    assert (law.source, law.version) == ("Order No\u00a0160", "KZ-160.1")
    assert (plain.source, plain.version) == ("", "")


def test_a_day_off_of_the_school_counts_for_the_school_alone(client):
    user = teacher()
    school = user.employments.get().school
    SchoolDay.objects.create(school=school, date=date(2026, 8, 27), working=False, reason="Су басты")
    client.force_login(user)
    answer = client.get(URL, EXAMPLES[0][0])
    assert answer.context["answer"].due == date(2026, 9, 2)
    assert "Су басты" in answer.content.decode()
    client.force_login(teacher())
    assert client.get(URL, EXAMPLES[0][0]).context["answer"].due == date(2026, 9, 1)


def test_the_settings_of_the_school_are_those_in_force_on_the_day(client):
    user = teacher()
    school = user.employments.get().school
    RuleSet.objects.create(
        school=school,
        number=1,
        in_force_from=date(2026, 11, 1),
        values={"d2_start": "hire"},
        made_at="2026-11-01T00:00Z",
    )
    client.force_login(user)
    asked = {"kind": "D2", "week": "5"}
    before = client.get(URL, asked | {"on": "2026-10-20"}).context["answer"]
    after = client.get(URL, asked | {"on": "2026-11-10"}).context["answer"]
    assert (before.version, after.version) == ("KZ-160.1", f"KZ-160.1 + S{school.pk}.1")
    assert "Day of the order" in before.rule
    assert "Day of hire" in after.rule


def test_the_week_of_the_school_is_offered_first(client):
    for week in (5, 6):
        client.force_login(teacher(week=week))
        assert client.get(URL).context["form"]["week"].value() == str(week)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"on": "31.02.2026"}, "on"),
        ({"on": "1800-01-01"}, "on"),
        ({"on": "2019-09-02"}, "on"),  # no rules were in force yet
        ({"on": "2026-08-25", "kind": "D9"}, "kind"),
        ({"on": "2026-08-25", "kind": "working"}, "days"),
        ({"on": "2026-08-25", "kind": "working", "days": "0"}, "days"),
        ({"on": "2026-08-25", "kind": "calendar", "days": "9999999999999999999"}, "days"),
        ({"on": "2026-08-25", "week": "7"}, "week"),
    ],
)
def test_what_cannot_be_counted_is_said_at_its_field_and_stays(client, asked, field):
    client.force_login(teacher())
    answer = client.get(URL, {"kind": "D1", "week": "5"} | asked)
    form = answer.context["form"]
    assert (answer.status_code, answer.context["answer"]) == (200, None)
    assert list(form.errors) == [field]
    assert form["on"].value() == asked["on"]


@pytest.mark.parametrize("on", ["1950-01-01", "2100-12-31"])
@pytest.mark.parametrize("kind", ["working", "calendar"])
def test_the_first_and_the_last_year_can_be_counted(client, on, kind):
    client.force_login(teacher())
    assert client.get(URL, {"on": on, "kind": kind, "days": "250", "week": "5"}).context["answer"] is not None


def test_whoever_is_signed_in_finds_it_in_the_menu(client):
    client.force_login(UserFactory(is_operator=True))
    assert f'href="{URL}"' in client.get(URL).content.decode()
