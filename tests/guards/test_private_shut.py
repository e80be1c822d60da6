"""Somebody was let in again: for some days no page shows anything private, and all else opens as ever (adr/0016).

Private is what the table of domain.md, section 11, keeps from the deputy or the head; new rows join by themselves.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock
from mentoring.appointment import services as appointment
from mentoring.appointment.models import Objection
from mentoring.introductory import services as introductory
from mentoring.library.criteria import CODES
from mentoring.main_stage import services as main_stage
from mentoring.main_stage.models import FeedbackNote
from schools.people.models import User
from tests.factories import MOMENT, actor, mentor_of
from tests.factories.world import World
from tests.guards.test_who_sees_what import marked, readable  # noqa: F401  the fixture
from tests.guards.who_sees_what import RECORDS

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("bare_refusals")]
PRIVATE = [record for record in RECORDS if record.is_private]
READERS = ("novice", "mentor", "deputy")


def shut(*people: User) -> None:
    found = User.objects.filter(pk__in=[one.pk for one in people]) if people else User.objects.all()
    found.update(private_shut_until=clock.now() + timedelta(days=3))


def test_the_table_knows_what_is_private():
    assert {record.row for record in PRIVATE} >= {"feedback", "feedback, a draft", "self-rating", "D10", "candidates"}
    assert {person for record in PRIVATE for person in record.must} == set(READERS), "who is walked below"


@pytest.mark.parametrize("person", READERS)
def test_no_page_shows_anything_private(marked: World, person: str):  # noqa: F811
    shut()
    pages = list(readable(marked, person))
    leaks, missing = [], []
    for record in RECORDS:
        marker = record.text().lower()
        found = [url for url, text in pages if marker in text.lower()]
        # Words of the product itself stand in the legend of a paper and among the choices of the mentor's form, too.
        found = [
            url for url in found if not (record.marker and (url.startswith("paper") or "/mentor-rating/" in url))
        ]
        if record.is_private and found:
            leaks.append((record.name, found))
        if not record.is_private and person in record.must and not found:
            missing.append(record.name)
    assert leaks == [], "read while it is shut"
    assert missing == [], "not private, and closed all the same"


def test_the_pages_say_so_in_words(here: World):
    shut()
    pages = [
        ("mentor", "main", "feedback_list"),
        ("novice", "main", "feedback_list"),
        ("mentor", "main", "feedback_new"),
        ("novice", "diagnostics", "self_rating"),
        ("mentor", "rated", "sheet_sign"),
        ("novice", "candidate proposed", "candidate_object"),
        ("novice", "feedback unanswered", "feedback"),
    ]
    for role, place, name in pages:
        answer = here.client(role, place).get(reverse(name, kwargs=here.places[place].kwargs))
        assert answer.status_code == 403, name
        assert "Closed for some days" in answer.content.decode(), name
        assert reverse("private_show") in answer.content.decode(), name


def test_nothing_private_is_written_over(here: World):
    about = here.places["main"].case
    novice, mentor = about.novice.user, mentor_of(about).user
    text = {"happened_on": MOMENT.date(), "situation": "Жаңа", "attitude": "Жаңа", "suggestion": "Жаңа"}
    draft = main_stage.save_draft(mentorship_id=about.pk, by=actor(mentor), now=MOMENT, **text)
    sent = FeedbackNote.objects.filter(mentorship=about, sent_at__isnull=False).first()
    apart = here.places["diagnostics"].case
    proposed = here.places["candidate proposed"]
    shut(novice, mentor, apart.novice.user, proposed.case.novice.user)
    novice, mentor, rating, objecting = (
        actor(User.objects.get(pk=one.pk)) for one in (novice, mentor, apart.novice.user, proposed.case.novice.user)
    )
    changed = {**text, "situation": "Басқа"}
    for write in (
        lambda: main_stage.save_draft(mentorship_id=about.pk, note_id=draft.pk, by=mentor, now=MOMENT, **changed),
        lambda: main_stage.send(note_id=draft.pk, by=mentor, now=MOMENT),
        lambda: main_stage.answer(note_id=sent.pk, text="Басқа", by=novice, now=MOMENT),
        lambda: introductory.finish_self_rating(
            mentorship_id=apart.pk, levels=dict.fromkeys(CODES, 4), by=rating, now=MOMENT
        ),
        lambda: appointment.object_to(candidate_id=proposed.kwargs["pk"], text="Басқа", by=objecting, now=MOMENT),
    ):
        with pytest.raises(PermissionDenied):
            write()
    draft.refresh_from_db()
    assert (draft.situation, draft.sent_at) == ("Жаңа", None)
    assert not Objection.objects.filter(text="Басқа").exists()
