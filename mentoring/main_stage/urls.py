"""Addresses of the main stage."""

from django.urls import path

from mentoring.main_stage.views import feedback, interim, log

urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/<row:pk>/", log.log_edit, name="log_edit"),
    path("log/lines/<row:pk>/confirm/", log.log_confirm, name="log_confirm"),
    path("log/lines/<row:pk>/object/", log.log_object, name="log_object"),
    path("mentorships/<row:pk>/activities/", log.activities, name="activities"),
    path("mentorships/<row:pk>/activities/<uuid:line>/outcome/", log.outcome_set, name="outcome_set"),
    path("mentorships/<row:pk>/feedback/", feedback.feedback_list, name="feedback_list"),
    path("mentorships/<row:pk>/feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("feedback/<row:pk>/", feedback.feedback, name="feedback"),
    path("mentorships/<row:pk>/interim/", interim.interim, name="interim"),
    path("interim/<row:pk>/comment/", interim.interim_comment, name="interim_comment"),
]
