"""One school in which every page of the product has something to show, and another school beside it.

Rows are written directly, each case in the state that some page asks for. `World.places` names them: the guards look
up there which row an address is about, and whose matter it is.
"""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common import codes, files
from mentoring.appointment.models import Announcement, Appointment, Candidate, Loan, Objection
from mentoring.appointment.rules import dump
from mentoring.appointment.selectors import assessment_of
from mentoring.changes.models import Handover
from mentoring.council.models import AgendaItem, Attendee, Meeting
from mentoring.deadlines.services import refresh
from mentoring.final_stage.models import FinalReport
from mentoring.introductory.models import (
    Activity,
    AdaptationItem,
    DiagnosticSheet,
    LevelAssessment,
    PlanRemark,
    PlanVersion,
    Rating,
)
from mentoring.library.criteria import BY_MENTOR, CODES
from mentoring.main_stage.models import FeedbackNote, InterimAssessment, LogEntry, LogLine
from mentoring.mentorships.models import Mentorship, Pairing, Suspension
from reports.rendering.models import Paper
from schools.organisation.models import School
from schools.people.models import Employment, Invitation, Post, Preparation, User
from schools.roster import selectors
from schools.roster import services as roster
from tests.factories.mentoring import MOMENT, case, mentor_of, order_for
from tests.factories.schools import (
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)
from tests.factories.whole_year import told_case
from tests.schools.roster.books import ERZHANOV, OMAROVA, book

PASSWORD = "Қарлығаш-2026"
TODAY = date(2026, 12, 3)
INVITATION = "QWER-TYUP-ASDF-GHJK-ZXCV-BNMQ"


@dataclass
class Place:
    """What an address is about: its arguments, and whose case it is."""

    kwargs: dict[str, Any]
    case: Mentorship
    mentor: User


@dataclass
class World:
    """A school with all its people, and its places by name. `places[""]` is an address without arguments."""

    school: School
    other: School
    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    files: Path = Path()

    def who(self, role: str, place: str = "") -> User:
        """The person of this role; novice and mentor are those of the place's case. A fresh look at one's rights."""
        found = self.places[place]
        user = {"novice": found.case.novice.user, "mentor": found.mentor}.get(role) or self.people[role]
        return User.objects.get(pk=user.pk)

    def client(self, role: str, place: str = "") -> Client:
        """This person at a browser, the password just given. "visitor" is nobody, "half-way" owes the second factor."""
        client = Client()
        if role == "half-way":
            client.post(reverse("account_login"), {"login": self.people["careful"].login, "password": PASSWORD})
        elif role != "visitor":
            user = self.who(role, place)
            client.force_login(user)
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        return client

    def add_case(self, name: str, about: Mentorship, mentor: User | None = None) -> None:
        """Name a case itself."""
        self.add(name, about, mentor, pk=about.pk)
        self.cases.append(name)

    def add(self, name: str, about: Mentorship, mentor: User | None = None, **kwargs: Any) -> None:
        """Name a place. The mentor is the case's, or the candidate where there is none yet."""
        person = mentor or (mentor_of(about).user if about.pairings.exists() else self.people["colleague"])
        self.places[name] = Place(kwargs, about, person)


def make_world() -> World:
    """All of it; about a second."""
    department = DepartmentFactory()
    world = World(SchoolFactory(department=department), SchoolFactory())
    school, other = world.school, world.other
    world.people = {
        "deputy": deputy_of(school),
        "head": head_of(school),
        "chair": give(EmploymentFactory(school=school).user, school, Post.Kind.CHAIR),
        "secretary": give(EmploymentFactory(school=school).user, school, Post.Kind.SECRETARY),
        "member": give(EmploymentFactory(school=school).user, school, Post.Kind.MEMBER),
        "psychologist": give(EmploymentFactory(school=school).user, school, Post.Kind.PSYCHOLOGIST),
        "colleague": eligible_mentor(school).user,
        "department": PostFactory(school=None, department=department, kind=Post.Kind.DEPARTMENT).user,
        "operator": UserFactory(is_operator=True),
        "careful": EmploymentFactory(school=school).user,
        "other deputy": deputy_of(other),
        "other head": head_of(other),
    }
    abroad = told_case(school=other)
    world.people |= {"other novice": abroad.novice.user, "other mentor": mentor_of(abroad).user}
    for part in (_need, _introductory, _main, _final, _changes, _council, _people, _roster, _several, _papers):
        part(world)
    main = world.places["main"]
    world.places[""] = Place({}, main.case, main.mentor)
    for mentorship in Mentorship.objects.select_related("school", "novice__user"):
        with transaction.atomic():
            refresh(mentorship)
    return world


