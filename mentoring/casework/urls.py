from django.urls import path

from mentoring.casework import views

urlpatterns = [
    path("", views.show_home, name="home"),
    path("mentorships/", views.list_cases, name="mentorship_list"),
    path("mentorships/export/", views.export_cases, name="mentorship_export"),
    path("mentorships/<int:pk>/", views.show_case, name="case"),
    path("council/<int:pk>/", views.show_meeting, name="meeting"),
]
