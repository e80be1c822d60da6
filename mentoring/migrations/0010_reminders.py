import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0005_pulse_and_patience'),
        ('mentoring', '0009_own_matters_of_steps'),
        ('schools', '0003_country_calendar'),
        ('schools', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('send_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='common.outboxmail')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['day', 'pk'],
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['send_at'], name='digest_waiting')],
                'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='digest_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('before', 'before'), ('due', 'due'), ('late', 'late'), ('head', 'head'), ('nudge', 'nudge')], max_length=6)),
                ('due_on', models.DateField()),
                ('on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='mentoring.deadline')),
                ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='mentoring.digest')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('user', 'deadline', 'kind', 'on'), name='notice_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'nudge'), _negated=True), ('by__isnull', False), _connector='OR'), name='notice_nudge_has_author')],
            },
        ),
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('leased_until', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recounts', to='schools.school')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['asked_at'], name='recount_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('school',), name='recount_one_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('before', 'before'), ('due', 'due'), ('late', 'late'), ('head', 'head')], max_length=6)),
                ('due_on', models.DateField()),
                ('falls_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='mentoring.deadline')),
            ],
            options={
                'ordering': ['falls_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('deadline', 'due_on', 'step'), name='reminder_once_per_step')],
            },
        ),
        migrations.CreateModel(
            name='ReminderChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.PositiveSmallIntegerField(default=7)),
                ('only_legal', models.BooleanField(default=False)),
                ('feed', models.PositiveIntegerField(default=0)),
                ('feed_on', models.BooleanField(default=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='reminder_hour_of_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Stuck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('retry_at', models.DateTimeField()),
                ('given_up_at', models.DateTimeField(null=True)),
                ('error', models.CharField(max_length=200)),
                ('deadline', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stuck', to='mentoring.deadline')),
            ],
            options={
                'ordering': ['retry_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SweepRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('due', models.PositiveIntegerField(default=0)),
                ('recorded', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['-started_at'], name='sweep_run_latest')],
            },
        ),
        migrations.AddField(
            model_name='deadline',
            name='next_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='deadline',
            name='next_step',
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AddField(
            model_name='deadline',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('next_on__isnull', False)), fields=['next_on'], name='deadline_next_step'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_on__isnull', True), ('next_step', '')), models.Q(('next_on__isnull', False), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='deadline_next_step_and_day'),
        ),
    ]
