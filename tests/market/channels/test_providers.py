"""Every channel against its provider: what it says, how it signs, and what becomes of each code."""

from datetime import timedelta

import pytest

from market.channels import AfterCrash, Gone, Later, Permanent, Receipt, Temporary, Unsure
from market.channels import aliyun as aliyun_channel
from market.channels import dingtalk as dingtalk_channel
from market.channels import feishu as feishu_channel
from market.channels import gateway as gateway_channel
from market.channels import tencent as tencent_channel
from market.channels import wechat as wechat_channel
from market.channels import wecom as wecom_channel
from market.channels import wecom_robot as robot_channel
from market.channels.call import Call
from market.channels.fates import Fate, fate_of
from market.channels.inbox import Inbox
from market.channels.slip import Slip
from tests.market.channels import provider as plays
from tests.market.channels.test_email import KEY, a_message

FACTS = {"amount_fen": "1700.00 元", "what": "租金", "due_on": "4月1日（周三）"}
TEMPLATE = {"template": "T-1", "variables": {"thing1": "what", "amount2": "amount_fen"}}
WORDS = "您有一笔账单1700.00 元（租金），最晚4月1日（周三）缴。"
RAISES = {
    Fate.RETRY: Temporary,
    Fate.LATER: Later,
    Fate.GIVE_UP: Permanent,
    Fate.GONE: Gone,
    Fate.UNSURE: Unsure,
}
# each with its table, and how the server is told to answer with a code of it
TABLES = [
    ("tencent", tencent_channel.Tencent, tencent_channel.ERRORS),
    ("aliyun", aliyun_channel.Aliyun, aliyun_channel.ERRORS),
    ("sms", gateway_channel.Gateway, gateway_channel.ERRORS),
    ("wecom", wecom_channel.WeCom, wecom_channel.ERRORS),
    ("wechat", wechat_channel.WeChat, wechat_channel.ERRORS),
    ("wechat_subscription", wechat_channel.WeChatSubscription, wechat_channel.ERRORS),
    ("wecom_robot", robot_channel.WeComRobot, robot_channel.ERRORS),
    ("dingtalk", dingtalk_channel.DingTalk, dingtalk_channel.ERRORS),
    ("feishu", feishu_channel.Feishu, feishu_channel.ERRORS),
]


@pytest.fixture
def provider(settings):
    with plays.Provider() as running:
        at = running.address
        settings.PROVIDERS = {
            "tencent": {
                "url": at,
                "secret_id": plays.SECRET_ID,
                "secret_key": plays.SECRET_KEY,
                "app": "1400000000",
                "sign": "汇泉市场",
                "session": "1",
            },
            "aliyun": {
                "url": f"{at}/aliyun",
                "access_key_id": plays.ACCESS_ID,
                "access_key_secret": plays.ACCESS_SECRET,
                "sign": "汇泉市场",
            },
            "gateway": {"url": f"{at}/sms", "token": plays.TOKEN, "sign": "汇泉市场"},
            "wecom": {"url": at, "corp": at, "secret": plays.CORP_SECRET, "agent": "1000002"},
            "wechat": {"url": at, "app": at, "secret": plays.APP_SECRET},
            "wecom_robot": {"webhook": f"{at}/robot/wecom?key=robot"},
            "dingtalk": {
                "webhook": f"{at}/robot/dingtalk?access_token=t",
                "secret": plays.DING_SECRET,
            },
            "feishu": {"webhook": f"{at}/robot/feishu", "secret": plays.FEISHU_SECRET},
        }
        known = {"rent_due": TEMPLATE}
        settings.PROVIDER_TEMPLATES = dict.fromkeys(
            ("tencent", "aliyun", "wechat", "wechat_subscription"), known
        )
        running.rates = {}
        yield running


def told(**given):
    """A message that every channel can carry."""
    return a_message(
        **{
            "phone": "13800000000",
            "occasion": "rent_due",
            "facts": FACTS,
            "address": "man-ji",
            "link": "https://market.example/n/1-a/",
            "staff": True,
            **given,
        }
    )


