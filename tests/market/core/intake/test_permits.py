from datetime import date

import pytest

from market.core.intake import PERMITS, PermitRow, Standing, require_lapsed
from market.core.maps import read_table
from market.core.readings import Until
from market.core.states import PermitState
from tests.refused import refused


def rows_of(text):
    return read_table(text.encode(), PERMITS).rows


def test_a_list_of_papers_is_read_by_its_own_words():
    text = (
        "商户,证照名称,证号,状态,发证日期,有效期至,摊位号\n"
        "王小蔄熟食,食品经营许可证,jy23501110153674,有效,2024年3月5日,2029.3.4,A-1\n"
        "单记豆腐,营业执照,91350100M000100Y43,,2020/1/1,长期,\n"
        "𠮷野水产,健康证,,过期,2024-03-05,2025-03-04,\n"
    )
    assert [row.value for row in rows_of(text)] == [
        PermitRow(
            holder="王小蔄熟食",
            type="食品经营许可证",
            number="JY23501110153674",
            issued_on=date(2024, 3, 5),
            expires=Until(date(2029, 3, 4)),
            place="A-1",
        ),
        PermitRow(
            holder="单记豆腐",
            type="营业执照",
            number="91350100M000100Y43",
            issued_on=date(2020, 1, 1),
            expires=Until(None),
        ),
        PermitRow(
            holder="𠮷野水产",
            type="健康证",
            standing=Standing.LAPSED,
            issued_on=date(2024, 3, 5),
            expires=Until(date(2025, 3, 4)),
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("食品经营许可证", "JY23501110153675", "bad_food_permit_check"),
        ("FOOD_PERMIT", "JY23501110153675", "bad_food_permit_check"),
        ("营业执照", "91350100M000100Y44", "bad_uscc_check"),
    ],
)
def test_a_number_that_checks_itself_is_checked(kind, number, code):
    row = rows_of(f"商户,证照名称,证号\n王小蔄,{kind},{number}\n")[0]
    assert [(fault.column, fault.code) for fault in row.faults] == [("证号", code)]


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing.REQUESTED, PermitState.SUBMITTED),
        (Standing.IN_FORCE, PermitState.ACCEPTED),
        (Standing.LAPSED, PermitState.ACCEPTED),
        (Standing.SUSPENDED, PermitState.REVOKED),
        (Standing.WITHDRAWN, PermitState.WITHDRAWN),
    ],
)
def test_what_a_list_says_has_its_state_here(standing, state):
    assert PermitRow("王小蔄", "HEALTH_CERT", standing=standing).state is state


def test_a_paper_called_lapsed_before_its_day_is_refused():
    row = PermitRow(
        "王小蔄", "HEALTH_CERT", standing=Standing.LAPSED, expires=Until(date(2026, 3, 4))
    )
    require_lapsed(row, on=date(2026, 3, 5))
    assert refused(require_lapsed, row, on=date(2026, 3, 4)) == (
        "lapsed_before_its_day",
        "The list says that this paper has lapsed, and its last day is 2026-03-04. If it was "
        "taken back, write that.",
    )


def test_a_paper_in_force_may_run_out_any_day():
    row = PermitRow("王小蔄", "HEALTH_CERT", expires=Until(date(2027, 3, 4)))
    require_lapsed(row, on=date(2026, 3, 5))


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (PermitRow("王", "X", "7", reference="900001"), "permits/X/7/900001"),
        (PermitRow("王", "X", "7", place="A-1"), "permits/X/7/A-1/"),
        (PermitRow("王", "HEALTH_CERT", worker="李"), "permits/HEALTH_CERT//王//李"),
    ],
)
def test_a_paper_is_known_again_at_the_next_import(row, key):
    assert row.source_key == key


def test_a_key_too_long_for_its_column_is_a_print_of_it():
    row = PermitRow("王", "X", "7" * 60, place="蔄" * 150)
    assert len(row.source_key) == 72
    assert row.source_key != PermitRow("王", "X", "7" * 60, place="蔄" * 149).source_key
