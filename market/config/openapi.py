"""The API's own document: one name for one shape, and every refusal written down.

Ninja names a shape by its class alone. Where two files call different shapes by one name
(CodeIn of a phone, CodeIn of a contract), both get their file in front: MarketCodesCodeIn.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from ninja import Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.schema import NinjaGenerateJsonSchema
from pydantic import BaseModel
from pydantic.json_schema import CoreModeRef, CoreRef, DefsRef

from market.api import idempotency
from market.api.schemas import Problem, decimal_pattern

PROBLEM = "application/problem+json"
JSON = "application/json"
OUR_APPS = ("market", "leasing", "events")

_TRIMMED = r"\S"

# what any operation may answer besides what it is for
_ALWAYS = {
    400: "This is not a request that can be read",
    401: "Nobody knows who asks, or the key shown is no longer good",
    403: "Seen, but not to be done by the one who asks",
    404: "There is nothing here for the one who asks",
    409: "The world stands against it now",
    413: "More was sent than is read",
    422: "Something in it is wrong; each field says what",
    429: "Too often in a short while; Retry-After says how long to wait",
}
_ON_EDITS = {
    412: "The thing has changed since it was read (If-Match)",
    428: "If-Match is missing",
}


class Document(OpenAPISchema):
    """The document of an API, with shapes under names that are theirs alone."""

    def __init__(self, api: Any, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        self["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        self["components"]["securitySchemes"].pop("Anyone", None)
        for operations in self["paths"].values():
            for method, operation in operations.items():
                _describe_files(operation)
                _describe_refusals(method, operation)
                _describe_openness(operation)

    def operation_details(self, operation: Operation) -> Any:
        told = super().operation_details(operation)
        told["parameters"] += _read_headers(operation)
        return told

    def _extract_parameters(self, model: Any) -> Any:
        return super()._extract_parameters(named(model))

    def _create_schema_from_model(self, model: Any, *given: Any, **told: Any) -> Any:
        return super()._create_schema_from_model(named(model), *given, **told)


def named(model: type[BaseModel]) -> Any:
    """The model, writing its shapes under our names."""
    return _Named(model)


class _Named:
    """A model that writes its JSON schema with our names."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)

    def model_json_schema(self, **given: Any) -> dict[str, Any]:
        return self.model.model_json_schema(**{**given, "schema_generator": _Names})


class _Names(NinjaGenerateJsonSchema):
    """Puts its file in front of a name that several files use."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        reference, mode = core_mode_ref
        renamed = re.sub(r"(\w+):(\d+)", _own_name, reference)
        return super().get_defs_ref((CoreRef(renamed), mode))

    def str_schema(self, schema: Any) -> dict[str, Any]:
        """A text that is trimmed before it is measured: blanks at its ends do not count."""
        made: dict[str, Any] = super().str_schema(schema)
        least = schema.get("min_length") or 0
        if schema.get("strip_whitespace") and least:
            made.setdefault("pattern", _TRIMMED if least == 1 else rf"\S[\s\S]{{{least - 2},}}\S")
        return made

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        """An exact number, with as many digits as are read.

        As a text too, where a pattern can tell it: patterns know digits and signs, not bounds.
        """
        made: dict[str, Any] = super().decimal_schema(schema)
        if self.mode != "validation":
            return made
        number: dict[str, Any] = next(way for way in made["anyOf"] if way["type"] == "number")
        whole, places = schema.get("max_digits"), schema.get("decimal_places")
        if places is not None:
            number["multipleOf"] = 10**-places
        if not whole or places is None or {"le", "lt", "gt"} & set(schema):
            return number
        most = 10 ** (whole - places) - 10**-places
        number |= {"minimum": schema.get("ge", -most), "maximum": most}
        sign = "" if schema.get("ge") == 0 else "-?"
        text = decimal_pattern(whole - places, places, sign)
        return {"anyOf": [number, {"type": "string", "pattern": text}]}


def _own_name(found: re.Match[str]) -> str:
    """The name in a reference (LineOut:<id of the class>), with its file where others have it too."""
    name, number = found.groups()
    return f"{_ambiguous().get(int(number), '')}{name}:{number}"


@cache
def _ambiguous() -> dict[int, str]:
    """The files of shapes whose name others have too, by the id of the class."""
    by_name: dict[str, list[type]] = defaultdict(list)
    for shape in _below(Schema):
        if shape.__module__.partition(".")[0] in OUR_APPS:
            by_name[shape.__name__].append(shape)
    return {
        id(shape): _file(shape)
        for shapes in by_name.values()
        if len({shape.__module__ for shape in shapes}) > 1
        for shape in shapes
    }


def _file(shape: type) -> str:
    app, *_, file = shape.__module__.split(".")
    return f"{app}_{file}".title().replace("_", "")


def _below(shape: type) -> Iterator[type]:
    below: list[type] = shape.__subclasses__()
    for each in below:
        yield each
        yield from _below(each)


def _describe_files(operation: dict[str, Any]) -> None:
    """What is sent as it is (a PDF, a picture, a ZIP, a CSV) is not JSON."""
    for answer in operation["responses"].values():
        told = answer.get("content", {}).get(JSON, {}).get("schema", {})
        if told.get("format") == "binary":
            answer["content"] = {"*/*": {}}
    form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data", {})
    # a form has no null: what is left out is simply not there; nor is a file with nothing in it
    for field in form.get("schema", {}).get("properties", {}).values():
        ways = [way for way in field.get("anyOf", ()) if way.get("type") != "null"]
        if ways:
            field["anyOf"] = ways
            field.pop("default", None)
        for way in ways or [field]:
            if way.get("format") == "binary":
                way["minLength"] = 1
    for name, field in form.get("schema", {}).get("properties", {}).items():
        # a list of files of which there is none is no part of the form at all
        if field.get("type") == "array" and name in form["schema"].get("required", ()):
            field["minItems"] = 1


def _describe_refusals(method: str, operation: dict[str, Any]) -> None:
    reference = {"$ref": "#/components/schemas/Problem"}
    refusals = _ALWAYS | (_ON_EDITS if method == "patch" else {})
    for status, words in refusals.items():
        operation["responses"].setdefault(
            status, {"description": words, "content": {PROBLEM: {"schema": reference}}}
        )


def _describe_openness(operation: dict[str, Any]) -> None:
    ways = operation.get("security", [])
    operation["security"] = [{} if "Anyone" in way else way for way in ways]


def _read_headers(operation: Operation) -> Iterator[dict[str, Any]]:
    """What the wrappers around every operation read."""
    told: dict[str, Any] = {"in": "header", "required": False}
    if "POST" in operation.methods and not idempotency.is_answered_afresh(operation):
        schema = {"type": "string", "pattern": idempotency.KEY}
        yield {**told, "name": idempotency.HEADER, "schema": schema}
    if "PATCH" in operation.methods:
        read = {"type": "string", "minLength": 1}
        yield {**told, "name": "If-Match", "schema": read, "required": True}
