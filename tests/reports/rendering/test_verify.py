"""Anybody may ask whether a code is ours, and type anything at all."""

import pytest
from django.urls import reverse

from reports.rendering.models import Paper
from tests.factories import MOMENT, case, deputy_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    mentorship = case()
    return Paper.objects.create(
        kind=Paper.Kind.ORDER,
        language="kk",
        school=mentorship.school,
        mentorship=mentorship,
        state=Paper.State.READY,
        code="7K2M9QXW41TB",
        sha256="ab" * 32,
        asked_by=deputy_of(mentorship.school),
        asked_at=MOMENT,
        made_at=MOMENT,
    )


@pytest.mark.parametrize("typed", ["7K2M9QXW41TB", "7k2m-9qxw-41tb", " 7K2M 9QXW 41TB "])
def test_a_code_is_found_however_it_is_typed(client, paper, typed):
    answer = client.get(reverse("verify_code", args=[typed]))
    assert answer.status_code == 200
    assert answer.context["paper"] == paper


@pytest.mark.parametrize("typed", ["7K2M9QXW41TC", "\x00", "7K2M9QXW41TB\x00", "%", "қазақ", "x" * 5000])
def test_what_is_no_code_of_ours_is_not_found(client, paper, typed):
    answer = client.get(reverse("verify_code", args=[typed]))
    assert answer.status_code == 404
    assert answer.context["paper"] is None
