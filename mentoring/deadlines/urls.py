from django.urls import include, path

from mentoring.deadlines.notices import views as notices

urlpatterns = [
    path("", include("mentoring.deadlines.feed.urls")),
    path("notices/", notices.show_notices, name="notices"),
    path("notices/read/", notices.read_notices, name="notices_read"),
    path("settings/reminders/", notices.reminder_settings, name="reminder_settings"),
]
