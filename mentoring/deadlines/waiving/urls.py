from django.urls import path

from mentoring.deadlines.waiving import views

urlpatterns = [path("deadlines/<row:pk>/waive/", views.waive, name="deadline_waive")]
