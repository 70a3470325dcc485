"""WeCom's robot in a group: 20 messages a minute.

Source: developer.work.weixin.qq.com/document/path/91770.
"""

from datetime import timedelta

from market.channels import AfterCrash, Message, Receipt
from market.channels.accounts import account
from market.channels.fates import Fate, fault, require_status
from market.channels.robots import words
from market.channels.wire import post_json

ERRORS = {
    "-1": Fate.RETRY,
    "40008": Fate.GIVE_UP,
    "40058": Fate.GIVE_UP,
    "44004": Fate.GIVE_UP,
    "45002": Fate.GIVE_UP,
    "45009": Fate.LATER,
    "45033": Fate.LATER,
    "93000": Fate.GIVE_UP,
    "93008": Fate.GIVE_UP,
}


class WeComRobot:
    """One text to the group behind the webhook."""

    name = "wecom_robot"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        """Hand it over. The code is inside an answer of status 200."""
        told = words(message)
        answer = post_json(
            account("wecom_robot")["webhook"], {"msgtype": "text", "text": {"content": told}}
        )
        code = str(answer.said.get("errcode", ""))
        if code not in ("", "0"):
            raise fault(code, str(answer.said.get("errmsg", "")), ERRORS)
        require_status(answer.status)
        return Receipt()
