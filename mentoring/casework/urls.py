from django.urls import path

from mentoring.casework import forecast_views, opening, views

urlpatterns = [
    path("", views.show_home, name="home"),
    path("mentorships/", views.list_cases, name="mentorship_list"),
    path("mentorships/export/", views.export_cases, name="mentorship_export"),
    path("mentorships/proposed/", views.show_proposals, name="mentorship_proposals"),
    path("mentorships/proposed/<row:pk>/off/", views.set_aside, name="proposal_off"),
    path("mentorships/proposed/<row:pk>/on/", views.propose_again, name="proposal_on"),
    path("mentorships/open/<row:pk>/", opening.open_one, name="mentorship_open"),
    path("mentorships/<row:pk>/", views.show_case, name="case"),
    path("forecast/", forecast_views.show_forecast, name="forecast"),
    path("deadlines/<row:pk>/nudge/", forecast_views.nudge_actors, name="nudge"),
    path("council/<row:pk>/", views.show_meeting, name="meeting"),
]
