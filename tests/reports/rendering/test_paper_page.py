"""The page of a paper: its state, and the way back for those who open the case and for the council."""

import pytest
from django.urls import reverse

from tests.factories.world import World


@pytest.mark.parametrize(
    ("role", "way"), [("deputy", "case_papers"), ("mentor", "case_papers"), ("secretary", "meeting")]
)
def test_the_way_back_is_one_that_this_person_can_go(here: World, role: str, way: str):
    place = here.places["paper"]
    client = here.client(role, "paper")
    page = client.get(reverse("paper", kwargs=place.kwargs)).content.decode()
    target = place.case.pk if way == "case_papers" else here.places["meeting sent"].kwargs["pk"]
    address = reverse(way, args=[target])
    assert f'<p class="over"><a href="{address}">' in page
    assert client.get(address).status_code == 200
