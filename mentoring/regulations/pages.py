"""What the pages of the rules show: every value in words with what it rests on, the versions, what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from mentoring.regulations import history
from mentoring.regulations.kinds import Confidence
from mentoring.regulations.models import RuleSet
from mentoring.regulations.names import CONFIDENCE, GROUPS, NAMES, value_label
from mentoring.regulations.schema import KINDS, Value, fitting
from mentoring.regulations.selectors import country_on, label_of, latest, values_of
from mentoring.regulations.words import legal_label
from schools.organisation.models import School
from schools.people.models import CategoryLevel


@dataclass(frozen=True)
class Line:
    """One value. sure: how sure its source is; nothing for a setting of the school, whose source says so. since: the
    version that set it so."""

    name: Any
    text: str
    source: str
    sure: Any
    since: RuleSet


@dataclass(frozen=True)
class Change:
    """One value before and after."""

    name: Any
    before: str
    after: str


@dataclass(frozen=True)
class Group:
    title: Any
    lines: list[Line]


@dataclass(frozen=True)
class RulesPage:
    """label: of the versions in force, the country's and the school's; versions: all of both, the last first."""

    label: str
    groups: list[Group]
    versions: list[RuleSet]


def categories() -> dict[str, str]:
    """Names of the qualification categories by code, in the order of their rank."""
    return {level.code: level.name for level in CategoryLevel.objects.all()}


def rules_page(school: School | None, today: date) -> RulesPage:
    """What is in force today for this school, or in the country alone. Two queries."""
    of = Q(school=None) | Q(school=school) if school else Q(school=None)
    rows = list(RuleSet.objects.filter(of).select_related("author").order_by("in_force_from", "number"))
    begun = [row for row in rows if row.in_force_from <= today]
    country, own = ([row for row in begun if (row.school_id is None) is of_country] for of_country in (True, False))
    label = label_of(country[-1], own[-1] if own else None)
    return RulesPage(label, _groups(country, own), rows[::-1])


def version_groups(row: RuleSet) -> list[Group]:
    """The values of one version: all of a country's, of a school's those that it sets itself."""
    if row.school_id is None:
        return _groups([row], [])
    groups = _groups([country_on(row.in_force_from)], [row])
    found = [Group(group.title, [line for line in group.lines if line.since == row]) for group in groups]
    return [group for group in found if group.lines]


def version_changes(row: RuleSet) -> list[Change]:
    """What changed from the version before it; nothing for the country's first."""
    before = RuleSet.objects.filter(school=row.school_id, number=row.number - 1).first()
    if before is None and row.school_id is None:
        return []
    country = country_on(row.in_force_from).values if row.school_id else {}
    return changes(before.values if before else {}, row.values, country)


def changes(before: Mapping[str, Any], after: Mapping[str, Any], country: Mapping[str, Any]) -> list[Change]:
    """Value by value, in words. country: what holds where a school sets nothing."""
    known = categories()

    def text(key: str, values: Mapping[str, Any]) -> str:
        if key in values:
            return _text(key, values[key], known)
        return _("%(value)s, as in the common rules") % {"value": _text(key, country[key]["value"], known)}

    return [Change(NAMES[key], text(key, before), text(key, after)) for key in history.changed(before, after)]


def current(school_id: int | None, today: date) -> tuple[int, dict[str, Value[Any]]]:
    """What a new version starts from: the number of the last one (0: none yet), and its values."""
    last = latest(school_id)
    if school_id is None:
        assert last is not None, "the first version is shipped"
        values = values_of(last)
    else:
        values = values_of(country_on(today), last)
    return last.number if last else 0, {key: getattr(values, key) for key in NAMES}


def _groups(country: list[RuleSet], own: list[RuleSet]) -> list[Group]:
    values, known = values_of(country[-1], own[-1] if own else None), categories()
    once_own = {key for row in own for key in row.values}
    kept = fitting(country[-1].values, own[-1].values) if own else {}

    def line(key: str) -> Line:
        value: Value[Any] = getattr(values, key)
        since = own if key in once_own and (key in kept or key not in own[-1].values) else country
        return Line(
            name=NAMES[key],
            text=value_label(key, value.value, known),
            source=legal_label(value),
            sure="" if value.confidence is Confidence.DECISION else CONFIDENCE[value.confidence],
            since=history.since(key, since),
        )

    return [Group(title, [line(key) for key in keys]) for title, keys in GROUPS]


def _text(key: str, entry: Any, known: Mapping[str, str]) -> str:
    if not isinstance(entry, Mapping) or "value" not in entry:
        return value_label(key, KINDS[key].load(key, entry), known)
    text = value_label(key, KINDS[key].load(key, entry["value"]), known)
    if "confidence" not in entry:
        return text
    confidence = Confidence(entry["confidence"])
    rests_on = legal_label(Value(None, entry["source"], confidence, entry.get("paragraph", "")))
    sure = () if confidence is Confidence.DECISION else (str(CONFIDENCE[confidence]),)
    return " · ".join((text, rests_on, *sure))
