"""Feishu's (飞书) robot in a group, its requests signed: 100 messages a minute, 5 a second.

Source: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot.
"""

import base64
import hmac
from datetime import datetime, timedelta

from market.channels import AfterCrash, Message, Receipt
from market.channels.accounts import account
from market.channels.fates import Fate, fault, require_status
from market.channels.robots import words
from market.channels.wire import post_json

ERRORS = {
    "9499": Fate.GIVE_UP,
    "10003": Fate.GIVE_UP,
    "11232": Fate.LATER,
    "19001": Fate.GIVE_UP,
    "19002": Fate.GIVE_UP,
    "19007": Fate.GIVE_UP,
    "19021": Fate.RETRY,
    "19022": Fate.GIVE_UP,
    "19024": Fate.GIVE_UP,
    "19036": Fate.GIVE_UP,
}


class Feishu:
    """One text to the group behind the webhook."""

    name = "feishu"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        """Hand it over. The code is inside an answer of status 200."""
        told = words(message)
        ours = account("feishu")
        said: dict[str, object] = {"msg_type": "text", "content": {"text": told}}
        if ours["secret"]:
            stamp = str(int(message.at.timestamp()))
            said |= {"timestamp": stamp, "sign": signature(message.at, ours["secret"])}
        answer = post_json(ours["webhook"], said)
        code = str(answer.said.get("code", answer.said.get("StatusCode", "")))
        if code not in ("", "0"):
            raise fault(code, str(answer.said.get("msg", "")), ERRORS)
        require_status(answer.status)
        return Receipt()


def signature(at: datetime, secret: str) -> str:
    """HMAC-SHA256 over nothing, with timestamp and secret as its key."""
    key = f"{int(at.timestamp())}\n{secret}"
    return base64.b64encode(hmac.digest(key.encode(), b"", "sha256")).decode()
