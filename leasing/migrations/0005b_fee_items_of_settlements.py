"""What a settlement charges, and earnest money, which is not a deposit (民法典 586)."""

from django.db import migrations

FEE_ITEMS = [
    ("damage", "损坏赔偿", "Damage"),
    ("cleaning", "清理费", "Cleaning"),
    ("earnest", "定金", "Earnest money"),
]


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "FeeItem")
    items.objects.bulk_create(
        (
            items(code=code, name=name, name_en=name_en, position=20 + place)
            for place, (code, name, name_en) in enumerate(FEE_ITEMS)
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("leasing", "0005_arrears_and_deposits"),
        ("market", "0005_billing_habits"),
    ]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
