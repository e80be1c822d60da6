"""Files made to be dear to read: twice the size never takes more than twice the steps, and none fills the memory.

Steps are calls of functions, the same at every run; `bench.roster_hostile` measures the time.
"""

import ast
import io
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from schools.people.rules import FreeLogins
from schools.roster import diff, reading
from schools.roster.diff import matching
from schools.roster.reading.table import MEGABYTE
from schools.roster.rows import Row
from tests.schools.roster import hostile
from tests.schools.roster.hostile import KINDS, PERSON

MOST = 2.2
SMALL = 8
"""The tests make each kind so many times smaller than the measurement does."""


def steps(action: Callable[[], object]) -> int:
    """Calls of functions, built-in ones too, and generators that go on."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_size_takes_at_most_twice_the_steps(kind: str) -> None:
    make, size = KINDS[kind]
    once, twice = make(size // SMALL), make(size // SMALL * 2)
    hostile.outcome(once)  # what is imported and compiled at first
    assert steps(lambda: hostile.outcome(twice)) <= MOST * steps(lambda: hostile.outcome(once))


def test_namesakes_of_a_large_school() -> None:
    """Every row may mean each of them: a question names some, whatever number there is."""

    def compared(count: int) -> Callable[[], object]:
        content = hostile.people(count, lambda at: ("", *PERSON[1:9], f"{at % 28 + 1}.08.2025"))
        return lambda: hostile.outcome(content, namesakes=count)

    compared(10)()
    once, twice = steps(compared(150)), steps(compared(300))
    assert twice <= MOST * once


def test_namesakes_get_their_logins_in_one_go() -> None:
    def handed_out(count: int) -> list[str]:
        logins = FreeLogins(["omarova.g"])
        return [logins.take("omarova.g") for _ in range(count)]

    assert handed_out(3) == ["omarova.g2", "omarova.g3", "omarova.g4"]
    assert steps(lambda: handed_out(400)) <= MOST * steps(lambda: handed_out(200))


def test_a_question_names_those_at_work_first() -> None:
    stays = hostile.stays(30)
    stays[-1] = diff.Stay(99, 99, stays[-1].values)
    gone = [diff.Stay(one.employment_id, one.user_id, one.values, left_on=hostile.SCHOOL_DAY) for one in stays[:-1]]
    row = Row(number=2, values={**stays[0].values, "hired_on": date(2025, 8, 25)}, problems=[], shown={})
    (plan,) = diff.compare([row], diff.Snapshot([*gone, stays[-1]]), {})
    assert plan.question is not None
    named = [stay.employment_id for answer, stay in plan.question.options if answer.startswith("employment:")]
    assert named == [99, *range(1, matching.MOST_OPTIONS)]


def peak(content: bytes) -> tuple[str, float]:
    """What becomes of the file, and how many MB it took at most."""
    tracemalloc.start()
    try:
        return hostile.outcome(content), tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", ["xl/sharedStrings.xml", "xl/SharedStrings.xml", "XL/SHAREDSTRINGS.XML", "xl\\sharedStrings.xml"]
)
def test_texts_are_measured_under_whatever_name_they_are_read(name: str) -> None:
    """A text of 30,000 letters, named by 20,000 cells, takes no more memory than once; ten times that is refused."""
    content = hostile.with_strings(
        hostile.workbook(hostile.HEADER + '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 900),
        f"<sst><si><t>{'а' * 30_000}</t></si></sst>",
        name,
    )
    outcome, most = peak(content)
    assert outcome == "long_text"
    assert most < 5
    longer = hostile.with_strings(
        hostile.workbook(hostile.HEADER), f"<sst><si><t>{'а' * 40_000}</t></si></sst>", name
    )
    assert hostile.outcome(longer) == "long_text"


def test_only_what_is_read_is_unpacked() -> None:
    """A picture in a workbook may be as large as it likes."""
    content = hostile.with_strings(
        hostile.people(3, lambda at: (str(at), *PERSON[1:])), "x" * 90 * MEGABYTE, "xl/media/image1.png"
    )
    outcome, most = peak(content)
    assert outcome == "3 rows"
    assert most < 3


def test_what_is_unpacked_twice_counts_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.archive, "RATIO_COUNTS_FROM", 3 * MEGABYTE)
    monkeypatch.setattr(reading.archive, "MAX_RATIO", 1)
    wide = hostile.workbook(hostile.texts([["x"]]) + " " * 2 * MEGABYTE)
    assert hostile.outcome(wide) != "bomb"
    with zipfile.ZipFile(io.BytesIO(wide)) as old:
        main = old.read("xl/workbook.xml").decode()
    start, end = main.index("<sheets>"), main.index("</sheets>")
    twice = main[:start] + "<sheets>" + main[start + 8 : end] * 2 + main[end:]
    assert hostile.outcome(hostile.repacked(wide, {"xl/workbook.xml": twice})) == "bomb"


def test_no_pattern_runs_over_bytes() -> None:
    """A pattern over a whole part of XML once held the web workers for minutes; tags are found by the parser alone."""
    for path in (Path(settings.BASE_DIR) / "schools" / "roster").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                pattern = node.args[0]
                is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                assert not (is_re and isinstance(pattern, ast.Constant) and isinstance(pattern.value, bytes)), path
