"""The pages of level, ratings and requests: what a refused form keeps, what each side sees."""

import pytest
from django.utils import translation

from mentoring.introductory import services
from mentoring.introductory.models import DiagnosticSheet, NoviceRequest, Rating
from mentoring.library import words
from mentoring.library.criteria import BY_MENTOR, CODES
from tests.factories import MOMENT, UserFactory, give
from tests.mentoring.introductory.conftest import people_of, sheet_with
from tests.mentoring.introductory.scenes import OF_THE_CASE, ON, REASON, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["novice", "deputy", "head"])
def test_only_the_mentor_posts_a_level(role):
    people = people_of("level")
    assert people.client(role).post(url(people, "level"), {}).status_code == 403


LEVEL = {"methods": ["interview"], "level": "basic", "text": "Two lessons in 8A", "happened_on": ON, **REASON}


def test_the_mentor_records_a_level():
    people = people_of("level")
    answer = people.client("mentor").post(url(people, "level"), LEVEL | {"methods": ["interview", "visit"]})
    assert answer.url == url(people, "diagnostics")
    assert people.fresh().state == "diagnostics"
    for role in OF_THE_CASE:
        page = people.client(role).get(url(people, "level")).content.decode()
        assert "Two lessons in 8A" in page
        assert "<dd>interview, lesson visit</dd>" in page


