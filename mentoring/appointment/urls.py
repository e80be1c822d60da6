from django.urls import path

from mentoring.appointment import loan_views, views

urlpatterns = [
    path("mentorships/<row:pk>/candidates/", views.candidates, name="candidates"),
    path("mentorships/<row:pk>/order/", views.order_new, name="order_new"),
    path("mentorships/<row:pk>/announce/", views.announce, name="announce"),
    path("mentorships/<row:pk>/loans/new/", loan_views.loan_new, name="loan_new"),
    path("loans/", loan_views.loan_list, name="loan_list"),
    path("loans/<row:pk>/", loan_views.show_loan, name="loan"),
    path("loans/<row:pk>/decline/", loan_views.decline_loan, name="loan_decline"),
    path("candidates/<row:pk>/", views.show_candidate, name="candidate"),
    path("candidates/<row:pk>/accept/", views.accept, name="candidate_accept"),
    path("candidates/<row:pk>/decline/", views.decline, name="candidate_decline"),
    path("candidates/<row:pk>/withdraw/", views.withdraw, name="candidate_withdraw"),
    path("candidates/<row:pk>/refuse/", views.refuse, name="candidate_refuse"),
    path("candidates/<row:pk>/object/", views.object_to, name="candidate_object"),
    path("candidates/<row:pk>/agenda/", views.put_on_agenda, name="candidate_agenda"),
]
