"""WeCom (企业微信): an app's message to one colleague.

Source: developer.work.weixin.qq.com/document/path/90236, error codes path/90313. With the check
for repeats on, the same text to the same person within the interval is one message; each of ours
has a link of its own, so that two are never the same.
"""

from datetime import timedelta

from market.channels import AfterCrash, Message, Permanent, Receipt, Temporary
from market.channels.accounts import account
from market.channels.fates import Fate, fault, require_status
from market.channels.tokens import Tokens
from market.channels.wire import get, post_json
from market.core.reasons import NOT_CONNECTED

INTERVAL = timedelta(hours=4)
STALE = ("40014", "42001", "40001")
ERRORS = {
    "-1": Fate.RETRY,
    "40003": Fate.GONE,
    "40008": Fate.GIVE_UP,
    "40013": Fate.GIVE_UP,
    "40056": Fate.GIVE_UP,
    "41001": Fate.RETRY,
    "44004": Fate.GIVE_UP,
    "45002": Fate.GIVE_UP,
    "45009": Fate.LATER,
    "45033": Fate.LATER,
    "48002": Fate.GIVE_UP,
    "60011": Fate.GIVE_UP,
    "60020": Fate.GIVE_UP,
    "60111": Fate.GONE,
    "81013": Fate.GONE,
    "301002": Fate.GIVE_UP,
    "6000": Fate.RETRY,
}
_TOKENS = Tokens()


class WeCom:
    """One text to one person by their userid."""

    name = "wecom"
    after_crash = AfterCrash.KEY
    # a little less than the interval, which begins when the first one was taken
    key_life: timedelta | None = INTERVAL - timedelta(minutes=10)

    def send(self, message: Message) -> Receipt:
        """Hand it over. Raises Temporary, Permanent or Gone by the code inside the answer."""
        if not message.address:
            raise Permanent(NOT_CONNECTED)
        if not message.link:
            raise Permanent("a WeCom message needs its link, which makes it one of a kind")
        ours = account("wecom")
        answer = post_json(
            f"{_base()}/cgi-bin/message/send?access_token={_token()}",
            {
                "touser": message.address,
                "msgtype": "text",
                "agentid": int(ours["agent"] or 0),
                "text": {"content": f"{message.title}\n{message.body}\n{message.link}"},
                "enable_duplicate_check": 1,
                "duplicate_check_interval": int(INTERVAL.total_seconds()),
            },
        )
        code = str(answer.said.get("errcode", ""))
        if code in STALE:
            _TOKENS.forget(ours["corp"])
            raise Temporary(f"{code}: the access token is asked for anew")
        if code not in ("", "0"):
            raise fault(code, str(answer.said.get("errmsg", "")), ERRORS)
        require_status(answer.status)
        if message.address in str(answer.said.get("invaliduser", "")).split("|"):
            raise fault("60111", "this person is not in the app", ERRORS)
        return Receipt(str(answer.said.get("msgid", "")))


def _base() -> str:
    return account("wecom")["url"] or "https://qyapi.weixin.qq.com"


def _token() -> str:
    ours = account("wecom")

    def ask() -> tuple[str, int]:
        try:
            given = {"corpid": ours["corp"], "corpsecret": ours["secret"]}
            said = get(f"{_base()}/cgi-bin/gettoken", given).said
        except Exception as trouble:  # nothing was said yet, whatever became of this question
            raise Temporary("no access token: the provider does not answer") from trouble
        if str(said.get("errcode", 0)) != "0":
            raise fault(str(said["errcode"]), str(said.get("errmsg", "")), ERRORS)
        return str(said["access_token"]), int(said.get("expires_in", 7200))

    return _TOKENS.get(ours["corp"], ask)
