"""Applies for a pitch with two papers, knowing nothing but the API's own document. Python 3.11.

python3 apply.py http://127.0.0.1:8000 199 0000 0012 licence.jpg certificate.jpg
"""

import json
import sys
import uuid
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

HOST, PHONE, PHOTOS = sys.argv[1], "".join(sys.argv[2:-2]), sys.argv[-2:]
DOCUMENT = json.load(urlopen(HOST + "/api/v1/openapi.json"))
OPERATIONS = {
    operation["operationId"].partition("_api_")[2]: (method.upper(), path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
HEADERS = {"Accept-Language": "en"}


def call(name, body=None, file=None, query=(), **places):
    """Ask one operation by its name; every POST has a key, so that it may be sent again."""
    method, path, operation = OPERATIONS[name]
    address = HOST + path.format(**places) + ("?" + urlencode(query) if query else "")
    headers = HEADERS | ({"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {})
    (kind,) = operation.get("requestBody", {"content": {"application/json": {}}})["content"]
    data = json.dumps(body).encode() if body is not None else None
    if file:
        line = uuid.uuid4().hex
        kind = f"{kind}; boundary={line}"
        part = f'--{line}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        texts = "".join(part % (key, "") + f"{value}\r\n" for key, value in body.items())
        photo = part % ("file", f'; filename="{quote(Path(file).name)}"')
        data = (texts + photo).encode() + Path(file).read_bytes() + f"\r\n--{line}--\r\n".encode()
    request = Request(address, data, headers | {"Content-Type": kind}, method=method)
    return json.load(urlopen(request))


market = call("markets_markets")["items"][0]
ground = call("to_let_to_let", query={"kind": "stall", "months": 12}, market_id=market["id"])
pitch = next(each for each in ground["pitches"] if each["state"] == "free" and each["rent"])
price = call("to_let_pitch_quote", query={"months": 12}, pitch_id=pitch["id"])
print(f"{price['code']}: {price['rent']} a month, {price['deposit']} deposit")

wish = {"market": market["id"], "name": "蔄记鲜肉", "phone": PHONE, "trade": "鲜肉"}
wish |= {"goods": ["猪肉"], "wishes": [pitch["id"]], "starts_on": price["starts_on"], "months": 12}
begun = call("applications_begin", wish)
HEADERS["Authorization"] = f"Bearer {begun['token']}"
mine = {"reference": begun["reference"]}
for paper, photo in zip(call("goods_asked", **mine), PHOTOS, strict=False):
    call("applications_hand_in", {"type": paper["paper"], "consent": "true"}, photo, **mine)
done = call("applications_submit", **mine)
print(done["reference"], done["state"], len(done["papers"]), "papers")
