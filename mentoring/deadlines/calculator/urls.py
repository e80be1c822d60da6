from django.urls import path

from mentoring.deadlines.calculator import views

urlpatterns = [path("", views.show, name="calculator")]
