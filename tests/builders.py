"""Builders of one valid thing each. A test says only what it is about."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.test import Client

from market.core.actors import Actor, RoleAt
from market.models import (
    Account,
    Charge,
    FeeItem,
    Market,
    Member,
    Payment,
    Permit,
    PermitType,
    Pitch,
    Role,
    User,
    Vendor,
    Worker,
    Zone,
)

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 on a Monday in Shanghai
_next = count(1)


def a_market(**given: Any) -> Market:
    n = next(_next)
    return Market.objects.create(**{"code": f"market-{n}", "name": f"第{n}农贸市场", **given})


def a_zone(**given: Any) -> Zone:
    n = next(_next)
    given.setdefault("market", None)
    given["market"] = given["market"] or a_market()
    return Zone.objects.create(**{"code": f"zone-{n}", "name": f"{n}区", **given})


def a_pitch(**given: Any) -> Pitch:
    n = next(_next)
    if "market" in given:
        given["zone"] = a_zone(market=given.pop("market"))
    given.setdefault("zone", None)
    given["zone"] = given["zone"] or a_zone()
    return Pitch.objects.create(
        **{"code": f"A-{n}", "code_key": f"a-{n:05}", "kind": "stall", **given}
    )


def a_vendor(*, market: Market | None = None, **given: Any) -> Vendor:
    n = next(_next)
    vendor = Vendor.objects.create(
        **{"name": f"蔄记鲜肉{n}", "name_key": f"man ji {n:05}", "since": AT, **given}
    )
    if market is not None:
        Account.objects.create(vendor=vendor, market=market, opened_at=AT)
    return vendor


def a_worker(**given: Any) -> Worker:
    n = next(_next)
    given["vendor"] = given.get("vendor") or a_vendor()
    return Worker.objects.create(
        **{"name": f"王小蔄{n}", "name_key": f"wang {n:05}", "since": date(2026, 1, 1), **given}
    )


def an_account(**given: Any) -> Account:
    vendor = given.get("vendor") or a_vendor()
    market = given.get("market") or a_market()
    account, _ = Account.objects.get_or_create(
        vendor=vendor, market=market, defaults={"opened_at": AT}
    )
    return account


def a_charge(**given: Any) -> Charge:
    """An open rent charge of 1700.00 yuan due on 2026-04-01."""
    n = next(_next)
    given["account"] = given.get("account") or an_account()
    charge = Charge.objects.create(
        **{
            "key": f"charge-{n}",
            "item": FeeItem.objects.get(code="rent"),
            "amount_fen": 170000,
            "due_on": date(2026, 4, 1),
            "charged_at": AT,
            **given,
        }
    )
    charge.refresh_from_db()
    return charge


def a_payment(**given: Any) -> Payment:
    """500.00 yuan in cash, received on 2026-03-02, that have paid nothing yet."""
    n = next(_next)
    given["account"] = given.get("account") or an_account()
    payment = Payment.objects.create(
        **{
            "key": f"payment-{n}",
            "amount_fen": 50000,
            "method": "cash",
            "received_on": date(2026, 3, 2),
            "recorded_at": AT,
            **given,
        }
    )
    payment.refresh_from_db()
    return payment


def a_permit(**given: Any) -> Permit:
    """A food permit in force until 2026-08-31."""
    n = next(_next)
    given["vendor"] = given.get("vendor") or a_vendor()
    given["type"] = given.get("type") or PermitType.objects.get(code="FOOD_PERMIT")
    return Permit.objects.create(
        **{
            "number": f"P-{n}",
            "state": "accepted",
            "expires_on": date(2026, 8, 31),
            "submitted_at": AT,
            **given,
        }
    )


def a_user(**given: Any) -> User:
    n = next(_next)
    return User.objects.create_user(**{"username": f"user-{n}", "name": f"用户{n}", **given})


def an_operator(role: str = "manager", *, market: Market | None = None, **given: Any) -> User:
    """A person with a role at a market, or at every market."""
    user = a_user(**given)
    Role.objects.create(user=user, market=market, name=role)
    return user


def acting(role: str = "owner", *, market: Market | None = None, user: User | None = None) -> Actor:
    """An actor with one role, for tests of actions."""
    market_id = market.pk if market is not None else None
    user_id = user.pk if user is not None else None
    return Actor(f"a {role}", user=user_id, roles=(RoleAt(role, market_id),))


def as_vendor(vendor: Vendor, *, user: User | None = None) -> Actor:
    """An actor who acts for a vendor."""
    user_id = user.pk if user is not None else None
    return Actor(vendor.name, user=user_id, vendors=frozenset({vendor.pk}))


def phone_of(vendor: Vendor, *, user: User | None = None, **headers: str) -> Client:
    """The browser of somebody who looks after this vendor; in English unless headers say so."""
    user = user or a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    client = Client(headers={"Accept-Language": "en", **headers})
    client.force_login(user)
    return client
