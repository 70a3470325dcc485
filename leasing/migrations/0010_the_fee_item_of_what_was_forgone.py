"""A fee item for what was forgone and is owed after all when a vendor leaves early."""

from django.db import migrations


def bring_in(apps, schema_editor):
    apps.get_model("market", "FeeItem").objects.get_or_create(
        code="clawback",
        defaults={
            "name": "优惠补回",
            "name_en": "Concession paid back",
            "position": 11,
            "account_code": "5301",
            "usual_per": "",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("leasing", "0010_lease_life")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
