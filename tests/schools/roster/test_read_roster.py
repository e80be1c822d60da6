"""`manage.py read_roster FILE`: for support, with no school."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schools.organisation.models import School
from schools.people.models import CategoryLevel, Employment, User
from schools.roster.models import ImportBatch
from tests.schools.roster.books import OMAROVA, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def said(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("read_roster", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Список.xlsx"
    path.write_bytes(book([OMAROVA]))
    return path


def test_json_says_what_is_understood_and_nothing_is_stored(file: Path) -> None:
    CategoryLevel.objects.all().delete()
    found = json.loads(said(file, "--json"))
    assert found["sheets"] == [{"name": "Тізім", "rows": 1, "read": True, "why": ""}]
    assert found["columns"][5] == {"header": "Категория", "fields": ["category"]}
    assert found["questions"] == []
    (row,) = found["rows"]
    assert (row["row"], row["verdict"], row["reasons"]) == (2, "new", [])
    assert row["fields"] == {
        "number": "04012",
        "surname": "Омарова",
        "given_name": "Гүлнара",
        "patronymic": "Сапарқызы",
        "subject": "Математика",
        "category": "researcher",
        "granted_on": "2024-06-12",
        "valid_until": "2029-06-12",
        "teaching_since": 2004,
        "hired_on": "2015-08-25",
        "rate": 1.25,
        "first_time": False,
        "email": "omarova@mektep.example",
        "phone": "+7 701 234 56 78",
        "pupils:2025": 121,
        "good:2025": 97,
    }
    for model in (School, User, Employment, ImportBatch):
        assert not model.objects.exists()


def test_without_json_it_is_a_text_to_read(file: Path) -> None:
    lines = said(file, "--language", "ru").splitlines()
    assert "  Категория: category" in lines
    assert any(line.startswith("  2 new: number=04012, surname=Омарова") for line in lines)


def test_a_file_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        said(tmp_path / "нет.xlsx")


def test_a_file_that_is_no_list_says_why(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 \x00")
    found = json.loads(said(path, "--json"))
    assert (found["rows"], found["questions"][0]["code"]) == ([], "wrong_type")
