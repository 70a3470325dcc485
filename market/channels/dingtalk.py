"""DingTalk's (钉钉) robot in a group, its requests signed: 20 messages a minute.

Source: open.dingtalk.com/document/orgapp/custom-robots-send-group-messages.
"""

import base64
import hmac
from datetime import datetime, timedelta
from urllib.parse import quote_plus

from market.channels import AfterCrash, Message, Receipt
from market.channels.accounts import account
from market.channels.fates import Fate, fault, require_status
from market.channels.robots import words
from market.channels.wire import post_json

ERRORS = {
    "-1": Fate.RETRY,
    "43004": Fate.GIVE_UP,
    "400013": Fate.GIVE_UP,
    "400101": Fate.GIVE_UP,
    "400102": Fate.GIVE_UP,
    "400105": Fate.GIVE_UP,
    "400106": Fate.GIVE_UP,
    "410100": Fate.LATER,
    "430101": Fate.GIVE_UP,
    "430102": Fate.GIVE_UP,
    "430103": Fate.GIVE_UP,
    "430104": Fate.GIVE_UP,
    "300001": Fate.GIVE_UP,
    "310000": Fate.GIVE_UP,
    "130101": Fate.LATER,
    "90018": Fate.LATER,
}


class DingTalk:
    """One text to the group behind the webhook."""

    name = "dingtalk"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        """Hand it over. The code is inside an answer of status 200."""
        told = words(message)
        ours = account("dingtalk")
        address = ours["webhook"]
        if ours["secret"]:
            address = f"{address}&{signature(message.at, ours['secret'])}"
        answer = post_json(address, {"msgtype": "text", "text": {"content": told}})
        code = str(answer.said.get("errcode", ""))
        if code not in ("", "0"):
            raise fault(code, str(answer.said.get("errmsg", "")), ERRORS)
        require_status(answer.status)
        return Receipt()


def signature(at: datetime, secret: str) -> str:
    """timestamp and sign for the address: HMAC-SHA256 over both with the secret itself."""
    stamp = str(int(at.timestamp() * 1000))
    signed = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), "sha256")
    return f"timestamp={stamp}&sign={quote_plus(base64.b64encode(signed))}"