@pytest.mark.parametrize(("place", "channel", "_"), TABLES)
def test_a_message_is_signed_taken_and_has_a_receipt(provider, place, channel, _):
    receipt = channel().send(told())

    assert isinstance(receipt, Receipt)
    assert [where for where, *_ in provider.taken] == [place]


@pytest.mark.parametrize(("place", "channel", "_"), TABLES)
def test_a_provider_that_takes_it_and_hangs_up_leaves_it_open(provider, place, channel, _):
    provider.answers[place].append(plays.HANG_UP)

    with pytest.raises(Unsure):
        channel().send(told())
    assert len(provider.taken) == 1


CODES = [
    (place, channel, code, fate)
    for place, channel, table in TABLES
    for code, fate in table.items()
    if not code.endswith(".")
]


@pytest.mark.parametrize(("place", "channel", "code", "fate"), CODES)
def test_every_documented_code_has_its_fate_although_the_status_is_200(
    provider, place, channel, code, fate
):
    provider.answers[place].append(code)

    with pytest.raises(RAISES[fate]) as raised:
        channel().send(told())
    assert type(raised.value) is RAISES[fate]
    assert provider.taken == []
    assert code in str(raised.value)


def test_a_code_that_nobody_documented_is_tried_again():
    assert fate_of("never.heard.of", tencent_channel.ERRORS) is Fate.RETRY
    assert fate_of("LimitExceeded.Whatever", tencent_channel.ERRORS) is Fate.GIVE_UP


@pytest.mark.parametrize("place", ["tencent", "aliyun", "wecom", "wechat", "dingtalk", "feishu"])
def test_a_signature_or_secret_that_is_not_ours_is_refused(provider, settings, place):
    ours = settings.PROVIDERS[place]
    for name in ("secret_key", "access_key_secret", "secret"):
        if name in ours:
            ours[name] = "somebody else's"
    if "corp" in ours or "app" in ours:
        ours["corp"] = ours["app"] = "another account"
    channel = next(made for name, made, _ in TABLES if name == place)

    with pytest.raises((Permanent, Temporary)):
        channel().send(told())
    assert provider.taken == []


def test_tencent_gets_the_template_the_number_and_our_key(provider):
    tencent_channel.Tencent().send(told())

    (_, key, said) = provider.taken[0]
    assert key == said["SessionContext"] == KEY
    assert said["PhoneNumberSet"] == ["+8613800000000"]
    assert said["TemplateParamSet"] == ["租金", "1700.00 元"]


@pytest.mark.parametrize("channel", [tencent_channel.Tencent, aliyun_channel.Aliyun])
def test_a_text_message_can_be_found_again_where_the_provider_answers(provider, channel):
    assert channel().after_crash is AfterCrash.QUERY
    assert channel().find(told()) is None
    channel().send(told())

    assert channel().find(told()) is not None
    assert channel().find(told(key="another")) is None


def test_tencent_without_the_session_context_cannot_be_asked(provider, settings):
    settings.PROVIDERS["tencent"]["session"] = ""

    assert tencent_channel.Tencent().after_crash is AfterCrash.NEITHER


@pytest.mark.parametrize("knows", ["key", "query", "neither"])
def test_the_gateway_does_after_a_crash_what_it_promises(provider, settings, knows):
    settings.PROVIDERS["gateway"]["knows"] = provider.knows = knows
    channel = gateway_channel.Gateway()
    assert channel.after_crash is AfterCrash(knows)
    assert channel.find(told()) is None

    first, second = channel.send(told()), channel.send(told())
    assert channel.find(told()) == second
    assert len(provider.taken) == (1 if knows == "key" else 2)
    assert (first == second) is (knows == "key")
    assert (channel.key_life is not None) is (knows == "key")


