"""The history of one case, chapter by chapter. Each chapter notes in the school's diary what the product's services do.

`case` (whose, and what all chapters share) · `beginning` (need, candidate, council, order) · `introduction` (level,
diagnostics, plan) · `year` (activities, feedback, interim assessment) · `ending` (report, hearing, extract) · `turns`
(another mentor, a pause, an early end).
"""

from demonstration.history.beginning import begin, decline_first, open_case, order, propose, recommend
from demonstration.history.case import Case, Place
from demonstration.history.ending import complete, hear, report
from demonstration.history.introduction import adapt, diagnose, level, plan, rate_oneself
from demonstration.history.turns import cancel, replace_mentor, suspend, terminate
from demonstration.history.year import feedback, interim, log, talk

__all__ = [
    "Case",
    "Place",
    "adapt",
    "begin",
    "cancel",
    "complete",
    "decline_first",
    "diagnose",
    "feedback",
    "hear",
    "interim",
    "level",
    "log",
    "open_case",
    "order",
    "plan",
    "propose",
    "rate_oneself",
    "recommend",
    "replace_mentor",
    "report",
    "suspend",
    "talk",
    "terminate",
]
