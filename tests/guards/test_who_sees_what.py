"""The table of domain.md section 11, page by page: each record's marker shows where the table allows, and nowhere else."""

import json
from datetime import timedelta

import pytest
import time_machine

from common.models import AuditEntry, OutboxMail
from mentoring.appointment import services as appointment
from mentoring.appointment.models import Objection
from mentoring.deadlines import digests
from mentoring.deadlines.feed import selectors as feed
from mentoring.final_stage import services as final_stage
from mentoring.introductory import services as introductory
from mentoring.introductory.models import Rating
from mentoring.library.criteria import CODES
from mentoring.main_stage import services as main_stage
from mentoring.mentorships.models import Mentorship
from reports.rendering.models import Paper
from tests.conftest import TODAY_NOON
from tests.factories import MOMENT, actor, mentor_of
from tests.factories.world import World
from tests.guards.marked import MARKED, NOISE, PRINTED, cases_of, fill, mark, printed, readable, turn_self_ratings
from tests.guards.who_sees_what import PERSONS, RECORDS

LAST_DAYS = timedelta(days=20)
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("bare_refusals")]


@pytest.fixture
def marked(here: World) -> World:
    """The world with the markers in its rows."""
    fill(here)
    for record in RECORDS:
        if not record.marker:
            mark(record, cases_of(here))
    return here


@pytest.mark.parametrize("person", PERSONS)
def test_each_marker_shows_where_the_table_allows_and_nowhere_else(marked: World, person: str):
    pages = list(readable(marked, person))
    leaks, missing = [], []
    for record in RECORDS:
        marker = record.text()
        # Words of the product itself stand in the legend of a paper, too.
        found = [
            url
            for url, text in pages
            if marker.lower() in text.lower() and not (record.marker and url.startswith("paper"))
        ]
        if found and person not in (*record.must, *record.may):
            leaks.append((record.name, found))
        if not found and person in record.must:
            missing.append(record.name)
    assert leaks == [], "read by somebody who must not"
    assert missing == [], "not found by somebody who may"
    assert pages, "nothing was read"


@pytest.mark.parametrize("person", ["chair", "secretary", "member"])
def test_the_council_reads_no_longer_than_its_window(marked: World, person: str):
    """14 days after the minutes are signed the item closes again."""
    with time_machine.travel(TODAY_NOON + LAST_DAYS, tick=True):
        read = " ".join(text for _url, text in readable(marked, person))
    assert marked.who(person).short_name in read, "nothing was read"
    assert [record.name for record in RECORDS if record.text() in read] == []


def test_no_paper_changes_with_a_single_self_rating(marked: World):
    """Nothing that is printed depends on how the new teacher rated one criterion, and on the strain not at all."""
    about = Mentorship.objects.select_related("school", "novice__user").get(pk=marked.places["over"].case.pk)
    ratings = Rating.objects.filter(sheet__mentorship=about, rater="self")
    ratings.filter(criterion__in=("D01", "D05", "D13")).update(level=1)
    before, rated_before = [printed(about, kind) for kind in Paper.Kind.values], list(ratings.values_list("level"))
    turn_self_ratings(marked)
    assert list(ratings.values_list("level")) != rated_before
    assert before[1]["en"].count("in sums") == 1
    assert [printed(about, kind) for kind in Paper.Kind.values] == before


@pytest.mark.parametrize("person", ["head", "chair", "member"])
def test_no_page_of_who_may_not_read_them_changes_with_a_single_self_rating(marked: World, person: str):
    ratings = Rating.objects.filter(sheet__mentorship__in=cases_of(marked), rater="self")
    ratings.filter(criterion__in=("D01", "D05", "D13")).update(level=1)
    PRINTED.clear()  # other tests print other ratings
    before = {url: NOISE.sub("", text) for url, text in readable(marked, person)}
    turn_self_ratings(marked)
    PRINTED.clear()
    after = {url: NOISE.sub("", text) for url, text in readable(marked, person)}
    PRINTED.clear()
    changed = [url for url in before if after.get(url) != before[url] and "/second-factor/" not in url]
    assert changed == []
    assert len(after) == len(before) > 10


def test_mails_and_calendars_carry_no_marker_and_no_name(marked: World):
    """What goes out of the house: the mail of the day and everybody's calendar. Initials at most."""
    OutboxMail.objects.all().delete()
    digests.settle_all(MOMENT + timedelta(days=1))
    sent = [(mail.to, f"{mail.subject} {mail.text} {mail.html}") for mail in OutboxMail.objects.all()]
    read = []
    for person in PERSONS:
        for place in ("", *MARKED):
            events = feed.events(marked.who(person, place), MOMENT.date())
            read.append((f"calendar of {person}", " ".join(f"{one.summary} {one.description}" for one in events)))
    assert sent, "no mail was made"
    assert any(text for _whose, text in read), "no calendar holds anything"
    names = {marked.places[name].case.novice.user.surname for name in MARKED}
    markers = [*(record.text() for record in RECORDS if not record.marker), *names]
    assert [(whose, word) for whose, text in [*sent, *read] for word in markers if word in text] == []


def test_audit_entries_and_mails_of_private_kinds_tell_nothing(here: World):
    """Names of fields, never values; and no mail carries what was written."""
    secret = "Құпиясөзсіз айтылған сөз"
    about = here.places["main"].case
    novice, mentor = actor(about.novice.user), actor(mentor_of(about).user)
    before = AuditEntry.objects.count()
    note = main_stage.write_and_send(
        mentorship_id=about.pk,
        note_id=None,
        happened_on=MOMENT.date(),
        situation=secret,
        attitude=secret,
        suggestion=secret,
        by=mentor,
        now=MOMENT,
    )
    main_stage.answer(note_id=note.pk, text=secret, by=novice, now=MOMENT)
    proposed = here.places["candidate proposed"]
    appointment.object_to(
        candidate_id=proposed.kwargs["pk"], text=secret, by=actor(proposed.case.novice.user), now=MOMENT
    )
    apart = here.places["diagnostics"].case
    introductory.finish_self_rating(
        mentorship_id=apart.pk, levels=dict.fromkeys(CODES, 4), by=actor(apart.novice.user), now=MOMENT
    )
    introductory.finish_mentor_rating(
        mentorship_id=apart.pk,
        levels={code: 2 for code in CODES if code != "D10"},
        comments={"D01": secret},
        by=actor(mentor_of(apart).user),
        now=MOMENT,
    )
    writing = here.places["report"].case
    final_stage.add_novice_voice(mentorship_id=writing.pk, text=secret, by=actor(writing.novice.user), now=MOMENT)
    entries = AuditEntry.objects.order_by("pk")[before:]
    assert len(entries) >= 6
    assert [entry.action for entry in entries if secret in json.dumps(entry.changes, ensure_ascii=False)] == []
    assert [entry.action for entry in entries if entry.private and any(entry.changes.values())] == []
    assert not OutboxMail.objects.filter(text__contains=secret).exists()
    assert Objection.objects.filter(text=secret).exists()
