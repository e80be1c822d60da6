"""The list of mentorships is searched by any word of either name, and by no more words than a name has."""

import pytest
from django.urls import reverse

from common import clock
from mentoring.casework.lists import MentorshipFilter, mentorships
from tests.factories import SchoolFactory, case, deputy_of, eligible_mentor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MANY = " ".join(map(str, range(1_000)))


@pytest.fixture
def place():
    """A deputy, and two cases with mentors of different names."""
    school = SchoolFactory()
    for novice, mentor in (("Бектұров", "Ахметова"), ("Сағындық", "Жүнісова")):
        mentorship = case("main", school=school, mentor=eligible_mentor(school, user__surname=mentor))
        mentorship.novice.user.surname = novice
        mentorship.novice.user.save()
    return deputy_of(school)


def found(user, text: str) -> list[str]:
    listed = MentorshipFilter({"q": text}, queryset=mentorships(user), today=clock.today()).qs
    return sorted(row.novice.user.surname for row in listed)


def test_every_word_stands_in_one_of_the_two_names(place):
    assert found(place, "бектұр") == found(place, "АХМЕТ") == ["Бектұров"]
    assert found(place, "сағындық жүніс") == ["Сағындық"]
    assert found(place, "сағындық ахмет") == []
    assert len(found(place, "")) == 2


def test_a_mentor_before_is_not_looked_for(place):
    row = mentorships(place).get(novice__user__surname="Бектұров")
    row.pairings.update(ended_on=clock.today())
    assert found(place, "ахметова") == []


@pytest.mark.parametrize(
    "name", ["mentorship_list", "mentorship_export", "teacher_list", "teacher_export", "accounts"]
)
def test_a_thousand_words_are_as_good_as_a_few(client, place, name):
    """One condition for each would be more than a database takes, and a join for each more than it joins."""
    client.force_login(place)
    assert client.get(reverse(name), {"q": MANY}).status_code == 200


def test_no_word_brings_a_join_of_its_own(place):
    def tables(text: str) -> int:
        return len(MentorshipFilter({"q": text}, queryset=mentorships(place), today=clock.today()).qs.query.alias_map)

    assert tables("а") == tables("а б в г д е")
