"""Wrong tries: counted per account and network, known devices apart; the same for known and unknown accounts."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from common import clock as time
from schools.people import devices, waiting
from schools.people.models import TryCount, User
from schools.people.services import tries
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PASSWORD, NEXT = "Қарлығаш-2026", "алма ағашы гүлдеді"
OURS, THEIRS = "10.20.30.40", "172.16.5.9"


@pytest.fixture
def user() -> User:
    return UserFactory(login="omarova.g", email="g.omarova@mektep.example")


def attempt(
    login: str = "omarova.g", password: str = "wrong", *, at: str = OURS, client: Client | None = None
) -> int:
    answer = (client or Client()).post(
        reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=at
    )
    return answer.status_code


def known_device(user: User) -> Client:
    client = Client()
    assert attempt(user.login, PASSWORD, at=THEIRS, client=client) == 302
    client.post(reverse("account_logout"))
    return client


@pytest.mark.parametrize("login", ["omarova.g", "nobody", "g.omarova@mektep.example"])
def test_five_wrong_tries_in_a_network_then_a_wait_whether_the_account_is_known_or_not(
    login: str, user, clock
) -> None:
    assert [attempt(login) for _ in range(6)] == [200] * 5 + [429]
    assert attempt(login.upper(), at="10.20.30.99") == 429  # the same network
    clock.shift(timedelta(minutes=5))
    assert attempt(login) == 200


def test_strangers_elsewhere_do_not_keep_the_owner_out(user) -> None:
    for _ in range(6):
        attempt(at=THEIRS)
    assert attempt(at=THEIRS) == 429
    assert attempt(password=PASSWORD, at=OURS) == 302


def test_a_right_password_is_no_wrong_try(user) -> None:
    assert {attempt(password=PASSWORD) for _ in range(8)} == {302}
    assert TryCount.objects.filter(count__gt=0).count() == 0


def test_sixty_people_of_one_school_who_mistype_three_times_all_get_in(db) -> None:
    people = UserFactory.create_batch(60)
    for person in people:
        for _ in range(3):
            assert attempt(person.login) == 200
    assert {attempt(person.login, PASSWORD) for person in people} == {302}


def test_many_names_from_one_network_are_bounded_and_known_devices_spared(user) -> None:
    desk = known_device(user)
    now = time.now()
    while tries.count((tries.NETWORK, "10.20.30.0/24"), now=now):
        pass
    assert attempt("somebody") == 429
    assert attempt("omarova.g", PASSWORD) == 429
    assert attempt("omarova.g", PASSWORD, client=desk) == 302


def test_a_network_at_its_bound_makes_no_more_rows_whatever_it_types(db) -> None:
    now, origin = time.now(), tries.Origin(network="10.20.30.0/24")
    for number in range(tries.NETWORK.most):
        assert tries.sign_in(typed=f"ат{number}", account=None, origin=origin, now=now)
    before = TryCount.objects.count()
    for number in range(5):
        assert tries.sign_in(typed=f"есім{number}", account=None, origin=origin, now=now) is None
    assert TryCount.objects.count() == before


def test_guessing_from_many_networks_is_bounded_and_the_owner_gets_in_on_a_known_device(user, clock) -> None:
    desk = known_device(user)
    answers = [attempt(at=f"10.{network}.1.1") for network in range(31)]
    assert answers == [200] * 30 + [429]
    assert attempt(password=PASSWORD, at="10.99.1.1") == 429
    assert attempt(password=PASSWORD, at=OURS, client=desk) == 302
    clock.shift(timedelta(hours=1))
    assert attempt(password=PASSWORD, at="10.99.1.1") == 302


def test_a_known_device_has_a_bound_of_its_own(user) -> None:
    desk = known_device(user)
    assert [attempt(client=desk) for _ in range(11)] == [200] * 10 + [429]
    assert attempt(password=PASSWORD, client=desk) == 429
    assert attempt(password=PASSWORD) == 302


def test_the_cookie_is_signed_for_the_account_and_dies_with_the_password(user) -> None:
    desk = known_device(user)
    cookie = desk.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 400 * 24 * 3600)
    request = RequestFactory().post("/", REMOTE_ADDR=OURS)
    request.COOKIES[devices.COOKIE] = cookie.value
    assert devices.origin_of(request, user).device
    assert not devices.origin_of(request, UserFactory()).device
    assert not devices.origin_of(request, None).device
    user.set_password(NEXT)
    assert not devices.origin_of(request, user).device
    request.COOKIES[devices.COOKIE] = cookie.value[:-2] + "xx"
    assert not devices.origin_of(request, User.objects.get()).device if User.objects.count() == 1 else True


def test_a_shared_pc_knows_its_latest_people(db) -> None:
    client = Client()
    people = UserFactory.create_batch(12)
    for person in people:
        attempt(person.login, PASSWORD, client=client)
        client.post(reverse("account_logout"))
    request = RequestFactory().post("/", REMOTE_ADDR=OURS)
    request.COOKIES[devices.COOKIE] = client.cookies[devices.COOKIE].value
    known = [person for person in people if devices.origin_of(request, person).device]
    assert known == people[2:]


def test_ones_own_new_password_keeps_this_device_known_and_signs_the_others_out(user) -> None:
    desk, other = Client(), Client()
    for client in (desk, other):
        attempt(password=PASSWORD, client=client)
    new = {"oldpassword": PASSWORD, "password1": NEXT, "password2": NEXT}
    assert desk.post(reverse("account_change_password"), new).status_code == 302
    assert desk.get(reverse("my_settings")).status_code == 200
    assert other.get(reverse("my_settings")).status_code == 302
    user.refresh_from_db()
    request = RequestFactory().post("/", REMOTE_ADDR=OURS)
    request.COOKIES[devices.COOKIE] = desk.cookies[devices.COOKIE].value
    assert devices.origin_of(request, user).device
    request.COOKIES[devices.COOKIE] = other.cookies[devices.COOKIE].value
    assert not devices.origin_of(request, user).device


def wrong_again(client: Client, where: str) -> str:
    new = {"password1": NEXT, "password2": NEXT}
    own = {"language": "en", "theme": "", "phone": "", "email": "new@mektep.example"}
    match where:
        case "account_reauthenticate":
            answer = client.post(reverse(where), {"password": "wrong"}, REMOTE_ADDR=OURS)
        case "account_change_password":
            answer = client.post(reverse(where), {"oldpassword": "wrong", **new}, REMOTE_ADDR=OURS)
        case _:
            answer = client.post(reverse(where), {**own, "present_password": "wrong"}, REMOTE_ADDR=OURS)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("where", ["account_reauthenticate", "account_change_password", "my_settings"])
def test_at_an_open_desk_the_password_is_not_guessed_without_end(where: str, user) -> None:
    client = Client()
    client.force_login(user)
    pages = [wrong_again(client, where) for _ in range(6)]
    assert ["Too many tries" in page for page in pages] == [False] * 5 + [True]


def test_nobody_keeps_a_person_from_the_own_settings_by_typing_a_number_as_a_login(user) -> None:
    for _ in range(6):
        attempt(str(user.pk))
        attempt(f"#{user.pk}")
    client = Client()
    client.force_login(user)
    again = client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, REMOTE_ADDR=OURS)
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.20.30.40", "10.20.30.0/24"),
        ("::ffff:10.20.30.40", "10.20.30.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_a_network_is_a_24_or_a_64(address: str, network: str) -> None:
    assert devices.network_of(RequestFactory().post("/", REMOTE_ADDR=address)) == network


def test_behind_a_front_the_visitor_counts_and_not_the_front(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.20.30.40")
    assert devices.network_of(request) == "10.20.30.0/24"


def test_what_was_typed_is_kept_nowhere(user) -> None:
    attempt("Қарлығаш-2026")  # a password in the wrong line
    assert "рлығаш" not in str(list(TryCount.objects.values()))


def test_counters_that_are_over_are_deleted_by_a_worker(user, clock) -> None:
    attempt()
    assert list(waiting.waiting(time.now())) == []
    clock.shift(timedelta(hours=2))
    assert list(waiting.waiting(time.now())) == [("people.forget_tries", 0)]
    waiting.work_all(time.now())
    assert not TryCount.objects.exists()


def test_a_refusal_counts_at_no_other_bound(db) -> None:
    now = time.now()
    for _ in range(5):
        assert tries.count((tries.HERE, "a", "n"), now=now)
    assert tries.count((tries.EVERYWHERE, "a"), (tries.HERE, "a", "n"), now=now) is None
    assert sorted(TryCount.objects.values_list("count", flat=True)) == [0, 5]
