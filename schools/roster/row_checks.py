"""What no cell of a row shows alone (pure)."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from common.faults import Doubt, Wrong
from schools.people.personal import day_of_hire, given_beside
from schools.roster.columns import GOOD, PUPILS, result_field
from schools.roster.filling import Problem

if TYPE_CHECKING:
    from schools.roster.rows import Row


def check(row: "Row", today: date, *, is_sure: bool = False) -> None:
    """Note what is missing, what has not come yet, and what does not fit together. is_sure: a single name is right."""
    values = row.values
    bad = {problem.field for problem in (*row.problems, *row.doubts)}

    def wrong(field_name: str, code: str, **params: Any) -> None:
        if field_name not in bad:
            row.problems.append(Problem(field_name, code, params, row.shown.get(field_name, "")))

    def hear(field_name: str, rule: Callable[[], object]) -> None:
        try:
            rule()
        except Doubt as doubt:
            if field_name not in bad:
                row.doubts.append(Problem(field_name, doubt.code, doubt.params, row.shown.get(field_name, "")))
        except Wrong as found:
            wrong(field_name, found.code, **found.params)

    if "full_name" not in bad and "surname" not in values:
        wrong("surname", "missing")
    if not bad & {"full_name", "surname", "given_name"} and not is_sure:
        hear("given_name", lambda: given_beside(values.get("surname", ""), values.get("given_name", "")))
    if hired := values.get("hired_on"):
        hear("hired_on", lambda: day_of_hire(hired, today))
    if (since := values.get("teaching_since")) and since > today.year + 1:
        wrong("teaching_since", "in_future")
    granted, until = values.get("granted_on"), values.get("valid_until")
    if granted and granted > today:
        wrong("granted_on", "in_future")
    if granted and until and until < granted:
        wrong("valid_until", "ends_before_start")
    if (granted or until) and not values.get("category") and "category" not in bad:
        wrong("category", "no_category_for_date")
    for year in row.years:
        pupils, good = values.get(result_field(PUPILS, year)), values.get(result_field(GOOD, year))
        if pupils is None and good is None:
            continue
        if pupils is None:
            wrong(result_field(PUPILS, year), "no_pupils")
        elif good is None:
            wrong(result_field(GOOD, year), "no_good")
        elif good > pupils:
            wrong(result_field(GOOD, year), "more_good_than_pupils", pupils=pupils)
