"""The defaults that every market begins with: kinds of paper, and what charges are for."""

import json
import re
from pathlib import Path

from django.db import migrations

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

FEE_ITEMS = [
    ("rent", "租金", "Rent"),
    ("deposit", "押金", "Deposit"),
    ("management", "管理费", "Management fee"),
    ("sanitation", "卫生费", "Sanitation fee"),
    ("electricity", "电费", "Electricity"),
    ("water", "水费", "Water"),
    ("heating", "取暖费", "Heating"),
    ("advertising", "广告位费", "Advertising"),
    ("late-fee", "滞纳金", "Late fee"),
    ("night", "夜市摊位费", "Night pitch fee"),
    ("other", "其他", "Other"),
]


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "FeeItem")
    items.objects.bulk_create(
        items(code=code, name=name, name_en=name_en, position=place)
        for place, (code, name, name_en) in enumerate(FEE_ITEMS)
    )
    types = apps.get_model("market", "PermitType")
    rows = _seed("permit_types.json")["types"]
    english = _seed("permit_names_en.json")
    types.objects.bulk_create(types(name_en=english[row["code"]], **_columns(row)) for row in rows)


def _seed(name):
    return json.loads((SEEDS / name).read_text("utf-8"))


def _columns(row):
    renew = row.get("renew", {})
    years = re.fullmatch(r"P(\d+)Y", row.get("validity") or "")
    return {
        "code": row["code"],
        "name": row["zh"],
        "holder": row["holder"],
        "issuer": row.get("issuer", ""),
        "valid_months": int(years[1]) * 12 if years else None,
        "renew_unit": renew.get("unit", ""),
        "renew_opens": renew.get("open"),
        "renew_closes": renew.get("close"),
        "remind_days": row.get("remind_days", []),
        "sensitive": row.get("sensitive", False),
        "banned_goods": row.get("banned_goods", []),
        "confidence": row["conf"],
    }


class Migration(migrations.Migration):
    dependencies = [("market", "0002_money_adds_up")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
