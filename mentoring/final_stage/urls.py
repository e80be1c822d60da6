from django.urls import path

from mentoring.final_stage import views

urlpatterns = [
    path("mentorships/<row:pk>/final/open/", views.open_final, name="final_open"),
    path("mentorships/<row:pk>/report/", views.report, name="report"),
    path("mentorships/<row:pk>/report/voice/", views.voice, name="report_voice"),
    path("mentorships/<row:pk>/report/submit/", views.submit, name="report_submit"),
    path("mentorships/<row:pk>/report/agenda/", views.agenda, name="report_agenda"),
    path("mentorships/<row:pk>/report/return/", views.send_back, name="report_return"),
    path("mentorships/<row:pk>/hearing/", views.hearing, name="hearing"),
    path("mentorships/<row:pk>/extract/", views.extract, name="extract_issue"),
]
