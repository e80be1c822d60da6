from django.urls import path

from mentoring.regulations import views

urlpatterns = [
    path("", views.show_rules, name="rules"),
    path("<row:pk>/", views.show_version, name="rules_version"),
    path("school/new/", views.new_school_version, name="rules_new_school"),
    path("country/new/", views.new_country_version, name="rules_new_country"),
]