def _need(world: World) -> None:
    """Cases that seek a mentor: nobody yet, a candidate asked, agreed, recommended, put before the council."""
    states: dict[str, tuple[str, str]] = {
        "need": ("open", ""),
        "proposed": ("proposed", "proposed"),
        "accepted": ("accepted", "accepted"),
        "recommended": ("recommended", "recommended"),
        "before council": ("accepted", "accepted"),
    }
    for name, (need, state) in states.items():
        about = case("awaiting_mentor", school=world.school)
        appointment = Appointment.objects.create(mentorship=about, state=need, opened_on=about.starts_on)
        world.add_case(name, about)
        if not state:
            continue
        mentor = eligible_mentor(world.school)
        candidate = Candidate.objects.create(
            appointment=appointment,
            mentor=mentor,
            state=state,
            eligibility=dump(assessment_of(mentor.pk, about, TODAY)),
            verdict="pass",
            proposed_by=world.people["deputy"],
            proposed_at=MOMENT,
            answered_at=None if state == "proposed" else MOMENT,
        )
        world.add_case(name, about, mentor.user)
        world.add(f"candidate {name}", about, mentor.user, pk=candidate.pk)
    accepted = Candidate.objects.get(pk=world.places["candidate accepted"].kwargs["pk"])
    Objection.objects.create(candidate=accepted, text="Кестеміз мүлде сәйкес келмейді.", made_at=MOMENT)

    abroad = case("awaiting_mentor", school=world.other)
    asking = Appointment.objects.create(mentorship=abroad, state="open", opened_on=abroad.starts_on)
    loan = Loan.objects.create(
        appointment=asking, school=world.school, asked_by=world.people["other deputy"], asked_at=MOMENT
    )
    world.add("loan", abroad, pk=loan.pk)


def rated(about: Mentorship, occasion: str = "start", *, signed: bool = False) -> DiagnosticSheet:
    """A sheet that both have finished, two criteria far apart."""
    sheet = DiagnosticSheet.objects.create(
        mentorship=about,
        occasion=occasion,
        self_done_at=MOMENT,
        mentor_done_at=MOMENT,
        made_at=MOMENT,
        signed_on=date(2026, 11, 13) if signed else None,
        signed_by=mentor_of(about).user if signed else None,
    )
    Rating.objects.bulk_create(
        [Rating(sheet=sheet, criterion=code, rater="self", level=3) for code in CODES]
        + [Rating(sheet=sheet, criterion=code, rater="mentor", level=2) for code in BY_MENTOR if code != "D01"]
        + [Rating(sheet=sheet, criterion="D01", rater="mentor", level=1, comment="Қоңырауға дейін үлгермейді.")]
    )
    return sheet


def draft(about: Mentorship, state: str = "draft", number: int = 1) -> PlanVersion:
    """A plan version with two activities that answer the needs, and a remark."""
    done: dict[str, Any] = {}
    if state != "draft":
        done |= {"submitted_at": MOMENT, "submitted_on": date(2026, 11, 16)}
    if state == "agreed":
        done |= {"agreed_on": date(2026, 11, 17), "agreed_by": deputy_of(about.school)}
    plan = PlanVersion.objects.create(
        mentorship=about,
        number=number,
        state=state,
        difficulties="Сабақ уақытын бөлу, үй тапсырмасын беру.",
        purpose="Сабақты дербес жоспарлау.",
        objectives="Уақытты бақылау; деңгейлік тапсырмалар.",
        made_at=MOMENT,
        **done,
    )
    for position, title in enumerate(("Таймермен сабақ", "Үш деңгейлі тапсырмалар"), start=1):
        activity = Activity.objects.create(
            plan=plan,
            position=position,
            title=title,
            planned_on=TODAY + timedelta(days=7 * position),
            form="together",
            expected="Сабақ қорытындымен аяқталады",
        )
        activity.needs.create(criterion="D01")
        PlanRemark.objects.create(
            plan=plan, line=activity.line, text="Күнін нақтылаңыз.", by=world_deputy(about), made_at=MOMENT
        )
    return plan


