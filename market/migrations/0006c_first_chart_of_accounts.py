"""The chart that every market begins with. Source: 小企业会计准则 (财会〔2011〕17号), its list of accounts."""

from django.db import migrations

CHART = [
    ("1001", "库存现金", "Cash", "debit"),
    ("1002", "银行存款", "Bank deposits", "debit"),
    ("1012", "其他货币资金", "Other money: WeChat and Alipay", "debit"),
    ("1122", "应收账款", "Accounts receivable", "debit"),
    ("2203", "预收账款", "Advances from customers", "credit"),
    ("2241", "其他应付款—押金", "Other payables: deposits", "credit"),
    ("5001", "主营业务收入", "Main business income", "credit"),
    ("5051", "其他业务收入", "Other business income", "credit"),
    ("5301", "营业外收入", "Non-operating income", "credit"),
]
METHODS = {
    "cash": "1001",
    "bank": "1002",
    "card": "1002",
    "wechat": "1012",
    "alipay": "1012",
    "other": "1012",
    "deposit": "2241",
}


def bring_in(apps, schema_editor):
    accounts = apps.get_model("market", "LedgerAccount").objects
    accounts.bulk_create(
        accounts.model(code=code, name=name, name_en=name_en, grows_on=side)
        for code, name, name_en, side in CHART
    )
    by_code = {account.code: account for account in accounts.all()}
    ways = apps.get_model("market", "MethodAccount").objects
    ways.bulk_create(
        ways.model(method=method, account=by_code[code]) for method, code in METHODS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("market", "0006b_the_books_add_up_at_commit")]
    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]
