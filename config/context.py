"""What every page needs: who is here, where, and what one may open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common import clock
from common.models import Installation
from mentoring.deadlines.notices.selectors import has_unread, unread
from schools.people.access import COUNCIL, LEADERS, Access, Role, access_of


@dataclass(frozen=True)
class NavItem:
    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class Door:
    """A place that one may go to, and who finds it: in the main navigation, or below it in the person's menu.

    prefix: where its pages stand, one address or several.
    """

    label: Any
    url_name: str
    prefix: str | tuple[str, ...]
    opens: Callable[[Access], bool] = field(repr=False)


def _signed_in(access: Access) -> bool:
    return access.user_id is not None


def _anybody(access: Access) -> bool:
    return bool(access.roles)


def _has_rules(access: Access) -> bool:
    return bool(access.roles) or access.is_operator


def _has_cases(access: Access) -> bool:
    return access.holds(Role.TEACHER, *LEADERS)


def _has_calendar(access: Access) -> bool:
    return bool(access.roles) or access.is_operator


def _leads(access: Access) -> bool:
    return access.holds(Role.DEPUTY, Role.HEAD)


def _officer(access: Access) -> bool:
    return bool(access.department_ids)


def _operator(access: Access) -> bool:
    return access.is_operator


def _council(access: Access) -> bool:
    return access.holds(*COUNCIL, *LEADERS)


MENTORING = (
    "/mentorships/",
    "/candidates/",
    "/loans/",
    "/log/",
    "/feedback/",
    "/interim/",
    "/deadlines/",
    "/papers/",
)
DOORS: tuple[Door, ...] = (
    Door(_("Tasks"), "home", "/", _anybody),
    Door(_("Mentorships"), "mentorship_list", MENTORING, _has_cases),
    Door(_("Teachers"), "teacher_list", "/teachers/", _leads),
    Door(_("Council"), "meeting_list", "/council/", _council),
    Door(_("Schools"), "overview", "/overview/", _officer),
)


MENU: tuple[Door, ...] = (
    Door(_("Forecast"), "forecast", "/forecast/", _leads),
    Door(_("Calendar"), "calendar", "/calendar/", _has_calendar),
    Door(_("Rules"), "rules", "/rules/", _has_rules),
    Door(_("Calculator of dates"), "calculator", "/calculator/", _signed_in),
    Door(_("Accounts and invitations"), "accounts", "/accounts/", _leads),
    Door(_("Posts"), "posts", "/posts/", _leads),
    Door(_("Schools and departments"), "hosted_schools", "/schools/", _operator),
    Door(_("State of the installation"), "operations", "/operations/", _operator),
)


class Ui:
    """Read lazily by base.html; at most three queries, none for a visitor who is not signed in."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def access(self) -> Access | None:
        return access_of(self.user) if self.user else None

    @cached_property
    def nav(self) -> list[NavItem]:
        return self._open(DOORS)

    @cached_property
    def menu(self) -> list[NavItem]:
        return self._open(MENU)

    def _open(self, doors: tuple[Door, ...]) -> list[NavItem]:
        if self.access is None:
            return []
        path = self.request.path
        items = []
        for door in doors:
            if door.opens(self.access):
                current = path == door.prefix if door.prefix == "/" else path.startswith(door.prefix)
                items.append(NavItem(door.label, reverse(door.url_name), current))
        return items

    @property
    def theme(self) -> str:
        return self.user.theme if self.user else self.request.COOKIES.get("theme", "")

    @property
    def person(self) -> str:
        return self.user.short_name if self.user else ""

    @cached_property
    def tab_owner(self) -> str:
        """Whose unsent forms a tab keeps: the same on every page of this person, and no id; empty for a visitor."""
        return salted_hmac("config.context.tab", str(self.user.pk)).hexdigest()[:16] if self.user else ""

    @cached_property
    def capacities(self) -> list[str]:
        """The posts in which the person acts at the present school."""
        from schools.people.words import ROLE_WORDS

        if self.access is None:
            return []
        held = self.access.roles.get(self.school.pk, frozenset()) if self.school else frozenset()
        if self.access.is_operator:
            held |= {Role.OPERATOR}
        if self.school is None and self.access.department_ids:
            held |= {Role.DEPARTMENT}
        return [str(words) for role, words in ROLE_WORDS.items() if role in held]

    @property
    def school(self) -> Any:
        return getattr(self.request, "school", None)

    @property
    def schools(self) -> list[Any]:
        return getattr(self.request, "schools", [])

    @cached_property
    def _standing(self) -> Any:
        """The installation's row, and with it whether notices of this person are unread: one query for both."""
        rows = Installation.objects.filter(pk=1)
        return (rows.annotate(has_unread=has_unread(self.user)) if self.user else rows).first()

    @property
    def is_demo(self) -> bool:
        return self._standing is not None and self._standing.is_demo

    @cached_property
    def unread(self) -> int:
        """Notices that the person has not read yet. Counted only where there are any: every page asks."""
        if self.user is None or self._standing is None or not self._standing.has_unread:
            return 0
        return unread(self.user)

    @property
    def private_shut_until(self) -> datetime | None:
        """Until when private records are shut; None where they are open."""
        shut = self.access is not None and not self.access.reads_private
        return self.access.private_shut_until if self.access and shut else None

    @property
    def insecure_lan(self) -> bool:
        return bool(settings.LAN and not settings.OVER_TLS)

    @cached_property
    def today(self) -> Any:
        return clock.today()


def ui(request: HttpRequest) -> dict[str, Any]:
    return {"ui": Ui(request)}
