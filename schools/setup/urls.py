"""Addresses of the school itself."""

from django.urls import path

from schools.setup import views

urlpatterns = [path("setup/", views.setup, name="setup")]
