from django.urls import path

from mentoring.changes import views

urlpatterns = [
    path("mentorships/take-over/<row:pk>/", views.take_over, name="take_over"),
    path("mentorships/<row:pk>/change/", views.change, name="change"),
    path("mentorships/<row:pk>/change/terminate/", views.terminate, name="terminate"),
    path("mentorships/<row:pk>/change/cancel/", views.cancel, name="cancel_case"),
    path("mentorships/<row:pk>/change/suspend/", views.suspend, name="suspend"),
    path("mentorships/<row:pk>/change/resume/", views.resume, name="resume"),
    path("mentorships/<row:pk>/change/mentor/", views.end_pairing, name="pairing_end"),
    path("mentorships/<row:pk>/handover/", views.handover, name="handover"),
]
