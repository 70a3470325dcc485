"""A body that the API's own document calls valid, with the ids of the house's own rows in it."""

import json
import re
import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.strangers.addresses import DOCUMENT

SCHEMAS = DOCUMENT["components"]["schemas"]
# a field that names a thing, and the noun that it is of
NAMED = {
    "account": "market.Account",
    "call": "leasing.Call",
    "cashier": "market.User",
    "charge": "market.Charge",
    "lease": "leasing.Lease",
    "market": "market.Market",
    "meter": "leasing.Meter",
    "payment": "market.Payment",
    "permit": "market.Permit",
    "pitch": "market.Pitch",
    "scale": "market.Scale",
    "series": "events.Series",
    "session": "events.Session",
    "vendor": "market.Vendor",
    "worker": "market.Worker",
    "zone": "market.Zone",
}
FORMATS = {
    "date": "2026-04-01",
    "date-time": "2026-04-01T10:00:00+08:00",
    "time": "18:00",
    "uuid": str(uuid.UUID(int=7)),
    "email": "somebody@example.com",
}


def body_of(operation: Any, rows: Any) -> dict[str, Any]:
    """What Client.generic wants, and the query of what must be asked for."""
    asked = {
        each["name"]: sample(each["schema"], each["name"], rows)
        for each in operation["parameters"]
        if each["in"] == "query" and each["required"]
    }
    content = operation.get("requestBody", {}).get("content", {})
    given: dict[str, Any] = {"query": f"?{urlencode(asked)}" if asked else ""}
    if form := content.get("multipart/form-data"):
        fields = sample(form["schema"], "", rows)
        given |= {"data": encode_multipart(BOUNDARY, fields), "content_type": MULTIPART_CONTENT}
    elif body := content.get("application/json"):
        given |= {
            "data": json.dumps(sample(body["schema"], "", rows)),
            "content_type": "application/json",
        }
    return given


def sample(schema: dict[str, Any], name: str, rows: Any) -> Any:
    """The least that fits."""
    while found := schema.get("anyOf") or schema.get("oneOf") or schema.get("$ref"):
        schema = SCHEMAS[found.rpartition("/")[2]] if isinstance(found, str) else found[0]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type", "object")
    if kind == "object":
        fields = schema.get("properties", {})
        return {each: sample(fields[each], each, rows) for each in schema.get("required", [])}
    if kind == "array":
        return [sample(schema["items"], name.removesuffix("s"), rows)]
    if kind == "string":
        return _text(schema)
    number = rows[NAMED[name]].pk if name in NAMED else max(1, schema.get("minimum", 1))
    return True if kind == "boolean" else number


def _text(schema: dict[str, Any]) -> Any:
    if schema.get("format") == "binary":
        return SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * 20, "image/jpeg")
    if "format" in schema:
        return FORMATS[schema["format"]]
    if examples := schema.get("examples"):
        return examples[0]
    if choice := re.fullmatch(r"\^\((\w+)\|.*\)\$", schema.get("pattern", "")):
        return choice.group(1)
    return "1" * max(schema.get("minLength", 0), 1)