def world_deputy(about: Mentorship) -> User:
    return Post.objects.filter(school=about.school, kind=Post.Kind.DEPUTY).earliest("pk").user


def _introductory(world: World) -> None:
    """Stage 1: level (by a mentor lent from the other school), ratings, drafts of the plan in each state."""
    school = world.school
    lent = case("level", school=school, mentor=eligible_mentor(world.other))
    world.add_case("level", lent)
    apart = case("diagnostics", school=school)
    world.add_case("diagnostics", apart)
    both = case("diagnostics", school=school)
    rated(both)
    world.add_case("rated", both)
    for state in ("draft", "submitted", "agreed"):
        about = case("planning", school=school)
        rated(about, signed=True)
        plan = draft(about, state)
        world.add_case(state, about)
        if state == "draft":
            world.add("activity", about, pk=about.pk, activity_id=plan.activities.first().pk)  # type: ignore[union-attr]
    unplanned = case("planning", school=school)
    rated(unplanned, signed=True)
    world.add_case("unplanned", unplanned)


def enrich(about: Mentorship, times: int = 1) -> None:
    """What a case gathers over its year, `times` over: log with promises, feedback, requests, points, papers, steps."""
    mentor, novice = mentor_of(about), about.novice.user
    line = Activity.objects.filter(plan__mentorship=about).values_list("line", flat=True).first()
    for turn in range(times):
        day = TODAY - timedelta(days=turn % 20 + 1)
        for kind in ("confirmed", "open", "objected"):
            entry = LogEntry.objects.create(
                token=uuid4(),
                mentor=mentor,
                happened_on=day,
                minutes=45,
                form="together",
                what="Алгебра сабағында таймер қойып көрдік.",
                recorded_at=MOMENT,
                delay_reason="Журнал жабық болды.",
            )
            LogLine.objects.create(
                entry=entry,
                mentorship=about,
                line=line if kind == "confirmed" else None,
                promise="Деңгейлік тапсырмалар үлгісін әкелу",
                confirmed_at=MOMENT if kind == "confirmed" else None,
                objection="Басқа сыныпта болды." if kind == "objected" else "",
            )
        FeedbackNote.objects.create(
            mentorship=about,
            mentor=mentor,
            happened_on=day,
            situation="01.12.2026 күні 3-сабақта жаңа тақырып 17-минутта басталды.",
            attitude="Мысал жақсы болды, қорытынды болмады.",
            suggestion="Үй тапсырмасын тексеруге 7 минут қойыңыз.",
            saved_at=MOMENT,
            sent_at=MOMENT,
            answer="Келесіде солай істеймін.",
            answered_at=MOMENT,
        )
        about.requests.create(text="Ата-аналар жиналысын қалай өткіземін?", made_at=MOMENT)
        AdaptationItem.objects.create(
            mentorship=about,
            section=AdaptationItem.Section.RULES,
            text="Ішкі тәртіп ережесімен танысу",
            due_on=day,
            responsible="Сейтқали А. М.",
            done_on=day,
            done_by=novice,
        )
        about.steps.create(
            kind="plan_returned", happened_on=date(2026, 11, 18), recorded_at=MOMENT, note="Күндері нақты емес."
        )


