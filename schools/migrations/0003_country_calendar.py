"""The country's calendar as shipped: days moved by decree, academic years and vacations."""

from django.db import migrations

from schools.calendar.data.academic_years import SHIPPED_YEARS
from schools.calendar.data.decrees import SHIPPED_DECREES


def load(apps, schema_editor):
    decree_day = apps.get_model("schools", "DecreeDay")
    decree_day.objects.bulk_create(
        decree_day(
            date=decree.on,
            working=decree.working,
            weeks=",".join(map(str, decree.weeks)),
            pair=decree.pair,
            source=decree.source,
        )
        for decree in SHIPPED_DECREES
    )
    teaching_year, vacation = apps.get_model("schools", "TeachingYear"), apps.get_model("schools", "Vacation")
    for year in SHIPPED_YEARS:
        row = teaching_year.objects.create(
            year=year.start_year,
            teaching_from=year.teaching_from,
            teaching_to=year.teaching_to,
            estimate=year.estimate,
            source=year.source,
        )
        vacation.objects.bulk_create(
            vacation(teaching_year=row, kind=v.code, starts_on=v.first, ends_on=v.last) for v in year.vacations
        )


def unload(apps, schema_editor):
    apps.get_model("schools", "DecreeDay").objects.all().delete()
    apps.get_model("schools", "TeachingYear").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_subjects_and_categories")]
    operations = [migrations.RunPython(load, unload)]
