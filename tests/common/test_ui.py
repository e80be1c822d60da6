"""Display tags: one look for dates, people, statuses and lists."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from common import words

PERSON = SimpleNamespace(surname="Омарова", given_name="Гүлнара", patronymic="Сапарқызы")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def deadline(state: str, days: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(state=state, days=days)


@pytest.mark.parametrize(
    ("state", "days", "mark", "text"),
    [
        ("upcoming", 5, "next", "5 working days left"),
        ("upcoming", None, "next", "Not begun"),
        ("soon", 1, "soon", "1 working day left"),
        ("soon", None, "soon", "Due soon"),
        ("today", 0, "today", "Due today"),
        ("met", None, "met", "Met"),
        ("met_late", 2, "late", "Met late, 2 working days"),
        ("met_late", None, "late", "Met late"),
        ("overdue", 1, "overdue", "1 working day late"),
        ("overdue", None, "overdue", "Overdue"),
        ("waived", None, "next", "No longer required"),
    ],
)
def test_a_deadline_has_a_mark_and_words(state: str, days: int | None, mark: str, text: str) -> None:
    html = render("{% deadline_status item %}", item=deadline(state, days))
    assert html == f'<span class="status {mark}"><i class="dot"></i>{text}</span>'


def test_unknown_states_are_not_drawn() -> None:
    with pytest.raises(KeyError):
        render('{% status "blue" "words" %}')
    with pytest.raises(KeyError):
        words.deadline_words("lost")


def test_status_words_are_escaped() -> None:
    assert "&lt;b&gt;" in render('{% status "met" text %}', text="<b>")


def test_dates() -> None:
    day, moment = date(2026, 12, 2), datetime(2026, 12, 2, 10, 4, tzinfo=UTC)
    assert render("{% d day %}", day=day) == '<time datetime="2026-12-02">Wed 02.12.2026</time>'
    assert render("{% short_date day %}", day=day) == '<time datetime="2026-12-02">Wed 02.12</time>'
    assert "Wednesday, 2 December 2026" in render("{% long_date day %}", day=day)
    assert "Wed 02.12.2026, 15:04</time>" in render("{% dt moment %}", moment=moment)


@pytest.mark.parametrize("tag", ["d", "short_date", "long_date", "dt", "person", "initials"])
def test_nothing_is_shown_for_nothing(tag: str) -> None:
    assert render(f"{{% {tag} value %}}", value=None) == ""


def test_people() -> None:
    assert render("{% person who %}", who=PERSON) == '<span lang="kk">Омарова Гүлнара Сапарқызы</span>'
    assert ">Омарова Г. С.<" in render("{% initials who %}", who=PERSON)
    assert render("{{ who|full_name }}", who="Пак <Ирина>") == "Пак &lt;Ирина&gt;"


def test_percent_stands_with_its_counts() -> None:
    assert render("{% percent 68 104 %}").replace("\u00a0", " ") == "65.4 % (68 of 104)"
    assert render("{% percent 0 0 %}") == "No data"


def test_counted_days() -> None:
    assert render("{{ 3|days_late }}, {{ 5|working_days }}") == ("3 working days late, 5 working days")


def test_an_email_breaks_before_its_at_and_stays_escaped() -> None:
    assert render("{{ 'omarova@mektep.example'|mail_address }}") == "omarova<wbr>@mektep.example"
    assert render("{{ ''|mail_address }}") == "–"
    assert render("{{ '<b>@mektep.example'|mail_address }}") == "&lt;b&gt;<wbr>@mektep.example"


def test_track_marks_today() -> None:
    stop = SimpleNamespace(state="here", label="Today", date=date(2026, 12, 3), words="Main stage", past=False)
    met = SimpleNamespace(state="met_late", label="Level", date=None, words="Met late", past=True)
    html = render("{% track stages caption %}", stages=[SimpleNamespace(name="2 Main", note="", stops=[met, stop])])
    assert '<li class="late past">' in html
    assert '<li class="here" aria-current="step">' in html


def test_pager_and_columns_keep_the_filters() -> None:
    request = RequestFactory().get("/list", {"q": "Ли", "sort": "name", "page": "2"})
    page = Paginator(range(45), 10).page(2)
    source = '{% pager page %}{% column "Name" "name" %}{% column "Step" %}'
    html = Template(source).render(RequestContext(request, {"page": page}))
    assert 'rel="next"' in html
    assert 'aria-current="page" aria-label="Page 2"' in html
    assert "q=%D0%9B%D0%B8&amp;sort=name&amp;page=3" in html
    assert 'aria-sort="ascending"' in html
    assert "q=%D0%9B%D0%B8&amp;sort=-name" in html
    assert html.count("aria-sort") == 1


def test_one_page_has_no_pager() -> None:
    html = render("{% pager page %}", page=Paginator([1], 10).page(1), request=RequestFactory().get("/"))
    assert html.strip() == ""
