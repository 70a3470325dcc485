"""What a refund is booked as: credit that was handed back."""

from django.db import migrations


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "FeeItem")
    names = {"name": "退款", "name_en": "Refund", "position": 90, "account_code": "1012"}
    items.objects.get_or_create(code="refund", defaults=names)


class Migration(migrations.Migration):
    dependencies = [("market", "0007_the_counter")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
