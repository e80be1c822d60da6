"""Tags for the papers' templates: words in one or two languages, typed words with their language, dates, hours.

The templates find `languages` in their context: the codes in which this form of the paper is printed, the leading
one first. Load with `{% load papers %}`.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from common import dates
from reports.papers.base import InLanguages, Typed, Words, in_language
from reports.papers.words import clock as as_clock
from reports.papers.words import filled, hours_and_minutes

register = template.Library()

LONGEST = 40
LINE_BREAK, MAY_BREAK = SafeString("<br>"), SafeString("<wbr>")


@register.simple_tag(takes_context=True)
def label(context: dict[str, Any], words: Promise, **values: object) -> SafeString:
    """Fixed words in the leading language, and in the second one, smaller and grey, if there is one.

    `{% label _("Mentor") %}`; with values: `{% label _("until {date}") date=paper.period_end %}`. Where both
    languages say the same, it is said once.
    """
    lead, *others = _in_all(context, words, values)
    second = format_html_join(
        "",
        ' <span class="second" lang="{}">{}</span>',
        ((other.language, other.text) for other in others if other.text != lead.text),
    )
    return format_html("{}{}", lead.text, second)


@register.simple_tag(takes_context=True)
def lead(context: dict[str, Any], words: Words, **values: object) -> str:
    """The same in the leading language alone, as plain text: for drawings, lists and tight places."""
    if isinstance(words, Typed):
        return words.text
    return _in_all(context, words, values)[0].text


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], words: Words, **values: object) -> SafeString:
    """Fixed words as `label` does; typed words as typed, in their own language, with their line breaks."""
    return typed(context, words) if isinstance(words, Typed) else label(context, words, **values)


@register.simple_tag(takes_context=True)
def typed(context: dict[str, Any], words: Typed) -> SafeString:
    """What was typed: escaped, line breaks kept, marked with its language where that is not the leading one."""
    lines = format_html_join(LINE_BREAK, "{}", ((_breakable(line),) for line in words.text.strip().splitlines()))
    if words.language == context["languages"][0]:
        return lines
    return format_html('<span lang="{}">{}</span>', words.language, lines)


@register.simple_tag(takes_context=True)
def facts(context: dict[str, Any], items: tuple[Words, ...]) -> SafeString:
    """Short facts about a person in one line, “physics · first time in a school”, for each language a line.

    Typed facts stand in the first line only: they are the same in both.
    """
    lines = []
    for place, language in enumerate(context["languages"]):
        parts = [
            conditional_escape(in_language(item, language).text)
            for item in items
            if item and (place == 0 or not isinstance(item, Typed))
        ]
        if parts:
            css = "second line" if place else "line"
            lines.append(format_html('<span class="{}" lang="{}">{}</span>', css, language, _dots(parts)))
    return format_html_join(" ", "{}", ((line,) for line in lines))


@register.simple_tag(takes_context=True)
def official(context: dict[str, Any], words: InLanguages) -> Typed:
    """A school's official words in the leading language, or what there is instead."""
    return words.pick(context["languages"][0])


@register.simple_tag
def officially(words: InLanguages, language: str) -> Typed:
    """A school's official words in one language, or what there is instead."""
    return words.pick(language)


@register.simple_tag
def words_in(language: str, words: Words, **values: object) -> str:
    """Words in one given language, for papers whose languages stand in columns of their own."""
    if isinstance(words, Typed):
        return words.text
    return in_language(filled(words, **values) if values else words, language).text


@register.simple_tag
def page_words(language: str) -> dict[str, str]:
    """“page {page} of {pages}” cut in three for the counters of the style sheet."""
    with override(language):
        before, rest = gettext("page {page} of {pages}").split("{page}")
    between, after = rest.split("{pages}")
    return {"before": before, "between": between, "after": after}


@register.filter
def day(value: date | datetime | None) -> str:
    """02.12.2026; a dash for what has no date."""
    return dates.numeric(value) if value else "–"


@register.filter
def time_of(value: datetime) -> str:
    """16:45"""
    return dates.clock_time(value)


@register.filter
def clock(minutes: int | None) -> str:
    """1:15"""
    return as_clock(minutes)


@register.filter
def hours(minutes: int) -> Promise:
    """“29 h 15”, to be given to a label."""
    return hours_and_minutes(minutes)


@register.filter
def signed(growth: int | None) -> str:
    """+2, 0, −1; a dash for unknown."""
    if growth is None:
        return "–"
    return f"+{growth}" if growth > 0 else str(growth).replace("-", "−")


@register.filter
def or_dash(value: object) -> object:
    """A dash for None, since 0 is a level and an empty cell is a riddle."""
    return "–" if value is None else value


@register.filter
def millimetres(share: int) -> str:
    """A percentage as the length of its bar; 100 percent are 50 mm."""
    return f"{share / 2:.1f}"


def _in_all(context: dict[str, Any], words: Promise, values: dict[str, object]) -> list[Typed]:
    fixed = filled(words, **values) if values else words
    return [in_language(fixed, language) for language in context["languages"]]


def _breakable(line: str) -> SafeString:
    """Escaped; a word without end may break every 40 letters, which also keeps its layout quick."""
    words = line.split(" ")
    if max(map(len, words)) <= LONGEST:
        return format_html("{}", line)
    pieces = ([word[start : start + LONGEST] for start in range(0, len(word), LONGEST)] for word in words)
    return format_html_join(
        " ", "{}", ((format_html_join(MAY_BREAK, "{}", ((part,) for part in word)),) for word in pieces)
    )


def _dots(parts: list[SafeString]) -> SafeString:
    return format_html_join(" · ", "{}", ((part,) for part in parts))
