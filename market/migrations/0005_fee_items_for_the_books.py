from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('market', '0005_billing_habits')]
    operations = [
        migrations.AddField(
            model_name="feeitem",
            name="account_code",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="feeitem", name="liability", field=models.BooleanField(default=False)
        ),
    ]
