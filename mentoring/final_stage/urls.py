from django.urls import path

from mentoring.final_stage.views import hearing, report

urlpatterns = [
    path("mentorships/<row:pk>/final/open/", report.open_final, name="final_open"),
    path("mentorships/<row:pk>/report/", report.report, name="report"),
    path("mentorships/<row:pk>/report/voice/", report.voice, name="report_voice"),
    path("mentorships/<row:pk>/report/submit/", report.submit, name="report_submit"),
    path("mentorships/<row:pk>/report/agenda/", hearing.agenda, name="report_agenda"),
    path("mentorships/<row:pk>/report/return/", hearing.send_back, name="report_return"),
    path("mentorships/<row:pk>/hearing/", hearing.hearing, name="hearing"),
    path("mentorships/<row:pk>/extract/", hearing.extract, name="extract_issue"),
]
