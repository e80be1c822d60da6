from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from common import dispatch
        from reports.rendering.services import waiting

        dispatch.offer_waiting(waiting)
