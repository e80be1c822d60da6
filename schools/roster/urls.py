"""Addresses of the import."""

from django.urls import path

from schools.roster import views

urlpatterns = [
    path("", views.upload, name="roster_upload"),
    path("sample/<slug:language>.xlsx", views.sample_file, name="roster_sample"),
    path("<row:pk>/columns/", views.columns, name="roster_columns"),
    path("<row:pk>/", views.preview, name="roster_preview"),
    path("<row:pk>/confirm/", views.confirm, name="roster_confirm"),
    path("<row:pk>/drop/", views.drop, name="roster_drop"),
    path("<row:pk>/result/", views.result, name="roster_result"),
    path("<row:pk>/failed/", views.failed, name="roster_failed"),
]
