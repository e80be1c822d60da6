"""The look of forms: hints and errors tied to their fields, nothing typed is lost, the browser's own date field."""

from collections.abc import Iterator
from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from common.forms import Form
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
