"""The look of forms: hints and errors tied to their fields, nothing typed is lost, the browser's own date field."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from common.forms import LONGEST_TEXT, Form
from schools.people.models import User


class Sample(Form):
    title = forms.CharField(label="Title", help_text="With a date & number")
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    on = forms.DateField(label="Date")
    at = forms.TimeField(label="Time", required=False)
    kind = forms.ChoiceField(label="Form", choices=[("talk", "Talk"), ("visit", "Lesson visit")])
    basis = forms.ChoiceField(label="Basis", choices=[("a", "First"), ("b", "New")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("t", "Time")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="I agree", error_messages={"required": "Agree first."})
    key = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_hint_stands_between_label_and_control_and_is_read_with_it() -> None:
    html = render_crispy_form(Sample())
    assert html.index('for="id_title"') < html.index('id="id_title_helptext"') < html.index('name="title"')
    assert 'aria-describedby="id_title_helptext"' in html
    assert "With a date &amp; number" in html


def test_optional_fields_say_so_and_none_has_an_asterisk() -> None:
    html = render_crispy_form(Sample())
    assert html.count("(optional)") == 3
    assert "*" not in html


def test_where_all_is_optional_nothing_says_so() -> None:
    class Filters(Form):
        hide_optional = True
        q = forms.CharField(required=False)

    assert "(optional)" not in render_crispy_form(Filters())


def test_fields_come_without_form_element_and_token() -> None:
    html = render_crispy_form(Sample())
    assert "<form" not in html
    assert "csrf" not in html


def test_errors_stand_on_top_with_links_and_at_their_fields() -> None:
    form = Sample({"title": "", "on": "2026-02-31", "kind": "x", "note": "typed <text>"})
    form.add_error(None, "The council has met already.")
    html = render_crispy_form(form)
    top = html[: html.index('for="id_title"')]
    assert 'role="alert"' in top
    assert "The council has met already." in top
    for name in ("title", "on", "kind", "basis", "agreed"):
        assert f'href="#id_{name}"' in top
        assert f'id="id_{name}"' in html
        assert f'id="id_{name}_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-describedby="id_basis_error"' in html
    assert "typed &lt;text&gt;" in html


def test_errors_say_what_to_do() -> None:
    form = Sample({"on": "31.02.2026", "at": "late", "kind": "x"})
    assert form.errors["title"] == ["Fill this in."]
    assert form.errors["on"] == ["There is no such date. Write it like this: 21.11.2026."]
    assert form.errors["at"] == ["There is no such time. Write it like this: 15:00."]
    assert form.errors["kind"] == ["This is no longer offered. Choose one from the list."]
    assert form.errors["basis"] == ["Choose one."]


class Limits(Form):
    text = forms.CharField(max_length=5, min_length=2, required=False)
    number = forms.IntegerField(min_value=1, max_value=9, required=False)
    rate = forms.DecimalField(max_digits=3, decimal_places=2, required=False)
    on = forms.DateField(required=False)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "x" * 70}, "Too long: 70 characters. Shorten it to 5."),
        ({"text": "x"}, "Too short: 1 characters. At least 2 are needed."),
        ({"text": "a\x00b"}, "Some of the signs cannot be kept. Type it again."),
        ({"number": "0"}, "Not less than 1."),
        ({"number": "10"}, "Not more than 9."),
        ({"rate": "10000"}, "This number has too many digits."),
        ({"rate": "1.2345"}, "This number has too many digits."),
        ({"on": "9999-12-31"}, "The year 9999 cannot be right. Give one from 1950 to 2100."),
    ],
    ids=["long", "short", "null", "low", "high", "digits", "places", "year"],
)
def test_a_limit_is_told_in_each_language(typed: dict[str, str], sentence: str, language: str) -> None:
    """Django has no Kazakh words for these, and its Russian would stand on the Kazakh page."""
    with translation.override(language):
        ((told,),) = Limits(typed).errors.values()
        plain = re.sub(r"\d+", "%", told)
    with translation.override("ru"):
        russian = re.sub(r"\d+", "%", next(iter(Limits(typed).errors.values()))[0])
    assert (told == sentence) is (language == "en")
    assert (plain == russian) is (language == "ru")


def test_a_form_that_saves_nothing_does_not_speak_of_saving() -> None:
    class Asks(Sample):
        only_asks = True

    assert "Not saved yet" in render_crispy_form(Sample({}))
    assert "Not saved yet" not in render_crispy_form(Asks({}))
    assert "Please look at this:" in render_crispy_form(Asks({}))


def test_a_sentence_of_the_form_itself_stays() -> None:
    assert Sample({}).errors["agreed"] == ["Agree first."]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_date_fields_speak_iso_to_the_browser_and_understand_the_usual_form(language: str) -> None:
    with translation.override(language):
        html = str(Sample(initial={"on": date(2026, 12, 3)})["on"])
        assert 'type="date"' in html
        assert 'value="2026-12-03"' in html
        for typed in ("2026-12-03", "03.12.2026"):
            form = Sample({"on": typed})
            form.is_valid()
            assert form.cleaned_data["on"] == date(2026, 12, 3)


def test_choices_are_rows_with_labels() -> None:
    html = render_crispy_form(Sample({"basis": "b"}))
    assert '<fieldset id="id_basis"' in html
    assert 'for="id_basis_1"' in html
    assert 'value="b"' in html
    assert "checked" in html


def test_an_empty_choice_is_named_in_words() -> None:
    class Chosen(Form):
        must = forms.ModelChoiceField(queryset=User.objects.none())
        may = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
        own = forms.ModelChoiceField(queryset=User.objects.none(), empty_label="Nobody")
        kind = forms.ChoiceField(choices=[("", "---------"), ("talk", "Talk")], required=False)

    form = Chosen()
    labels = [str(form.fields[name].empty_label) for name in ("must", "may", "own")]
    assert labels == ["Choose …", "not set", "Nobody"]
    assert [str(label) for _key, label in form.fields["kind"].choices] == ["not set", "Talk"]


def test_a_text_without_a_length_of_its_own_has_the_longest_of_all() -> None:
    """Whoever reads, checks or prints it pays for each character; the browser cuts off nothing that is pasted."""
    values = {"title": "я" * LONGEST_TEXT, "note": "я" * (LONGEST_TEXT + 1), "key": "1," * LONGEST_TEXT}
    form = Sample(values)
    assert {"note"} <= set(form.errors)
    assert not {"title", "key"} & set(form.errors)
    assert form.errors["note"] == ["Too long: 4001 characters. Shorten it to 4000."]
    assert "maxlength" not in render_crispy_form(form)
