import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('leasing', '0005b_fee_items_of_settlements'),
        ('market', '0005_billing_habits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LeaseSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('party', models.CharField(default='vendor', max_length=10)),
                ('method', models.CharField(max_length=10)),
                ('phone_masked', models.CharField(blank=True, max_length=20)),
                ('ip', models.GenericIPAddressField(blank=True, null=True)),
                ('user_agent', models.CharField(blank=True, max_length=120)),
                ('ticked', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('provider_reference', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='market.document')),
                ('files', models.ManyToManyField(related_name='+', to='market.upload')),
                ('lease', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='leasing.lease')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['code', 'provider', 'scan'])), name='signature_method_is_known'), models.CheckConstraint(condition=models.Q(('party__in', ['vendor'])), name='signature_party_is_known'), models.UniqueConstraint(fields=('document', 'party'), name='a_party_signs_a_contract_once')],
            },
        ),
    ]
