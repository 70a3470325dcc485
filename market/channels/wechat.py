"""WeChat service account (服务号): template messages, and subscription messages by consent.

Source: developers.weixin.qq.com/doc/offiaccount: Template_Message_Interface (client_msg_id: the
same id to the same reader is one message within ten minutes), Subscription_Messages.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from market.channels import AfterCrash, Message, Permanent, Receipt, Temporary
from market.channels.accounts import account, template
from market.channels.fates import Fate, fault, require_status
from market.channels.tokens import Tokens
from market.channels.wire import get, post_json
from market.core.reasons import NOT_CONNECTED

STALE = ("40001", "40014", "42001")
ERRORS = {
    "-1": Fate.RETRY,
    "40003": Fate.GONE,
    "40029": Fate.GIVE_UP,
    "40013": Fate.GIVE_UP,
    "40037": Fate.GIVE_UP,
    "40163": Fate.GIVE_UP,
    "40164": Fate.RETRY,
    "41028": Fate.GIVE_UP,
    "41029": Fate.GIVE_UP,
    "41030": Fate.GIVE_UP,
    "43004": Fate.GONE,
    "43101": Fate.GIVE_UP,
    "43107": Fate.GIVE_UP,
    "43108": Fate.LATER,
    "43116": Fate.GIVE_UP,
    "45009": Fate.LATER,
    "45011": Fate.LATER,
    "47001": Fate.GIVE_UP,
    "47003": Fate.GIVE_UP,
    "48001": Fate.GIVE_UP,
    "50001": Fate.GIVE_UP,
    "50002": Fate.GIVE_UP,
}
# how much each kind of keyword takes; what is longer is refused with 47003
LONGEST = {"thing": 20, "phrase": 5, "character_string": 32, "name": 10, "number": 32}
_TOKENS = Tokens()


class WeChat:
    """One template message to one reader by openid."""

    name = "wechat"
    after_crash = AfterCrash.KEY
    # the ten minutes of client_msg_id, less two for a request that was long on its way
    key_life: timedelta | None = timedelta(minutes=8)

    def send(self, message: Message) -> Receipt:
        """Hand it over. The code is inside an answer of status 200."""
        return _post("/cgi-bin/message/template/send", "wechat", message, by_key=True)


class WeChatSubscription:
    """One subscription message to one reader, who has agreed to one more."""

    name = "wechat_subscription"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None
    by_consent = True

    def send(self, message: Message) -> Receipt:
        """Hand it over. Each takes one of the reader's consents."""
        return _post(
            "/cgi-bin/message/subscribe/bizsend", "wechat_subscription", message, by_key=False
        )


def _post(path: str, templates: str, message: Message, *, by_key: bool) -> Receipt:
    if not message.address:
        raise Permanent(NOT_CONNECTED)
    number, variables = template(templates, message)
    given: dict[str, Any] = {
        "touser": message.address,
        "template_id": number,
        "data": {name: {"value": fitted(name, told)} for name, told in variables},
    }
    if by_key:
        given |= {"client_msg_id": message.key.replace("-", ""), "url": message.link}
    else:
        given |= {"page": message.link}
    answer = post_json(f"{_base()}{path}?access_token={_token()}", given)
    code = str(answer.said.get("errcode", ""))
    if code in STALE:
        _TOKENS.forget(account("wechat")["app"])
        raise Temporary(f"{code}: the access token is asked for anew")
    if code not in ("", "0"):
        raise fault(code, str(answer.said.get("errmsg", "")), ERRORS)
    require_status(answer.status)
    return Receipt(str(answer.said.get("msgid", "")))


def asks_who(*, back: str, state: str) -> str:
    """Where a reader in WeChat is sent, so that WeChat says to `back` who it is."""
    base = account("wechat")["url"] or "https://open.weixin.qq.com"
    asked = urlencode(
        {
            "appid": account("wechat")["app"],
            "redirect_uri": back,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
        }
    )
    return f"{base}/connect/oauth2/authorize?{asked}#wechat_redirect"


def openid_of(code: str) -> str:
    """Who the reader is, by the code that WeChat gave them; a code is good once.

    Raises Permanent, Temporary or Unsure where WeChat does not say.
    """
    ours = account("wechat")
    given = {
        "appid": ours["app"],
        "secret": ours["secret"],
        "code": code,
        "grant_type": "authorization_code",
    }
    answer = get(f"{_base()}/sns/oauth2/access_token", given)
    if fault_code := str(answer.said.get("errcode", "")).removeprefix("0"):
        raise fault(fault_code, str(answer.said.get("errmsg", "")), ERRORS)
    require_status(answer.status)
    return str(answer.said.get("openid", ""))


def fitted(name: str, told: str) -> str:
    """The words as a keyword takes them: thing2 has room for 20 characters, phrase1 for five."""
    kind = name.rstrip("0123456789")
    longest = LONGEST.get(kind, 200)
    return told if len(told) <= longest else f"{told[: longest - 1]}…"


def _base() -> str:
    return account("wechat")["url"] or "https://api.weixin.qq.com"


def _token() -> str:
    ours = account("wechat")

    def ask() -> tuple[str, int]:
        given = {"grant_type": "client_credential", "appid": ours["app"], "secret": ours["secret"]}
        try:
            said = get(f"{_base()}/cgi-bin/token", given).said
        except Exception as trouble:  # nothing was said yet, whatever became of this question
            raise Temporary("no access token: the provider does not answer") from trouble
        if str(said.get("errcode", 0)) != "0":
            raise fault(str(said["errcode"]), str(said.get("errmsg", "")), ERRORS)
        return str(said["access_token"]), int(said.get("expires_in", 7200))

    return _TOKENS.get(ours["app"], ask)
