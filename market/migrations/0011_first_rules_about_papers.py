"""The rules that every market begins with: which papers are needed, and what a lack of one stops."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

from market.core.requirements import shipped

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
# without these food may not be sold at all, so their lack stops signing and tonight's place
STOPPING = (
    "FOOD_PERMIT",
    "SD_SMALL_CATERING",
    "SD_WORKSHOP",
    "SD_FOOD_STALL_CARD",
    "PREPACK_FILING",
    "HEALTH_CERT",
)


def bring_in(apps, schema_editor):
    types = {row.code: row for row in apps.get_model("market", "PermitType").objects.all()}
    rules = apps.get_model("market", "RequirementRule")
    rules.objects.bulk_create(
        rules(paper=types[rule.paper], position=place, **_columns(rule))
        for place, rule in enumerate(shipped.RULES)
    )
    policies = apps.get_model("market", "PaperPolicy")
    policies.objects.bulk_create(
        policies(
            type=types[code],
            sign=code in STOPPING,
            renew=code in STOPPING,
            place=code in STOPPING,
            effective_from=date(2000, 1, 1),
        )
        for code in shipped.NAMES
    )
    told = json.loads((SEEDS / "paper_materials.json").read_text("utf-8"))
    for code, said in told.items():
        types[code].materials = said["materials"]
        types[code].decision_days = said.get("decision_days")
        types[code].save(update_fields=["materials", "decision_days"])


def _columns(rule):
    lists = ("instead", "goods", "without", "kinds", "not_kinds", "vendor_kinds")
    same = (
        *("key", "holder", "authority", "each", "shopfront", "gas", "temporary"),
        *("area_from", "area_below", "why", "why_en", "source", "read_on", "confidence"),
        *("effective_from", "enabled"),
    )
    return {
        **{name: sorted(map(str, getattr(rule, name))) for name in lists},
        **{name: getattr(rule, name) for name in same},
        # the column took no unknown day then; 0042 takes this one out again
        "read_on": rule.read_on or rule.effective_from,
    }


class Migration(migrations.Migration):
    dependencies = [("market", "0010_what_papers_are_needed")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
