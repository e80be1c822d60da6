"""Addresses that allauth kept beside ours go: it found accounts by them after they were replaced.

On the way back an address belongs to one account again: the one that had it first.
"""

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Lower


def keep_ours_alone(apps, schema_editor):
    apps.get_model("account", "EmailAddress").objects.all().delete()
    apps.get_model("schools", "User").objects.exclude(email="").update(email_since=F("made_at"))


def one_account_for_each(apps, schema_editor):
    user = apps.get_model("schools", "User")
    seen = set()
    rows = user.objects.exclude(email="").alias(folded=Lower("email")).order_by("folded", "email_since", "pk")
    for pk, email in rows.values_list("pk", "email"):
        if email.lower() in seen:
            user.objects.filter(pk=pk).update(email="", email_since=None, email_confirmed_at=None)
        seen.add(email.lower())


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("schools", "0006_addresses_and_readmissions"),
    ]
    operations = [migrations.RunPython(keep_ours_alone, one_account_for_each)]
