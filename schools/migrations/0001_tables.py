import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CategoryLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_kk', models.CharField(max_length=200, verbose_name='name in Kazakh')),
                ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('rank', models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                'ordering': ['rank'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_kk', models.CharField(max_length=200, verbose_name='name in Kazakh')),
                ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('area', models.CharField(max_length=40)),
                ('has_marks', models.BooleanField(default=True, help_text='grade 1 and some subjects give no marks')),
            ],
            options={
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login', models.CharField(max_length=60, unique=True, verbose_name='login')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('surname', models.CharField(max_length=80, verbose_name='surname')),
                ('given_name', models.CharField(max_length=80, verbose_name='name')),
                ('patronymic', models.CharField(blank=True, max_length=80, verbose_name='patronymic')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=500)),
                ('search_key', models.CharField(editable=False, max_length=260)),
                ('language', models.CharField(default='kk', max_length=2, verbose_name='language')),
                ('theme', models.CharField(blank=True, choices=[('', 'as the device'), ('light', 'light'), ('dark', 'dark')], default='', max_length=5, verbose_name='light or dark')),
                ('is_active', models.BooleanField(default=True)),
                ('is_operator', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once'), models.UniqueConstraint(django.db.models.functions.text.Lower('login'), name='user_login_once')],
            },
        ),
        migrations.CreateModel(
            name='DecreeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('working', models.BooleanField(verbose_name='working day')),
                ('weeks', models.CharField(choices=[('5', '5'), ('6', '6'), ('5,6', '5, 6')], default='5,6', max_length=3)),
                ('pair', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=200, verbose_name='source')),
            ],
            options={
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(fields=('date', 'weeks'), name='decree_day_once')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_kk', models.CharField(max_length=200, verbose_name='name in Kazakh')),
                ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('district', 'district department'), ('region', 'regional department')], default='district', max_length=10)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='districts', to='schools.department')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_kk', models.CharField(max_length=200, verbose_name='name in Kazakh')),
                ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('place_kk', models.CharField(max_length=120, verbose_name='town or village in Kazakh')),
                ('place_ru', models.CharField(max_length=120, verbose_name='town or village in Russian')),
                ('place_en', models.CharField(blank=True, max_length=120, verbose_name='town or village in English')),
                ('week', models.PositiveSmallIntegerField(choices=[(5, 'five days, Monday to Friday'), (6, 'six days, Monday to Saturday')], default=5, verbose_name='working week')),
                ('is_small', models.BooleanField(default=False, help_text='A legal status, not a number of pupils.', verbose_name='small school')),
                ('language', models.CharField(default='kk', max_length=2, verbose_name='main language')),
                ('order_series', models.CharField(blank=True, max_length=10, verbose_name='letters after the order number')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.department')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('week__in', [5, 6])), name='school_week_5_or_6')],
            },
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('personnel_number', models.CharField(blank=True, max_length=30, verbose_name='personnel number')),
                ('subject_text', models.CharField(blank=True, max_length=120, verbose_name='subject as the school writes it')),
                ('hired_on', models.DateField(verbose_name='date of hire')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='last day at the school')),
                ('leave_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('rate', models.DecimalField(decimal_places=2, default=1, max_digits=4, verbose_name='rate')),
                ('first_time', models.BooleanField(default=False, verbose_name='first time in a school')),
                ('teaching_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='teaching since, year')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='schools.school')),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.subject')),
            ],
            options={
                'ordering': ['user__sort_key', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('hired_on')), _connector='OR'), name='employment_end_after_start'), models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('rate__lte', 3)), name='employment_rate_sane'), models.UniqueConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('personnel_number', ''), _negated=True)), fields=('school', 'personnel_number'), name='employment_number_once'), models.UniqueConstraint(fields=('school', 'user', 'hired_on'), name='employment_hire_once'), models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('school', 'user'), name='employment_one_open')],
            },
        ),
        migrations.CreateModel(
            name='EthicsRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('follows', models.BooleanField(verbose_name='follows pedagogical ethics')),
                ('recorded_on', models.DateField(verbose_name='date')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='reference')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('employment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ethics', to='schools.employment')),
            ],
            options={
                'ordering': ['-recorded_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='course or seminar')),
                ('done_on', models.DateField(verbose_name='date')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hours')),
                ('employment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preparations', to='schools.employment')),
            ],
            options={
                'ordering': ['-done_on'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('head', 'head of the school'), ('deputy', 'deputy head for academic work'), ('chair', 'chair of the pedagogical council'), ('secretary', 'secretary of the pedagogical council'), ('member', 'member of the pedagogical council'), ('psychologist', 'educational psychologist'), ('department', 'officer of the education department')], max_length=12, verbose_name='post')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('is_acting', models.BooleanField(default=False, verbose_name='acting')),
                ('order_text', models.CharField(blank=True, max_length=80, verbose_name='order number and date')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.department')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.school')),
            ],
            options={
                'ordering': ['kind', 'starts_on'],
                'indexes': [models.Index(fields=['school', 'kind'], name='post_school_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='post_end_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('kind', 'department'), ('school__isnull', True)), models.Q(models.Q(('kind', 'department'), _negated=True), ('department__isnull', True), ('school__isnull', False)), _connector='OR'), name='post_place_fits_kind'), models.CheckConstraint(condition=models.Q(('is_acting', False), models.Q(('ends_on__isnull', False), models.Q(('order_text', ''), _negated=True)), _connector='OR'), name='post_acting_has_end_and_order'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('user', 'school', 'kind'), name='post_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('used_at__isnull', True)), fields=('user',), name='invitation_one_open'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='invitation_used_or_revoked')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=dict, help_text='field: index of its column')),
                ('answers', models.JSONField(default=dict, help_text='row: whom an ambiguous row means')),
                ('state', models.CharField(choices=[('uploaded', 'uploaded'), ('confirmed', 'taken over'), ('dropped', 'dropped')], default='uploaded', max_length=10)),
                ('counts', models.JSONField(default=dict)),
                ('failed', models.JSONField(default=list, help_text='rows not taken over, as read, with reasons')),
                ('uploaded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='schools.school')),
            ],
            options={
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='SchoolDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('working', models.BooleanField(verbose_name='working day')),
                ('reason', models.CharField(max_length=120, verbose_name='reason')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_days', to='schools.school')),
            ],
            options={
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(fields=('school', 'date'), name='school_day_once')],
            },
        ),
        migrations.CreateModel(
            name='TeachingYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='academic year begins in')),
                ('teaching_from', models.DateField(verbose_name='teaching from')),
                ('teaching_to', models.DateField(verbose_name='teaching to')),
                ('estimate', models.BooleanField(default=False, verbose_name='estimate')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='teaching_years', to='schools.school')),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('school__isnull', True)), fields=('year',), name='teaching_year_country_once'), models.UniqueConstraint(condition=models.Q(('school__isnull', False)), fields=('year', 'school'), name='teaching_year_school_once'), models.CheckConstraint(condition=models.Q(('teaching_to__gt', models.F('teaching_from'))), name='teaching_year_end_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Vacation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('autumn', 'autumn vacation'), ('winter', 'winter vacation'), ('spring', 'spring vacation'), ('first_grade', 'extra vacation of the first grade')], max_length=12)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('teaching_year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vacations', to='schools.teachingyear')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('teaching_year', 'kind'), name='vacation_kind_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='vacation_end_after_start')],
            },
        ),
        migrations.CreateModel(
            name='YearResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='academic year begins in')),
                ('pupils', models.PositiveIntegerField(verbose_name='pupils counted')),
                ('good', models.PositiveIntegerField(verbose_name='of them with 4 or 5')),
                ('employment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='schools.employment')),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('employment', 'year'), name='result_once_a_year'), models.CheckConstraint(condition=models.Q(('good__lte', models.F('pupils'))), name='result_good_within_pupils')],
            },
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted_on', models.DateField(verbose_name='granted on')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('employment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='qualifications', to='schools.employment')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.categorylevel')),
            ],
            options={
                'ordering': ['-granted_on'],
                'constraints': [models.UniqueConstraint(fields=('employment', 'granted_on'), name='qualification_once_a_day'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('granted_on')), _connector='OR'), name='qualification_end_after_start')],
            },
        ),
    ]
