from django.urls import path

from mentoring.changes import views

urlpatterns = [
    path("mentorships/take-over/<int:pk>/", views.take_over, name="take_over"),
    path("mentorships/<int:pk>/change/", views.change, name="change"),
    path("mentorships/<int:pk>/change/terminate/", views.terminate, name="terminate"),
    path("mentorships/<int:pk>/change/cancel/", views.cancel, name="cancel_case"),
    path("mentorships/<int:pk>/change/suspend/", views.suspend, name="suspend"),
    path("mentorships/<int:pk>/change/resume/", views.resume, name="resume"),
    path("mentorships/<int:pk>/change/mentor/", views.end_pairing, name="pairing_end"),
    path("mentorships/<int:pk>/handover/", views.handover, name="handover"),
]
