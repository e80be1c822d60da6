"""Which texts a history of a case needs. Each language fills this shape."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """An activity of a plan: what, for which criterion, in which form; and the line of the log when it was held."""

    title: str
    need: str
    form: str
    methods: str
    expected: str
    evidence: str
    done: str
    promise: str = ""
    stage: int = 2
    minutes: int = 45


@dataclass(frozen=True, slots=True)
class Feedback:
    """Situation, attitude and consequences, suggestion; the new teacher's answer, "" where there is none."""

    situation: str
    attitude: str
    suggestion: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The mentor's report in its parts, and both voices."""

    needed: str
    done: str
    results: str
    unresolved: str
    practice: str
    advice_text: str
    mentor_voice: str
    novice_voice: str
    conclusions: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """All texts of one language. Tuples are to choose from; `topics` holds lesson topics by subject code."""

    topics: dict[str, tuple[str, str, str]]
    usual_topics: tuple[str, str, str]
    level: tuple[str, ...]
    requests: tuple[str, ...]
    discussed: str
    seen: dict[str, str]  # criterion → what the mentor saw
    difficulties: tuple[str, ...]
    purpose: tuple[str, ...]
    objectives: tuple[str, ...]
    lines: tuple[Line, ...]
    adaptation: tuple[tuple[str, str, str], ...]  # section, text, responsible
    outside: tuple[str, ...]  # talks outside the plan
    objection: str
    feedback: tuple[Feedback, ...]
    interim_title: str  # with {topic}
    interim_marks: tuple[tuple[str, int], ...]
    interim_present: str
    interim_result: str
    interim_next: str
    interim_comment: str
    not_held: str
    remark: str
    told: tuple[Told, ...]
    occasion: str
    heard: str
    questions: str
    decision: str
    evaluation: str
    proposals: str
    candidate_heard: str
    candidate_decision: str
    council_reason: str
    exception: str
    declined: str
    late_order: str
    late_step: str
    late_report: str
    terminated: str
    cancelled: str
    mentor_left: str
    handover: str
    leave_order: str

    def topic(self, subject: str, place: int) -> str:
        """A lesson's topic in this subject."""
        return self.topics.get(subject, self.usual_topics)[place % 3]
