from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self) -> None:
        from common import events
        from mentoring.subscribers import SUBSCRIBERS

        events.subscribe(SUBSCRIBERS)
