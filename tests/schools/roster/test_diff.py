"""What a file would change: who is found, what is asked, what is never merged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schools.roster import diff, words
from schools.roster.rows import Row

HIRED = date(2015, 8, 25)


def row(place: int = 2, **values: Any) -> Row:
    said = {"surname": "Омарова", "given_name": "Гүлнара", "patronymic": "Сапарқызы", "hired_on": HIRED} | values
    said = {name: value for name, value in said.items() if value is not None}
    return Row(number=place, values=said, problems=[], shown={})


def stay(pk: int = 1, left_on: date | None = None, user_id: int | None = None, **values: Any) -> diff.Stay:
    known = {"surname": "Омарова", "given_name": "Гүлнара", "patronymic": "Сапарқызы", "hired_on": HIRED} | values
    known = {"number": "", "email": "", "phone": "", "subject": ("", ""), "rate": Decimal(1)} | known
    return diff.Stay(employment_id=pk, user_id=user_id or pk + 100, values=known, left_on=left_on)


def plan(one: Row, *stays: diff.Stay, answer: str = "") -> diff.Plan:
    answers = {str(one.number): answer} if answer else {}
    (found,) = diff.compare([one], diff.Snapshot(stays), answers)
    return found


def codes(found: diff.Plan) -> list[str]:
    return [problem.code for problem in found.problems]


def test_nobody_of_this_name_is_new() -> None:
    assert plan(row()).kind == diff.NEW


def test_the_number_finds_a_person_whose_surname_changed() -> None:
    one = row(surname="Ахметова")
    one.values["number"] = "12"
    changed = plan(one, stay(number="00012"))
    assert changed.kind == diff.CHANGED
    assert changed.changes == [diff.Change("surname", "Омарова", "Ахметова")]


def test_name_and_date_of_hire_find_a_person_without_number() -> None:
    assert plan(row(surname="ОМАРОВА"), stay(number="7")).kind == diff.UNCHANGED


def test_an_empty_cell_and_an_absent_row_change_nothing() -> None:
    there = stay(email="a@b.example", phone="1", number="7")
    assert plan(row(), there, stay(pk=2, surname="Ли")).kind == diff.UNCHANGED


def test_what_changed_is_told_with_before_and_after() -> None:
    found = plan(row(rate=Decimal("1.25"), subject=("physics", "")), stay())
    assert found.changes == [
        diff.Change("subject", ("", ""), ("physics", "")),
        diff.Change("rate", Decimal(1), Decimal("1.25")),
    ]


def test_a_new_category_and_a_corrected_one() -> None:
    old = {date(2020, 5, 5): ("expert", date(2025, 5, 5))}
    there = diff.Stay(1, 101, stay().values, qualifications=old)
    newer = plan(row(category="researcher", granted_on=date(2025, 6, 1)), there)
    assert [(c.field, c.before, c.after) for c in newer.changes] == [
        ("category", "expert", "researcher"),
        ("granted_on", date(2020, 5, 5), date(2025, 6, 1)),
    ]
    corrected = plan(row(category="researcher", granted_on=date(2020, 5, 5)), there)
    assert [(c.field, c.before, c.after) for c in corrected.changes] == [("category", "expert", "researcher")]
    assert plan(row(category="expert", granted_on=date(2020, 5, 5)), there).kind == diff.UNCHANGED


def test_results_are_compared_as_counts() -> None:
    there = diff.Stay(1, 101, stay().values, results={2025: (100, 60, None), 2024: (90, 50, None)})
    one = row()
    one.values |= {"pupils:2025": 100, "good:2025": 61, "pupils:2024": 90, "good:2024": 50}
    assert plan(one, there).changes == [diff.Change("results:2025", (100, 60, None), (100, 61, None))]


def test_a_number_of_somebody_else_is_asked() -> None:
    one = row(surname="Ли", given_name="Анна")
    one.values["number"] = "12"
    asked = plan(one, stay(number="12"))
    assert asked.kind == diff.ASK
    assert asked.question is not None
    assert [answer for answer, _ in asked.question.options] == ["employment:1", "skip"]


def test_a_namesake_with_another_date_of_hire_is_asked_and_never_merged() -> None:
    one, there = row(hired_on=date(2020, 9, 1)), stay()
    assert plan(one, there).kind == diff.ASK
    assert plan(one, there, answer="new").kind == diff.NEW
    same = plan(one, there, answer="employment:1")
    assert same.changes == [diff.Change("hired_on", HIRED, date(2020, 9, 1))]
    assert plan(one, there, answer="skip").kind == diff.LEFT_OUT
    assert plan(one, there, answer="employment:99").kind == diff.ASK


def test_two_namesakes_of_one_day_are_asked() -> None:
    assert plan(row(), stay(1), stay(2)).kind == diff.ASK


def test_the_same_name_and_day_with_another_number_is_asked() -> None:
    one = row()
    one.values["number"] = "13"
    assert plan(one, stay(number="12")).kind == diff.ASK


def test_one_who_left_and_came_back_keeps_the_account() -> None:
    one, gone = row(hired_on=date(2026, 9, 1)), stay(left_on=date(2020, 6, 1))
    again = plan(one, gone, answer="account:101")
    assert (again.kind, again.user_id, again.stay) == (diff.NEW, 101, None)
    later = plan(one, gone, stay(pk=2, user_id=101, hired_on=date(2021, 1, 11)))
    assert later.question is not None
    assert "account:101" not in [answer for answer, _ in later.question.options]


def test_an_email_of_somebody_else_of_the_school_names_that_person() -> None:
    found = plan(row(email="a@b.example"), stay(), stay(2, surname="Ли", email="a@b.example"))
    assert codes(found) == ["email_taken"]
    assert found.problems[0].params == {"who": "Ли Гүлнара Сапарқызы"}
    assert codes(plan(row(email="a@b.example"), stay(email="a@b.example"))) == []


def test_a_person_twice_in_the_file_makes_both_rows_wrong() -> None:
    for first, second, code in (
        (row(2), row(3), "doubled_surname"),
        (row(2, email="a@b.example"), row(3, surname="Ли", email="a@b.example"), "doubled_email"),
    ):
        plans = diff.compare([first, second], diff.Snapshot([]), {})
        assert [found.kind for found in plans] == [diff.WRONG, diff.WRONG]
        assert [codes(found) for found in plans] == [[code], [code]]
        assert plans[0].problems[0].params == {"rows": "3"}


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (2, "The same person stands elsewhere, too: row 3."),
        (4, "The same person stands elsewhere, too: rows 3, 4, 5."),
        (6, "The same person stands elsewhere, too: rows 3, 4, 5, 6, 7."),
        (7, "The same person stands elsewhere, too: rows 3, 4, 5, 6, 7 and 1 more row."),
        (9, "The same person stands elsewhere, too: rows 3, 4, 5, 6, 7 and 3 more rows."),
    ],
)
def test_of_many_equal_rows_five_others_are_named(count: int, sentence: str) -> None:
    first, *others = diff.compare([row(number) for number in range(2, 2 + count)], diff.Snapshot([]), {})
    (problem,) = first.problems
    assert words.cell_words(problem.code, problem.params) == sentence
    assert len(others[-1].problems[0].params["rows"].split(", ")) == min(count - 1, 5)


def test_namesakes_of_one_day_with_their_own_numbers_are_two_people() -> None:
    first, second = row(2), row(3)
    first.values["number"], second.values["number"] = "1", "2"
    assert [found.kind for found in diff.compare([first, second], diff.Snapshot([]), {})] == [diff.NEW, diff.NEW]


def test_two_answers_for_one_person_are_wrong() -> None:
    rows = [row(2, hired_on=date(2020, 9, 1)), row(3, hired_on=date(2021, 9, 1))]
    answers = {"2": "employment:1", "3": "employment:1"}
    assert [found.kind for found in diff.compare(rows, diff.Snapshot([stay()]), answers)] == [diff.WRONG, diff.WRONG]


def test_a_new_person_needs_a_date_of_hire_a_known_one_does_not() -> None:
    assert codes(plan(row(hired_on=None))) == ["missing"]
    known = row(hired_on=None)
    known.values["number"] = "12"
    assert plan(known, stay(number="12")).kind == diff.UNCHANGED


def test_the_digest_follows_what_would_happen() -> None:
    def digest(*rows: Row) -> str:
        return diff.digest(diff.compare(rows, diff.Snapshot([stay()]), {}))

    assert digest(row()) == digest(row())
    assert digest(row()) != digest(row(rate=Decimal(2)))
