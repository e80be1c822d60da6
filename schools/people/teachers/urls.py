"""Addresses of teachers."""

from django.urls import path

from schools.people.teachers import ethics_views, views

urlpatterns = [
    path("", views.teachers, name="teacher_list"),
    path("export/", views.download, name="teacher_export"),
    path("ethics/", ethics_views.ethics_of_many, name="teachers_ethics"),
    path("new/", views.new, name="teacher_new"),
    path("<row:pk>/", views.teacher, name="teacher_page"),
    path("<row:pk>/edit/", views.edit, name="teacher_edit"),
    path("<row:pk>/end/", views.end, name="teacher_end"),
    path("<row:pk>/category/", views.category, name="teacher_category"),
    path("<row:pk>/result/", views.result, name="teacher_result"),
    path("<row:pk>/ethics/", views.ethics, name="teacher_ethics"),
    path("<row:pk>/preparation/", views.preparation, name="teacher_preparation"),
]
