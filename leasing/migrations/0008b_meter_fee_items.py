"""What meters charge for besides electricity and water: the parts of what is lost on the way."""

from django.db import migrations

FEE_ITEMS = [
    ("electricity", "电费", "Electricity", 3),
    ("electricity_loss", "电费公摊损耗", "Electricity, shared loss", 3),
    ("water", "水费", "Water", 4),
    ("water_loss", "水费公摊损耗", "Water, shared loss", 4),
]


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "FeeItem")
    items.objects.bulk_create(
        (
            items(code=code, name=name, name_en=name_en, position=place)
            for code, name, name_en, place in FEE_ITEMS
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("leasing", "0008_meters"),
        ("market", "0003_first_paper_types_and_fee_items"),
    ]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
