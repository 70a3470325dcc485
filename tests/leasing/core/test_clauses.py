from dataclasses import replace
from datetime import date

import pytest

from leasing.core.clauses import clauses_of, numeral
from leasing.core.lease_facts import FreeDays, LeaseFacts
from tests.leasing.documents.papers import EVERYTHING, ORDINARY


def headings(facts: LeaseFacts) -> list[str]:
    return [clause.heading for clause in clauses_of(facts)]


def text_of(facts: LeaseFacts, heading: str) -> str:
    return next(clause.text for clause in clauses_of(facts) if clause.heading == heading)


def test_an_ordinary_stall_gets_the_clauses_that_every_lease_has():
    assert headings(ORDINARY) == [
        "租赁标的和用途",
        "租赁期限",
        "租金和费用",
        "押金",
        "水、电费",
        "停业减免",
        "逾期付款",
        "交付和维修",
        "经营秩序",
        "转租和转让",
        "欠租解除",
        "提前退租",
        "期满和续租",
        "交还摊位",
        "个人信息",
        "通知",
        "签署",
        "争议解决",
    ]


def test_what_a_lease_has_beyond_that_brings_its_own_clauses():
    assert set(headings(EVERYTHING)) - set(headings(ORDINARY)) == {
        "经营时间",
        "临时建筑",
        "租金调整",
        "免租期",
        "取暖费",
        "食品安全",
        "燃气和明火",
        "多人承租",
    }


def test_the_heavy_ones_are_those_that_bear_on_the_vendor():
    heavy = [clause.heading for clause in clauses_of(ORDINARY) if clause.heavy]
    assert heavy == ["押金", "逾期付款", "转租和转让", "欠租解除", "提前退租"]


def test_clauses_are_numbered_without_a_gap():
    clauses = clauses_of(EVERYTHING)
    assert [clause.number for clause in clauses] == [
        f"第{numeral(number)}条" for number in range(1, len(clauses) + 1)
    ]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")]
)
def test_numerals(number, said):
    assert numeral(number) == said


def test_a_deposit_says_that_it_is_no_earnest_money_and_when_it_comes_back():
    text = text_of(replace(ORDINARY, deposit_return_days=15), "押金")
    assert "不是定金" in text
    assert "余额在15个工作日内退还" in text


def test_no_deposit_no_clause_about_one():
    assert "押金" not in headings(replace(ORDINARY, deposit="0.00"))


def test_being_late_costs_what_was_agreed_and_is_capped():
    facts = replace(ORDINARY, late_fee_percent_per_day="0.03", late_fee_cap_percent="20")
    text = text_of(facts, "逾期付款")
    assert "每日0.03%" in text
    assert "不超过该笔未付金额的20%" in text


def test_free_days_without_claw_back_weigh_on_nobody():
    free = (FreeDays(date(2026, 4, 1), date(2026, 4, 30), claw_back=False),)
    (clause,) = (one for one in clauses_of(replace(ORDINARY, free=free)) if one.heading == "免租期")
    assert not clause.heavy
    assert "补交" not in clause.text


def test_only_a_lease_of_six_months_says_that_it_must_be_written():
    assert "第七百零七条" in text_of(ORDINARY, "租赁期限")
    short = replace(ORDINARY, last=date(2026, 9, 29))
    assert "第七百零七条" not in text_of(short, "租赁期限")


def test_a_lease_without_an_end_is_said_to_be_one_and_has_no_expiry():
    endless = replace(ORDINARY, last=None)
    assert "不定期租赁" in text_of(endless, "租赁期限")
    assert "期满和续租" not in headings(endless)


def test_the_days_to_put_arrears_right_are_those_of_the_lease():
    assert "不少于20日" in text_of(replace(ORDINARY, cure_days=20), "欠租解除")
