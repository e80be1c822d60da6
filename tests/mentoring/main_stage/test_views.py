"""The pages of activities: logged, corrected, confirmed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from common.templatetags.ui import full_name
from mentoring.introductory.models import Activity
from mentoring.main_stage.models import LogEntry, LogLine, Outcome
from tests.factories import case, mentor_of
from tests.mentoring.main_stage.situations import line_of, logged, mentor_user, with_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def entry(mentorship, **fields):
    return {
        "token": str(uuid4()),
        "novice": mentorship.pk,
        f"line_{mentorship.pk}": str(line_of(mentorship)),
        f"completes_{mentorship.pk}": "on",
        "happened_on": "2026-12-03",
        "minutes": "45",
        "form": "together",
        "what": "Showed the timer in 6A.",
    } | fields


def test_the_form_is_filled_in_from_the_plan(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.get(reverse("log"))
    assert page.status_code == 200
    assert page.context["form"].initial["minutes"] == 45
    assert "1. Timer and pace of the lesson 1" in page.content.decode()
    assert 'href="/mentorships/" aria-current="page"' in page.content.decode()  # where one is, the navigation says


def test_the_date_that_is_shown_is_the_date_that_is_stored(client):
    """The day of the plan's line is named as such; the day of the entry stands open beside its minutes."""
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    response = client.get(reverse("log"))
    page, form = response.content.decode(), response.context["form"]
    before_details = page[: page.index('<details class="field"')]
    assert "Planned for" in before_details
    assert 'name="happened_on" value="2026-12-03"' in before_details
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(reverse("log"), sent | {"novice": mentorship.pk, "what": "Showed the timer in 6A."})
    assert LogEntry.objects.get().happened_on == date(2026, 12, 3)


