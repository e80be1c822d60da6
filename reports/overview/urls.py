from django.urls import path

from reports.overview import views

urlpatterns = [path("overview/", views.overview, name="overview")]