def _main(world: World) -> None:
    """Stage 2: a case with everything, in its main stage."""
    about = told_case("main", school=world.school)
    FinalReport.objects.filter(mentorship=about).delete()
    DiagnosticSheet.objects.filter(mentorship=about, occasion="end").delete()
    # Two lines of the plan still run: the page of the outcome is about one of them.
    settled = about.outcomes.latest("pk")
    running = settled.line
    settled.delete()
    LevelAssessment.objects.create(
        mentorship=about,
        by_interview=True,
        by_visit=True,
        level="basic",
        text="Пәнін біледі, уақытты бөлу қиын.",
        happened_on=date(2026, 11, 6),
        recorded_at=MOMENT,
        by=mentor_of(about).user,
    )
    Announcement.objects.create(
        mentorship=about,
        happened_on=date(2026, 10, 30),
        occasion="Педагогтер жиналысы",
        by=world.people["deputy"],
        recorded_at=MOMENT,
    )
    about.steps.filter(kind="level").update(late_reason="Тәлімгер іссапарда болды.")
    enrich(about)
    world.add_case("main", about)
    world.add("outcome", about, pk=about.pk, line=running)
    point = AdaptationItem.objects.create(
        mentorship=about, section="documents", text="Журналдар", due_on=TODAY, responsible="Сейтқали А. М."
    )
    world.add("point", about, pk=about.pk, item_id=point.pk)
    lines = LogLine.objects.filter(mentorship=about, confirmed_at=None, objection="")
    world.add("log line", about, pk=lines.latest("pk").pk)
    world.add("log entry", about, pk=lines.latest("pk").entry_id)
    note = FeedbackNote.objects.filter(mentorship=about).latest("pk")
    world.add("feedback", about, pk=note.pk)
    unanswered = FeedbackNote.objects.create(
        mentorship=about,
        mentor=note.mentor,
        happened_on=TODAY,
        situation="03.12.2026 күні 2-сабақта барлық оқушы жауап берді.",
        saved_at=MOMENT,
        sent_at=MOMENT,
    )
    world.add("feedback unanswered", about, pk=unanswered.pk)
    world.add("interim", about, pk=InterimAssessment.objects.get(mentorship=about).pk)
    draft(about, number=2)


def _final(world: World) -> None:
    """Stage 3: report being written, sent, on an agenda, heard, over."""
    school = world.school
    begun = case("report", school=school)
    world.add_case("report begun", begun)
    writing = told_case("report", school=school)
    FinalReport.objects.filter(mentorship=writing).update(state="draft", submitted_on=None, submitted_at=None)
    world.add_case("report", writing)
    for name, state in (("hearing", "hearing"), ("agenda", "hearing"), ("closing", "closing"), ("over", "completed")):
        about = told_case(state, school=school)
        enrich(about)
        world.add_case(name, about)


def _changes(world: World) -> None:
    """A case that is suspended, and one whose mentor was replaced."""
    paused = case("main", school=world.school)
    Suspension.objects.create(
        mentorship=paused, reason="novice_leave", starts_on=date(2026, 12, 1), order_text="№ 51, 30.11.2026"
    )
    world.add_case("suspended", paused)
    replaced = case("main", school=world.school)
    old = replaced.pairings.get()
    Pairing.objects.filter(pk=old.pk).update(ended_on=date(2026, 11, 25), end_reason="Ауысып кетті")
    new = Pairing.objects.create(
        mentorship=replaced,
        mentor=eligible_mentor(world.school),
        order=order_for(replaced, signed_on=date(2026, 11, 26), kind="replace"),
        starts_on=date(2026, 11, 26),
        planned_end=date(2027, 5, 25),
    )
    Handover.objects.create(
        pairing=new,
        from_pairing=old,
        text="Жоспардың екінші бөлімі басталды.",
        made_at=MOMENT,
        due_on=date(2026, 12, 7),
    )
    world.add("replaced", Mentorship.objects.get(pk=replaced.pk), pk=replaced.pk)


