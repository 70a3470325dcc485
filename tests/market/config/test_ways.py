"""The channels out of the environment: what cannot work does not start."""

import json

import pytest

from market.config import ways
from market.config.environment import BadEnvironment

GATEWAY = {
    "HUIQUAN_SMS": "gateway",
    "HUIQUAN_GATEWAY_URL": "https://sms.example.com/",
    "HUIQUAN_GATEWAY_TOKEN": "t",
}


def test_each_provider_gets_its_own_and_the_longer_name_wins():
    given = {
        **GATEWAY,
        "HUIQUAN_WECOM_ROBOT_WEBHOOK": "w",
        "HUIQUAN_WECOM_CORP": "c",
        "HUIQUAN_TENCENT_SECRET_ID": "s",
        "HUIQUAN_ALIYUN_SIGN": "",
        "PATH": "/bin",
    }
    assert ways.providers(given) == {
        "gateway": {"url": "https://sms.example.com/", "token": "t"},
        "wecom_robot": {"webhook": "w"},
        "wecom": {"corp": "c"},
        "tencent": {"secret_id": "s"},
    }


def test_the_channels_come_in_the_order_that_is_named():
    given = {**GATEWAY, "HUIQUAN_CHANNELS": "sms, inbox,call"}
    assert ways.in_order(given, otherwise=["email"]) == ["sms", "inbox", "call"]
    assert ways.in_order({}, otherwise=["email"]) == ["email"]
    assert ways.channels(given)["sms"] == "market.channels.gateway.Gateway"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"HUIQUAN_CHANNELS": "pigeon"}, "pigeon, which is no channel"),
        ({"HUIQUAN_CHANNELS": "sms"}, "HUIQUAN_SMS"),
        ({"HUIQUAN_CHANNELS": "sms", "HUIQUAN_SMS": "tencent"}, "HUIQUAN_TENCENT_SECRET_ID"),
        ({"HUIQUAN_CHANNELS": "wechat_subscription"}, "HUIQUAN_WECHAT_APP"),
        ({"HUIQUAN_CHANNELS": "dingtalk"}, "HUIQUAN_DINGTALK_WEBHOOK"),
    ],
)
def test_a_channel_without_what_it_needs_stops_the_start_with_a_sentence(given, sentence):
    with pytest.raises(BadEnvironment, match=sentence):
        ways.in_order(given, otherwise=[])


def test_somebody_elses_text_messages_are_refused():
    with pytest.raises(BadEnvironment, match="HUIQUAN_SMS"):
        ways.channels({"HUIQUAN_SMS": "carrier"})


def test_rates_are_as_published_but_where_they_are_set():
    assert ways.rates({})["wecom_robot"] == (20, 60)
    assert ways.rates({"HUIQUAN_RATES": "sms=30/1"})["sms"] == (30, 1)
    for wrong in ("sms", "sms=x/1", "sms=0/1", "sms=2000/1", "sms=1/0"):
        with pytest.raises(BadEnvironment, match="HUIQUAN_RATES"):
            ways.rates({"HUIQUAN_RATES": wrong})


def test_templates_come_from_a_file_that_can_be_read(tmp_path):
    file = tmp_path / "templates.json"
    told = {"tencent": {"*": {"template": "1", "variables": {"1": "body"}}}}
    file.write_text(json.dumps(told), "utf-8")
    assert ways.templates({"HUIQUAN_TEMPLATES": str(file)}) == told
    assert ways.templates({}) == {}

    for wrong in ("{", '{"a": {"b": {}}}', '{"a": {"b": {"template": 1, "variables": {}}}}'):
        file.write_text(wrong, "utf-8")
        with pytest.raises(BadEnvironment, match="HUIQUAN_TEMPLATES"):
            ways.templates({"HUIQUAN_TEMPLATES": str(file)})
    with pytest.raises(BadEnvironment):
        ways.templates({"HUIQUAN_TEMPLATES": str(tmp_path / "nothing")})
