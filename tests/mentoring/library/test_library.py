"""The lists are whole, their codes fit the columns, and every code has its words."""

import pytest

from mentoring.introductory.models import Activity
from mentoring.library import lists, words
from mentoring.library.activities import ActivityForm, grouped
from mentoring.library.criteria import BY_MENTOR, CODES, COMPONENTS, CRITERIA, LEVELS, STRAIN
from mentoring.main_stage.models import InterimAssessment


def test_fifteen_criteria_in_order():
    assert [criterion.code for criterion in CRITERIA] == [f"D{number:02d}" for number in range(1, 16)]


def test_the_mentor_rates_all_but_the_strain():
    assert set(CODES) - set(BY_MENTOR) == {STRAIN}


@pytest.mark.parametrize(
    ("codes", "known"),
    [(CODES, words.CRITERIA), (COMPONENTS, words.COMPONENTS), (LEVELS, words.LEVELS), (LEVELS, words.STRAIN_LEVELS)],
)
def test_every_code_has_its_words(codes, known):
    assert set(codes) == set(known)
    assert all(str(text).strip() for text in known.values())


@pytest.mark.parametrize(
    ("component", "codes"),
    [
        ("organisational", "D01 D02 D12"),
        ("constructive", "D03 D04 D14"),
        ("design", "D05 D13"),
        ("relational", "D06 D07 D08 D09 D15"),
        ("analytical", "D11"),
        ("wellbeing", "D10"),
    ],
)
def test_components_as_the_source_sorts_them(component, codes):
    assert [criterion.code for criterion in CRITERIA if criterion.component == component] == codes.split()


def test_activity_forms_fit_their_column():
    longest = Activity._meta.get_field("form").max_length
    assert all(len(code) <= longest for code in ActivityForm.values)


def test_groups_hold_every_form_once():
    offered = [code for _group, choices in grouped() for code, _words in choices]
    assert offered == ActivityForm.values


def test_interim_formats_are_those_of_the_column():
    assert list(lists.INTERIM_FORMATS) == InterimAssessment.Format.values


@pytest.mark.parametrize(
    ("known", "count"),
    [
        (lists.PARTICIPANTS, 4),
        (lists.OPENNESS, 2),
        (lists.CONTENT, 4),
        (lists.TIME, 3),
        (lists.FORMALITY, 2),
        (lists.FUNCTIONS, 8),
        (lists.SUPPORT, 12),
        (lists.TECHNIQUES, 5),
        (lists.INTERIM_FORMATS, 4),
        (lists.AIMS, 9),
        (lists.SUMMARY_HEADINGS, 6),
    ],
)
def test_lists_are_whole(known, count):
    assert len(known) == count
