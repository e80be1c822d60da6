from django.urls import path

from mentoring.appointment import loan_views, views

urlpatterns = [
    path("mentorships/<int:pk>/candidates/", views.candidates, name="candidates"),
    path("mentorships/<int:pk>/order/", views.order_new, name="order_new"),
    path("mentorships/<int:pk>/announce/", views.announce, name="announce"),
    path("mentorships/<int:pk>/loans/new/", loan_views.loan_new, name="loan_new"),
    path("loans/", loan_views.loan_list, name="loan_list"),
    path("loans/<int:pk>/", loan_views.show_loan, name="loan"),
    path("loans/<int:pk>/decline/", loan_views.decline_loan, name="loan_decline"),
    path("candidates/<int:pk>/", views.show_candidate, name="candidate"),
    path("candidates/<int:pk>/accept/", views.accept, name="candidate_accept"),
    path("candidates/<int:pk>/decline/", views.decline, name="candidate_decline"),
    path("candidates/<int:pk>/withdraw/", views.withdraw, name="candidate_withdraw"),
    path("candidates/<int:pk>/refuse/", views.refuse, name="candidate_refuse"),
    path("candidates/<int:pk>/object/", views.object_to, name="candidate_object"),
    path("candidates/<int:pk>/agenda/", views.put_on_agenda, name="candidate_agenda"),
]
