"""An e-mail opens an account: no school sets it for somebody who can sign in, or who belongs elsewhere, too."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import DomainError
from schools.people.models import Employment, Post, User
from schools.people.teachers import services as teachers
from schools.roster import diff, selectors, services, taking_over
from schools.roster.models import ImportBatch
from tests.factories import DepartmentFactory, EmploymentFactory, SchoolFactory, UserFactory, actor, deputy_of, give
from tests.schools.roster import worker
from tests.schools.roster.books import OMAROVA, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OTHERS = "deputy@elsewhere.example"
NAME = {"surname": "Омарова", "given_name": "Гүлнара", "patronymic": "Сапарқызы"}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def deputy(school) -> User:
    return deputy_of(school, surname="Сейтқали", given_name="Айгүл", patronymic="Маратқызы")


def closed(user: User) -> User:
    """An account that nobody opened yet."""
    user.set_unusable_password()
    user.last_login = None
    user.save()
    return user


def signed_in(user: User) -> User:
    user.last_login = clock.now()
    user.save()
    return user


def case_of(name: str, school) -> Employment:
    """A stay at the school of somebody who is not the school's alone."""
    user = closed(UserFactory(**NAME, email="omarova@mektep.example"))
    stay = EmploymentFactory(school=school, user=user, personnel_number="04012", hired_on=date(2015, 8, 25))
    other = SchoolFactory()
    match name:
        case "password":
            user.set_password("Қарлығаш-2026")
        case "signed in":
            user.last_login = clock.now()
        case "operator":
            user.is_operator = True
        case "works elsewhere":
            EmploymentFactory(school=other, user=user)
        case "worked elsewhere":
            EmploymentFactory(school=other, user=user, hired_on=date(2010, 8, 25), left_on=date(2012, 5, 25))
        case "heads elsewhere":
            give(user, other, Post.Kind.HEAD)
        case "department":
            Post.objects.create(
                user=user, department=DepartmentFactory(), kind=Post.Kind.DEPARTMENT, starts_on=date(2026, 1, 1)
            )
    user.save()
    return stay


CASES = ["password", "signed in", "operator", "works elsewhere", "worked elsewhere", "heads elsewhere", "department"]


def person(stay: Employment, **changed: str) -> dict[str, str]:
    return {name: getattr(stay.user, name) for name in diff.OF_PERSON} | changed


def stay_values(stay: Employment) -> dict[str, object]:
    names = ("personnel_number", "subject", "subject_text", "hired_on", "rate", "first_time", "teaching_since")
    return {name: getattr(stay, name) for name in names}


def change(stay: Employment, deputy: User, **changed: str) -> None:
    teachers.change(
        employment_id=stay.pk,
        person=person(stay, **changed),
        stay=stay_values(stay),
        by=actor(deputy, "deputy"),
        now=clock.now(),
    )


def uploaded(school, deputy: User, *changed: tuple[int, object]) -> ImportBatch:
    line = list(OMAROVA)
    for place, value in changed:
        line[place] = value
    batch = services.upload(
        school_id=school.pk, file_name="Тізім.xlsx", content=book([line]), by=actor(deputy), now=clock.now()
    )
    return worker.read(batch)


def seen(batch: ImportBatch) -> selectors.Preview:
    read = selectors.book_of(batch)
    return selectors.preview(batch, selectors.read_people(read, read.lead.head.columns, clock.today()))


def confirm(batch: ImportBatch, deputy: User) -> ImportBatch:
    return worker.taken_over(batch, actor(deputy))


@pytest.mark.parametrize("email", [OTHERS, ""])
@pytest.mark.parametrize("name", CASES)
def test_a_deputy_does_not_change_the_email(name: str, email: str, school, deputy: User) -> None:
    stay = case_of(name, school)
    with pytest.raises(ValidationError) as caught:
        change(stay, deputy, email=email)
    assert list(caught.value.message_dict) == ["email"]
    assert User.objects.get(pk=stay.user_id).email == "omarova@mektep.example"
    change(stay, deputy, surname="Ахметова")
    assert User.objects.get(pk=stay.user_id).surname == "Ахметова"


def test_an_account_without_email_gets_none_from_the_school(school, deputy: User) -> None:
    user = signed_in(UserFactory(email=""))
    with pytest.raises(ValidationError):
        change(EmploymentFactory(school=school, user=user), deputy, email=OTHERS)


