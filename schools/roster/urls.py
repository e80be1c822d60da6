"""Addresses of the import."""

from django.urls import path

from schools.roster import views

urlpatterns = [
    path("", views.upload, name="roster_upload"),
    path("<int:pk>/columns/", views.columns, name="roster_columns"),
    path("<int:pk>/", views.preview, name="roster_preview"),
    path("<int:pk>/confirm/", views.confirm, name="roster_confirm"),
    path("<int:pk>/drop/", views.drop, name="roster_drop"),
    path("<int:pk>/result/", views.result, name="roster_result"),
    path("<int:pk>/failed/", views.failed, name="roster_failed"),
]
