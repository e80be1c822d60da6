from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Common")

    def ready(self) -> None:
        from django.urls import register_converter

        from common.converters import RowConverter

        register_converter(RowConverter, "row")

        from common.operations import checks
        from common.operations.backup import backup
        from common.operations.mails import mails
        from common.operations.server import server
        from common.operations.workers import workers

        checks.offer(_("Server"), server)
        checks.offer(_("Workers and queue"), workers)
        checks.offer(_("Mail"), mails)
        checks.offer(_("Backup"), backup)
