from django.urls import path

from common.operations import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics_text, name="metrics"),
    path("operations/", views.operations, name="operations"),
]
