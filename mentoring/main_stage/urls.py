"""Addresses of the main stage."""

from django.urls import path

from mentoring.main_stage.views import feedback, interim, log

urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/<int:pk>/", log.log_edit, name="log_edit"),
    path("log/lines/<int:pk>/confirm/", log.log_confirm, name="log_confirm"),
    path("log/lines/<int:pk>/object/", log.log_object, name="log_object"),
    path("mentorships/<int:pk>/activities/", log.activities, name="activities"),
    path("mentorships/<int:pk>/activities/<uuid:line>/outcome/", log.outcome_set, name="outcome_set"),
    path("mentorships/<int:pk>/feedback/", feedback.feedback_list, name="feedback_list"),
    path("mentorships/<int:pk>/feedback/new/", feedback.feedback_new, name="feedback_new"),
    path("feedback/<int:pk>/", feedback.feedback, name="feedback"),
    path("mentorships/<int:pk>/interim/", interim.interim, name="interim"),
    path("interim/<int:pk>/comment/", interim.interim_comment, name="interim_comment"),
]
