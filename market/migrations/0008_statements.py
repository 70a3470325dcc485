
import django.contrib.postgres.fields
import django.db.models.deletion
import market.core.movements
import market.core.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('market', '0007b_refunds_leave_the_till'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=60, verbose_name='account')),
                ('method', models.CharField(max_length=10)),
                ('layout', models.CharField(max_length=60)),
                ('file_name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('first_on', models.DateField(null=True)),
                ('last_on', models.DateField(null=True)),
                ('opening_fen', models.BigIntegerField(null=True)),
                ('closing_fen', models.BigIntegerField(null=True)),
                ('known', models.PositiveIntegerField(default=0)),
                ('faults', models.JSONField(default=list)),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='market.market')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['alipay', 'bank', 'card', 'cash', 'deposit', 'other', 'wechat'])), name='statement_method_is_known'), models.UniqueConstraint(fields=('market', 'sha256'), name='statement_once_per_file')],
            },
        ),
        migrations.CreateModel(
            name='StatementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('content', models.CharField(max_length=64)),
                ('position', models.PositiveIntegerField()),
                ('booked_at', models.DateTimeField()),
                ('direction', models.CharField(max_length=8)),
                ('amount_fen', models.BigIntegerField()),
                ('balance_fen', models.BigIntegerField(null=True)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('account_masked', models.CharField(blank=True, max_length=40)),
                ('account_print', models.CharField(blank=True, max_length=64)),
                ('memo', models.CharField(blank=True, max_length=200)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('channel', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(default=market.core.states.LineState['NEW'], max_length=10)),
                ('note', models.CharField(blank=True, help_text='why it was not booked', max_length=200)),
                ('confidence', models.CharField(blank=True, max_length=8)),
                ('proposals', models.JSONField(default=list)),
                ('about', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='market.market')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='market.statement')),
            ],
            options={
                'ordering': ['-booked_at', '-id'],
                'indexes': [models.Index(fields=['market', 'state', '-booked_at'], name='statement_line_to_do'), models.Index(fields=['market', 'account_print'], name='statement_line_of_payer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'ignored', 'new', 'parked'])), name='statement_line_state_is_known'), models.CheckConstraint(condition=models.Q(('direction__in', ['in', 'neither', 'out'])), name='statement_line_direction_is_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['', 'likely', 'maybe', 'sure'])), name='statement_line_confidence_is_known'), models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='statement_line_is_above_zero'), models.CheckConstraint(condition=models.Q(models.Q(('state', market.core.states.LineState['BOOKED']), _negated=True), ('direction', market.core.movements.Direction['IN']), _connector='OR'), name='statement_line_booked_came_in')],
            },
        ),
        migrations.CreateModel(
            name='PayerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('print', models.CharField(db_index=True, max_length=64)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('masked', models.CharField(blank=True, max_length=40)),
                ('times', models.PositiveIntegerField(default=1)),
                ('last_on', models.DateField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payers', to='market.account')),
            ],
            options={
                'ordering': ['-last_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('account', 'print'), name='payer_once_per_account')],
            },
        ),
        migrations.CreateModel(
            name='StatementLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('told', models.JSONField()),
                ('taught_at', models.DateTimeField()),
                ('market', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='market.market')),
                ('taught_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('market', 'name'), name='layout_once_per_name')],
            },
        ),
        migrations.CreateModel(
            name='LineBooking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tied', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_bookings', to='market.payment')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='market.statementline')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('payment',), name='payment_stands_behind_one_line')],
            },
        ),
    ]
