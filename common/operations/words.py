"""How long ago, and how much room: in words."""

from datetime import datetime, timedelta

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import Text
from common.operations.checks import State

STATE_MARKS = {State.FACT: "", State.OK: "met", State.WARN: "soon", State.BAD: "overdue"}


def ago(moment: datetime, now: datetime) -> str:
    """“less than a minute ago”, “5 minutes ago”, “3 hours ago”, “2 days ago”"""
    gone = max(now - moment, timedelta())
    minutes = int(gone.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute ago")
    if minutes < 120:
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(count)s hour ago", "%(count)s hours ago", hours) % {"count": hours}
    return ngettext("%(count)s day ago", "%(count)s days ago", gone.days) % {"count": gone.days}


def size(number: int) -> str:
    return filesizeformat(number)


def state_words(state: State) -> Text:
    return {State.FACT: "", State.OK: _("in order"), State.WARN: _("worth a look"), State.BAD: _("act now")}[state]
