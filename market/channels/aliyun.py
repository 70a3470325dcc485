"""Text messages through Aliyun: SendSms over RPC, signed with HMAC-SHA1.

Source: help.aliyun.com/zh/sms (Dysmsapi, 2017-05-25; RPC signature version 1.0). Our key travels
as OutId and comes back with the details, so Aliyun can be asked.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any
from urllib.parse import quote

from market.channels import AfterCrash, Message, Permanent, Receipt, Unsure
from market.channels.accounts import account, template
from market.channels.fates import Fate, fault, require_status
from market.channels.wire import post_form
from market.core.hours import SHANGHAI
from market.core.reasons import NO_PHONE

ERRORS = {
    "isv.": Fate.GIVE_UP,
    "isv.ACCOUNT_ABNORMAL": Fate.GIVE_UP,
    "isv.AMOUNT_NOT_ENOUGH": Fate.GIVE_UP,
    "isv.BLACK_KEY_CONTROL_LIMIT": Fate.GIVE_UP,
    "isv.BUSINESS_LIMIT_CONTROL": Fate.LATER,
    "isv.DAY_LIMIT_CONTROL": Fate.GIVE_UP,
    "isv.INVALID_PARAMETERS": Fate.GIVE_UP,
    "isv.MOBILE_COUNT_OVER_LIMIT": Fate.GIVE_UP,
    "isv.MOBILE_NUMBER_ILLEGAL": Fate.GONE,
    "isv.OUT_OF_SERVICE": Fate.GIVE_UP,
    "isv.PARAM_LENGTH_LIMIT": Fate.GIVE_UP,
    "isv.PARAM_NOT_SUPPORT_URL": Fate.GIVE_UP,
    "isv.PRODUCT_UN_SUBSCRIPT": Fate.GIVE_UP,
    "isv.SMS_SIGNATURE_ILLEGAL": Fate.GIVE_UP,
    "isv.SMS_TEMPLATE_ILLEGAL": Fate.GIVE_UP,
    "isv.TEMPLATE_MISSING_PARAMETERS": Fate.GIVE_UP,
    "isv.TEMPLATE_PARAMS_ILLEGAL": Fate.GIVE_UP,
    "isp.SYSTEM_ERROR": Fate.UNSURE,
    "isp.RAM_PERMISSION_DENY": Fate.GIVE_UP,
    "InvalidAccessKeyId": Fate.GIVE_UP,
    "InvalidTimeStamp": Fate.RETRY,
    "SignatureDoesNotMatch": Fate.GIVE_UP,
    "SignatureNonceUsed": Fate.RETRY,
    "ServiceUnavailable": Fate.RETRY,
    "Throttling": Fate.LATER,
}
FAILED = 2


class Aliyun:
    """One message to one number, in the words of an approved template."""

    name = "sms"
    after_crash = AfterCrash.QUERY
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        """Hand it over. The answer is of status 200 also when it refuses."""
        if not message.phone:
            raise Permanent(NO_PHONE)
        number, variables = template("aliyun", message)
        said = self._ask(
            "SendSms",
            {
                "PhoneNumbers": message.phone,
                "SignName": account("aliyun")["sign"],
                "TemplateCode": number,
                "TemplateParam": json.dumps(dict(variables), ensure_ascii=False),
                "OutId": message.key,
            },
            message,
        )
        return Receipt(str(said.get("BizId", "")))

    def find(self, message: Message) -> Receipt | None:
        """Look for our key among what was sent to the number today and the day before."""
        today = message.at.astimezone(SHANGHAI).date()
        for on in (today, today - timedelta(days=1)):
            said = self._ask(
                "QuerySendDetails",
                {
                    "PhoneNumber": message.phone,
                    "SendDate": f"{on:%Y%m%d}",
                    "PageSize": "50",
                    "CurrentPage": "1",
                },
                message,
            )
            rows = (said.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or []
            if any(row.get("OutId") == message.key for row in rows):
                return Receipt(f"out:{message.key}")
            if int(said.get("TotalCount") or 0) > len(rows):
                raise Unsure("more was sent to this number on one day than one page tells")
        return None

    def _ask(self, action: str, given: Mapping[str, str], message: Message) -> dict[str, Any]:
        ours = account("aliyun")
        asked = {
            **given,
            "Action": action,
            "Version": "2017-05-25",
            "RegionId": ours["region"] or "cn-hangzhou",
            "Format": "JSON",
            "AccessKeyId": ours["access_key_id"],
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": nonce(message, given, action),
            "Timestamp": message.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        asked["Signature"] = signature(asked, ours["access_key_secret"])
        answer = post_form(ours["url"] or "https://dysmsapi.aliyuncs.com", asked)
        code = str(answer.said.get("Code", ""))
        if code not in ("", "OK"):
            raise fault(code, str(answer.said.get("Message", "")), ERRORS)
        require_status(answer.status)
        if not code:
            raise Unsure("an answer that is none")
        return answer.said


def nonce(message: Message, given: Mapping[str, str], action: str) -> str:
    """A number that no other request has, nor the next try of this one."""
    return hmac.digest(
        message.key.encode(),
        f"{action}{message.at.timestamp()}{sorted(given.items())}".encode(),
        "sha1",
    ).hex()


def signature(asked: Mapping[str, str], secret: str) -> str:
    """The Signature of an RPC request: every parameter in order, percent-encoded twice."""
    query = "&".join(f"{_quoted(name)}={_quoted(asked[name])}" for name in sorted(asked))
    told = f"POST&%2F&{_quoted(query)}"
    return base64.b64encode(hmac.digest(f"{secret}&".encode(), told.encode(), "sha1")).decode()


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")
