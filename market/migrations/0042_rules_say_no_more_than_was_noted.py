"""Rules that nobody has changed name the source that was noted; a vendor's own number has its time of keeping."""

from django.db import migrations

from market.core.requirements import shipped


def bring_in(apps, schema_editor):
    rules = apps.get_model("market", "RequirementRule").objects
    for rule in shipped.RULES:
        rules.filter(key=rule.key, written_at=None, effective_from=rule.effective_from).update(
            source=rule.source, confidence=rule.confidence, read_on=rule.read_on
        )
    apps.get_model("market", "Retention").objects.get_or_create(
        code="vendor_id",
        defaults={
            "purpose": "商户本人身份证号：签约核对、账款两清",
            "purpose_en": "A vendor's own identity number: to know who signed, until all is settled",
            "keep_days": 730,
            "source": "个人信息保护法；天数为运营方设定",
            "confidence": "C",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("market", "0041_a_rule_may_not_know_when_it_was_read")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
