from django.urls import path

from reports.overview import views

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/export/", views.download, name="overview_export"),
    path("overview/schools/<row:pk>/", views.school, name="overview_school"),
]
