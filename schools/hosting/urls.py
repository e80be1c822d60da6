"""Addresses of the operator's schools and departments, and of a school's own description."""

from django.urls import path

from schools.hosting import views

urlpatterns = [
    path("schools/", views.school_list, name="hosted_schools"),
    path("schools/new/", views.school_new, name="hosted_school_new"),
    path("schools/<row:pk>/department/", views.school_join, name="hosted_school_join"),
    path("schools/departments/", views.department_list, name="hosted_departments"),
    path("schools/departments/new/", views.department_new, name="hosted_department_new"),
    path("schools/departments/<row:pk>/officers/new/", views.officer_new, name="hosted_officer_new"),
    path("schools/posts/<row:pk>/invite/", views.holder_invite, name="hosted_invite"),
    path("posts/school/", views.describe, name="school_describe"),
]
