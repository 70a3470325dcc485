"""What the API's words are made of: money, days, moments, and what is read strictly."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from market.core import money
from market.core.refusals import Refusal


def _fen(value: Any) -> int:
    if not isinstance(value, str):
        raise PydanticCustomError("money_type", "An amount is a text, such as 1700.00")
    try:
        return money.fen(value)
    except Refusal as refusal:
        raise PydanticCustomError("refused", "{told}", _context(refusal)) from refusal


def _context(refusal: Refusal) -> dict[str, Any]:
    return {"told": str(refusal), "sentence": refusal.sentence, **refusal.facts}


def decimal_pattern(whole: int, places: int, sign: str = "") -> str:
    """How a decimal is written: so many digits before the point, and so many after it, at most."""
    return rf"^{sign}[0-9]{{1,{whole}}}(\.[0-9]{{1,{places}}})?$"


def _written(sign: str) -> WithJsonSchema:
    pattern = decimal_pattern(12, 2, sign)
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": ["1700.00"]})


# whole fen inside, a decimal string in yuan on the wire: "1700.00"
Yuan = Annotated[int, BeforeValidator(_fen), _written("-?")]
YuanNotNegative = Annotated[int, BeforeValidator(_fen), Field(ge=0), _written("")]
YuanPositive = Annotated[int, BeforeValidator(_fen), Field(gt=0), _written(r"(?![0.]*$)")]
YuanOut = Annotated[
    int,
    PlainSerializer(money.yuan, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["1700.00"]}),
]
Moment = AwareDatetime
Day = Annotated[date, Field(examples=["2026-08-31"])]
Id = Annotated[int, Field(ge=1, le=2**53 - 1)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Strict(Schema):
    """What is sent to us. A field that we do not know is refused, never passed over in silence."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _only_text_that_can_be_kept(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and any(_unkeepable(value) for value in given.values()):
            raise PydanticCustomError("unkeepable", "A character in here cannot be stored.")
        return given

    def said(self) -> dict[str, Any]:
        """The fields that were sent, and no others."""
        return self.model_dump(exclude_unset=True)


class Out(Schema):
    """What we answer."""

    model_config = ConfigDict(hide_input_in_errors=True)


class Days(Out):
    """A span of days, the last one included; no last day, no known end."""

    starts_on: Day
    ends_on: Day | None


class Reason(Strict):
    """Why. It is kept with the caller's name."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Problem(Out):
    """RFC 9457: what was refused, in a sentence for the reader, with its facts."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, Any]


def _unkeepable(value: Any) -> bool:
    """Whether a text has a NUL or half a character in it, which no database keeps."""
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, list):
        return any(_unkeepable(item) for item in value)
    return False
