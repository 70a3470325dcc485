import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# a set-based INSERT of planned notices need not name what only delivery writes
DEFAULTS = """
ALTER TABLE market_notice ALTER COLUMN at_once SET DEFAULT false, ALTER COLUMN trail SET DEFAULT '[]'
"""
NO_DEFAULTS = """
ALTER TABLE market_notice ALTER COLUMN at_once DROP DEFAULT, ALTER COLUMN trail DROP DEFAULT
"""


class Migration(migrations.Migration):

    dependencies = [
        ('market', '0030_what_is_settled_about_reminding'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('channel', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('taken', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), default=list, size=None)),
            ],
        ),
        migrations.AddField(
            model_name='notice',
            name='at_once',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='notice',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='delivered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='trail',
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='notice_at_provider'),
        ),
        migrations.CreateModel(
            name='Footing',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('system', models.CharField(max_length=40)),
                ('timeline', models.BigIntegerField()),
                ('database', models.BigIntegerField()),
                ('noted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='footing_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=10)),
                ('name', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(max_length=200)),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.CharField(max_length=60)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['-begun_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['all', 'channel', 'occasion'])), name='pause_scope_is_known'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('scope', 'name'), name='pause_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=20)),
                ('address', models.CharField(max_length=100)),
                ('consents', models.PositiveIntegerField(default=0)),
                ('noted_at', models.DateTimeField()),
                ('gone_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='market.vendor')),
            ],
            options={
                'indexes': [models.Index(fields=['channel', 'address'], name='contact_at_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('user__isnull', True), ('vendor__isnull', False)), models.Q(('user__isnull', False), ('vendor__isnull', True)), _connector='OR'), name='contact_of_a_vendor_or_of_a_person'), models.UniqueConstraint(fields=('vendor', 'channel'), name='contact_once_per_vendor'), models.UniqueConstraint(fields=('user', 'channel'), name='contact_once_per_person')],
            },
        ),
        migrations.RunSQL(
            sql=DEFAULTS,
            reverse_sql=NO_DEFAULTS,
        ),
    ]
