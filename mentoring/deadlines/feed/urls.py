from django.urls import path

from mentoring.deadlines.feed import views

urlpatterns = [
    path("feed/<str:token>.ics", views.show_feed, name="feed"),
    path("settings/calendar-feed/", views.feed_settings, name="feed_settings"),
]
