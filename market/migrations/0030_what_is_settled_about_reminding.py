
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('market', '0021_first_checklist_and_retention'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_state_is_known',
        ),
        migrations.AddField(
            model_name='notice',
            name='bundles',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='notice',
            name='channels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None),
        ),
        migrations.AddField(
            model_name='notice',
            name='digest',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='market.notice'),
        ),
        migrations.AddField(
            model_name='notice',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='quiet_from',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='quiet_until',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='stage',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='vendor',
            name='channels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='how they would be told, in order; none is as the house does', size=None),
        ),
        migrations.AddField(
            model_name='vendor',
            name='quiet_from',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='vendor',
            name='quiet_until',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('stage', ''), _negated=True), fields=['subject', 'due_on', 'occasion', 'stage'], name='notice_of_stage'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('bundles', True), ('state__in', ['pending', 'bundled'])), fields=['next_attempt_at'], name='notice_to_bundle'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['bundled', 'cancelled', 'failed', 'pending', 'sending', 'sent', 'unknown'])), name='notice_state_is_known'),
        ),
        migrations.CreateModel(
            name='ReminderPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=30)),
                ('stages', models.JSONField(default=list)),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('quiet_from', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('digest', models.BooleanField(default=True)),
                ('settled_at', models.DateTimeField()),
                ('settled_by', models.CharField(max_length=60)),
                ('market', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_policies', to='market.market')),
            ],
            options={
                'verbose_name_plural': 'reminder policies',
                'ordering': ['market', 'occasion'],
                'constraints': [models.UniqueConstraint(fields=('market', 'occasion'), name='reminder_policy_once_per_occasion')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=30)),
                ('audience', models.CharField(default='vendor', max_length=8)),
                ('channel', models.CharField(blank=True, max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=60)),
                ('market', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='templates', to='market.market')),
            ],
            options={
                'ordering': ['market', 'occasion', 'audience', 'channel', 'language', '-version'],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['en', 'zh-hans'])), name='template_language_is_known'), models.CheckConstraint(condition=models.Q(('audience__in', ['staff', 'vendor'])), name='template_audience_is_known'), models.UniqueConstraint(fields=('market', 'occasion', 'audience', 'channel', 'language', 'version'), name='template_version_once')],
            },
        ),
    ]
