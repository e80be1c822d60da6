"""E5: what speaks for and against a teacher, and decides nothing. Pure; all of it our own (domain, section 5)."""

from datetime import date

from mentoring.appointment.rules.facts import Answer, Evidence, Facts, RuleResult, Source
from mentoring.regulations.schema import RuleSetValues


def soft(facts: Facts, values: RuleSetValues, on: date) -> tuple[RuleResult, ...]:
    """Subject, load, service, preparation, consent, and that the one who signs is another."""
    source = Source.of(values.mentor_load_warning)
    answers = (
        ("subject", _subject(facts)),
        ("load", _load(facts, values.mentor_load_warning.value)),
        ("service", _service(facts, on)),
        ("preparation", _preparation(facts)),
        ("consent", _consent(facts)),
        ("approver", _approver(facts)),
    )
    return tuple(RuleResult(code, line.answer, (line,), source, soft=True) for code, line in answers)


def _subject(facts: Facts) -> Evidence:
    own, other = facts.subject, facts.novice_subject
    if own is None or other is None:
        return Evidence("subject.unknown", answer=Answer.UNKNOWN)
    if own.code == other.code:
        return Evidence("subject.same")
    if own.area == other.area:
        return Evidence("subject.related")
    return Evidence("subject.other", answer=Answer.BORDERLINE)


def _load(facts: Facts, warning: int) -> Evidence:
    """Warns when one more would be above what the school wishes; the law sets no limit."""
    if not facts.novices:
        return Evidence("load.none")
    answer = Answer.PASS if facts.novices + 1 <= warning else Answer.BORDERLINE
    return Evidence("load.some", {"count": facts.novices, "limit": warning}, answer)


def _service(facts: Facts, on: date) -> Evidence:
    if facts.teaching_since is None:
        return Evidence("service.unknown", answer=Answer.UNKNOWN)
    return Evidence("service.years", {"count": max(0, on.year - facts.teaching_since)})


def _preparation(facts: Facts) -> Evidence:
    if facts.preparations:
        return Evidence("preparation.done")
    return Evidence("preparation.none", answer=Answer.BORDERLINE)


def _consent(facts: Facts) -> Evidence:
    if facts.consents is None:
        return Evidence("consent.unknown", answer=Answer.UNKNOWN)
    return Evidence("consent.given") if facts.consents else Evidence("consent.refused", answer=Answer.BORDERLINE)


def _approver(facts: Facts) -> Evidence:
    """The head who signs the order would sign in a matter of one's own."""
    return Evidence("approver.self", answer=Answer.BORDERLINE) if facts.is_approver else Evidence("approver.other")
