"""Codes: proof that somebody holds a phone, to log in or to put their name to something.

The code itself is never stored: a keyed hash of it is, for five minutes.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from market import rules
from market.actions import codes_out, moves, notices, people
from market.core.actors import Actor
from market.core.identity import mobile
from market.core.particulars import at_field
from market.core.refusals import Conflict, Forbidden, Invalid
from market.core.wording import masked
from market.models import LoginCode, User, Vendor
from market.sealing import house_seal

LIFE = timedelta(minutes=5)
PAUSE = timedelta(minutes=1)
MOST_A_DAY = 10
MOST_TRIES = 5
DIGITS = 6


@dataclass(frozen=True)
class Errand:
    """What a code is for. A code for one errand is worth nothing for another.

    occasion: what the message says, of core.phrases. about: the very thing that the code agrees
    to, such as the digest of a contract; facts: what the message tells of it.
    """

    name: str = "login"
    occasion: str = "login_code"
    about: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


LOGIN = Errand()
# handed over at the desk, to whoever cannot get a text message
AT_DESK = Errand("desk-login")
DESK_LIFE = timedelta(minutes=15)
DESK_DIGITS = 8


def issue(phone: str, *, at: datetime, errand: Errand = LOGIN) -> None:
    """Send a six-digit code to a mobile phone, whether or not anybody here knows it.

    A new code makes the one before it worthless. This will refuse with Conflict("code_too_soon")
    within a minute of the last, and Conflict("code_too_often") beyond ten a day.
    """
    number = at_field("phone", mobile, phone)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        _one_at_a_time(number, errand)
        _require_patience(number, errand, at)
        LoginCode.objects.create(
            phone_print=_phone_print(number, errand),
            code_hash=_code_hash(number, code, errand),
            expires_at=at + LIFE,
        )
    facts = {**errand.facts, "code": code, "minutes": str(LIFE // timedelta(minutes=1))}
    codes_out.send(number, errand.occasion, facts, at=at)


@transaction.atomic
def hand_out(vendor: Vendor, phone: str, *, reason: str, by: Actor, at: datetime) -> str:
    """A code for somebody of a vendor's who stands at the desk without their phone.

    The operator has looked at an identity card; reason says so, and is kept with the name. This
    will give eight digits, shown once: what is kept is a keyed hash, for a quarter of an hour,
    and five wrong tries end it. The vendor is told. Raises Invalid("not_theirs") for a phone that
    nobody of this vendor's has.
    """
    rules.require(by, "vendor.hand_code", vendor)
    number: str = at_field("phone", mobile, phone)
    if number != vendor.phone and not vendor.members.filter(user__phone=number).exists():
        raise Invalid("not_theirs", "Nobody of this vendor's has that phone.", field="phone")
    if not reason.strip():
        raise Invalid("reason_missing", "Please say how you know who it is.", field="reason")
    code = f"{secrets.randbelow(10**DESK_DIGITS):0{DESK_DIGITS}}"
    _one_at_a_time(number, AT_DESK)
    LoginCode.objects.create(
        phone_print=_phone_print(number, AT_DESK),
        code_hash=_code_hash(number, code, AT_DESK),
        expires_at=at + DESK_LIFE,
    )
    moves.note(vendor, "hand_code", by=by, at=at, reason=reason.strip()[:200])
    notices.say(
        "desk_code_given",
        subject=f"vendor:{vendor.pk}",
        vendor=vendor,
        key=f"desk_code_given/{vendor.pk}/{at.isoformat()}",
        facts={"phone": masked(number)},
        at=at,
    )
    return code


def redeem(phone: str, code: str, *, at: datetime) -> User:
    """Take the code back, once, and give the person who holds the phone.

    Whoever comes for the first time becomes a user, and acts from then on for the vendors that
    give this phone as their contact. This will refuse with Invalid("bad_code") whatever is wrong
    with it, after five wrong tries also the right one; and with Forbidden("use_password") for an
    operator, whose way in is the name, the password and the second factor.
    """
    number = _proved(phone, code, at)
    user = _user_of(number, at)
    _require_no_operator(user)
    people.link_by_phone(user, at=at)
    return user


def prove(phone: str, code: str, errand: Errand, *, at: datetime) -> str:
    """Take the code of an errand back, once. Gives the phone as it is kept.

    This will refuse with Invalid("bad_code") whatever is wrong with it, after five wrong tries
    also the right one.
    """
    number: str = at_field("phone", mobile, phone)
    if not _taken_back(number, code.strip(), errand, at):
        raise Invalid(
            "bad_code",
            "This code is not right, or no longer good. Look at the last message again, or ask "
            "for a new code.",
            field="code",
        )
    return number


def _proved(phone: str, code: str, at: datetime) -> str:
    """By the code that was sent, or the longer one that was handed over."""
    errand = AT_DESK if len(code.strip()) == DESK_DIGITS else LOGIN
    return prove(phone, code, errand, at=at)


def _taken_back(number: str, code: str, errand: Errand, at: datetime) -> bool:
    """Whether this was the code. The try is counted in any case, and that stays counted."""
    with transaction.atomic():
        held = (
            LoginCode.objects.select_for_update()
            .filter(phone_print=_phone_print(number, errand))
            .order_by("-pk")
            .first()
        )
        if held is None or held.used_at or held.expires_at <= at or held.tries >= MOST_TRIES:
            return False
        right = constant_time_compare(held.code_hash, _code_hash(number, code, errand))
        LoginCode.objects.filter(pk=held.pk).update(
            tries=F("tries") + 1, used_at=at if right else None
        )
        return right


def _user_of(number: str, at: datetime) -> User:
    known_by = {"username": f"phone-{secrets.token_hex(6)}", "password": make_password(None)}
    user, _ = User.objects.get_or_create(phone=number, defaults={**known_by, "date_joined": at})
    return user


def _require_no_operator(user: User) -> None:
    if not user.is_active or user.is_staff or user.is_superuser or user.roles.exists():
        raise Forbidden(
            "use_password",
            "This phone belongs to somebody who works here. Please log in with your name and "
            "password.",
        )


def _require_patience(number: str, errand: Errand, at: datetime) -> None:
    earlier = LoginCode.objects.filter(phone_print=_phone_print(number, errand))
    sent = earlier.filter(expires_at__gt=at + LIFE - PAUSE)
    if sent.exists():
        raise Conflict(
            "code_too_soon",
            "We have just sent you a code. Please wait a minute before you ask for another.",
            wait_seconds=int(PAUSE.total_seconds()),
        )
    since = at + LIFE - timedelta(days=1)
    today = earlier.filter(expires_at__gt=since)
    if today.count() >= MOST_A_DAY:
        raise Conflict(
            "code_too_often",
            "That was the tenth code within a day. Please try again tomorrow, or come to the "
            "market office.",
        )


def _one_at_a_time(number: str, errand: Errand) -> None:
    """Two requests for one phone at once wait for each other until the transaction ends."""
    lock = int(_phone_print(number, errand)[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _phone_print(number: str, errand: Errand) -> str:
    return house_seal().fingerprint(number, f"{errand.name}.phone")


def _code_hash(number: str, code: str, errand: Errand) -> str:
    agreed = f"{number} {code} {errand.about}".rstrip()
    return house_seal().fingerprint(agreed, f"{errand.name}.code")
