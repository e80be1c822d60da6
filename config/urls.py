"""Addresses. Each step keeps its own; what is not here does not exist."""

from django.urls import include, path

handler500 = "common.views.server_error"

urlpatterns = [
    path("", include("common.operations.urls")),
    path("", include("mentoring.casework.urls")),
    path("", include("mentoring.deadlines.urls")),
    path("", include("mentoring.council.urls")),
    path("", include("mentoring.appointment.urls")),
    path("", include("mentoring.final_stage.urls")),
    path("", include("mentoring.changes.urls")),
    path("", include("mentoring.main_stage.urls")),
    path("calendar/", include("mentoring.casework.calendar.urls")),
    path("", include("mentoring.deadlines.waiving.urls")),
    path("rules/", include("mentoring.regulations.urls")),
    path("calculator/", include("mentoring.deadlines.calculator.urls")),
    path("mentorships/", include("mentoring.introductory.urls")),
    path("teachers/import/", include("schools.roster.urls")),
    path("teachers/", include("schools.people.teachers.urls")),
    path("", include("reports.rendering.urls")),
    path("", include("reports.overview.urls")),
    path("", include("schools.people.urls")),
    path("", include("schools.hosting.urls")),
    path("", include("schools.setup.urls")),
]
