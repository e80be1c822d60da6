from django.urls import path

from mentoring.appointment import views

urlpatterns = [
    path("mentorships/<row:pk>/candidates/", views.candidates, name="candidates"),
    path("mentorships/<row:pk>/order/", views.order_new, name="order_new"),
    path("mentorships/<row:pk>/announce/", views.announce, name="announce"),
    path("candidates/<row:pk>/", views.show_candidate, name="candidate"),
    path("candidates/<row:pk>/accept/", views.accept, name="candidate_accept"),
    path("candidates/<row:pk>/decline/", views.decline, name="candidate_decline"),
    path("candidates/<row:pk>/withdraw/", views.withdraw, name="candidate_withdraw"),
    path("candidates/<row:pk>/refuse/", views.refuse, name="candidate_refuse"),
    path("candidates/<row:pk>/object/", views.object_to, name="candidate_object"),
    path("candidates/<row:pk>/agenda/", views.put_on_agenda, name="candidate_agenda"),
]
