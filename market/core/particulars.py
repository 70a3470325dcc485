"""What is on file of a vendor, each field checked and brought into the form it is stored in."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from market.core.identity import phone, uscc
from market.core.names import person_name, tidy, trade_name
from market.core.refusals import Invalid, Refusal

VENDOR_KINDS = ("person", "household", "company", "cooperative")
LANGUAGES = ("zh-hans", "en")
MOST_GOODS = 40
LONGEST_GOODS = 30

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}", re.IGNORECASE)


def particulars(given: Mapping[str, Any]) -> dict[str, Any]:
    """This will check the fields that are given and leave the others out.

    Any of name, kind, contact, phone, email, language, trade, goods, uscc. Raises Invalid with
    the field named in its facts: what the field's own check raises, or unknown_field.
    """
    unknown = sorted(given.keys() - _CHECKS.keys())
    if unknown:
        raise Invalid("unknown_field", "There is no field called {field}.", field=unknown[0])
    return {name: at_field(name, _CHECKS[name], value) for name, value in given.items()}


def at_field(name: str, check: Callable[[Any], Any], value: Any) -> Any:
    """The checked value; a refusal of the check names the field. Raises Invalid."""
    try:
        return check(value)
    except Refusal as refusal:
        raise Invalid(
            refusal.code, refusal.sentence, **{**refusal.facts, "field": name}
        ) from refusal


def phone_or_none(text: str) -> str:
    """A phone number in its written form, or nothing at all."""
    return phone(text) if text.strip() else ""


def _contact(text: str) -> str:
    return person_name(text) if text.strip() else ""


def _uscc(text: str) -> str:
    return uscc(text) if text.strip() else ""


def _email(text: str) -> str:
    address = text.strip()
    if address and not _EMAIL.fullmatch(address):
        raise Invalid("bad_email", "This is not an e-mail address. One looks like name@example.cn.")
    return address


def _kind(word: str) -> str:
    if word not in VENDOR_KINDS:
        raise Invalid("bad_kind", "Choose what kind of business this is.")
    return word


def _language(word: str) -> str:
    if word not in LANGUAGES:
        raise Invalid("bad_language", "Choose Chinese or English.")
    return word


def _trade(text: str) -> str:
    return _short(tidy(text))


def _goods(texts: Sequence[str]) -> list[str]:
    """Each kind of goods once, in the order given."""
    told = [_short(tidy(text)) for text in texts if text.strip()]
    if len(told) > MOST_GOODS:
        raise Invalid("too_many_goods", "Name at most {most} kinds of goods.", most=MOST_GOODS)
    return list(dict.fromkeys(told))


def _short(text: str) -> str:
    if len(text) > LONGEST_GOODS:
        raise Invalid("too_long", "Please say it in at most {most} characters.", most=LONGEST_GOODS)
    return text


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": trade_name,
    "kind": _kind,
    "contact": _contact,
    "phone": phone_or_none,
    "email": _email,
    "language": _language,
    "trade": _trade,
    "goods": _goods,
    "uscc": _uscc,
}
