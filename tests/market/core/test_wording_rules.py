"""What a channel lets one say. Every default passes by text message, in both languages."""

import pytest

from market.core.occasions import Words
from market.core.phrases import OCCASIONS
from market.core.wording_rules import check, of_phrase, segments

MARKET = "汇泉农贸市场"


def found(title, body, *, occasion="rent_due", channel="sms", language="zh-hans"):
    words = Words(title, body)
    checked = check(occasion, words, channel=channel, language=language, market=MARKET)
    return [each.code for each in checked.findings]


GOOD = "{what}{amount_fen}，最晚{due_on}缴。"


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("staff", [False, True])
def test_every_default_is_sound_by_text_message_in_one_segment_of_chinese(occasion, staff):
    words = OCCASIONS[occasion].words("zh-hans", staff=staff)
    checked = check(occasion, words, channel="sms", language="zh-hans", market=MARKET, staff=staff)

    assert [each.code for each in checked.findings if each.fault] == []
    assert checked.segments == 1


@pytest.mark.parametrize("channel", ["wechat", "wecom", "dingtalk", "feishu", "email", "mailbox"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_default_is_sound_by_every_other_way(channel, language):
    for occasion, said in OCCASIONS.items():
        words = said.words(language, channel=channel)
        checked = check(occasion, words, channel=channel, language=language, market=MARKET)
        assert checked.sound, (occasion, checked.findings)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_default_is_sound_in_english(occasion):
    words = OCCASIONS[occasion].en

    assert check(occasion, words, channel="sms", language="en", market=MARKET).sound


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("【汇泉】" + GOOD, "odd_sign"),
        ("¥{amount_fen}{what}{due_on}", "odd_sign"),
        ("★" + GOOD, "odd_sign"),
        (GOOD + "点 https://a.cn/1", "link"),
        (GOOD + "看 huiquan.com", "link"),
        (GOOD + "打 13800000000", "phone"),
        (GOOD + "打 0631-5550000", "phone"),
        ("催缴：" + GOOD, "forbidden_word"),
        ("招商 " + GOOD, "forbidden_word"),
        ("{nobody}" + GOOD, "unknown_variable"),
        ("{amount_fen:>9}{what}{due_on}", "bad_variable"),
        (GOOD + "{", "unreadable"),
        (" ", "empty"),
    ],
)
def test_what_a_text_message_may_not_hold_is_a_fault(body, code):
    assert code in found("账单", body)


def test_a_mail_may_hold_what_a_text_message_may_not():
    assert found("账单", GOOD + "点 https://a.cn/1", channel="email") == []


def test_what_is_left_out_and_what_goes_in_several_parts_are_cautions():
    assert found("账单", "{what}，最晚{due_on}缴。") == ["left_out"]
    assert found("账单", GOOD + "好" * 60) == ["segments"]


def test_the_rules_of_a_family_hold_for_every_provider_of_it():
    assert "link" in found("账单", GOOD + "https://a.cn", channel="sms_tencent")


def test_a_title_in_wechat_has_twenty_characters():
    long = "{amount_fen}这一笔账单最晚在这一天缴清楚"
    assert found(long, GOOD, channel="wechat") == ["long_thing"]


def test_a_robot_takes_two_thousand_bytes():
    assert found("账单", GOOD + "好" * 900, channel="wecom_robot") == ["too_long"]


def test_a_long_subject_is_a_caution():
    assert found("账" * 80 + "{amount_fen}", GOOD, channel="email") == ["long_subject"]


def test_a_phrase_is_five_han():
    assert of_phrase("已到期") == []
    assert [each.code for each in of_phrase("A-12 到期")] == ["bad_phrase"]


def test_seventy_characters_are_one_part_and_more_are_parts_of_sixty_seven():
    assert [segments("好" * n) for n in (70, 71, 134, 135)] == [1, 2, 2, 3]
