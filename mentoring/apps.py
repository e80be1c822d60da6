from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self) -> None:
        from common import dispatch, events
        from common.mail import stopping
        from common.operations import checks
        from mentoring.casework.at_teacher import ways_for
        from mentoring.changes.selectors import touched_by_end
        from mentoring.deadlines import recount
        from mentoring.deadlines.readings import sweep
        from mentoring.deadlines.stopping.address import address_of
        from mentoring.subscribers import SUBSCRIBERS
        from schools.people.teachers import further, touched

        events.subscribe(SUBSCRIBERS)
        stopping.offer("digest", address_of)
        dispatch.offer_waiting(recount.waiting)
        touched.offer(touched_by_end)
        further.offer(ways_for)
        checks.offer(_("Deadlines"), sweep)
