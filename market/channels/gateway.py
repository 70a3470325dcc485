"""Text messages through any gateway that speaks plain HTTP, described in docs/operations.md.

POST {key, phone, text, sign} with a bearer token and the key once more as Idempotency-Key. What
the gateway promises about a key that it has seen is in HUIQUAN_GATEWAY_KNOWS: key, query, neither.
"""

from datetime import timedelta

from market.channels import AfterCrash, Message, Permanent, Receipt
from market.channels.accounts import account, setting
from market.channels.fates import Fate, fault, require_status
from market.channels.wire import get, post_json
from market.core.reasons import NO_PHONE

ERRORS = {
    "busy": Fate.RETRY,
    "too_fast": Fate.LATER,
    "bad_number": Fate.GONE,
    "unsubscribed": Fate.GONE,
    "refused_text": Fate.GIVE_UP,
    "no_money": Fate.GIVE_UP,
    "bad_token": Fate.RETRY,
    "unclear": Fate.UNSURE,
}
KEY_LIFE = timedelta(hours=24)


class Gateway:
    """One message to one number."""

    name = "sms"

    @property
    def after_crash(self) -> AfterCrash:
        return AfterCrash(setting("gateway", "knows") or "neither")

    @property
    def key_life(self) -> timedelta | None:
        return KEY_LIFE if self.after_crash is AfterCrash.KEY else None

    def send(self, message: Message) -> Receipt:
        """Hand it over. An error in a body of status 200 is an error."""
        if not message.phone:
            raise Permanent(NO_PHONE)
        ours = account("gateway")
        text = f"【{ours['sign']}】{message.body}" if ours["sign"] else message.body
        answer = post_json(
            ours["url"],
            {"key": message.key, "phone": message.phone, "text": text},
            headers={"Idempotency-Key": message.key, **self._known()},
        )
        self._judge(answer.said)
        require_status(answer.status)
        return Receipt(str(answer.said.get("id", "")))

    def find(self, message: Message) -> Receipt | None:
        """Whether the gateway has the key. For those that can be asked."""
        answer = get(account("gateway")["url"], {"key": message.key}, headers=self._known())
        if answer.status == 404:
            return None
        self._judge(answer.said)
        require_status(answer.status)
        return Receipt(str(answer.said.get("id", "")))

    def _known(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {account('gateway')['token']}"}

    def _judge(self, said: dict[str, object]) -> None:
        if said.get("error"):
            raise fault(str(said["error"]), str(said.get("detail", "")), ERRORS)
