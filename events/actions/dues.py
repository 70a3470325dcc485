"""The money of a sign-up: its fee and its deposit, charged once, and given back by the policy."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from events.core.calling_off import given_back
from events.models import SignUp, SignUpCharge
from market.actions import charges
from market.actions.accounts import open_account
from market.core.actors import HOUSE
from market.core.hours import local_day
from market.models import Charge, FeeItem
from market.models.money import CORRECTION

FEE, DEPOSIT, DAMAGE = "fee", "deposit", "damage"
ITEMS = {FEE: "night", DEPOSIT: "night-deposit", DAMAGE: "other"}


@transaction.atomic
def charge(sign_up: SignUp, *, at: datetime) -> None:
    """Charge what the call asks for a place. Said twice, it is charged once."""
    call = sign_up.call
    if call is None:
        return
    for what, amount_fen in ((FEE, call.fee_fen), (DEPOSIT, call.deposit_fen)):
        if amount_fen:
            add(sign_up, what, amount_fen, key=f"sign-up/{sign_up.pk}/{what}", at=at)


def add(
    sign_up: SignUp, what: str, amount_fen: int, *, key: str, at: datetime, note: str = ""
) -> Charge:
    """Charge the vendor one amount for a sign-up, due on its night or today where that is over."""
    session = sign_up.session
    account = open_account(sign_up.vendor, session.series.market, at=at)
    made = charges.add(
        account,
        key=key,
        item=FeeItem.objects.get(code=ITEMS[what]),
        amount_fen=amount_fen,
        due_on=max(session.day, local_day(at)) if what == DAMAGE else session.day,
        note=note or f"{session.name or session.series.name} {session.day.isoformat()}",
        by=HOUSE,
        at=at,
    )
    SignUpCharge.objects.get_or_create(charge=made, defaults={"sign_up": sign_up, "what": what})
    return made


def of(sign_up: SignUp, what: str) -> list[Charge]:
    """The charges of this kind that stand for a sign-up."""
    rows = SignUpCharge.objects.filter(sign_up=sign_up, what=what)
    return [row.charge for row in rows.select_related("charge__account")]


def give_back(
    sign_up: SignUp,
    what: str,
    percent: int,
    *,
    key: str,
    reason: str,
    at: datetime,
    pays: Iterable[Charge] | None = None,
) -> list[Charge]:
    """Credit so much of what is left of each charge; what was paid is the vendor's credit then."""
    made = []
    for row in of(sign_up, what):
        amount_fen = given_back(charges.left_of(row), percent)
        if amount_fen:
            made.append(
                charges.reverse(
                    row,
                    amount_fen=amount_fen,
                    key=f"{key}/{row.pk}",
                    reason=reason,
                    by=HOUSE,
                    at=at,
                    why=CORRECTION,
                    pays=None if pays is None else list(pays),
                )
            )
    return made


@transaction.atomic
def charge_again(sign_up: SignUp, *, key: str, at: datetime) -> None:
    """Charge again what was credited under this key, for a sign-up that stands after all."""
    credited = Charge.objects.filter(key__startswith=f"{key}/", amount_fen__lt=0).order_by("pk")
    for row in credited.select_related("reverses"):
        due = SignUpCharge.objects.get(charge=row.reverses)
        add(sign_up, due.what, -row.amount_fen, key=f"{row.key}/again", at=at)
