"""Addresses of stage 1, all under a case."""

from django.urls import include, path

from mentoring.introductory.views import activities, adaptation, diagnostics, level, plan

START = {"occasion": diagnostics.START}
END = {"occasion": diagnostics.END}

case_patterns = [
    path("level/", level.level, name="level"),
    path("diagnostics/", diagnostics.diagnostics, START, name="diagnostics"),
    path("diagnostics/sign/", diagnostics.sheet_sign, START, name="sheet_sign"),
    path("diagnostics/end/", diagnostics.diagnostics, END, name="diagnostics_end"),
    path("diagnostics/end/sign/", diagnostics.sheet_sign, END, name="sheet_sign_end"),
    path("self-rating/", diagnostics.self_rating, START, name="self_rating"),
    path("self-rating/end/", diagnostics.self_rating, END, name="self_rating_end"),
    path("mentor-rating/", diagnostics.mentor_rating, START, name="mentor_rating"),
    path("mentor-rating/end/", diagnostics.mentor_rating, END, name="mentor_rating_end"),
    path("requests/", diagnostics.requests, name="requests"),
    path("adaptation/", adaptation.adaptation, name="adaptation"),
    path("adaptation/new/", adaptation.adaptation_new, name="adaptation_new"),
    path("adaptation/<row:item_id>/", adaptation.adaptation_edit, name="adaptation_edit"),
    path("adaptation/<row:item_id>/done/", adaptation.adaptation_done, name="adaptation_done"),
    path("adaptation/<row:item_id>/delete/", adaptation.adaptation_delete, name="adaptation_delete"),
    path("plan/", plan.plan, name="plan"),
    path("plan/new/", plan.plan_new, name="plan_new"),
    path("plan/edit/", plan.plan_edit, name="plan_edit"),
    path("plan/submit/", plan.plan_submit, name="plan_submit"),
    path("plan/agree/", plan.plan_agree, name="plan_agree"),
    path("plan/approve/", plan.plan_approve, name="plan_approve"),
    path("plan/send-back/", plan.plan_send_back, name="plan_send_back"),
    path("plan/activities/new/", activities.activity_new, name="activity_new"),
    path("plan/activities/<row:activity_id>/", activities.activity_edit, name="activity_edit"),
    path("plan/activities/<row:activity_id>/delete/", activities.activity_delete, name="activity_delete"),
]
urlpatterns = [path("<row:pk>/", include(case_patterns))]
