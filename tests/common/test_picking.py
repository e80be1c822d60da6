"""Choosing among many people: all of few, a bounded number of many, found by name; nothing chosen or typed is lost."""

import pytest
from django import forms

from common import picking
from common.forms import RowsField
from schools.people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BOUND = 3


class One(picking.PickForm):
    note = forms.CharField()
    person = forms.ModelChoiceField(queryset=User.objects.none())

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.offer("person", User.objects.order_by("sort_key"))


class Several(picking.PickForm):
    people = RowsField(queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.offer("people", User.objects.order_by("sort_key"))


@pytest.fixture(autouse=True)
def bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "MOST_OFFERED", BOUND)


def people(count: int) -> list[User]:
    return [UserFactory(surname=f"Абаев{letter}") for letter in "абвгдежз"[:count]]


def offered(form: forms.Form, name: str) -> list[int]:
    return [int(str(key)) for key, _label in form.fields[name].choices if key]  # type: ignore[attr-defined]


def test_few_are_offered_as_ever() -> None:
    rows = people(BOUND)
    form = One()
    assert list(form.fields) == ["note", "person"]
    assert offered(form, "person") == [one.pk for one in rows]


@pytest.mark.parametrize("count", [BOUND + 1, BOUND + 5])
def test_of_many_the_first_are_offered_with_a_search(count: int, django_assert_num_queries) -> None:
    rows = people(count)
    with django_assert_num_queries(2):
        form = One()
        shown = form.as_p()
    assert list(form.fields) == ["note", "find_person", "person"]
    assert offered(form, "person") == [one.pk for one in rows[:BOUND]]
    assert 'name="look"' in shown


def test_a_form_may_hold_on_to_its_fields_while_it_offers_people() -> None:
    class Held(One):
        def __init__(self) -> None:
            super(One, self).__init__()
            fields = self.fields
            self.offer("person", User.objects.order_by("sort_key"))
            fields["note"].label = "Note"

    people(BOUND + 1)
    assert Held().fields["note"].label == "Note"


def test_looking_saves_nothing_and_keeps_what_was_typed_and_chosen() -> None:
    rows = people(8)
    form = One({"note": "Бұйрық 5", "person": rows[0].pk, "find_person": "абаевз", "look": "1"})
    assert not form.is_valid()
    assert not form.errors
    assert offered(form, "person") == [rows[0].pk, rows[7].pk]
    shown = form.as_p()
    assert "Бұйрық 5" in shown
    assert f'value="{rows[0].pk}" selected' in shown


def test_who_was_found_can_be_sent_without_looking_again() -> None:
    rows = people(8)
    form = One({"note": "x", "person": rows[7].pk, "find_person": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"note": "x", "person": rows[7]}


def test_several_chosen_stay_offered_while_others_are_looked_for() -> None:
    rows = people(8)
    form = Several({"people": [rows[6].pk, rows[7].pk], "find_people": "абаева", "look": "1"})
    assert offered(form, "people") == [rows[6].pk, rows[7].pk, rows[0].pk]
    assert Several({"people": [rows[6].pk, rows[0].pk]}).is_valid()
