from django.urls import path

from mentoring.council import views

urlpatterns = [
    path("council/", views.meeting_list, name="meeting_list"),
    path("council/new/", views.meeting_new, name="meeting_new"),
    path("council/<int:pk>/matters/new/", views.item_new, name="agenda_item_new"),
    path("council/<int:pk>/agenda/", views.send_agenda, name="agenda_send"),
    path("council/<int:pk>/present/", views.mark_present, name="meeting_present"),
    path("council/<int:pk>/minutes/", views.sign_minutes, name="minutes_sign"),
    path("council/matters/<int:pk>/", views.decide, name="agenda_item_decide"),
]
