"""Uploaded lists are read by a worker, and what it found is kept in rows. Lists on their way are read once more."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

OUT = {"not_answered": "ask", "left_out": "left_out"}
MANY = 500


def forward(apps, schema_editor):
    """Those on their way wait for the worker; of those taken over, the rows that stayed out become rows."""
    batches = apps.get_model("schools", "ImportBatch").objects
    rows = apps.get_model("schools", "ImportRow").objects
    batches.update(queued_at=F("uploaded_at"))
    batches.filter(state="uploaded").update(state="waiting")
    for pk in batches.filter(state="confirmed").values_list("pk", flat=True):
        batch = batches.get(pk=pk)
        rows.bulk_create(
            (
                rows.model(
                    batch=batch,
                    number=row["row"],
                    kind=OUT.get(row["problems"][0]["code"] if row["problems"] else "", "wrong"),
                    position=position,
                    data={"cells": row["cells"], "problems": [{"shown": "", **one} for one in row["problems"]]},
                )
                for position, row in enumerate(batch.failed)
            ),
            batch_size=MANY,
        )
        first = batch.counts.get("first_time", [])
        batch.counts = {**batch.counts, "first_time": first[:50], "hires": len(first), "out": len(batch.failed)}
        batch.save(update_fields=["counts"])
    _settle(schema_editor)


def back(apps, schema_editor):
    batches = apps.get_model("schools", "ImportBatch").objects
    batches.filter(state__in=["waiting", "reading", "ready", "unreadable", "confirming"]).update(state="uploaded")
    for batch in batches.filter(state="confirmed"):
        batch.failed = [
            {
                "row": row.number,
                "cells": row.data["cells"],
                "problems": [
                    {name: one[name] for name in ("field", "code", "params")} for one in row.data.get("problems", ())
                ]
                or [{"field": "surname", "code": "not_answered" if row.kind == "ask" else "left_out", "params": {}}],
            }
            for row in batch.rows.order_by("number")
        ]
        batch.save(update_fields=["failed"])
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL changes no table while it has keys to check at the end of the transaction."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("schools", "0008_signing_in")]
    operations = [
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='in the spreadsheet')),
                ('kind', models.CharField(max_length=10)),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, max_length=400)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='importbatch',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='capacity',
            field=models.CharField(blank=True, help_text='in which it was confirmed', max_length=40),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='digest',
            field=models.CharField(blank=True, help_text='of what the preview shows', max_length=32),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='done',
            field=models.PositiveIntegerField(default=0, help_text='rows read so far'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='failed_sha256',
            field=models.CharField(blank=True, help_text='the file of rows that stayed out', max_length=64),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='language',
            field=models.CharField(blank=True, help_text='in which it was confirmed', max_length=5),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='leased_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='problem',
            field=models.JSONField(default=dict, help_text='why it was not read or not taken over: code, params'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='queued_at',
            field=models.DateTimeField(help_text='when the worker was last asked', null=True),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='request_id',
            field=models.CharField(blank=True, help_text='of the confirmation', max_length=40),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='revision',
            field=models.PositiveIntegerField(default=0, help_text='counts what was asked of the worker'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='served_at',
            field=models.DateTimeField(help_text='when a worker last took it in hand', null=True),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='sheet',
            field=models.JSONField(default=dict, help_text='the sheet with the people: its name, and the header in it'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='total',
            field=models.PositiveIntegerField(default=0, help_text='rows below the header'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='counts',
            field=models.JSONField(default=dict, help_text='rows of each kind; after the confirmation also who is new'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='state',
            field=models.CharField(choices=[('waiting', 'waits to be read'), ('reading', 'is being read'), ('ready', 'ready to look at'), ('unreadable', 'could not be read'), ('confirming', 'is being taken over'), ('confirmed', 'taken over'), ('dropped', 'dropped')], default='waiting', max_length=10),
        ),
        migrations.AddField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='schools.importbatch'),
        ),
        migrations.RunPython(forward, back),
        migrations.AlterField(
            model_name='importbatch',
            name='queued_at',
            field=models.DateTimeField(help_text='when the worker was last asked'),
        ),
        migrations.RemoveField(model_name='importbatch', name='failed'),
        migrations.AddIndex(
            model_name='importbatch',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'reading', 'confirming'])), fields=['queued_at'], name='import_waiting'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('leased_until__isnull', False)), fields=('school',), name='import_one_in_work'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'position'], name='import_row_shown'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'kind', 'position'], name='import_row_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once'),
        ),
    ]
