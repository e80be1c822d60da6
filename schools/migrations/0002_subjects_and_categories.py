"""Subjects and qualification categories as shipped."""

from django.db import migrations

from schools.organisation.shipped import CATEGORY_LEVELS, SUBJECTS


def load(apps, schema_editor):
    apps.get_model("schools", "Subject").objects.bulk_create(
        apps.get_model("schools", "Subject")(
            code=code, area=area, has_marks=marks, name_kk=kazakh, name_ru=russian, name_en=english
        )
        for code, (area, marks, kazakh, russian, english) in SUBJECTS.items()
    )
    apps.get_model("schools", "CategoryLevel").objects.bulk_create(
        apps.get_model("schools", "CategoryLevel")(
            code=code, rank=rank, name_kk=kazakh, name_ru=russian, name_en=english
        )
        for rank, (code, (kazakh, russian, english)) in enumerate(CATEGORY_LEVELS.items(), start=1)
    )


def unload(apps, schema_editor):
    apps.get_model("schools", "Subject").objects.all().delete()
    apps.get_model("schools", "CategoryLevel").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_tables")]
    operations = [migrations.RunPython(load, unload)]
