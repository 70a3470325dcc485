import pytest

from market.core.identity import IdKind
from market.core.intake import VENDORS, VendorKind, VendorRow
from market.core.maps import read_table

ID = "11010519491231002X"


def rows_of(text):
    return read_table(text.encode(), VENDORS).rows


def test_vendors_are_read_as_operators_list_them():
    text = (
        "商户编号,姓名,商户类型,联系电话,身份证号,经营品种,邮箱\n"
        "001,王小蔄,个人,+86 138-1234-1234,11010519491231002x,鲜肉、熟食,\n"
        "002,单记豆腐,个体户,0631-5991234,/,豆制品,dou@example.com\n"
    )
    assert [row.value for row in rows_of(text)] == [
        VendorRow(
            name="王小蔄",
            phone="13812341234",
            id_kind=IdKind.CITIZEN,
            id_number=ID,
            goods=("鲜肉", "熟食"),
            reference="001",
        ),
        VendorRow(
            name="单记豆腐",
            kind=VendorKind.HOUSEHOLD,
            phone="0631-5991234",
            goods=("豆制品",),
            email="dou@example.com",
            reference="002",
        ),
    ]


def test_a_vendor_may_be_no_more_than_a_name():
    assert [row.value for row in rows_of("姓名,电话,邮箱\n王小蔄,,\n")] == [VendorRow("王小蔄")]


def test_a_credit_code_says_what_kind_of_vendor_it_is():
    row = rows_of("商户名称,统一社会信用代码\n汇泉商贸,91350100M000100Y43\n")[0]
    assert row.value == VendorRow("汇泉商贸", kind=VendorKind.COMPANY, uscc="91350100M000100Y43")


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("台胞证", "01234567", (IdKind.TAIWAN, "01234567")),
        ("回乡证", "h12345678", (IdKind.HK_MACAU, "H12345678")),
    ],
)
def test_a_number_is_checked_as_its_own_paper_writes_it(kind, number, expected):
    row = rows_of(f"姓名,证件类型,证件号码\n王小蔄,{kind},{number}\n")[0]
    assert row.value is not None
    assert (row.value.id_kind, row.value.id_number) == expected


@pytest.mark.parametrize(
    ("number", "code"),
    [("110105194912310021", "bad_id_check"), ("1.10105194912310E+17", "lost_digits")],
)
def test_a_wrong_identity_number_is_a_fault_that_does_not_quote_it(number, code):
    row = rows_of(f"姓名,身份证号\n王小蔄,{number}\n")[0]
    assert [(fault.column, fault.code) for fault in row.faults] == [("身份证号", code)]
    assert "1949" not in repr(row)


def test_a_vendor_does_not_show_its_identity_number():
    assert repr(VendorRow("王小蔄", id_number=ID)) == "VendorRow('王小蔄')"


@pytest.mark.parametrize("email", ["dou", "dou@", "a b@example.com", "dou@example"])
def test_an_email_address_has_its_parts(email):
    row = rows_of(f"姓名,邮箱\n王小蔄,{email}\n")[0]
    assert [(fault.column, str(fault)) for fault in row.faults] == [
        ("邮箱", "This is not an e-mail address. One looks like name@example.cn.")
    ]


@pytest.mark.parametrize(
    ("vendor", "key"),
    [
        (VendorRow("王小蔄", phone="13812341234"), "vendors/王小蔄/13812341234"),
        (VendorRow("王小蔄", phone="13812341234", reference="001"), "vendors/001"),
        (VendorRow("汇泉", uscc="91350100M000100Y43"), "vendors/91350100M000100Y43"),
        (VendorRow("王小蔄", id_number=ID), "vendors/王小蔄/"),
    ],
)
def test_a_vendor_is_known_again_by_what_may_be_written_down(vendor, key):
    assert vendor.source_key == key


def test_a_vendor_of_several_pitches_is_one_vendor():
    text = "摊位号,商户,手机\nA-1,王小蔄,13812341234\nA-2,王小蔄,138 1234 1234\n"
    assert [row.skipped and row.skipped.code for row in rows_of(text)] == [None, "said_before"]
