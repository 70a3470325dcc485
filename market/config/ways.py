"""The ways out of the house: which there are, and what of the environment each needs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from market.config.environment import BadEnvironment

# HUIQUAN_TENCENT_SECRET_ID is the secret_id of tencent; the longer names come first
PROVIDERS = {
    "tencent": ("secret_id", "secret_key", "app", "sign"),
    "aliyun": ("access_key_id", "access_key_secret", "sign"),
    "gateway": ("url", "token"),
    "wecom_robot": ("webhook",),
    "wecom": ("corp", "secret", "agent"),
    "dingtalk": ("webhook",),
    "feishu": ("webhook",),
    "wechat": ("app", "secret"),
}
SMS = {
    "tencent": "market.channels.tencent.Tencent",
    "aliyun": "market.channels.aliyun.Aliyun",
    "gateway": "market.channels.gateway.Gateway",
}
CHANNELS = {
    "inbox": "market.channels.inbox.Inbox",
    "email": "market.channels.email.Email",
    "wecom": "market.channels.wecom.WeCom",
    "wecom_robot": "market.channels.wecom_robot.WeComRobot",
    "dingtalk": "market.channels.dingtalk.DingTalk",
    "feishu": "market.channels.feishu.Feishu",
    "wechat": "market.channels.wechat.WeChat",
    "wechat_subscription": "market.channels.wechat.WeChatSubscription",
    "call": "market.channels.call.Call",
    "slip": "market.channels.slip.Slip",
}
PROVIDER_OF = {"wechat_subscription": "wechat"}
# so many within so many seconds, as the providers publish it; HUIQUAN_RATES overrides
RATES = {
    "wecom_robot": (20, 60),
    "dingtalk": (20, 60),
    "feishu": (5, 1),
    "sms": (50, 1),
    "wechat": (100, 1),
    "wechat_subscription": (50, 1),
}


def providers(given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What the environment says of each provider: HUIQUAN_<PROVIDER>_<NAME>."""
    found: dict[str, dict[str, str]] = {}
    for variable, value in given.items():
        name = variable.removeprefix("HUIQUAN_").lower()
        if name == variable.lower() or not value:
            continue
        for provider in sorted(PROVIDERS, key=len, reverse=True):
            if name.startswith(f"{provider}_"):
                found.setdefault(provider, {})[name.removeprefix(f"{provider}_")] = value
                break
    return found


def channels(given: Mapping[str, str]) -> dict[str, str]:
    """Every channel by name; text messages by the provider that HUIQUAN_SMS names."""
    sms = given.get("HUIQUAN_SMS", "")
    if sms and sms not in SMS:
        raise BadEnvironment(f"HUIQUAN_SMS must be one of {', '.join(SMS)}, not {sms}.")
    return {**CHANNELS, "sms": SMS[sms or "gateway"]}


def in_order(given: Mapping[str, str], *, otherwise: list[str]) -> list[str]:
    """The channels in use, the first choice first. Raises BadEnvironment for what cannot work."""
    names = [name.strip() for name in given.get("HUIQUAN_CHANNELS", "").split(",") if name.strip()]
    known = providers(given)
    for name in names:
        if name not in CHANNELS and name != "sms":
            raise BadEnvironment(f"HUIQUAN_CHANNELS names {name}, which is no channel.")
        _require(_provider(name, given), known)
    return names or otherwise


def _provider(name: str, given: Mapping[str, str]) -> str:
    return given.get("HUIQUAN_SMS", "") if name == "sms" else PROVIDER_OF.get(name, name)


def _require(provider: str, known: Mapping[str, Mapping[str, str]]) -> None:
    if not provider:
        raise BadEnvironment("HUIQUAN_CHANNELS names sms: say by HUIQUAN_SMS whose.")
    needed = PROVIDERS.get(provider, ())
    lacking = [each for each in needed if each not in known.get(provider, {})]
    if lacking:
        wanted = ", ".join(f"HUIQUAN_{provider}_{each}".upper() for each in lacking)
        raise BadEnvironment(f"The channel {provider} needs {wanted}.")


def rates(given: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """HUIQUAN_RATES=sms=30/1,dingtalk=20/60: so many within so many seconds."""
    found = dict(RATES)
    for said in filter(None, given.get("HUIQUAN_RATES", "").split(",")):
        try:
            name, _, told = said.partition("=")
            most, _, seconds = told.partition("/")
            found[name.strip()] = (int(most), int(seconds))
        except ValueError:
            raise BadEnvironment(f"HUIQUAN_RATES cannot be read at {said}.") from None
    if any(not 1 <= most <= 1000 or seconds < 1 for most, seconds in found.values()):
        raise BadEnvironment("HUIQUAN_RATES must be from 1 to 1000 within a second or more.")
    return found


def templates(given: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The approved templates of each provider, from the file that HUIQUAN_TEMPLATES names."""
    path = given.get("HUIQUAN_TEMPLATES", "")
    if not path:
        return {}
    try:
        told: dict[str, dict[str, Any]] = json.loads(Path(path).read_text("utf-8"))
        for provider, occasions in told.items():
            for name, found in occasions.items():
                if not isinstance(found["template"], str) or not isinstance(
                    found["variables"], dict
                ):
                    raise BadEnvironment(f"HUIQUAN_TEMPLATES: {provider}/{name} is not a template.")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as fault:
        raise BadEnvironment(f"HUIQUAN_TEMPLATES cannot be read: {fault}") from None
    return told
