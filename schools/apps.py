from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools and people")

    def ready(self) -> None:
        from common import dispatch
        from schools.people import waiting as mails
        from schools.roster import working as lists

        dispatch.offer_waiting(mails.waiting)
        dispatch.offer_waiting(lists.waiting)
