"""What the tests need of the system, on a PC where one is not root. apt and dpkg-deb are small stand-ins here."""

import subprocess
from pathlib import Path

import pytest

from ops import parts_for_tests, unpacked
from ops.parts_for_tests import LIBRARIES_SENTENCE, ensure_chromium, ensure_libraries

APT = """#!/bin/sh
echo "$@" >> {said}
for word in "$@"; do
  case "$word" in
    Dir::Cache::archives=*) archives="${{word#*=}}" ;;
    --download-only) fetch=1 ;;
    *absent*) exit 100 ;;
  esac
done
if [ "$fetch" ]; then touch "$archives/$word.deb"; fi
"""
# Each package brings a library and a program that tells where libraries are looked for.
DPKG = """#!/bin/sh
name=$(basename "$2" .deb)
mkdir -p "$3/usr/lib/here" "$3/usr/lib/chromium" "$3/etc/fonts"
touch "$3/usr/lib/here/libpart.so.1"
printf '#!/bin/sh\\n{program}\\n' > "$3/usr/lib/chromium/$name"
chmod +x "$3/usr/lib/chromium/$name"
"""
TELLS = 'echo "$LD_LIBRARY_PATH" "$@"'


class Apt:
    """The stand-ins on a PATH of their own, and what apt was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = folder / "said"
        self.installed = folder / "status"
        self.installed.write_text("Package: libc6\n")
        self.program(TELLS)

    def program(self, text: str) -> None:
        for name, script in (("apt-get", APT.format(said=self.said)), ("dpkg-deb", DPKG.format(program=text))):
            (self.folder / name).write_text(script)
            (self.folder / name).chmod(0o755)

    def asked(self) -> list[list[str]]:
        return [line.split() for line in self.said.read_text().splitlines()]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Apt:
    """Nobody's PC: not root, no Chromium, no Pango."""
    (tmp_path / "bin").mkdir()
    made = Apt(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{made.folder}:/usr/bin:/bin")
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    monkeypatch.setattr(unpacked, "INSTALLED", made.installed)
    monkeypatch.setattr(parts_for_tests, "_is_root", lambda: False)
    monkeypatch.setattr(parts_for_tests, "find_chromium", lambda: None)
    monkeypatch.setattr(parts_for_tests, "has_libraries", lambda *_names: False)
    return made


def test_packages_are_unpacked_once_and_nothing_is_written_elsewhere(apt: Apt, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    assert unpacked.unpack(folder, "pango")
    assert (folder / "usr/lib/here/libpart.so.1").exists()
    assert not (folder / "apt").exists()
    update, install = apt.asked()
    assert update[-1] == "update"
    assert install[-4:] == ["install", "--no-install-recommends", "--download-only", "pango"]
    places = [word.partition("=")[2] for word in install if word.startswith("Dir::")]
    assert len(places) == 5
    assert all(Path(place).is_relative_to(folder / "apt") for place in places)
    assert unpacked.unpack(folder, "pango")
    assert len(apt.asked()) == 2


def test_what_was_broken_off_is_made_anew(apt: Apt, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    (folder / "apt").mkdir(parents=True)
    (folder / "half").touch()
    assert unpacked.unpack(folder, "pango")
    assert not (folder / "half").exists()
    assert len(apt.asked()) == 2


def test_a_package_that_cannot_be_had_leaves_nothing(apt: Apt, tmp_path: Path) -> None:
    assert not unpacked.unpack(tmp_path / "parts", "absent")
    assert not (tmp_path / "parts").exists()


def test_without_apt_nothing_is_begun(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not unpacked.unpack(tmp_path / "parts", "pango")
    assert not (tmp_path / "parts").exists()


def test_chromium_starts_among_its_unpacked_libraries(apt: Apt, tmp_path: Path) -> None:
    folder = tmp_path / "a folder's parts"
    found = ensure_chromium(folder)
    assert found is not None
    answer = subprocess.run([found, "--a page"], capture_output=True, text=True, check=True).stdout
    assert answer.strip() == f"{folder}/chromium-headless-shell/usr/lib/here --a page"


def test_a_chromium_that_does_not_start_is_none(apt: Apt, tmp_path: Path) -> None:
    apt.program("exit 127")
    assert ensure_chromium(tmp_path / "parts") is None


def test_libraries_are_found_where_they_were_unpacked(apt: Apt, tmp_path: Path) -> None:
    folder = tmp_path / "parts" / "libraries"
    given = ensure_libraries(tmp_path / "parts")
    wanted = LIBRARIES_SENTENCE.partition("install ")[2].split()
    assert "libpango-1.0-0" in wanted
    assert apt.asked()[-1][-len(wanted) :] == wanted
    assert given == {
        "LD_LIBRARY_PATH": str(folder / "usr/lib/here"),
        "FONTCONFIG_PATH": str(folder / "etc/fonts"),
        "XDG_DATA_HOME": str(folder / "usr/share"),
    }


def test_what_the_system_has_is_not_fetched(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_for_tests, "has_libraries", lambda *_names: True)
    assert ensure_libraries(tmp_path / "parts") == {}
    assert not apt.said.exists()


def test_what_cannot_be_had_is_none(apt: Apt, tmp_path: Path) -> None:
    apt.installed.unlink()
    assert ensure_chromium(tmp_path / "parts") is None
    assert ensure_libraries(tmp_path / "parts") is None


def test_only_what_is_missing_is_fetched(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_for_tests, "has_libraries", lambda *names: "libatomic.so.1" not in names)
    assert ensure_libraries(tmp_path / "parts")
    assert apt.asked()[-1][-2:] == ["--download-only", "libatomic1"]


def test_root_installs_for_the_whole_pc(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_for_tests, "_is_root", lambda: True)
    assert ensure_chromium(tmp_path / "parts") is None  # the stand-in installs nothing that could be found
    assert [words[-1] for words in apt.asked()] == ["--quiet", "chromium-headless-shell"]
    assert ensure_libraries(tmp_path / "parts") == {}
    assert apt.asked()[-1][-1] == "libatomic1"
    assert not (tmp_path / "parts").exists()
