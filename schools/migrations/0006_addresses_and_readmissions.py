"""Accounts may share an address; earlier ones are kept; somebody who lost every way in is let in again by two."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0005_search_keys_of_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierEmail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('replaced_at', models.DateTimeField()),
                ('was_confirmed', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Readmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('used_at', models.DateTimeField(null=True)),
                ('old_factors', models.JSONField(default=dict)),
                ('shown_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='user',
            name='user_email_once',
        ),
        migrations.AddField(
            model_name='invitation',
            name='mailed_to',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='user',
            name='email_confirmed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='email_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='private_shut_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='user_email'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('email_confirmed_at__isnull', True), _connector='OR'), name='user_no_email_no_confirmation'),
        ),
        migrations.AddField(
            model_name='earlieremail',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_emails', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readmission',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readmission',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readmission',
            name='department',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.department'),
        ),
        migrations.AddField(
            model_name='readmission',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readmission',
            name='school',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='readmission',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readmissions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='readmission',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='schools.readmission'),
        ),
        migrations.AddConstraint(
            model_name='readmission',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('used_at__isnull', True)), fields=('user',), name='readmission_one_open'),
        ),
        migrations.AddConstraint(
            model_name='readmission',
            constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='readmission_confirmed_to_use'),
        ),
        migrations.AddConstraint(
            model_name='readmission',
            constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('ended_at__isnull', True), _connector='OR'), name='readmission_used_or_ended'),
        ),
        migrations.AddConstraint(
            model_name='readmission',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by__isnull', True), ('confirmed_by__isnull', True), models.Q(('asked_by', models.F('confirmed_by')), _negated=True), _connector='OR'), name='readmission_two_people'),
        ),
        migrations.AddConstraint(
            model_name='readmission',
            constraint=models.CheckConstraint(condition=models.Q(('shown_at__isnull', True), ('used_at__isnull', False), _connector='OR'), name='readmission_shown_after_use'),
        ),
    ]
