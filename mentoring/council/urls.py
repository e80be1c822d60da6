from django.urls import path

from mentoring.council import views

urlpatterns = [
    path("council/", views.meeting_list, name="meeting_list"),
    path("council/new/", views.meeting_new, name="meeting_new"),
    path("council/<row:pk>/matters/new/", views.item_new, name="agenda_item_new"),
    path("council/<row:pk>/agenda/", views.send_agenda, name="agenda_send"),
    path("council/<row:pk>/present/", views.mark_present, name="meeting_present"),
    path("council/<row:pk>/minutes/", views.sign_minutes, name="minutes_sign"),
    path("council/matters/<row:pk>/", views.decide, name="agenda_item_decide"),
]
