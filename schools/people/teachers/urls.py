"""Addresses of teachers."""

from django.urls import path

from schools.people.teachers import views

urlpatterns = [
    path("", views.teachers, name="teacher_list"),
    path("export/", views.download, name="teacher_export"),
    path("new/", views.new, name="teacher_new"),
    path("<int:pk>/", views.teacher, name="teacher_page"),
    path("<int:pk>/edit/", views.edit, name="teacher_edit"),
    path("<int:pk>/end/", views.end, name="teacher_end"),
    path("<int:pk>/category/", views.category, name="teacher_category"),
    path("<int:pk>/result/", views.result, name="teacher_result"),
    path("<int:pk>/ethics/", views.ethics, name="teacher_ethics"),
    path("<int:pk>/preparation/", views.preparation, name="teacher_preparation"),
]
