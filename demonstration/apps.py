from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemonstrationConfig(AppConfig):
    name = "demonstration"
    verbose_name = _("Demonstration")

    def ready(self) -> None:
        from demonstration.offered import people
        from schools.people.selectors.demonstration import offer

        offer(people)
