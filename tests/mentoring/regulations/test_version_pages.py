"""Pages of versions: what changes is seen before it is saved, and who comes second keeps what was typed."""

import pytest
from django.urls import reverse

from mentoring.regulations import pages
from mentoring.regulations.forms import VersionForm
from mentoring.regulations.models import RuleSet
from mentoring.regulations.shipped import KZ_160
from tests.factories import EmploymentFactory, SchoolFactory, UserFactory, deputy_of, give
from tests.mentoring.regulations.test_versions import SIX, TODAY, entry, operator, own

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def sent(user_is_operator: bool, school_id: int | None, **changes):
    """What the browser sends of the untouched form, and what is changed in it."""
    number, values = pages.current(school_id, TODAY)
    if not user_is_operator:
        values = {key: value for key, value in values.items() if not value.is_law and key != "retention_papers"}
    form = VersionForm(
        values=values,
        categories=pages.categories(),
        with_sources=user_is_operator,
        initial={"in_force_from": TODAY, "based_on": number},
    )
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not None} | {"note": "Неге?"} | changes


def test_the_deputy_sees_what_changes_before_it_is_saved(client):
    school = SchoolFactory()
    client.force_login(deputy_of(school))
    url = reverse("rules_new_school")
    assert client.get(url).status_code == 200
    data = sent(False, school.pk, d4b_length_days="3", mentor_load_warning="2")
    shown = client.post(url, data)
    assert {str(change.name): (change.before, change.after) for change in shown.context["changes"]} == {
        "Plan agreed by the deputy head, after it was sent": (
            "2 working days, as in the common rules",
            "3 working days",
        ),
        "New teachers of one mentor without a warning": ("1, as in the common rules", "2"),
    }
    assert not RuleSet.objects.filter(school=school).exists()
    seen = shown.context["form"]["seen"].value()
    saved = client.post(url, data | {"seen": seen})
    made = RuleSet.objects.get(school=school)
    assert (saved.status_code, saved.url) == (302, reverse("rules_version", args=[made.pk]))
    assert made.values == {"d4b_length": {"days": 3, "unit": "working"}, "mentor_load_warning": 2}
    page = client.get(saved.url).content.decode()
    assert "3 working days" in page
    assert "Неге?" in page


def test_what_was_changed_after_the_look_is_shown_anew(client):
    school = SchoolFactory()
    client.force_login(deputy_of(school))
    url = reverse("rules_new_school")
    shown = client.post(url, sent(False, school.pk, due_soon_days="3"))
    seen = shown.context["form"]["seen"].value()
    again = client.post(url, sent(False, school.pk, due_soon_days="5", seen=seen))
    assert [change.after for change in again.context["changes"]] == ["5 working days"]
    assert not RuleSet.objects.filter(school=school).exists()


def test_two_at_once_the_second_keeps_what_was_typed_and_may_go_on(client):
    school = SchoolFactory()
    other = give(UserFactory(), school, "deputy")
    client.force_login(deputy_of(school))
    url = reverse("rules_new_school")
    data = sent(False, school.pk, due_soon_days="3")
    seen = client.post(url, data).context["form"]["seen"].value()
    own(school, other, mentor_load_warning=2)
    lost = client.post(url, data | {"seen": seen})
    form = lost.context["form"]
    assert lost.status_code == 409
    assert other.full_name in lost.content.decode()
    assert (form["due_soon_days"].value(), form["based_on"].value(), form["seen"].value()) == ("3", "1", "")
    assert RuleSet.objects.filter(school=school).count() == 1


def test_the_operator_changes_a_value_of_the_law_with_its_source(client):
    client.force_login(operator())
    url = reverse("rules_new_country")
    assert client.get(url).status_code == 200
    data = sent(True, None, d1_length_days="6", d1_length_source="Order No 160", d1_length_paragraph="п. 7")
    shown = client.post(url, data)
    change = shown.context["changes"][0]
    assert (change.before, change.after) == (
        "5 working days · Order No\u00a0160 · law, as published",
        "6 working days · Order No\u00a0160, п. 7 · law, as published",
    )
    client.post(url, data | {"seen": shown.context["form"]["seen"].value()})
    made = RuleSet.objects.get(school=None, number=2)
    assert made.values["d1_length"] == entry(value=SIX, paragraph="п. 7")
    assert {key for key in KZ_160 if made.values[key] != KZ_160[key]} == {"d1_length"}


def opened(answer) -> int:
    return answer.content.decode().count('<details class="fold" open>')


def test_each_value_is_folded_until_it_is_changed_or_wrong(client):
    client.force_login(operator())
    url = reverse("rules_new_country")
    first = client.get(url)
    text = first.content.decode()
    assert text.count('<details class="fold">') == len(KZ_160)
    assert "<span>5 working days · Order No\u00a0160</span>" in text
    assert opened(first) == 0
    assert opened(client.post(url, sent(True, None))) == 0, "nothing was changed"
    assert opened(client.post(url, sent(True, None, d1_length_days="6", d2_length_days="x"))) == 2


def test_a_value_of_the_law_without_a_source_is_refused_at_its_field(client):
    client.force_login(operator())
    answer = client.post(reverse("rules_new_country"), sent(True, None, d1_length_source="", d1_length_days="6"))
    assert ">Order for the mentor: how long – Source</a>" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["d1_length_source"]
    assert answer.context["form"]["d1_length_days"].value() == "6"


def test_the_page_tells_law_from_school_setting_and_since_when(client):
    school = SchoolFactory()
    deputy = deputy_of(school)
    made = own(school, deputy, due_soon_days=3)
    client.force_login(EmploymentFactory(school=school).user)
    answer = client.get(reverse("rules"))
    lines = {str(line.name): line for group in answer.context["page"].groups for line in group.lines}
    law, setting = lines["Order for the mentor: how long"], lines["First reminder: before the last day"]
    assert len(lines) == len(KZ_160)
    assert (law.text, law.source, str(law.sure)) == ("5 working days", "Order No\u00a0160", "law, as published")
    assert (setting.text, setting.source, setting.sure, setting.since) == (
        "3 working days",
        "School setting",
        "",
        made,
    )
    assert answer.context["page"].label == f"KZ-160.1 + S{school.pk}.1"
    assert reverse("rules_version", args=[made.pk]) in answer.content.decode()


def test_the_version_of_another_school_does_not_exist(client):
    made = own(SchoolFactory(), due_soon_days=3)
    client.force_login(deputy_of(SchoolFactory()))
    assert client.get(reverse("rules_version", args=[made.pk])).status_code == 404
    client.force_login(operator())
    assert client.get(reverse("rules_version", args=[made.pk])).status_code == 404
    shipped = RuleSet.objects.get(school=None)
    assert client.get(reverse("rules_version", args=[shipped.pk])).status_code == 200