def _council(world: World) -> None:
    """Meetings: planned, sent, held, signed; the case of "agenda" is heard by the one that was sent."""

    def meeting(name: str, on: date, **fields: Any) -> Meeting:
        made = Meeting.objects.create(school=world.school, date=on, made_at=MOMENT, place="Мәжіліс залы", **fields)
        for role in ("chair", "secretary", "member"):
            Attendee.objects.create(meeting=made, user=world.people[role], role=role, present="held" in name)
        Attendee.objects.create(meeting=made, user=UserFactory(), role="guest")
        world.add(f"meeting {name}", world.places["agenda"].case, pk=made.pk)
        return made

    def item(of: Meeting, place: str, kind: str, **fields: Any) -> AgendaItem:
        about = world.places[place].case if place else None
        return AgendaItem.objects.create(
            meeting=of,
            position=of.items.count() + 1,
            kind=kind,
            mentorship=about,
            title="" if about else "Қысқы демалысқа дайындық",
            **fields,
        )

    planned = meeting("planned", date(2026, 12, 17))
    item(planned, "", "other")
    item(planned, "hearing", "report")
    sent = meeting("sent", date(2026, 12, 10), state="sent", agenda_sent_at=MOMENT)
    report = item(sent, "agenda", "report")
    FinalReport.objects.filter(mentorship=world.places["agenda"].case).update(agenda_item=report)
    held = meeting("held", TODAY, state="held", agenda_sent_at=MOMENT)
    item(held, "hearing", "report")
    waiting = item(held, "before council", "candidate")
    Candidate.objects.filter(pk=world.places["candidate before council"].kwargs["pk"]).update(agenda_item=waiting)
    world.places["item"] = Place(
        {"pk": waiting.pk}, world.places["before council"].case, world.places["before council"].mentor
    )
    signed = meeting(
        "signed",
        date(2026, 12, 1),
        state="signed",
        agenda_sent_at=MOMENT,
        minutes_number="5",
        minutes_signed_on=date(2026, 12, 1),
        minutes_signed_by=world.people["chair"],
    )
    votes = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0, "decided_at": MOMENT, "decision": "Мақұлдау"}
    past = item(signed, "recommended", "candidate", outcome="in_favour", heard="Орынбасар баяндады.", **votes)
    Candidate.objects.filter(pk=world.places["candidate recommended"].kwargs["pk"]).update(agenda_item=past)
    for place in ("closing", "over"):
        about = world.places[place].case
        FinalReport.objects.filter(mentorship=about).update(
            agenda_item=item(signed, place, "report", outcome="in_favour", **votes),
            state="heard",
            novice_decision="support",
            support_until=date(2027, 5, 25),
            evaluation="effective",
            evaluation_text="Жоспар толық орындалды.",
            decided_on=date(2026, 12, 1),
        )