def test_a_refused_level_keeps_what_was_typed():
    people = people_of("level")
    answer = people.client("mentor").post(url(people, "level"), LEVEL | {"happened_on": "2026-11-10"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Two lessons in 8A" in html
    assert 'id="id_delay_reason_error"' in html
    assert '<textarea name="delay_reason"' in html
    assert people.fresh().state == "level"


def test_reasons_are_asked_for_only_when_needed():
    people = people_of("level")
    html = people.client("mentor").get(url(people, "level")).content.decode()
    assert '<textarea name="delay_reason"' not in html
    assert '<textarea name="late_reason"' not in html


def test_a_late_step_is_asked_for_its_reason():
    people = people_of("level")
    html = people.client("mentor").post(url(people, "level"), LEVEL | {"late_reason": ""}).content.decode()
    assert '<textarea name="late_reason"' in html
    assert "Two lessons in 8A" in html
    assert people.fresh().state == "level"


def rating(codes: tuple[str, ...], level: int) -> dict[str, int]:
    return dict.fromkeys(codes, level)


def test_two_ratings_then_the_signature():
    people = people_of("diagnostics")
    novice, mentor = people.client("novice"), people.client("mentor")
    assert novice.post(url(people, "self_rating"), {"D01": 2, "later": "1"}).status_code == 302
    assert 'value="2"' in novice.get(url(people, "self_rating")).content.decode()
    answer = novice.post(url(people, "self_rating"), {"D01": 2})
    assert answer.status_code == 200
    assert "Choose one level." in answer.content.decode()
    assert novice.post(url(people, "self_rating"), rating(CODES, 3)).status_code == 302
    typed = rating(BY_MENTOR, 3) | {"D01": 1, "comment_D01": "Summing-up in the bell"}
    assert mentor.post(url(people, "mentor_rating"), typed).status_code == 302
    sign = {"happened_on": ON, "late_reason": "Talked it over first.", "delay_reason": ""}
    refused = mentor.post(url(people, "sheet_sign"), sign)
    assert refused.status_code == 200
    assert "Talked it over first." in refused.content.decode()
    assert mentor.post(url(people, "sheet_sign"), sign | {"discussed_note": "Count the minutes"}).status_code == 302
    assert people.fresh().state == "planning"


def test_what_each_sees_of_the_ratings():
    people = people_of("diagnostics")
    sheet = sheet_with(people.mentorship, by_novice={"D10": 0, "D01": 4}, by_mentor={"D01": 0}, self_done=True)
    mentor = people.client("mentor").get(url(people, "diagnostics")).content.decode()
    assert "shares with others" not in mentor
    novice = people.client("novice").get(url(people, "diagnostics")).content.decode()
    assert "not observed" not in novice
    assert "I cannot cope with it" in novice
    services.finish_mentor_rating(
        mentorship_id=people.mentorship.pk,
        by=people.actor("mentor"),
        now=MOMENT,
        levels=rating(BY_MENTOR, 3) | {"D01": 0},
    )
    sheet.refresh_from_db()
    seen = {role: people.client(role).get(url(people, "diagnostics")).content.decode() for role in OF_THE_CASE}
    assert {role for role, html in seen.items() if "I cannot cope with it" in html} == {"novice"}
    assert {role for role, html in seen.items() if "Emotional strain" in html} == {"novice"}
    assert {role for role, html in seen.items() if "only you see this line" in html} == {"novice"}
    assert all("Signature on the sheet</dt><dd>Not there yet" in html for html in seen.values())
    assert {role for role, html in seen.items() if "shares with others" in html} == {"novice", "mentor", "deputy"}
    assert {role for role, html in seen.items() if "not observed" in html} == OF_THE_CASE


def test_a_column_stands_only_where_something_follows():
    people = people_of("planning")
    sheet_with(people.mentorship, self_done=True, mentor_done=True, signed=True)
    assert "What follows" not in people.client("mentor").get(url(people, "diagnostics")).content.decode()
    other = people_of("planning")
    sheet_with(other.mentorship, by_mentor={"D14": 1}, self_done=True, mentor_done=True, signed=True)
    assert "What follows" in other.client("mentor").get(url(other, "diagnostics")).content.decode()


def test_a_note_of_the_mentor_names_its_criterion_to_those_who_do_not_see_the_row():
    people = people_of("diagnostics")
    html = people.client("mentor").get(url(people, "mentor_rating")).content.decode()
    assert 'What you saw<span class="visually-hidden">: Time in the lesson</span>' in html
    refused = people.client("mentor").post(url(people, "mentor_rating"), {"comment_D01": "x" * 301})
    assert "What you saw: Time in the lesson</a>" in refused.content.decode()


def test_requests_are_written_by_the_novice():
    people = people_of("planning")
    assert people.client("mentor").post(url(people, "requests"), {"text": "x"}).status_code == 403
    assert people.client("novice").post(url(people, "requests"), {"text": ""}).status_code == 200
    people.client("novice").post(url(people, "requests"), {"text": "How to begin <b>a lesson"})
    assert NoviceRequest.objects.get().text == "How to begin <b>a lesson"
    assert "How to begin &lt;b&gt;a lesson" in people.client("head").get(url(people, "diagnostics")).content.decode()


def test_the_strain_may_be_left_out_and_an_answer_to_it_taken_back():
    people = people_of("diagnostics")
    novice = people.client("novice")
    page = novice.get(url(people, "self_rating")).content.decode()
    assert "I would rather not say" in page
    assert "You may leave it out." in page
    novice.post(url(people, "self_rating"), {"D10": 1, "later": "1"})
    assert Rating.objects.filter(criterion="D10").exists()
    assert novice.post(url(people, "self_rating"), rating(BY_MENTOR, 3) | {"D10": ""}).status_code == 302
    assert not Rating.objects.filter(criterion="D10").exists()
    assert DiagnosticSheet.objects.get().self_done_at is not None


@pytest.mark.parametrize(("level", "shown"), [(0, True), (1, True), (2, False), (None, False)])
def test_a_strain_of_0_or_1_shows_where_help_is_to_the_novice_alone(level, shown):
    people = people_of("diagnostics")
    listener = give(UserFactory(surname="Жақсыбаева"), people.mentorship.school, "psychologist")
    levels = rating(BY_MENTOR, 3) | ({} if level is None else {"D10": level})
    sheet_with(people.mentorship, by_novice=levels, self_done=True, mentor_done=True)
    for role in OF_THE_CASE:
        page = people.client(role).get(url(people, "diagnostics")).content.decode()
        assert ("You need not cope with the strain alone" in page) == (shown and role == "novice")
        assert (listener.surname in page) == (shown and role == "novice")


def test_every_criterion_reads_well_with_not_observed():
    """An ability, not a thing: "conflicts: not observed" would praise, "settling conflicts: not observed" does not."""
    wrong = {"Behavioural conflicts", "Work with colleagues", "Journals and documents"}
    assert not wrong & {str(words.CRITERIA[code]) for code in BY_MENTOR}
    for language, thing in (("ru", "Конфликты"), ("ru", "Отношения"), ("kk", "Сыныптағы жанжалдар")):
        with translation.override(language):
            assert not [code for code in BY_MENTOR if str(words.CRITERIA[code]).startswith(thing + " ")]
            assert str(words.CRITERIA["D15"]) != thing