def test_a_deputy_corrects_the_email_of_one_who_never_signed_in(school, deputy: User) -> None:
    stay = case_of("", school)
    change(stay, deputy, email="right@mektep.example")
    assert User.objects.get(pk=stay.user_id).email == "right@mektep.example"


def test_the_form_shows_such_an_email_as_text(school, deputy: User, client: Client) -> None:
    stay = case_of("signed in", school)
    client.force_login(deputy)
    address = reverse("teacher_edit", args=[stay.pk])
    text = client.get(address).content.decode()
    assert 'class="form-control-plaintext">omarova@mektep.example</output>' in text
    assert 'name="email"' not in text
    assert "Only this person can change the e-mail" in text
    sent = {**NAME, "email": OTHERS, "phone": "+7 701 000 00 01", "hired_on": "2015-08-25", "rate": "1"}
    assert client.post(address, sent).status_code == 302
    user = User.objects.get(pk=stay.user_id)
    assert (user.email, user.phone) == ("omarova@mektep.example", "+7 701 000 00 01")


@pytest.mark.parametrize("name", CASES)
def test_a_list_leaves_the_email_and_says_why(name: str, school, deputy: User) -> None:
    stay = case_of(name, school)
    batch = uploaded(school, deputy, (12, OTHERS))
    (plan,) = seen(batch).plans
    assert plan.kind == diff.CHANGED
    assert [problem.code for problem in plan.kept] == ["own_email"]
    assert plan.kept[0].shown == OTHERS
    client = Client()
    client.force_login(deputy)
    assert (
        "Only this person can change the e-mail"
        in client.get(reverse("roster_preview", args=[batch.pk])).content.decode()
    )
    confirm(batch, deputy)
    user = User.objects.get(pk=stay.user_id)
    assert (user.email, user.phone) == ("omarova@mektep.example", "+7 701 234 56 78")


def test_a_list_corrects_the_email_of_one_who_never_signed_in(school, deputy: User) -> None:
    stay = case_of("", school)
    confirm(uploaded(school, deputy, (12, "right@mektep.example")), deputy)
    assert User.objects.get(pk=stay.user_id).email == "right@mektep.example"


def test_who_signs_in_meanwhile_keeps_the_email(school, deputy: User) -> None:
    stay = case_of("", school)
    preview = seen(uploaded(school, deputy, (12, OTHERS)))
    signed_in(stay.user)
    with pytest.raises(DomainError) as caught:
        taking_over.take_over(preview.plans, school, preview.lists, actor(deputy), clock.now())
    assert caught.value.code == "roster.changed_meanwhile"


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("left", [None, -1])
def test_a_list_takes_over_nobody_of_another_school_and_says_nothing_of_them(
    opened: bool, left: int | None, school, deputy: User
) -> None:
    """The row is new, as it would be if that account did not exist; the person gets a sign-in of this school."""
    other = UserFactory(**NAME, email="omarova@mektep.example")
    other = signed_in(other) if opened else closed(other)
    left_on = None if left is None else clock.today() + timedelta(days=left)
    EmploymentFactory(school=SchoolFactory(), user=other, left_on=left_on)
    batch = uploaded(school, deputy)
    (plan,) = seen(batch).plans
    assert (plan.kind, plan.user_id, plan.question, plan.problems) == (diff.NEW, None, None, [])
    before = (other.email, other.password, other.last_login)
    confirm(batch, deputy)
    other = User.objects.get(pk=other.pk)
    assert (other.email, other.password, other.last_login) == before
    assert other.employments.count() == 1
    mine = User.objects.get(employments__school=school, email="omarova@mektep.example")
    assert (mine.email_since, mine.email_confirmed_at) == (clock.now(), None)


@pytest.mark.parametrize(("opened", "offered"), [(True, True), (False, False)])
def test_who_was_here_and_works_elsewhere_is_hired_again_with_a_safe_sign_in_only(
    opened: bool, offered: bool, school, deputy: User
) -> None:
    user = UserFactory(**NAME)
    user = signed_in(user) if opened else closed(user)
    EmploymentFactory(school=school, user=user, hired_on=date(2010, 8, 25), left_on=date(2014, 5, 25))
    EmploymentFactory(school=SchoolFactory(), user=user)
    (plan,) = seen(uploaded(school, deputy, (12, None))).plans
    assert plan.question is not None
    assert (f"account:{user.pk}" in dict(plan.question.options)) is offered
