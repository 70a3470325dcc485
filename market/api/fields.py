"""What is wrong with a field, said in a sentence instead of a validator's code."""

from collections.abc import Iterable, Mapping
from typing import Any

from market.core.refusals import Invalid
from market.phrasing import sentence

_NUMBER = "This must be a whole number."
_DAY = "This must be a day, such as 2026-08-31."
_MOMENT = "This must be a moment with its offset, such as 2026-08-31T18:00:00+08:00."
_TRUTH = "This must be true or false."
_TEXT = "This must be a text."

SENTENCES = {
    "missing": "This is missing.",
    "extra_forbidden": "There is no such field here.",
    "unkeepable": "A character in here cannot be stored.",
    "string_type": _TEXT,
    "string_too_long": "This may have at most {max_length} characters.",
    "string_too_short": "This must have at least {min_length} characters.",
    "string_pattern_mismatch": "This is not written as it should be.",
    "too_long": "This may have at most {max_length} entries.",
    "too_short": "This must have at least {min_length} entries.",
    "greater_than_equal": "This must be at least {ge}.",
    "greater_than": "This must be more than {gt}.",
    "less_than_equal": "This may be at most {le}.",
    "less_than": "This must be less than {lt}.",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "timezone_aware": _MOMENT,
    "time_type": "This must be a time of day, such as 18:00.",
    "time_parsing": "This must be a time of day, such as 18:00.",
    "literal_error": "This must be one of: {expected}.",
    "enum": "This must be one of: {expected}.",
    "list_type": "This must be a list.",
    "money_type": 'An amount is a text of yuan with at most two decimals, such as "1700.00".',
    "digits": (
        'This must be a number in a text, such as "1240.5", with at most {whole} digits before '
        "the point and {places} after it."
    ),
    "json_invalid": "This is not JSON.",
}
OTHERWISE = "This cannot be read."


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Every fault with its field ("lines.0.amount") and a sentence in the reader's language.

    What was sent is never repeated: it may be an identity number.
    """
    return [{"field": _field(error["loc"]), "detail": _said(error)} for error in errors]


def _said(error: Mapping[str, Any]) -> str:
    facts = {str(name): value for name, value in (error.get("ctx") or {}).items()}
    template = facts.pop("sentence", None) or SENTENCES.get(error["type"], OTHERWISE)
    facts.pop("told", None)
    return sentence(Invalid("field", template, **facts))


def _field(place: Iterable[str | int]) -> str:
    """Without where the request carries it and what the endpoint calls it."""
    parts = [str(part) for part in place]
    named = parts[2:] if parts[:1] == ["body"] and len(parts) > 2 else parts[1:]
    return ".".join(named)


def sentences() -> Iterable[tuple[str, str]]:
    """The sentences above for the catalogue."""
    return [("", words) for words in {*SENTENCES.values(), OTHERWISE}]
