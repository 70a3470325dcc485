"""Which account each fee item is credited to, by the chart of the 小企业会计准则."""

from django.db import migrations

CODES = {
    "rent": "5001",
    "night": "5001",
    "management": "5001",
    "sanitation": "5051",
    "electricity": "5051",
    "water": "5051",
    "heating": "5051",
    "advertising": "5051",
    "other": "5051",
    "late-fee": "5301",
    "deposit": "2241",
}
KEPT_FOR_THE_VENDOR = ("deposit",)


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "FeeItem").objects
    for code, account_code in CODES.items():
        items.filter(code=code, account_code="").update(account_code=account_code)
    items.filter(code__in=KEPT_FOR_THE_VENDOR).update(liability=True)


class Migration(migrations.Migration):
    dependencies = [("market", "0005_fee_items_for_the_books")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