def _people(world: World) -> None:
    """Teachers' pages, posts, an invitation, a person with a second factor."""
    main = world.places["main"].case
    stay = Employment.objects.get(user=world.people["colleague"])
    Preparation.objects.create(employment=stay, title="Тәлімгерлік негіздері", done_on=date(2026, 8, 20), hours=36)
    world.add("teacher", main, pk=stay.pk)
    fresh = EmploymentFactory(school=world.school, novice=True)
    world.add("new teacher", main, pk=fresh.pk)
    post = PostFactory(user=stay.user, school=world.school, kind=Post.Kind.MEMBER)
    # The post is given for its page alone: the colleague of these guards holds none.
    Post.objects.filter(pk=post.pk).update(starts_on=date(2027, 1, 11))
    world.add("post", main, pk=post.pk)
    invitation = Invitation.objects.create(
        school=world.school,
        user=fresh.user,
        code_hash=codes.digest(INVITATION),
        made_by=world.people["deputy"],
        made_at=MOMENT,
        expires_at=MOMENT + timedelta(days=7),
    )
    world.add("invitation", main, pk=invitation.pk)
    world.add("invitation code", main, code=INVITATION)
    careful = world.people["careful"]
    TOTP.activate(careful, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(careful)
    link = {"uidb36": user_pk_to_url_str(careful), "key": default_token_generator.make_token(careful)}
    world.add("password link", main, **link)


def _roster(world: World) -> None:
    """An upload that waits for its columns and its confirmation, and one that was taken over but for two rows."""
    main, deputy = world.places["main"].case, world.people["deputy"]
    wrong = (*OMAROVA[:9], "31.02.2015", *OMAROVA[10:])
    hired = ("04077", "Бекзатова", "Меруерт", "Сәкенқызы", *ERZHANOV[4:])

    def upload(lines: list[Any]) -> Any:
        return roster.upload(
            school_id=world.school.pk, file_name="Тізім.xlsx", content=book(lines), by=actor(deputy), now=MOMENT
        )

    world.add("upload", main, pk=upload([wrong, hired, ERZHANOV]).pk)
    done = upload([wrong, hired])
    digest = selectors.preview(done, selectors.read_people(done, TODAY)).digest
    roster.confirm(batch_id=done.pk, digest=digest, by=actor(deputy), now=MOMENT)
    world.add("import", main, pk=done.pk)


def _several(world: World) -> None:
    """A mentor of two novices: the log asks for whom."""
    mentor = eligible_mentor(world.school)
    for _ in range(2):
        about = case("main", school=world.school, mentor=mentor)
    world.add("several", about)


def _papers(world: World) -> None:
    """A paper that is ready and one in work, of the case whose report the council hears."""
    about = world.places["agenda"].case
    common: dict[str, Any] = {
        "school": world.school,
        "mentorship": about,
        "kind": "report",
        "agenda_item": about.final_report.agenda_item if hasattr(about, "final_report") else None,
        "asked_by": world.people["deputy"],
        "asked_at": MOMENT,
        "rules_label": "2026.1",
    }
    content = b"%PDF-1.7 world"
    ready = Paper.objects.create(
        **common,
        language="kk",
        state="ready",
        code="7K4Q92XDM5",
        made_at=MOMENT,
        sha256=files.put(content),
        size=len(content),
        pages=4,
    )
    world.add("paper", about, pk=ready.pk)
    world.add("paper code", about, code=ready.code)
    waiting = Paper.objects.create(**common, language="ru", code="8K4Q92XDM5")
    world.add("paper in work", about, pk=waiting.pk)


def grow(world: World, times: int) -> None:
    """The same school with many more rows wherever a page lists something."""
    school, main = world.school, world.places["main"]
    mentor = Employment.objects.get(user=world.places["several"].mentor, school=school)
    for name in ("main", "agenda", "over"):
        enrich(world.places[name].case, times)
    version = PlanVersion.objects.filter(mentorship=main.case).earliest("pk")
    for turn in range(times):
        Activity.objects.create(
            plan=version, position=10 + turn, title="Ашық сабақ", planned_on=TODAY, form="together", expected="Үлгі"
        )
        about = case("main", school=school, mentor=mentor)
        for state in ("awaiting_mentor", "level", "completed"):
            case(state, school=school)
        told = told_case(school=school)
        with transaction.atomic():
            refresh(about)
            refresh(told)
        meeting = Meeting.objects.create(
            school=school, date=date(2026, 12, 20), made_at=MOMENT, state="sent", agenda_sent_at=MOMENT
        )
        Attendee.objects.create(meeting=meeting, user=world.people["member"], role="member")
        for place in ("meeting sent", "meeting held", "meeting planned", "meeting signed"):
            listed = Meeting.objects.get(pk=world.places[place].kwargs["pk"])
            Attendee.objects.create(meeting=listed, user=UserFactory(), role="guest")
            AgendaItem.objects.create(meeting=listed, position=10 + turn, kind="report", mentorship=told)
        PostFactory(user=eligible_mentor(school).user, school=school, kind=Post.Kind.MEMBER)
        invited = EmploymentFactory(school=school).user
        Invitation.objects.create(
            school=school, user=invited, code_hash=uuid4().hex, made_at=MOMENT, expires_at=MOMENT + timedelta(days=7)
        )
        Paper.objects.create(
            kind="report",
            language="kk",
            school=school,
            mentorship=world.places["agenda"].case,
            asked_by=world.people["deputy"],
            asked_at=MOMENT,
            state="failed",
            code=uuid4().hex[:10].upper(),
        )
