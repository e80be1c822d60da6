from django.urls import include, path

from mentoring.deadlines.notices import views as notices
from mentoring.deadlines.stopping import views as stopping

urlpatterns = [
    path("", include("mentoring.deadlines.feed.urls")),
    path("notices/", notices.show_notices, name="notices"),
    path("notices/read/", notices.read_notices, name="notices_read"),
    path("mail/stop/<str:token>/", stopping.stop, name="mail_stop"),
    path("settings/reminders/", notices.reminder_settings, name="reminder_settings"),
]
