"""Two tabs on one page: whatever form changes what stands there, the second is told before it overwrites the first."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client

from common.standing import MARK
from tests.factories.world import World
from tests.guards.access_table import TABLE
from tests.guards.pages import OPENINGS, Opening

pytestmark = pytest.mark.once

# Forms that are filled in beforehand and change no row that could say something else by now.
FILLED_ANEW = {
    "join": "one’s own invitation, taken up once",
    "setup": "nothing is there yet",
    "calculator": "keeps nothing",
    "log": "a new entry",
    "rules_new_school": "a new version; it knows by itself which one it is based on",
    "rules_new_country": "a new version; it knows by itself which one it is based on",
    "candidate_agenda": "the service knows who was first",
    "report_agenda": "the service knows who was first",
    "order_new": "a new order",
    "case_papers": "a new paper",
    "take_over": "a new case",
    "mentorship_open": "a new case",
    "activity_new": "a new line",
    "meeting_present": "nobody is marked yet",
    "teacher_new": "a new teacher",
    "teachers_ethics": "new marks",
    "teacher_result": "only the year is suggested",
    "hosted_school_new": "a new school",
    "hosted_department_new": "a new department",
    "hosted_officer_new": "a new officer",
    "hosted_invite": "a new invitation",
    "calendar_decree_new": "a new decree",
}


def forms_of(response: HttpResponse) -> Iterator[forms.BaseForm]:
    for layer in getattr(response, "context", None) or []:
        for value in layer.flatten().values() if hasattr(layer, "flatten") else layer.values():
            if isinstance(value, forms.BaseForm):
                yield value


def edited() -> Iterator[Opening]:
    """Each page that takes a form, once as the first who may open it."""
    seen = set()
    for opening in OPENINGS:
        if TABLE[opening.name].post and opening.name not in seen:
            seen.add(opening.name)
            yield opening


def is_filled(form: forms.BaseForm) -> bool:
    """Something but a day stands in it from the start."""
    values = (form.get_initial_for_field(field, name) for name, field in form.fields.items() if name != MARK)
    return any(value not in (None, "", [], False) and not isinstance(value, date) for value in values)


def test_whoever_fills_a_form_from_rows_hands_the_mark_on(here: World) -> None:
    faults = []
    for opening in edited():
        response = opening.client(here).get(opening.url(here))
        for form in forms_of(response):
            if form.is_bound or opening.name in FILLED_ANEW:
                continue
            if is_filled(form) and MARK not in form.fields:
                faults.append(
                    f"{opening}: {type(form).__name__} is filled in beforehand and carries no mark (now_so)"
                )
            if MARK in form.fields and f'name="{MARK}"' not in response.content.decode():
                faults.append(f"{opening}: the template leaves out the mark")
    assert faults == []


OWN_DEPARTMENT = "the department of the school"
TABS: dict[str, dict[str, tuple[Any, Any]]] = {
    "my_settings": {"phone": ("+7 701 000 00 01", "+7 701 000 00 02")},
    "reminder_settings": {"hour": ("8", "9")},
    "handover": {"text": ("бір", "екі")},
    "self_rating": {"D01": ("1", "2"), "later": ("1", "1")},
    "mentor_rating": {"D01": ("1", "2"), "later": ("1", "1")},
    "adaptation_edit": {"text": ("бір", "екі")},
    "plan_edit": {"objectives": ("бір", "екі")},
    "activity_edit": {"needs": (["D01", "D03"], ["D02"])},
    "outcome_set": {"result": ("not_held", "not_held"), "text": ("бір", "екі")},
    "log_edit": {"what": ("бір", "екі")},
    "log_object": {"text": ("бір", "екі")},
    "interim_comment": {"comment": ("бір", "екі")},
    "report": {"done": ("бір", "екі")},
    "report_voice": {"novice_voice": ("бір", "екі")},
    "agenda_item_decide": {"outcome": ("in_favour", "in_favour"), "votes_for": ("1", "1"), "heard": ("бір", "екі")},
    "teacher_edit": {"surname": ("Бірінші", "Екінші")},
    "school_describe": {"place_ru": ("бір", "екі")},
    "hosted_school_join": {"department": ("", OWN_DEPARTMENT)},
}
"""What the first and the second tab type, page by page; all else they send as it stands."""
OTHER_ROLE = {"handover": "deputy"}


@pytest.mark.parametrize("name", TABS)
def test_the_second_tab_is_told_what_the_first_one_saved(here: World, name: str) -> None:
    opening = next(one for one in edited() if one.name == name)
    client = here.client(OTHER_ROLE.get(name, opening.role), opening.place)
    url = opening.url(here)
    own = str(here.school.department_id)
    first, second = (
        stands(client, url)
        | {key: own if both[tab] == OWN_DEPARTMENT else both[tab] for key, both in TABS[name].items()}
        for tab in (0, 1)
    )
    assert client.post(url, first).status_code == 302
    lost = client.post(url, second)
    assert lost.status_code == 409
    (form,) = {id(one): one for one in forms_of(lost) if MARK in one.fields}.values()
    assert {key: form[key].data for key in TABS[name] if key in form.fields} == {
        key: second[key] for key in TABS[name] if key in form.fields
    }
    assert [key for key in form.fields if form.has_error(key, "changed_meanwhile")] != []
    assert form[MARK].value() != second[MARK]
    assert client.post(url, second | {MARK: form[MARK].value()}).status_code == 302


def stands(client: Client, url: str) -> dict[str, Any]:
    """What the page sends when nothing is typed."""
    form = next(one for one in forms_of(client.get(url)) if MARK in one.fields)
    told = {
        name: field.prepare_value(form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if not field.disabled
    }
    return {name: value for name, value in told.items() if value is not None and value is not False}


def test_the_same_typed_twice_is_no_race(here: World) -> None:
    opening = next(one for one in edited() if one.name == "plan_edit")
    client, url = opening.client(here), opening.url(here)
    typed = stands(client, url) | {"purpose": "Сабақты\r\nдербес жоспарлау "}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"csrfmiddlewaretoken": "another"}).status_code == 302
