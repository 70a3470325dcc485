"""Text messages through Tencent Cloud: SendSms, signed with TC3-HMAC-SHA256.

Source: cloud.tencent.com/document/api/382 (2021-01-11). Whether an earlier message arrived can be
asked only where the session context comes back with the status, which Tencent opens on request
(HUIQUAN_TENCENT_SESSION=1).
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from market.channels import AfterCrash, Message, Permanent, Receipt, Unsure
from market.channels.accounts import account, setting, template
from market.channels.fates import Fate, fault, require_status
from market.channels.wire import JSON, Answer, post_json
from market.core.reasons import NO_PHONE

VERSION, SERVICE = "2021-01-11", "sms"
ERRORS = {
    "FailedOperation": Fate.RETRY,
    "FailedOperation.ContainSensitiveWord": Fate.GIVE_UP,
    "FailedOperation.InsufficientBalanceInSmsPackage": Fate.GIVE_UP,
    "FailedOperation.JsonParseFail": Fate.GIVE_UP,
    "FailedOperation.MarketingSendTimeConstraint": Fate.LATER,
    "FailedOperation.MissingSignature": Fate.GIVE_UP,
    "FailedOperation.PhoneNumberInBlacklist": Fate.GONE,
    "FailedOperation.SignatureIncorrectOrUnapproved": Fate.GIVE_UP,
    "FailedOperation.TemplateIncorrectOrUnapproved": Fate.GIVE_UP,
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": Fate.GIVE_UP,
    "FailedOperation.TemplateUnapprovedOrNotExist": Fate.GIVE_UP,
    "InternalError": Fate.RETRY,
    "InternalError.SendAndRecvFail": Fate.UNSURE,
    "InternalError.Timeout": Fate.UNSURE,
    "InvalidParameter": Fate.GIVE_UP,
    "InvalidParameterValue": Fate.GIVE_UP,
    "InvalidParameterValue.IncorrectPhoneNumber": Fate.GONE,
    "LimitExceeded": Fate.GIVE_UP,
    "LimitExceeded.DeliveryFrequencyLimit": Fate.LATER,
    "LimitExceeded.PhoneNumberOneHourLimit": Fate.LATER,
    "LimitExceeded.PhoneNumberThirtySecondLimit": Fate.LATER,
    "RequestLimitExceeded": Fate.LATER,
    "MissingParameter": Fate.GIVE_UP,
    "AuthFailure": Fate.GIVE_UP,
    "AuthFailure.SignatureExpire": Fate.RETRY,
    "UnauthorizedOperation": Fate.GIVE_UP,
    "UnsupportedOperation": Fate.GIVE_UP,
    "ResourceInsufficient": Fate.RETRY,
}


class Tencent:
    """One message to one number, in the words of an approved template."""

    name = "sms"
    key_life: timedelta | None = None

    @property
    def after_crash(self) -> AfterCrash:
        return AfterCrash.QUERY if setting("tencent", "session") == "1" else AfterCrash.NEITHER

    def send(self, message: Message) -> Receipt:
        """Hand it over. The answer is of status 200 also when it refuses."""
        if not message.phone:
            raise Permanent(NO_PHONE)
        ours = account("tencent")
        number, variables = template("tencent", message)
        said = self._ask(
            "SendSms",
            {
                "PhoneNumberSet": [f"+86{message.phone}"],
                "SmsSdkAppId": ours["app"],
                "SignName": ours["sign"],
                "TemplateId": number,
                "TemplateParamSet": [told for _, told in variables],
                "SessionContext": message.key,
            },
            message.at,
        )
        told: list[dict[str, Any]] = said.get("SendStatusSet") or [{}]
        status = told[0]
        code = str(status.get("Code", ""))
        if code != "Ok":
            raise fault(code, str(status.get("Message", "")), ERRORS)
        return Receipt(str(status.get("SerialNo", "")))

    def find(self, message: Message) -> Receipt | None:
        """Look for our session context among what was sent to the number since the day before."""
        at = int(message.at.timestamp())
        said = self._ask(
            "PullSmsSendStatusByPhoneNumber",
            {
                "BeginTime": at - 86400,
                "EndTime": at + 86400,
                "Offset": 0,
                "Limit": 100,
                "PhoneNumber": f"+86{message.phone}",
                "SmsSdkAppId": account("tencent")["app"],
            },
            message.at,
        )
        statuses = said.get("PullSmsSendStatusSet") or []
        if statuses and not any(each.get("SessionContext") for each in statuses):
            raise Unsure("the session context does not come back")
        found = (each for each in statuses if each.get("SessionContext") == message.key)
        return next((Receipt(str(each.get("SerialNo", ""))) for each in found), None)

    def _ask(self, action: str, given: dict[str, Any], at: datetime) -> dict[str, Any]:
        ours = account("tencent")
        url = ours["url"] or "https://sms.tencentcloudapi.com"
        body = json.dumps(given, ensure_ascii=False).encode()
        headers = {
            "Content-Type": JSON,
            "Host": urlsplit(url).netloc,
            "X-TC-Action": action,
            "X-TC-Version": VERSION,
            "X-TC-Region": ours["region"] or "ap-guangzhou",
            "X-TC-Timestamp": str(int(at.timestamp())),
        }
        headers["Authorization"] = signature(
            body, headers, at=at, name=ours["secret_id"], secret=ours["secret_key"]
        )
        return _judged(post_json(url, given, body=body, headers=headers))


def signature(body: bytes, headers: dict[str, str], *, at: datetime, name: str, secret: str) -> str:
    """The Authorization of a request, after TC3-HMAC-SHA256: content type, host and body signed."""
    on = at.astimezone(UTC).strftime("%Y-%m-%d")
    scope = f"{on}/{SERVICE}/tc3_request"
    asked = (
        f"POST\n/\n\ncontent-type:{headers['Content-Type'].lower()}\n"
        f"host:{headers['Host']}\n\ncontent-type;host\n{hashlib.sha256(body).hexdigest()}"
    )
    told = (
        f"TC3-HMAC-SHA256\n{headers['X-TC-Timestamp']}\n{scope}\n"
        f"{hashlib.sha256(asked.encode()).hexdigest()}"
    )
    key = f"TC3{secret}".encode()
    for part in (on, SERVICE, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signed = hmac.digest(key, told.encode(), "sha256").hex()
    return (
        f"TC3-HMAC-SHA256 Credential={name}/{scope}, SignedHeaders=content-type;host, "
        f"Signature={signed}"
    )


def _judged(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = answer.said.get("Response") or {}
    if error := said.get("Error"):
        raise fault(str(error.get("Code", "")), str(error.get("Message", "")), ERRORS)
    require_status(answer.status)
    if not said:
        raise Unsure("an answer that is none")
    return said
