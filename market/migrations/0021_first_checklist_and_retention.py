"""The checklist and the times of keeping that every market begins with; all of it the operator's to edit."""

from django.db import migrations

A, C = "A", "C"
SHANDONG = "山东省食品小作坊小餐饮和食品摊点管理条例"
PAPERS = "证件种类清单（huiquan-permit-types/1）"
FOOD = "食品安全法 第六十一条、第一百三十条"
HABIT = "检查习惯，条文由运营方核对"
AGREED = "市场管理约定"
OPERATOR = "个人信息保护法；天数为运营方设定"
# code, name, English, points, days, grave, source, confidence
ITEMS = [
    ("licences", "证照公示：执照、许可证挂在摊前", "Licences on show at the stall", 5, 3, False, FOOD, A),
    ("health", "从业人员健康证在有效期内", "Health certificates of all workers valid", 10, 3, False, SHANDONG, A),
    ("records", "进货查验记录和凭证齐全", "Purchase records and vouchers complete", 10, 3, False, PAPERS, "A ledger / B-C market check"),
    ("quarantine", "肉类检疫、检验合格证明", "Quarantine and meat inspection certificates", 15, 1, True, PAPERS, A),
    ("expired", "没有过期、变质食品", "Nothing past its date or spoiled", 20, 1, True, HABIT, C),
    ("cold", "冷藏冷冻温度达标", "Cold enough in fridge and freezer", 10, 2, False, HABIT, C),
    ("hygiene", "摊位、用具、地面干净", "Stall, tools and floor clean", 5, 1, False, HABIT, C),
    ("raw", "生熟分开，熟食有防护", "Raw and cooked apart, cooked food covered", 10, 1, False, HABIT, C),
    ("prices", "明码标价", "Prices marked", 3, 1, False, HABIT, C),
    ("scales", "秤有强检标志且在有效期", "Scales verified and within the date", 10, 3, False, PAPERS, "A duty / B ≤1y"),
    ("lines", "在摊位线内经营，不占通道", "Within the lines of the stall, aisle free", 3, 1, False, AGREED, C),
    ("fire", "灭火器、用电、用气安全", "Extinguisher, wiring and gas safe", 15, 1, True, HABIT, C),
    ("waste", "垃圾分类、日产日清", "Waste sorted and taken away daily", 3, 1, False, AGREED, C),
    ("bags", "不用超薄塑料袋", "No ultra-thin plastic bags", 2, 3, False, HABIT, C),
]
KEPT = [
    ("HEALTH_CERT", "健康证：查验从业人员是否持证上岗", "Health certificate: to see that whoever handles food may", 30, OPERATOR, C),
    ("sensitive_paper", "其他敏感证件：查验身份或资格", "Other sensitive papers: to check who somebody is", 30, OPERATOR, C),
    ("worker_id", "从业人员身份证号：健康证与本人核对", "Identity number of a worker: to match the health certificate", 183, OPERATOR, C),
    ("vendor_file", "商户档案里的证件照片：离场后备查", "Photos in a vendor's file: for questions after they left", 730, f"{FOOD}（离场后不少于六个月）", "A duty / C days"),
    ("complaint_contact", "投诉人联系方式：告知处理结果", "How to reach who complained: to tell the outcome", 90, OPERATOR, C),
]


def bring_in(apps, schema_editor):
    items = apps.get_model("market", "CheckItem")
    items.objects.bulk_create(
        items(
            code=code,
            name=name,
            name_en=name_en,
            points=points,
            days=days,
            grave=grave,
            position=place,
            source=source,
            confidence=confidence,
        )
        for place, (code, name, name_en, points, days, grave, source, confidence) in enumerate(ITEMS)
    )
    kept = apps.get_model("market", "Retention")
    kept.objects.bulk_create(
        kept(
            code=code,
            purpose=purpose,
            purpose_en=purpose_en,
            keep_days=days,
            source=source,
            confidence=confidence,
        )
        for code, purpose, purpose_en, days, source, confidence in KEPT
    )


class Migration(migrations.Migration):
    dependencies = [("market", "0020_inspections_and_folders")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
