"""A person at a browser of one's own: clicks, types and reads, and can say where one stood when something failed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect
from time_machine import Traveller

from samples.names import Name

ALMATY = ZoneInfo("Asia/Almaty")
PATIENCE = 10_000
"""Milliseconds until a thing that is looked for is missed."""


@dataclass(repr=False)
class Person:
    """`who` is told when something fails; `login` and `password` are typed whenever the sign-in page asks."""

    who: str
    name: Name
    browser: Browser
    address: str
    clock: Traveller
    password: str
    login: str = ""
    status: int = 0
    _context: BrowserContext | None = field(default=None, repr=False)
    _page: Page | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return self.who

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.name.surname, self.name.given, self.name.patronymic) if part)

    @property
    def page(self) -> Page:
        """One's own browser, which runs no script and speaks English."""
        if self._page is None:
            self._context = self.browser.new_context(java_script_enabled=False, accept_downloads=True, locale="en")
            self._context.set_default_timeout(PATIENCE)
            self._page = self._context.new_page()
            self._page.on("response", self._note)
        return self._page

    def leave(self) -> None:
        if self._context is not None:
            self._context.close()

    # Going somewhere

    def visit(self, address: str) -> None:
        """Open an address that one was given."""
        self.page.goto(address, wait_until="domcontentloaded")
        self._arrived()

    def home(self) -> None:
        """One's own task list; signs in first when the session has ended."""
        self.visit(self.address)
        if self.page.get_by_role("button", name="Sign in", exact=True).count():
            self.type("E-mail or login", self.login)
            self.type("Password", self.password)
            self.press("Sign in")
        self.reads("Your tasks")

    def task(self, title: str, verb: str) -> None:
        """From home through the button of the task with this title."""
        self.home()
        row = self.page.locator("ol.tasks > li").filter(has=self.page.get_by_role("heading", name=title))
        self._follow(row.get_by_role("link", name=_named(verb)))

    def menu(self, label: str) -> None:
        """A place of the main menu, or of the menu under one's name."""
        link = self.page.get_by_role("banner").get_by_role("link", name=label, exact=True)
        if not link.first.is_visible():
            self.page.get_by_role("banner").locator("summary").click()
        self._follow(link)

    def case(self, novice: str, tab: str = "") -> None:
        """The case of this new teacher, and one of its tabs."""
        self.home()
        self.menu("Mentorships")
        self.open(novice)
        if tab:
            self._follow(self.page.get_by_role("navigation", name="Parts of this").get_by_role("link", name=tab))

    def open(self, label: str, about: str = "") -> None:
        """A link by the beginning of its name, and whom or what it is about."""
        self._follow(self.page.get_by_role("main").get_by_role("link", name=_named(label, about)))

    def press(self, label: str, about: str = "", *, says: str = "") -> None:
        """A button by the beginning of its name; the answer is no refusal and, if wished, says something."""
        self._press(label, about)
        refusals = [text.strip() for text in self.page.locator(".invalid-feedback, [role=alert]").all_inner_texts()]
        assert not refusals, f"“{label}” was refused: {refusals}"
        if says:
            self.reads(says)

    def is_refused(self, label: str, says: str) -> None:
        """The button is answered with a refusal that says this."""
        self._press(label, "")
        expect(self.page.locator(".invalid-feedback, [role=alert]").filter(has_text=says).first).to_be_visible()

    # Filling in

    def type(self, label: str, text: str | date) -> None:
        self._field(label).fill(text if isinstance(text, str) else text.isoformat())

    def upload(self, label: str, name: str, content: bytes) -> None:
        self._field(label).set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})

    def select(self, label: str, option: str, nth: int = 0) -> None:
        """By its words, or of a person by the name, behind which stands what tells namesakes apart."""
        field = self._field(label, nth)
        shown = [text.strip() for text in field.locator("option").all_inner_texts()]
        field.select_option(label=next((text for text in shown if text.startswith(f"{option}, ")), option))

    def choose(self, label: str, group: str = "") -> None:
        """A radio button or a box by the beginning of its name, capital or not, in the group with this name."""
        place: Any = self.page.get_by_role("group", name=group) if group else self.page.get_by_role("main")
        name = re.compile(_named(label).pattern, re.DOTALL | re.IGNORECASE)
        place.get_by_role("radio", name=name).or_(place.get_by_role("checkbox", name=name)).first.check()

    # Reading

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def does_not_read(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main")).not_to_contain_text(text)

    def stands(self) -> str:
        """Where one is and what the page says, for whoever reads the failure."""
        if self._page is None:
            return "at no page yet"
        heading = self.page.locator("h1").all_inner_texts()
        told = self.page.locator(".messages, .note, .invalid-feedback").all_inner_texts()
        return f"at {urlsplit(self.page.url).path} (HTTP {self.status}), {heading}; the page says {told}"

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status

    def _arrived(self) -> None:
        assert self.status < 400, f"the page answers {self.status}"

    def _press(self, label: str, about: str) -> None:
        self._follow(self.page.get_by_role("main").get_by_role("button", name=_named(label, about)))

    def _follow(self, what: Locator) -> None:
        expect(what.first).to_be_visible()
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            what.first.click()
        self._arrived()

    def _field(self, label: str, nth: int = 0) -> Locator:
        """A field by its whole label; “(optional)” may stand behind it."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$")).nth(nth)


def _named(label: str, about: str = "") -> re.Pattern[str]:
    """Names that begin so; behind it, for those who hear the page, stands whom or what it is about."""
    return re.compile(f"^{re.escape(label)}.*{re.escape(about)}", re.DOTALL)


Rest = ParamSpec("Rest")
Told = TypeVar("Told")


def step(function: Callable[Concatenate[Person, Rest], Told]) -> Callable[Concatenate[Person, Rest], Told]:
    """A step of the walk: what it is stands in its docstring; its failure tells who stood where, and when."""

    @wraps(function)
    def walked(person: Person, *args: Rest.args, **kwargs: Rest.kwargs) -> Told:
        try:
            return function(person, *args, **kwargs)
        except BaseException as error:
            today = datetime.now(ALMATY)
            error.add_note(f"{person.who} ({person.full_name}), {today:%d.%m.%Y}: {function.__doc__}")
            error.add_note(person.stands())
            raise

    return walked


def on(clock: Traveller, day: date, hour: int = 10) -> date:
    """The clock stands on this day, at this hour in Almaty."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY))
    return day
