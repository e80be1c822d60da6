"""Addresses of the school itself."""

from django.urls import path

from schools.organisation import views

urlpatterns = [path("setup/", views.setup, name="setup")]
