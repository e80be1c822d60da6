from django.urls import path

from mentoring.casework.calendar.views import country, own, year

urlpatterns = [
    path("", year.show_year, name="calendar"),
    path("days/", own.show_days, name="calendar_days"),
    path("days/new/", own.new_day, name="calendar_day_new"),
    path("days/<row:pk>/remove/", own.remove_day, name="calendar_day_remove"),
    path("days/years/<row:year>/", own.set_year, name="calendar_own_year"),
    path("days/years/<row:year>/drop/", own.drop_year, name="calendar_own_year_drop"),
    path("country/", country.show_country, name="calendar_country"),
    path("country/again/", country.count_again, name="calendar_count_again"),
    path("country/decrees/new/", country.new_decree, name="calendar_decree_new"),
    path("country/decrees/<row:pk>/", country.change_decree, name="calendar_decree"),
    path("country/decrees/<row:pk>/remove/", country.remove_decree, name="calendar_decree_remove"),
    path("country/years/<row:year>/", country.set_year, name="calendar_year"),
]