def test_an_activity_is_logged_and_the_line_held(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    sent = entry(mentorship, promise="I bring the cards.")
    for _again in range(2):
        assert client.post(reverse("log"), sent).url == reverse("activities", args=[mentorship.pk])
    assert LogEntry.objects.get().what == "Showed the timer in 6A."
    assert Outcome.objects.get().result == "held"
    page = client.get(reverse("log")).content.decode()
    assert "I bring the cards." in page
    assert "2. Timer and pace of the lesson 2" in page


def test_the_promise_is_kept_with_a_tick(client):
    mentorship = with_plan()
    promised = logged(mentorship, promise="I bring the cards.").lines.get()
    client.force_login(mentor_user(mentorship))
    client.post(reverse("log"), entry(mentorship, **{f"kept_{mentorship.pk}": promised.pk}))
    promised.refresh_from_db()
    assert promised.promise_kept_on == date(2026, 12, 3)


def test_what_was_typed_stays(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.post(reverse("log"), entry(mentorship, happened_on="2026-11-27", promise="I bring the cards."))
    text = page.content.decode()
    assert page.status_code == 200
    for typed in ("Showed the timer in 6A.", "I bring the cards.", "2026-11-27", "Say why; it will be printed."):
        assert typed in text
    assert not LogEntry.objects.exists()


def test_with_several_novices_one_chooses_first(client):
    first = with_plan()
    second = case("level", school=first.school, mentor=mentor_of(first))
    client.force_login(mentor_user(first))
    assert "With whom?" in client.get(reverse("log")).content.decode()
    both = entry(first, novice=[first.pk, second.pk], **{f"line_{second.pk}": ""})
    page = client.get(reverse("log"), {"novice": [first.pk, second.pk]})
    assert f"line_{second.pk}" in page.content.decode()
    assert client.post(reverse("log"), both).status_code == 302
    assert LogLine.objects.count() == 2


def test_a_line_may_be_asked_for(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    page = client.get(reverse("log"), {"line": line_of(mentorship, 3)})
    assert "3. Timer and pace of the lesson 3</h2>" in page.content.decode()
    assert client.get(reverse("log"), {"line": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("days", "asked", "chosen", "ticked"),
    [
        ([0], None, 1, True),
        ([-1], None, 1, True),
        ([3], None, 1, False),
        ([4], None, None, False),
        ([-9, 0], None, 1, False),
        ([-9, 30], None, 1, True),
        ([-9, 0], 2, 2, True),
        ([-9, 30], 2, 2, False),
    ],
)
def test_a_line_is_ticked_off_beforehand_only_where_it_alone_is_due(client, days, asked, chosen, ticked):
    mentorship = with_plan(len(days))
    for position, ahead in enumerate(days, 1):
        lines = Activity.objects.filter(plan__mentorship=mentorship, position=position)
        lines.update(planned_on=date(2026, 12, 3) + timedelta(days=ahead))
    client.force_login(mentor_user(mentorship))
    form = client.get(reverse("log"), {"line": line_of(mentorship, asked)} if asked else {}).context["form"]
    wanted = str(line_of(mentorship, chosen)) if chosen else ""
    assert (form[f"line_{mentorship.pk}"].value(), form[f"completes_{mentorship.pk}"].value()) == (wanted, ticked)


def test_with_several_novices_each_has_a_line_of_its_own_ticked(client):
    first = with_plan(1)
    second = with_plan(1, school=first.school, mentor=mentor_of(first))
    Activity.objects.filter(plan__mentorship=second).update(planned_on=date(2027, 1, 20))
    client.force_login(mentor_user(first))
    form = client.get(reverse("log"), {"novice": [first.pk, second.pk]}).context["form"]
    assert [form[f"completes_{case.pk}"].value() for case in (first, second)] == [True, False]
    assert form[f"line_{second.pk}"].value() == ""


def test_one_who_was_first_oneself_is_not_told_of_somebody_else(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    assert client.post(reverse("log"), entry(mentorship)).status_code == 302
    page = client.post(reverse("log"), entry(mentorship))
    assert page.status_code == 409
    assert "You have done this already" in page.content.decode()
    assert "Who was first" not in page.content.decode()
    assert f'href="{reverse("activities", args=[mentorship.pk])}"' in page.content.decode()


def test_strange_novices_do_not_exist(client):
    mentorship, other = with_plan(), with_plan()
    client.force_login(mentor_user(mentorship))
    assert client.get(reverse("log"), {"novice": other.pk}).status_code == 404
    assert client.get(reverse("log"), {"novice": "x"}).status_code == 404


def test_an_entry_is_corrected(client):
    mentorship = with_plan()
    row = logged(mentorship)
    client.force_login(mentor_user(mentorship))
    url = reverse("log_edit", args=[row.pk])
    page = client.get(url).content.decode()
    assert "Showed the timer in 6A; tried it together." in page
    assert f'<p class="about" lang="kk">{full_name(mentorship.novice)}</p>' in page
    assert client.post(url, entry(mentorship, minutes="0")).status_code == 200
    assert client.post(url, entry(mentorship, minutes="20")).status_code == 302
    row.refresh_from_db()
    assert row.minutes == 20


def test_the_novice_confirms_or_says_what_was_different(client):
    mentorship = with_plan()
    first, second = logged(mentorship).lines.get(), logged(mentorship, what="The register, page by page.").lines.get()
    client.force_login(mentorship.novice.user)
    assert "For you to confirm" in client.get(reverse("activities", args=[mentorship.pk])).content.decode()
    client.post(reverse("log_confirm", args=[first.pk]))
    url = reverse("log_object", args=[second.pk])
    assert client.get(url).status_code == 200
    assert "Fill this in." in client.post(url, {"text": ""}).content.decode()
    assert client.post(url, {"text": "It was 20 minutes."}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.confirmed_at
    assert second.objection == "It was 20 minutes."


def test_the_novice_confirms_the_text_that_was_read(client):
    mentorship = with_plan()
    row = logged(mentorship)
    line = row.lines.get()
    client.force_login(mentorship.novice.user)
    url = reverse("activities", args=[mentorship.pk])
    read = f'name="seen" value="{line.version}"'
    assert read in client.get(url).content.decode()
    LogEntry.objects.update(minutes=120)
    answer = client.post(reverse("log_confirm", args=[line.pk]), {"seen": line.version}, follow=True)
    page = answer.content.decode()
    assert "has changed this entry since you read it" in page
    assert "120 minutes" in page
    assert read not in page
    line = LogLine.objects.get()
    assert line.confirmed_at is None
    client.post(reverse("log_confirm", args=[line.pk]), {"seen": line.version})
    line.refresh_from_db()
    assert line.confirmed_at


def test_an_outcome_is_recorded_with_its_reason(client):
    mentorship = with_plan()
    client.force_login(mentor_user(mentorship))
    url = reverse("outcome_set", args=[mentorship.pk, line_of(mentorship)])
    assert client.get(url).status_code == 200
    assert "the reason is printed" in client.post(url, {"result": "not_held"}).content.decode()
    refused = client.post(url, {"result": "held", "text": "All went well."}).content.decode()
    assert "Nothing is logged" in refused
    assert "All went well." in refused
    assert client.post(url, {"result": "not_held", "text": "The class was away."}).status_code == 302
    assert "The class was away." in client.get(url).content.decode()
    strange = reverse("outcome_set", args=[mentorship.pk, uuid4()])
    assert client.get(strange).status_code == 404
