from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from common import dispatch
        from common.operations import checks
        from mentoring.casework import papers
        from reports.rendering import readings
        from reports.rendering.selectors import meeting_lines
        from reports.rendering.services import waiting

        dispatch.offer_waiting(waiting)
        papers.offer(meeting_lines)
        checks.offer(_("Papers"), readings.papers)
