"""The deposit of one night, kept apart from that of a lease."""

from django.db import migrations


def bring_in(apps, schema_editor):
    apps.get_model("market", "FeeItem").objects.get_or_create(
        code="night-deposit",
        defaults={
            "name": "夜市保证金",
            "name_en": "Night deposit",
            "position": 9,
            "account_code": "2241",
            "liability": True,
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0020_taking_part_filings_and_call_offs"),
        ("market", "0006c_first_chart_of_accounts"),
    ]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
