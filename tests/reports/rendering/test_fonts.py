"""The papers' fonts: made once, whole or not at all, with every letter that a Kazakh school types."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports.rendering import fonts

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("fonts")
    fonts.ensure_fonts(target)
    return target


def test_four_static_files_with_names_of_their_own(folder: Path) -> None:
    for path in fonts.ensure_fonts(folder):
        with TTFont(path) as font:
            assert "fvar" not in font
            assert font["name"].getDebugName(6) == path.stem
            assert font["OS/2"].usWeightClass == (600 if "SemiBold" in path.stem else 400)


def test_every_letter_is_there(folder: Path) -> None:
    wanted = KAZAKH + KAZAKH.upper() + "abcxyzÁáĞğ№₸–«»“”’›×·…²½ΩµĀı"
    assert {ord(letter) for letter in wanted} <= fonts.covered(folder)


def test_a_second_call_makes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_our_letters", lambda: pytest.fail("the fonts were made a second time"))
    assert [path.name for path in fonts.ensure_fonts(folder)] == list(fonts.INSTANCES)


@pytest.mark.parametrize("harm", ["a file is gone", "another recipe"])
def test_what_is_not_whole_is_made_anew(tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    monkeypatch.setattr(fonts, "_our_letters", lambda: b"")
    monkeypatch.setattr(
        fonts, "_make", lambda source, path, family, axes: made.append(path) or path.write_bytes(b"x")
    )
    fonts.ensure_fonts(tmp_path)
    if harm == "another recipe":
        (tmp_path / "fonts.stamp").write_text("old")
    else:
        (tmp_path / "TalimgerText-Regular.ttf").unlink()
    fonts.ensure_fonts(tmp_path)
    assert len(made) == 8
    assert not list(tmp_path.glob(".*"))


def test_a_failed_start_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(fonts, "_our_letters", lambda: b"")
    monkeypatch.setattr(fonts, "_make", fail)
    with pytest.raises(OSError, match="no room"):
        fonts.ensure_fonts(tmp_path)
    assert list(tmp_path.iterdir()) == []
