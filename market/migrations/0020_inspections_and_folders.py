
import django.contrib.postgres.fields
import django.db.models.deletion
import market.core.dossiers
import market.core.inspecting.states
import market.core.retention
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('market', '0011_first_rules_about_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=80)),
                ('points', models.PositiveSmallIntegerField(default=5, verbose_name='points')),
                ('days', models.PositiveSmallIntegerField(default=3, verbose_name='days to put it right')),
                ('grave', models.BooleanField(default=False, verbose_name='fails the visit by itself')),
                ('in_use', models.BooleanField(default=True, verbose_name='asked about')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('confidence', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(max_length=10)),
                ('text', models.CharField(max_length=1000)),
                ('contact_sealed', models.TextField(blank=True)),
                ('contact_masked', models.CharField(blank=True, max_length=30)),
                ('came_by', models.CharField(default='desk', max_length=6)),
                ('state', models.CharField(default=market.core.inspecting.states.ComplaintState['RECEIVED'], max_length=10)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('due_on', models.DateField()),
                ('received_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-received_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('scope', models.CharField(max_length=8)),
                ('with_sensitive', models.BooleanField(default=False)),
                ('reason', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('state', models.CharField(default=market.core.dossiers.DossierState['WAITING'], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
                ('claim_token', models.UUIDField(null=True)),
                ('claim_until', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('step', models.CharField(blank=True, max_length=30)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('fault', models.CharField(blank=True, max_length=200)),
                ('file', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('files', models.PositiveIntegerField(default=0)),
                ('built_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60)),
                ('kept', models.CharField(max_length=50)),
                ('ended_on', models.DateField()),
                ('due_on', models.DateField()),
                ('why', models.CharField(max_length=40)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Fetch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
            ],
            options={
                'verbose_name_plural': 'fetches',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('points', models.PositiveSmallIntegerField()),
                ('grave', models.BooleanField(default=False)),
                ('state', models.CharField(default=market.core.inspecting.states.FindingState['OPEN'], max_length=10)),
                ('due_on', models.DateField()),
                ('answer', models.CharField(blank=True, help_text='what the vendor did', max_length=500)),
                ('rectified_at', models.DateTimeField(blank=True, null=True)),
                ('looked_again', models.PositiveSmallIntegerField(default=0)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FindingPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(default='found', max_length=10)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('asked', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(), blank=True, default=list, size=None)),
                ('points', models.PositiveSmallIntegerField()),
                ('grade', models.CharField(max_length=1)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(default=market.core.inspecting.states.InspectionState['RECORDED'], max_length=10)),
                ('inspected_at', models.DateTimeField(help_text='as the phone told it')),
                ('recorded_at', models.DateTimeField(help_text='when it arrived here')),
                ('by_name', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['-inspected_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Penalty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trade_class', models.CharField(max_length=16)),
                ('penalised_on', models.DateField()),
                ('authority', models.CharField(max_length=100)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('deed', models.CharField(max_length=300)),
                ('amount_fen', models.BigIntegerField(blank=True, null=True)),
                ('state', models.CharField(default=market.core.inspecting.states.PenaltyState['STANDING'], max_length=10)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'penalties',
                'ordering': ['-penalised_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='QuickTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('day', models.DateField()),
                ('sample', models.CharField(max_length=40)),
                ('origin', models.CharField(blank=True, max_length=100)),
                ('inhibition', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ('verdict', models.CharField(max_length=8)),
                ('disposal', models.CharField(blank=True, max_length=300)),
                ('disposed_at', models.DateTimeField(blank=True, null=True)),
                ('tested_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=50, unique=True)),
                ('purpose', models.CharField(max_length=200, verbose_name='kept for')),
                ('purpose_en', models.CharField(blank=True, max_length=200)),
                ('keep_days', models.PositiveSmallIntegerField(verbose_name='days afterwards')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('confidence', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('name', models.CharField(blank=True, max_length=60)),
                ('way', models.CharField(default='all', max_length=8)),
                ('seed', models.CharField(blank=True, max_length=80)),
                ('size', models.PositiveSmallIntegerField(default=0)),
                ('algorithm', models.CharField(blank=True, max_length=30)),
                ('population', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('population_sha256', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(default=market.core.inspecting.states.RoundState['PLANNED'], max_length=10)),
                ('planned_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Scale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('make', models.CharField(blank=True, max_length=60, verbose_name='make')),
                ('most_kg', models.PositiveSmallIntegerField(default=30, verbose_name='weighs up to, kg')),
                ('division_g', models.PositiveSmallIntegerField(default=5, verbose_name='division, g')),
                ('fair', models.BooleanField(default=False, verbose_name="the market's fair scale")),
                ('state', models.CharField(default=market.core.inspecting.states.ScaleState['IN_USE'], max_length=10)),
                ('since', models.DateField()),
            ],
            options={
                'ordering': ['market', '-fair', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ScaleLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=8)),
                ('load_g', models.PositiveIntegerField()),
                ('shown_g', models.PositiveIntegerField()),
                ('allowed_g', models.PositiveSmallIntegerField()),
                ('passed', models.BooleanField()),
                ('goods', models.CharField(blank=True, max_length=6)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('why', models.CharField(max_length=8)),
            ],
            options={
                'ordering': ['round', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('until', models.DateField()),
                ('certificate', models.CharField(blank=True, max_length=60)),
                ('agency', models.CharField(blank=True, max_length=100)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-until', '-id'],
            },
        ),
        migrations.AddField(
            model_name='upload',
            name='data_key',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='erased_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='preview_of',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='preview', to='market.upload'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('data_key', ''), ('name', '')), _connector='OR'), name='upload_that_is_erased_has_no_key'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='market.market'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='pitch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.pitch'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dossier',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='market.market'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.vendor'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='zone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.zone'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='vendor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='fetch',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fetch',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fetches', to='market.dossier'),
        ),
        migrations.AddField(
            model_name='finding',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='market.checkitem'),
        ),
        migrations.AddField(
            model_name='finding',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='market.market'),
        ),
        migrations.AddField(
            model_name='finding',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='findingphoto',
            name='finding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='market.finding'),
        ),
        migrations.AddField(
            model_name='findingphoto',
            name='upload',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='finding_photo', to='market.upload'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='inspected_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inspection',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='market.market'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='pitch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.pitch'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='finding',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='market.inspection'),
        ),
        migrations.AddField(
            model_name='penalty',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='market.market'),
        ),
        migrations.AddField(
            model_name='penalty',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='penalty',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='quicktest',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quick_tests', to='market.market'),
        ),
        migrations.AddField(
            model_name='quicktest',
            name='pitch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.pitch'),
        ),
        migrations.AddField(
            model_name='quicktest',
            name='tested_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='quicktest',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quick_tests', to='market.vendor'),
        ),
        migrations.AddConstraint(
            model_name='retention',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', market.core.retention.Kept['VENDOR_FILE']), _negated=True), ('keep_days__gte', 183), _connector='OR'), name='vendor_file_is_kept_half_a_year'),
        ),
        migrations.AddField(
            model_name='round',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='market.market'),
        ),
        migrations.AddField(
            model_name='round',
            name='planned_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='round',
            name='zone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.zone'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='market.round'),
        ),
        migrations.AddField(
            model_name='scale',
            name='market',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scales', to='market.market'),
        ),
        migrations.AddField(
            model_name='scale',
            name='pitch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='market.pitch'),
        ),
        migrations.AddField(
            model_name='scale',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scales', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='scalelog',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scalelog',
            name='scale',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logs', to='market.scale'),
        ),
        migrations.AddField(
            model_name='scalelog',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reweighed', to='market.vendor'),
        ),
        migrations.AddField(
            model_name='stop',
            name='pitch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='market.pitch'),
        ),
        migrations.AddField(
            model_name='stop',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='market.round'),
        ),
        migrations.AddField(
            model_name='stop',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='market.vendor'),
        ),
        migrations.AddField(
            model_name='verification',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verification',
            name='scale',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='market.scale'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['dismissed', 'received', 'settled', 'taken'])), name='complaint_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['hygiene', 'other', 'price', 'quality', 'service', 'weight'])), name='complaint_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('came_by__in', ['desk', 'phone', 'qr'])), name='complaint_way_is_known'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'building'])), fields=['asked_at'], name='dossier_to_build'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['building', 'expired', 'failed', 'ready', 'waiting'])), name='dossier_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['market', 'vendor', 'zone'])), name='dossier_scope_is_known'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'market'), ('vendor', None), ('zone', None)), models.Q(('scope', 'zone'), ('vendor', None), ('zone__isnull', False)), models.Q(('scope', 'vendor'), ('vendor__isnull', False), ('zone', None)), _connector='OR'), name='dossier_is_of_what_it_says'),
        ),
        migrations.AddIndex(
            model_name='erasure',
            index=models.Index(fields=['subject'], name='erasure_of_subject'),
        ),
        migrations.AddConstraint(
            model_name='findingphoto',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['found', 'rectified'])), name='finding_photo_kind_is_known'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('state__in', ['open', 'rectified'])), fields=['due_on'], name='finding_not_closed'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['vendor', 'state'], name='finding_of_vendor'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['cleared', 'open', 'rectified', 'withdrawn'])), name='finding_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='penalty',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['standing', 'withdrawn'])), name='penalty_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='penalty',
            constraint=models.CheckConstraint(condition=models.Q(('trade_class__in', ['other', 'small_catering', 'stall'])), name='penalty_class_is_known'),
        ),
        migrations.AddConstraint(
            model_name='penalty',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('market', 'vendor', 'reference'), name='penalty_once_per_reference'),
        ),
        migrations.AddIndex(
            model_name='quicktest',
            index=models.Index(fields=['market', '-day'], name='quick_test_of_market'),
        ),
        migrations.AddConstraint(
            model_name='quicktest',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['failed', 'passed', 'void'])), name='quick_test_verdict_is_known'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['cancelled', 'closed', 'planned'])), name='round_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['all', 'sample'])), name='round_way_is_known'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['vendor', '-inspected_at'], name='inspection_of_vendor'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['market', '-inspected_at'], name='inspection_of_market'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['recorded', 'voided'])), name='inspection_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['A', 'B', 'C', 'D'])), name='inspection_grade_is_known'),
        ),
        migrations.AddConstraint(
            model_name='scale',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_use', 'retired', 'stopped'])), name='scale_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='scale',
            constraint=models.UniqueConstraint(fields=('market', 'number'), name='scale_once_per_number'),
        ),
        migrations.AddConstraint(
            model_name='scale',
            constraint=models.CheckConstraint(condition=models.Q(('fair', False), ('vendor__isnull', True), _connector='OR'), name='scale_that_is_fair_is_the_markets'),
        ),
        migrations.AddConstraint(
            model_name='scale',
            constraint=models.CheckConstraint(condition=models.Q(('division_g__gte', 1)), name='scale_division_is_something'),
        ),
        migrations.AddConstraint(
            model_name='scalelog',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['daily', 'reweigh'])), name='scale_log_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='scalelog',
            constraint=models.CheckConstraint(condition=models.Q(('goods__in', ['', 'dear', 'plain'])), name='scale_log_goods_are_known'),
        ),
        migrations.AddConstraint(
            model_name='scalelog',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'daily')), fields=('scale', 'day'), name='scale_is_checked_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('why__in', ['all', 'drawn', 'overdue'])), name='stop_reason_is_known'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.UniqueConstraint(fields=('round', 'pitch', 'vendor'), name='stop_once'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('day'))), name='verification_ends_after_it_is'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.UniqueConstraint(fields=('scale', 'day'), name='verification_once_a_day'),
        ),
    ]
