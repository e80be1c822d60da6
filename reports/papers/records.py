"""The kinds of records that papers print, by the rows of domain.md section 11.

Each kind of paper names those that it prints (`records`), and whether it is the short form that a member of the
council may have (`in_short`). A paper is readable by whoever may read every record in it: `rendering.policies` asks,
for each of them, the policy that rules its page. A new kind of record in a paper gets a line here and one there.

What no paper prints has no line: feedback, working notes, reflections, promises, objections, remarks on a plan,
emotional strain (D10), a finding on ethics, requests for help and referrals, the note on a talk about ratings.
"""

from enum import StrEnum


class Record(StrEnum):
    """A row of the table, as far as papers print it."""

    CASE = "case"  # case, stage, deadlines, reasons for lateness; by which order
    EXCEPTION = "exception"  # eligibility: the reason why a candidate was accepted in spite of a rule
    ORDER_LINE = "order_line"  # order: the line of this one pair; an order of several would be another record
    DIAGNOSTICS = "diagnostics"  # level, the mentor's ratings, the requests of the new teacher
    SELF_RATING_SUMS = "self_rating_sums"  # in groups of three criteria and more (`year_end_report.self_sums`)
    SELF_RATING = "self_rating"  # criterion by criterion: in year-end reports made before such papers printed sums
    PLAN = "plan"
    LOG = "log"
    INTERIM = "interim"
    REPORT = "report"
