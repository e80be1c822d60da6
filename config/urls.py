"""Addresses. Each step keeps its own; what is not here does not exist."""

from django.urls import include, path

from common import views as common_views

urlpatterns = [
    path("healthz", common_views.healthz, name="healthz"),
    path("", include("mentoring.casework.urls")),
    path("", include("mentoring.council.urls")),
    path("", include("mentoring.appointment.urls")),
    path("", include("mentoring.final_stage.urls")),
    path("", include("mentoring.changes.urls")),
    path("", include("mentoring.main_stage.urls")),
    path("", include("mentoring.deadlines.waiving.urls")),
    path("rules/", include("mentoring.regulations.urls")),
    path("calculator/", include("mentoring.deadlines.calculator.urls")),
    path("mentorships/", include("mentoring.introductory.urls")),
    path("teachers/import/", include("schools.roster.urls")),
    path("teachers/", include("schools.people.teachers.urls")),
    path("", include("reports.rendering.urls")),
    path("", include("reports.overview.urls")),
    path("", include("schools.people.urls")),
    path("", include("schools.organisation.urls")),
]
