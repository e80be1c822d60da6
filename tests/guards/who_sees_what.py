"""domain.md section 11 as data: each record of the table, a marker in its text, and who must and who may read it.

`must`: the marker stands on some page that this person can open. `may`: it may, or may not: the council reads items in
the report and its summary, and the table leaves open in which words. For everybody else it must be nowhere: on no page,
in no export, in no data of a paper that they may have made.
"""

import re
from dataclasses import dataclass

from tests.guards.access_rows import ROLES

PERSONS = tuple(role for role in ROLES if role not in ("careful", "other head", "other novice", "other mentor"))
# Records of the table that the product does not have yet.
LATER = {
    "mentor's working note": "later issue",
    "novice's reflection": "later issue",
    "lesson observation": "later issue",
    "portfolio item, questionnaire answers": "later issue",
    "flash vote": "later issue",
    "call for help": "later issue",
    "referral": "later issue",
}


@dataclass(frozen=True)
class Record:
    """A row of the table. `model.field` gets the marker in all marked cases; `marker` is a text of the product."""

    row: str
    model: str
    field: str
    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    only: tuple[tuple[str, object], ...] = ()
    marker: str = ""

    @property
    def name(self) -> str:
        return f"{self.row}: {self.model}.{self.field}"

    @property
    def is_private(self) -> bool:
        """Neither head nor deputy, or only one of them, may read it: shut for who was let in again (adr/0016)."""
        return not {"deputy", "head"} <= {*self.must, *self.may}

    def text(self) -> str:
        """What is looked for; letters and digits alone, so that no escaping hides it."""
        return self.marker or re.sub(r"[^A-Za-z0-9]", "", f"Xx{self.row}{self.model}{self.field}xX")


def who(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CASE = who("novice mentor deputy head")
LEADERS = who("deputy head")
FILE = who("chair secretary")  # the file of an item
ITEM = who("chair secretary member")  # an item, the members as its summary

RECORDS = (
    Record("case", "Step", "late_reason", CASE, FILE, (("kind", "level"),)),
    Record("case", "Step", "delay_reason", CASE, FILE, (("kind", "level"),)),
    Record("case", "Step", "note", CASE, (), (("kind", "plan_returned"),)),
    Record("candidates", "Candidate", "close_reason", LEADERS, (), (("state", "declined"),)),
    Record("candidates", "Objection", "text", who("novice deputy")),
    Record("level", "LevelAssessment", "text", CASE, FILE),
    Record("diagnostics (mentor's)", "Rating", "comment", CASE, FILE, (("rater", "mentor"), ("criterion", "D01"))),
    Record("diagnostics (mentor's)", "NoviceRequest", "text", CASE, ITEM),
    Record("self-rating", "Rating", "level", who("novice mentor deputy"), marker="Shares with others"),
    Record("D10", "Rating", "comment", (), who("novice"), (("criterion", "D10"),)),
    Record("D10", "Rating", "criterion", who("novice"), marker="Emotional strain"),
    Record("D10", "Rating", "strain", who("novice"), marker="help others to cope"),
    Record("plan", "PlanVersion", "purpose", CASE, ITEM),
    Record("plan", "Activity", "title", CASE, ITEM),
    Record("plan", "PlanRemark", "text", who("mentor deputy head"), who("novice")),
    Record("adaptation plan", "AdaptationItem", "text", CASE, ITEM),
    Record("activity log", "LogEntry", "what", CASE, FILE),
    Record("activity log", "LogEntry", "delay_reason", (), (*CASE, *FILE)),
    Record("activity log", "LogLine", "objection", CASE, FILE),
    Record("promises", "LogLine", "promise", CASE, FILE),
    Record("activity log", "Outcome", "text", CASE, ITEM),
    Record("feedback", "FeedbackNote", "situation", who("novice mentor")),
    Record("feedback", "FeedbackNote", "attitude", who("novice mentor")),
    Record("feedback", "FeedbackNote", "suggestion", who("novice mentor")),
    Record("feedback", "FeedbackNote", "answer", who("novice mentor")),
    Record("feedback, a draft", "FeedbackNote", "situation", who("mentor"), (), (("sent_at", None),)),
    Record("interim assessment", "InterimAssessment", "result", CASE, ITEM),
    Record("interim assessment", "InterimAssessment", "next_steps", CASE, ITEM),
    Record("interim assessment", "InterimAssessment", "comment", CASE, ITEM),
    Record("interim assessment", "InterimMark", "text", CASE, ITEM),
    Record("final report", "FinalReport", "needed", (*CASE, *ITEM)),
    Record("final report", "FinalReport", "unresolved", CASE, ITEM),
    Record("final report", "FinalReport", "practice", CASE, ITEM),
    Record("final report", "FinalReport", "advice_text", CASE, ITEM),
    Record("final report", "FinalReport", "mentor_voice", CASE, ITEM),
    Record("final report", "FinalReport", "novice_voice", CASE, ITEM),
    Record("final report", "FinalReport", "return_reason", (), (*CASE, *FILE)),
    Record("final report", "Conclusion", "text", (*CASE, *ITEM)),
    Record("papers: decision", "FinalReport", "evaluation_text", CASE, ITEM),
    Record("papers: decision", "FinalReport", "proposals", CASE, ITEM),
    Record("minutes of an item", "AgendaItem", "heard", (*LEADERS, *ITEM), (), (("decided_at__isnull", False),)),
    Record("minutes of an item", "AgendaItem", "questions", (*LEADERS, *ITEM), (), (("decided_at__isnull", False),)),
    Record("minutes of an item", "AgendaItem", "decision", (*LEADERS, *ITEM), (), (("decided_at__isnull", False),)),
    Record("papers: handover sheet", "Handover", "text", who("mentor deputy head"), who("novice")),
)
