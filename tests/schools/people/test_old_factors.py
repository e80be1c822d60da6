"""Let in again: the second factor goes, private records are shut for seven days, something old opens them (adr/0016)."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from common import clock as time
from common.errors import DomainError
from common.models import AuditEntry, OutboxMail
from schools.people.access import access_of
from schools.people.models import Readmission, User
from schools.people.services import joining, old_factors
from schools.people.services import readmission as services
from tests.conftest import TODAY_NOON
from tests.factories import EmploymentFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OLD, NEW, THIRD = "Қарлығаш-2026", "алма ағашы гүлдеді", "тау басында қар бар"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def let_in(school, deputy, head, teacher):
    """Does it all: asked, confirmed, used with this new password."""

    def do(password: str = NEW) -> User:
        row = services.ask(
            school=school, user_id=teacher.user_id, reason="Жоғалтты", by=actor(deputy), now=time.now()
        )
        made = services.confirm(readmission_id=row.pk, by=actor(head), now=time.now())
        return joining.use(code=made.code, password=password, now=time.now())

    return do


def show(person: User, typed: str) -> bool:
    return old_factors.show(typed=typed, by=actor(User.objects.get(pk=person.pk)), now=time.now())


def reads(person: User) -> bool:
    return access_of(User.objects.get(pk=person.pk)).reads_private


def code_of_the_app() -> str:
    return format_hotp_value(hotp_value(SECRET, list(yield_hotp_counters_from_time())[0]))


def test_private_records_are_shut_for_seven_days_to_the_second(let_in, clock) -> None:
    person = let_in()
    assert person.private_shut_until == time.now() + timedelta(days=7)
    assert not reads(person)
    clock.shift(timedelta(days=7, seconds=-1))
    assert not reads(person)
    clock.shift(timedelta(seconds=1))
    assert reads(person)


def test_the_second_factor_goes_and_other_sessions_end(let_in, teacher, signed_in) -> None:
    TOTP.activate(teacher.user, SECRET)
    RecoveryCodes.activate(teacher.user)
    browser = signed_in(teacher.user)
    person = let_in()
    assert not Authenticator.objects.filter(user=person).exists()
    assert browser.get(reverse("home")).status_code == 302, "the old session is over"
    again = Client()
    typed = {"login": person.login, "password": NEW}
    assert again.post(reverse("account_login"), typed).url == reverse("home"), "no second step is asked for"
    kept = Readmission.objects.get(user=person).old_factors
    assert set(kept) == {"password", "totp", "recovery_codes"}
    assert OLD not in str(kept)


@pytest.mark.parametrize("shown", ["password", "app", "recovery"])
def test_something_old_opens_them_at_once(shown, let_in, teacher) -> None:
    TOTP.activate(teacher.user, SECRET)
    codes = RecoveryCodes.activate(teacher.user).get_unused_codes()
    person = let_in()
    assert show(person, {"password": OLD, "app": code_of_the_app(), "recovery": codes[3]}[shown])
    assert reads(person)
    row = Readmission.objects.get(user=person)
    assert (row.shown_at, row.old_factors) == (time.now(), {})
    assert AuditEntry.objects.filter(action="readmission.shown").count() == 1
    assert OutboxMail.objects.filter(dedupe_key__startswith="readmission-shown:", to=person.email).exists()
    with pytest.raises(DomainError) as refused:
        show(person, OLD)
    assert refused.value.code == "not_shut"


def test_a_recovery_code_that_was_used_before_shows_nothing(let_in, teacher) -> None:
    TOTP.activate(teacher.user, SECRET)
    kept = RecoveryCodes.activate(teacher.user)
    used = kept.get_unused_codes()[0]
    assert kept.validate_code(used)
    assert not show(let_in(), used)


@pytest.mark.parametrize("typed", [NEW, "", "000000", "Қарлығаш-2025"])
def test_nothing_else_opens_them(typed, let_in) -> None:
    person = let_in()
    assert not show(person, typed)
    assert not reads(person)


def test_five_tries_a_day_and_five_more_the_next(let_in) -> None:
    person = let_in()
    for _number in range(5):
        assert not show(person, "қате")
    with pytest.raises(DomainError) as refused:
        show(person, OLD)
    assert refused.value.code == "too_many_tries"
    with time_machine.travel(TODAY_NOON + timedelta(hours=9), tick=False):  # midnight in Almaty
        assert show(person, OLD)


def test_let_in_twice_within_the_days_the_password_in_between_is_no_proof(let_in) -> None:
    let_in(NEW)
    person = let_in(THIRD)
    assert not show(person, NEW)
    assert show(person, OLD)
    assert not Readmission.objects.exclude(old_factors={}).exists()


def test_old_factors_are_wiped_when_the_days_are_over(let_in, clock) -> None:
    person = let_in()
    clock.shift(timedelta(days=7, seconds=-1))
    assert old_factors.forget(now=time.now()) == 0
    clock.shift(timedelta(seconds=1))
    assert old_factors.forget(now=time.now()) == 1
    assert Readmission.objects.get(user=person).old_factors == {}
    assert old_factors.forget(now=time.now()) == 0


def test_the_page_says_why_and_until_when_and_takes_something_old(let_in, signed_in) -> None:
    person = let_in()
    browser = signed_in(person)
    home = browser.get(reverse("home")).content.decode()
    assert "Private records are closed until:" in home
    assert "10.12.2026" in home
    url = reverse("private_show")
    wrong = browser.post(url, {"old": "қате"})
    assert "This does not fit." in wrong.content.decode()
    assert browser.post(url, {"old": OLD}).url == reverse("home")
    home = browser.get(reverse("home")).content.decode()
    assert "Private records are closed" not in home
    assert "There is nothing to show." in browser.get(url).content.decode()


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_the_second_step_stays_as_it_is_while_they_are_shut(name, let_in, signed_in) -> None:
    """Else a stranger would keep out the person who resets the password by mail."""
    browser = signed_in(let_in())
    for answer in (browser.get(reverse(name)), browser.post(reverse(name))):
        assert answer.status_code == 403
        assert "Closed for some days" in answer.content.decode()


def test_the_email_stays_as_it_is_while_they_are_shut(let_in, signed_in) -> None:
    person = let_in()
    browser = signed_in(person)
    url = reverse("my_settings")
    assert 'name="email"' not in browser.get(url).content.decode()
    typed = {"language": "ru", "theme": "", "phone": "+7 701 000 00 01", "email": "stranger@mektep.example"}
    assert browser.post(url, {**typed, "present_password": NEW}).status_code == 302
    now = User.objects.get(pk=person.pk)
    assert (now.email, now.phone) == (person.email, "+7 701 000 00 01")


def test_who_never_had_a_password_waits(school, other_school, deputy, head, signed_in) -> None:
    person = EmploymentFactory(school=school, user__password=None).user
    EmploymentFactory(school=other_school, user=person)
    row = services.ask(school=school, user_id=person.pk, reason="Жаңа", by=actor(deputy), now=time.now())
    made = services.confirm(readmission_id=row.pk, by=actor(head), now=time.now())
    person = joining.use(code=made.code, password=NEW, now=time.now())
    page = signed_in(person).get(reverse("private_show")).content.decode()
    assert "there is nothing old to show" in page
    with pytest.raises(DomainError) as refused:
        show(person, NEW)
    assert refused.value.code == "nothing_old"
