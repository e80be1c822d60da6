"""Twenty guesses at the same moment do not get past a bound of five."""

import pytest

from common import clock
from schools.people.models import TryCount
from schools.people.services import tries
from tests.races.at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("clock"),
]


@pytest.mark.parametrize("before", ["no counter", "one that is over"])
def test_twenty_at_once(before: str) -> None:
    now = clock.now()
    if before == "one that is over":
        tries.count((tries.HERE, "omarova.g", "10.0.0.0/24"), now=now - 2 * tries.HERE.within)
    guesses = [lambda: tries.count((tries.HERE, "omarova.g", "10.0.0.0/24"), now=now)] * 20
    results = at_once(*guesses)
    assert not [result for result in results if isinstance(result, Exception)]
    assert len([result for result in results if result]) == tries.HERE.most
    assert TryCount.objects.get().count == tries.HERE.most
