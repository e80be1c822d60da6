"""Requests for a new password wait for a worker; wrong tries are counted in a table of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0007_one_source_of_email'),
    ]

    operations = [
        migrations.CreateModel(
            name='ResetRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254)),
                ('network', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TryCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('count', models.PositiveIntegerField()),
                ('until', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ['until', 'pk'],
            },
        ),
    ]
