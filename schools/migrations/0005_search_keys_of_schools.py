"""Fill the search keys of the schools that are here; on the way back, invitations to departments go."""

from django.db import migrations

from common import names

NAMED = ("name_kk", "name_ru", "name_en", "place_kk", "place_ru", "place_en")


def fill(apps, schema_editor):
    school = apps.get_model("schools", "School")
    rows = list(school.objects.all())
    for row in rows:
        row.search_key = names.fold(" ".join(getattr(row, field) for field in NAMED))
    school.objects.bulk_update(rows, ["search_key"], batch_size=500)


def drop_what_has_no_school(apps, schema_editor):
    """Before this, an invitation had a school. The people and their posts stay; they are invited anew."""
    apps.get_model("schools", "Invitation").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("schools", "0004_hosted_schools")]
    operations = [migrations.RunPython(fill, drop_what_has_no_school)]