@pytest.mark.parametrize(
    ("status", "fate"),
    [(400, Permanent), (401, Temporary), (429, Later), (503, Later), (500, Unsure), (504, Unsure)],
)
def test_a_status_without_a_code_is_judged_by_itself(provider, status, fate):
    provider.answers["sms"].append(status)

    with pytest.raises(fate, match=f"HTTP {status}") as raised:
        gateway_channel.Gateway().send(told())
    assert type(raised.value) is fate


def test_the_words_carry_the_signature_and_nothing_of_the_token_is_in_a_fault(provider, settings):
    gateway_channel.Gateway().send(told())
    assert provider.taken[0][2]["text"] == f"【汇泉市场】{WORDS}"

    settings.PROVIDERS["gateway"]["url"] = "http://127.0.0.1:9/sms?token=secret"
    with pytest.raises(Temporary) as raised:
        gateway_channel.Gateway().send(told())
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("channel", [wecom_channel.WeCom, wechat_channel.WeChat])
def test_the_same_message_again_is_one_message(provider, channel):
    channel().send(told())
    channel().send(told())

    assert len(provider.taken) == 1
    assert channel.after_crash is AfterCrash.KEY
    assert timedelta() < channel.key_life < timedelta(hours=4)


@pytest.mark.parametrize(
    ("house", "channel"), [("wecom", wecom_channel.WeCom), ("wechat", wechat_channel.WeChat)]
)
def test_an_access_token_that_ran_out_is_asked_for_anew(provider, house, channel):
    channel().send(told(key="a", link="/a"))
    provider.tokens[house] = "a-new-one"
    with pytest.raises(Temporary, match="anew"):
        channel().send(told(key="b", link="/b"))

    channel().send(told(key="b", link="/b"))
    assert len(provider.taken) == 2


def test_somebody_who_left_the_app_is_gone_although_the_code_is_0(provider):
    with pytest.raises(Gone):
        wecom_channel.WeCom().send(told(address="nobody"))


def test_a_thing_has_room_for_twenty_characters_and_a_phrase_for_five(provider):
    wechat_channel.WeChat().send(
        told(facts={**FACTS, "what": "八月租金、水电、卫生费和去年下半年的管理费合计"})
    )

    said = provider.taken[0][2]["data"]["thing1"]["value"]
    assert (len(said), said[-1]) == (20, "…")
    assert wechat_channel.fitted("phrase3", "已经过期了吗") == "已经过期…"


@pytest.mark.parametrize(
    "channel", [robot_channel.WeComRobot, dingtalk_channel.DingTalk, feishu_channel.Feishu]
)
def test_what_is_between_the_market_and_a_vendor_is_not_for_a_group(provider, channel):
    with pytest.raises(Permanent, match="not for a group"):
        channel().send(told(staff=False))
    assert provider.taken == []


def test_a_robot_that_is_used_too_fast_says_so_itself(provider):
    provider.rates = {"wecom_robot": (20, 60.0)}
    for _ in range(20):
        robot_channel.WeComRobot().send(told())

    with pytest.raises(Later, match="45009"):
        robot_channel.WeComRobot().send(told())


@pytest.mark.parametrize(
    ("channel", "lacking"),
    [
        (tencent_channel.Tencent, {"phone": ""}),
        (aliyun_channel.Aliyun, {"phone": ""}),
        (gateway_channel.Gateway, {"phone": ""}),
        (tencent_channel.Tencent, {"occasion": "offer_made"}),
        (aliyun_channel.Aliyun, {"occasion": "offer_made"}),
        (wechat_channel.WeChat, {"occasion": "offer_made"}),
        (wechat_channel.WeChat, {"address": ""}),
        (wechat_channel.WeChatSubscription, {"address": ""}),
        (wecom_channel.WeCom, {"address": ""}),
        (Inbox, {"phone": "", "staff": False}),
        (Call, {}),
        (Slip, {}),
    ],
)
def test_who_cannot_be_reached_is_told_so_before_anything_is_sent(provider, channel, lacking):
    with pytest.raises(Permanent):
        channel().send(told(**lacking))
    assert provider.asked.total() == 0


def test_the_inbox_needs_nobody():
    assert Inbox().send(told()) == Receipt("inbox")
