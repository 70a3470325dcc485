"""Every provider in one small server: their addresses, signatures, limits, codes and memories.

It knows the protocols from their documents, not from our code: a signature is reckoned here anew.
`python -m tests.market.channels.provider --port 9000 --log FILE` plays it for the fault run; its
log is the only judge of what was said.
"""

import argparse
import base64
import hashlib
import hmac
import json
import random
import threading
import time
import urllib.parse
from collections import Counter, defaultdict, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRET_ID, SECRET_KEY = "AKIDexample", "tencent-secret"
ACCESS_ID, ACCESS_SECRET = "LTAIexample", "aliyun-secret"
TOKEN, CORP_SECRET, APP_SECRET = "gateway-token", "wecom-secret", "wechat-secret"
DING_SECRET, FEISHU_SECRET = "SECding", "feishu-secret"
NOBODY = "19900000000"
HANG_UP, DELAY = "hang up", "delay"


class Provider(ThreadingHTTPServer):
    """Listens on 127.0.0.1.

    answers: by place, the codes to be given next, each once; HANG_UP takes the message and says
    nothing. knows: what the gateway does with a key that it has seen. lag: for how many seconds
    a message is not yet found when asked for. trouble: the share of requests that go wrong.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, *, port=0, log=None, knows="neither", lag=0.0, delay=0.0, trouble=0.0):
        super().__init__(("127.0.0.1", port), Desk)
        self.log = Path(log) if log else None
        self.knows, self.lag, self.delay, self.trouble = knows, lag, delay, trouble
        self.answers = defaultdict(deque)
        self.taken = []
        self.asked = Counter()
        self.known = {}
        self.rates = {"wecom_robot": (20, 60.0), "dingtalk": (20, 60.0), "feishu": (5, 1.0)}
        self.moments = defaultdict(deque)
        self.dice = random.Random(7)
        self.lock = threading.Lock()
        self.tokens = {"wecom": "wecom-1", "wechat": "wechat-1"}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self, place, key, said):
        """A person is told. The same key again is one message only where keys are known."""
        with self.lock:
            self.asked[place] += 1
            if (self.knows == "key" or place in ("wecom", "wechat")) and key in self.known:
                return self.known[key][0]
            number = f"{place}-{len(self.taken) + 1}"
            self.taken.append((place, key, said))
            self.known[key] = (number, time.monotonic(), said)
            if self.log:
                with self.log.open("a", encoding="utf-8") as log:
                    line = {"place": place, "key": key, "text": said.get("text", "")}
                    log.write(json.dumps(line, ensure_ascii=False) + "\n")
        return number

    def too_fast(self, place):
        """The provider's own count, by its own clock."""
        most, seconds = self.rates.get(place, (10**9, 1.0))
        with self.lock:
            moments = self.moments[place]
            now = time.monotonic()
            while moments and moments[0] <= now - seconds:
                moments.popleft()
            if len(moments) >= most:
                return True
            moments.append(now)
        return False


class Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Provider

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.body = b""
        self.serve()

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.serve()

    def serve(self):
        url = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        if self.server.delay:
            time.sleep(self.server.delay)
        try:
            ROUTES[url.path](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def said(self):
        return json.loads(self.body)

    def reply(self, said, status=200):
        body = json.dumps(said, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def next_code(self, place):
        queue = self.server.answers[place]
        return queue.popleft() if queue else None

    def hang_up(self):
        self.close_connection = True
        self.connection.close()

    # a gateway

    def gateway(self):
        server = self.server
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.reply({"error": "bad_token"})
        if self.command == "GET":
            return self.look_up()
        given = self.said()
        assert given["key"] == self.headers["Idempotency-Key"]
        code = self.next_code("sms") or self.trouble()
        if isinstance(code, int):
            return self.reply({}, code)
        if code and code != HANG_UP:
            return self.reply({"error": code, "detail": "as it was told to"})
        if given["phone"] == NOBODY:
            return self.reply({"error": "bad_number"})
        number = server.take("sms", given["key"], given)
        return self.hang_up() if code == HANG_UP else self.reply({"id": number})

    def look_up(self):
        found = self.server.known.get(self.query["key"])
        if found is None or time.monotonic() - found[1] < self.server.lag:
            return self.reply({}, 404)
        return self.reply({"id": found[0]})

    def trouble(self):
        with self.server.lock:
            roll = self.server.dice.random()
        share = self.server.trouble
        if roll < share:
            return "busy" if roll < share / 2 else HANG_UP if roll < share * 0.75 else 503
        return None

    # Tencent Cloud

    def tencent(self):
        action = self.headers["X-TC-Action"]
        if fault := self.tencent_fault():
            return self.response({"Error": {"Code": fault, "Message": "not signed by you"}})
        code = self.next_code("tencent")
        if code and "." in code and code.split(".")[0] in ("AuthFailure", "RequestLimitExceeded"):
            return self.response({"Error": {"Code": code, "Message": "refused"}})
        given = self.said()
        if action == "PullSmsSendStatusByPhoneNumber":
            rows = [
                {"SerialNo": number, "SessionContext": key}
                for key, (number, _, said) in self.server.known.items()
                if said.get("PhoneNumberSet") == [given["PhoneNumber"]]
            ]
            return self.response({"PullSmsSendStatusSet": rows})
        if code and code != HANG_UP:
            return self.response({"SendStatusSet": [{"Code": code, "Message": "refused"}]})
        number = self.server.take("tencent", given["SessionContext"], given)
        if code == HANG_UP:
            return self.hang_up()
        return self.response({"SendStatusSet": [{"Code": "Ok", "SerialNo": number}]})

    def response(self, said):
        self.reply({"Response": {**said, "RequestId": "r-1"}})

    def tencent_fault(self):
        """TC3-HMAC-SHA256 as its document tells it."""
        stamp = self.headers["X-TC-Timestamp"]
        day = time.strftime("%Y-%m-%d", time.gmtime(int(stamp)))
        request = "\n".join(
            [
                "POST",
                "/",
                "",
                f"content-type:{self.headers['Content-Type'].lower()}",
                f"host:{self.headers['Host']}",
                "",
                "content-type;host",
                hashlib.sha256(self.body).hexdigest(),
            ]
        )
        scope = f"{day}/sms/tc3_request"
        text = "\n".join(
            ["TC3-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()]
        )
        dated = hmac.new(("TC3" + SECRET_KEY).encode(), day.encode(), hashlib.sha256).digest()
        service = hmac.new(dated, b"sms", hashlib.sha256).digest()
        signing = hmac.new(service, b"tc3_request", hashlib.sha256).digest()
        wanted = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
        told = (
            f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{scope}, "
            f"SignedHeaders=content-type;host, Signature={wanted}"
        )
        return None if self.headers["Authorization"] == told else "AuthFailure.SignatureFailure"

    # Aliyun

    def aliyun(self):
        given = dict(urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True))
        signature = given.pop("Signature")
        pairs = "&".join(f"{_escaped(k)}={_escaped(v)}" for k, v in sorted(given.items()))
        text = f"POST&{_escaped('/')}&{_escaped(pairs)}"
        made = hmac.new(f"{ACCESS_SECRET}&".encode(), text.encode(), hashlib.sha1).digest()
        if base64.b64encode(made).decode() != signature or given["AccessKeyId"] != ACCESS_ID:
            return self.reply({"Code": "SignatureDoesNotMatch", "Message": "no"}, 400)
        if given["Action"] == "QuerySendDetails":
            rows = [
                {"OutId": key, "SendStatus": 3}
                for key, (_, _, said) in self.server.known.items()
                if said.get("PhoneNumbers") == given["PhoneNumber"]
            ]
            details = {"SmsSendDetailDTO": rows}
            return self.reply({"Code": "OK", "TotalCount": len(rows), "SmsSendDetailDTOs": details})
        code = self.next_code("aliyun")
        if code and code != HANG_UP:
            return self.reply({"Code": code, "Message": "refused"})
        number = self.server.take("aliyun", given["OutId"], given)
        if code == HANG_UP:
            return self.hang_up()
        return self.reply({"Code": "OK", "BizId": number})

    # the houses of WeChat and WeCom

    def wecom_token(self):
        if self.query["corpsecret"] != CORP_SECRET:
            return self.reply({"errcode": 40001, "errmsg": "bad secret"})
        return self.reply(
            {"errcode": 0, "access_token": self.server.tokens["wecom"], "expires_in": 7200}
        )

    def wechat_who(self):
        """The reader behind a code, once: code-OPENID."""
        asked = self.query
        if (asked["secret"], asked["grant_type"]) != (APP_SECRET, "authorization_code"):
            return self.reply({"errcode": 40125, "errmsg": "invalid appsecret"})
        code = asked["code"]
        with self.server.lock:
            self.server.asked[code] += 1
            again = self.server.asked[code] > 1
        if again or not code.startswith("code-"):
            return self.reply({"errcode": 40163 if again else 40029, "errmsg": "code been used"})
        return self.reply({"openid": code.removeprefix("code-"), "scope": "snsapi_base"})

    def wechat_token(self):
        if self.query["secret"] != APP_SECRET:
            return self.reply({"errcode": 40013, "errmsg": "bad secret"})
        return self.reply({"access_token": self.server.tokens["wechat"], "expires_in": 7200})

    def wecom(self):
        given = self.said()
        if self.query["access_token"] != self.server.tokens["wecom"]:
            return self.reply({"errcode": 42001, "errmsg": "access_token expired"})
        if given["touser"] == "nobody":
            return self.reply({"errcode": 0, "invaliduser": "nobody", "msgid": "x"})
        assert given["enable_duplicate_check"] == 1
        once = f"{given['touser']} {given['text']['content']}"
        return self.coded("wecom", once, given, {"msgid": "m-1"})

    def template(self):
        given = self.said()
        if self.query["access_token"] != self.server.tokens["wechat"]:
            return self.reply({"errcode": 40001, "errmsg": "access_token expired"})
        if any(len(v["value"]) > 20 for k, v in given["data"].items() if k.startswith("thing")):
            return self.reply({"errcode": 47003, "errmsg": "argument invalid"})
        once = f"{given['touser']} {given['client_msg_id']}"
        return self.coded("wechat", once, given, {"msgid": 4711})

    def subscription(self):
        given = self.said()
        if self.query["access_token"] != self.server.tokens["wechat"]:
            return self.reply({"errcode": 40001, "errmsg": "access_token expired"})
        return self.coded("wechat_subscription", given["touser"], given, {})

    def coded(self, place, key, given, more, *, name="errcode", words="errmsg"):
        """Status 200 whatever happened: the code is inside."""
        code = self.next_code(place)
        if code and code != HANG_UP:
            return self.reply({name: int(code), words: "refused"})
        if self.server.too_fast(place):
            code = {"dingtalk": 130101, "feishu": 11232}.get(place, 45009)
            return self.reply({name: code, words: "too fast"})
        self.server.take(place, key, given)
        return self.hang_up() if code == HANG_UP else self.reply({name: 0, words: "ok", **more})

    # robots

    def wecom_robot(self):
        if self.query.get("key") != "robot":
            return self.reply({"errcode": 93000, "errmsg": "invalid webhook url"})
        return self.coded("wecom_robot", "", self.said(), {})

    def dingtalk(self):
        stamp = self.query.get("timestamp", "")
        made = hmac.new(DING_SECRET.encode(), f"{stamp}\n{DING_SECRET}".encode(), hashlib.sha256)
        if base64.b64encode(made.digest()).decode() != self.query.get("sign"):
            return self.reply({"errcode": 310000, "errmsg": "sign not match"})
        return self.coded("dingtalk", "", self.said(), {})

    def feishu(self):
        given = self.said()
        key = f"{given.get('timestamp')}\n{FEISHU_SECRET}"
        made = hmac.new(key.encode(), digestmod=hashlib.sha256).digest()
        if base64.b64encode(made).decode() != given.get("sign"):
            return self.reply({"code": 19021, "msg": "sign match fail"})
        return self.coded("feishu", "", given, {}, name="code", words="msg")


ROUTES = {
    "/sms": Desk.gateway,
    "/": Desk.tencent,
    "/aliyun": Desk.aliyun,
    "/cgi-bin/gettoken": Desk.wecom_token,
    "/cgi-bin/token": Desk.wechat_token,
    "/sns/oauth2/access_token": Desk.wechat_who,
    "/cgi-bin/message/send": Desk.wecom,
    "/cgi-bin/message/template/send": Desk.template,
    "/cgi-bin/message/subscribe/bizsend": Desk.subscription,
    "/robot/wecom": Desk.wecom_robot,
    "/robot/dingtalk": Desk.dingtalk,
    "/robot/feishu": Desk.feishu,
}


def _escaped(text):
    """Percent-encoding as RFC 3986 has it."""
    return urllib.parse.quote(text, safe="~")


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--log", required=True)
    asked.add_argument("--knows", default="neither")
    for name in ("lag", "delay", "trouble"):
        asked.add_argument(f"--{name}", type=float, default=0.0)
    Provider(**vars(asked.parse_args())).serve_forever(0.05)


if __name__ == "__main__":
    main()
