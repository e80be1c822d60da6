"""What no cell of a row shows alone (pure)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from schools.roster.columns import GOOD, PUPILS, result_field
from schools.roster.filling import Problem

if TYPE_CHECKING:
    from schools.roster.rows import Row

HIRED_AHEAD = timedelta(days=366)


def check(row: "Row", today: date) -> None:
    """Note what is missing, what has not come yet, and what does not fit together."""
    values = row.values
    bad = {problem.field for problem in (*row.problems, *row.doubts)}

    def wrong(field_name: str, code: str, **params: Any) -> None:
        if field_name not in bad:
            row.problems.append(Problem(field_name, code, params, row.shown.get(field_name, "")))

    if "full_name" not in bad:
        for part in ("surname", "given_name"):
            if part not in values:
                wrong(part, "missing")
    if (hired := values.get("hired_on")) and hired > today + HIRED_AHEAD:
        wrong("hired_on", "hired_far_ahead")
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
