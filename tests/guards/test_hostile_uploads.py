"""Whatever stands in the head of a form or of a file in it – signs that nobody sees, no boundary, an encoding that is
none – the answer is a page, never a fall."""

import pytest
from django.test import Client
from django.urls import reverse

from schools.roster.models import ImportBatch
from tests.factories import SchoolFactory, deputy_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST = "Тегі;Аты;Жұмысқа қабылданған күні\nОмарова;Айгүл;01.09.2024\n".encode()
FORM = "multipart/form-data; boundary=B"


def body(named: bytes, *, more: bytes = b"", content: bytes = LIST) -> bytes:
    """One file in a form; `named` is what its head says of its name."""
    head = b'--B\r\nContent-Disposition: form-data; name="file"; ' + named + b"\r\nContent-Type: text/csv\r\n" + more
    return head + b"\r\n" + content + b"\r\n--B--\r\n"


PLAIN = body(b'filename="a.csv"')
NAMES = {
    "long": "я" * 5_000 + ".csv",
    "turned": "\u202evsc.xslx\u2066",
    "signs of a terminal": "a\x1b[31m\x07\x85\u2028b.csv",
    "a path": "../../etc/passwd",
    "two dots": "..",
    "nothing to see": "\u202e\u200b",
}
HEADS = {
    "NUL": body(b'filename="a\x00b.csv"'),
    "no text": body(b'filename="\xff\xfe\xed\xa0\x80.csv"'),
    "unknown encoding": body(b"filename*=nope''a%20b.csv"),
    "an encoding that is none": body(b"filename*=hex''6162"),
    "half a sign": body(b"filename*=unicode_escape''%5Cud800.csv"),
    "a name that fails": body(b"filename*=punycode''abc-%ff99999999999"),
    "broken base64": body(b'filename="a.csv"', more=b"Content-Transfer-Encoding: base64\r\n", content=b"a"),
    "a long head": body(b'filename="a.csv"', more=b"X-Y: " + b"z" * 70_000 + b"\r\n"),
    "cut off": PLAIN[:-30],
    "too many files": b"".join(
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n' for _ in range(300)
    ),
    "nothing": b"",
}
KINDS = (
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=ж",
    f"{FORM}; charset=hex",
    f"{FORM}; charset=utf-16",
    "application/x-www-form-urlencoded; charset=hex",
    "application/x-www-form-urlencoded; charset=utf-7",
)


@pytest.fixture
def deputy() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(deputy_of(SchoolFactory()))
    return client


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_of_a_file_is_shown_without_what_nobody_sees(deputy: Client, name: str):
    address = reverse("roster_upload")
    deputy.post(address, body(f'filename="{name}"'.encode()), content_type=FORM)
    for batch in ImportBatch.objects.all():
        assert batch.file_name.isprintable()
        assert 0 < len(batch.file_name) <= 200
        assert "/" not in batch.file_name
    assert deputy.get(address).status_code == 200


@pytest.mark.parametrize("sent", HEADS.values(), ids=HEADS)
def test_a_head_that_cannot_be_read(deputy: Client, sent: bytes):
    assert deputy.post(reverse("roster_upload"), sent, content_type=FORM).status_code < 500


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_in_an_encoding_that_is_none(deputy: Client, kind: str):
    """Also from somebody who is not signed in, before whom the ticket of the form is looked at."""
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True)
    stranger.get(reverse("account_login"))
    for client, name in ((deputy, "roster_upload"), (deputy, "my_settings"), (stranger, "account_login")):
        assert client.generic("POST", reverse(name), PLAIN, content_type=kind).status_code < 500
