"""Display tags, known in every template without loading. Their parameters are listed in docs/look.md.

Each piece of the look is written in one place: small ones here, larger ones in templates/components/.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import dates, names, words
from common.numbers import NBSP, decimal_number, percent_number
from common.typed.owner import FIELD, mark_for

register = template.Library()

NOTHING = SafeString("")
MARKS = frozenset({"met", "late", "overdue", "today", "soon", "next", "pass", "edge", "fail"})


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """In the place of Django's: the ticket against forgery, and whose form it is (`common.typed.owner`)."""
    ticket = SafeString(CsrfTokenNode().render(context))
    whose = mark_for(getattr(context, "request", None))
    return format_html('{}<input type="hidden" name="{}" value="{}">', ticket, FIELD, whose) if whose else ticket


@register.simple_tag
def status(state: str, text: str) -> SafeString:
    """A mark and its words, always both. Raises KeyError for a mark that the stylesheet does not draw."""
    if state not in MARKS:
        raise KeyError(state)
    return format_html('<span class="status {}"><i class="dot"></i>{}</span>', state, text)


@register.simple_tag
def deadline_status(deadline: Any) -> SafeString:
    """The mark and words of anything with `.state` and `.days` (working days left or late)."""
    return status(words.MARKS[deadline.state], words.deadline_words(deadline.state, deadline.days))


@register.filter
def mark(state: str) -> str:
    """The mark's class for the state of a deadline: `met_late` → `late`."""
    return words.MARKS.get(state, state)


@register.simple_tag
def d(value: date | datetime | None) -> SafeString:
    """`<time datetime="2026-12-02">Wed 02.12.2026</time>`; nothing for None."""
    if value is None or value == "":
        return NOTHING
    return _time(dates.as_date(value).isoformat(), dates.with_weekday(value))


@register.simple_tag
def short_date(value: date | None) -> SafeString:
    """`<time …>Wed 02.12</time>`, only where the year is plain from the page."""
    if value is None or value == "":
        return NOTHING
    return _time(dates.as_date(value).isoformat(), dates.day_and_month(value))


@register.simple_tag
def long_date(value: date | None) -> SafeString:
    """`<time …>Thursday, 3 December 2026</time>`, above the title of home."""
    if value is None or value == "":
        return NOTHING
    text = dates.long_date(value, weekday=True)
    return format_html('<time datetime="{}" class="text-wrap">{}</time>', dates.as_date(value).isoformat(), text)


@register.filter
def month_short(value: date) -> str:
    """“Dec”, for the heads of a table over the year."""
    return dates.month_short(value)


@register.simple_tag
def dt(value: datetime | None) -> SafeString:
    """`<time …>Wed 02.12.2026, 15:04</time>` in the school's time zone; nothing for None."""
    if value is None or value == "":
        return NOTHING
    text = f"{dates.with_weekday(value)}, {dates.clock_time(value)}"
    return _time(value.isoformat(timespec="minutes"), text)


def _time(machine: str, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.simple_tag
def person(who: Any) -> SafeString:
    """Surname Given Patronymic, marked as Kazakh for those who hear the page; nothing for None."""
    if not who:
        return NOTHING
    return format_html('<span lang="kk">{}</span>', full_name(who))


@register.simple_tag
def initials(who: Any) -> SafeString:
    """“Омарова Г. С.”, unbroken; nothing for None."""
    if not who:
        return NOTHING
    return format_html('<span lang="kk" class="text-nowrap">{}</span>', names.short_name(*names.name_parts(who)))


@register.filter
def full_name(who: Any) -> str:
    """The plain text of a name, for attributes and hidden text."""
    return who if isinstance(who, str) else names.full_name(*names.name_parts(who))


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """“65.4 % (68 of 104)”; “no data” when nothing was counted."""
    if not whole:
        return _("No data")
    counts = _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    return f"{percent_number(part, whole)}{NBSP}% ({counts.replace(' ', NBSP)})"


@register.filter
def decimal(number: Decimal) -> str:
    """75,6 for 75.60, in the language of the page."""
    return decimal_number(number)


@register.filter
def days_late(count: int) -> str:
    """“1 working day late”"""
    return words.working_days_late(count)


@register.filter
def working_days(count: int) -> str:
    """“5 working days”"""
    return words.working_days(count)


@register.filter
def mail_address(address: str) -> SafeString:
    """An e-mail that a narrow column breaks before the @, not inside a word."""
    before, at, after = address.partition("@")
    return format_html("{}<wbr>{}{}", before, at, after) if at else format_html("{}", address or "–")


@register.inclusion_tag("components/track.html")
def track(stages: list[Any], caption: str = "") -> dict[str, Any]:
    """The year on one line: three stages with their stops; `caption` says the same to phones."""
    return {"stages": stages, "caption": caption}


@register.inclusion_tag("components/flow.html")
def flow(counts: list[Any], label: str) -> dict[str, Any]:
    """How many stand at each stage: objects with `.count` and `.label`, under a spoken `label`."""
    return {"counts": counts, "label": label}


@register.inclusion_tag("components/deadlines.html")
def deadlines(items: list[Any], may_waive: bool = False, every: bool = False) -> dict[str, Any]:
    """Dates with their working: `.title .due .state .days .rule .source .lines .result` and, if wished, `.open`.

    `may_waive`: those of them that are open (`.is_open`) can be taken off from here. `every`: all workings are open.
    """
    return {"items": items, "may_waive": may_waive, "every": every}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Page numbers of a `django.core.paginator.Page`; they keep the filters that stand in the address."""
    return {"request": context["request"], "page": page, "numbers": page.paginator.get_elided_page_range(page.number)}


@register.inclusion_tag("components/column.html", takes_context=True)
def column(context: template.Context, label: str, key: str = "") -> dict[str, Any]:
    """A table's column head. With `key` it sorts by `?sort=key`, and again by `?sort=-key`."""
    request = context["request"]
    current = request.GET.get("sort", context.get("sort", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "") if key else ""
    sort = f"-{key}" if direction == "ascending" else key
    return {"request": request, "label": label, "key": key, "direction": direction, "sort": sort}
