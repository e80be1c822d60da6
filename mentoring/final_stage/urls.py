from django.urls import path

from mentoring.final_stage import views

urlpatterns = [
    path("mentorships/<int:pk>/final/open/", views.open_final, name="final_open"),
    path("mentorships/<int:pk>/report/", views.report, name="report"),
    path("mentorships/<int:pk>/report/voice/", views.voice, name="report_voice"),
    path("mentorships/<int:pk>/report/submit/", views.submit, name="report_submit"),
    path("mentorships/<int:pk>/report/agenda/", views.agenda, name="report_agenda"),
    path("mentorships/<int:pk>/report/return/", views.send_back, name="report_return"),
    path("mentorships/<int:pk>/hearing/", views.hearing, name="hearing"),
    path("mentorships/<int:pk>/extract/", views.extract, name="extract_issue"),
]
