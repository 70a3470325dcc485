"""A house with one row of everything, and those who come to its doors."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.test import Client

from leasing.actions.draws import SECRET as SECRET_OF_A_DRAW
from leasing.models import LeasePitch
from market import clock
from market.actions import paper_trail, receipts, tokens, uploads
from market.config.openapi import PROBLEM
from market.core.actors import HOUSE
from market.models import Document, FeeItem, Member, PermitType, User
from market.sealing import house_seal
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_pitch,
    a_user,
    a_vendor,
    an_account,
    an_operator,
)
from tests.market.core.files import a_photo
from tests.strangers.addresses import Address
from tests.strangers.bodies import body_of
from tests.strangers.rows import SECRET, Rows
from tests.strangers.table import BY_COLUMN, BY_ID, SECRETS, WORDS

PHONE = "13866660000"
SECRETS_TOLD = (SECRET, json.dumps(SECRET)[1:-1], PHONE)
_door = count(1)


@dataclass(frozen=True)
class Answer:
    """status and location as HTTP has them; told: whether anything of the vendor's is in it.

    code: of a problem of the API.
    """

    status: int
    location: str
    told: bool
    code: str


class House:
    """rows: the vendor's whom nobody here may see. Nothing that is asked leaves anything behind."""

    def __init__(self) -> None:
        market = a_market(code="here")
        vendor = a_vendor(market=market, name=f"{SECRET}鲜肉", phone=PHONE, contact=f"{SECRET}蔄")
        self.rows = Rows(
            market=market,
            vendor=vendor,
            account=an_account(market=market, vendor=vendor),
            pitch=a_pitch(market=market),
            user=an_operator("owner", name="出纳"),
            item=FeeItem.objects.get(code="rent"),
            type=PermitType.objects.get(code="FOOD_PERMIT"),
        )
        self._tell_stories()
        self.nobody = Caller()
        self.vendor = Caller(a_member(a_vendor(market=market)))
        self.operator = Caller(an_operator("manager", market=a_market(code="elsewhere")))
        self.auditor = Caller(an_operator("auditor", market=market))
        self.owner = Caller(self.rows["market.User"])
        self.insider_user = a_member(vendor)
        self.insider = Caller(self.insider_user)

    def _tell_stories(self) -> None:
        """What a row alone does not make: files with bytes, papers with contents, a letter."""
        rows, at = self.rows, AT
        a_charge(account=rows["market.Account"], due_on=at.date())
        paper = paper_trail.bill(rows["market.Account"], due_on=at.date(), by=HOUSE, at=at)
        file = uploads.take_in(a_photo(), "a.jpg", permit=rows["market.Permit"], by=HOUSE, at=at)
        rows.made |= {"market.Document": paper, "market.Upload": file}
        rows["leasing.LeaseSignature"].files.add(file)
        rows.made["receipt"] = receipts.issue(rows["market.Payment"], by=HOUSE, at=at)
        lease = rows["leasing.Lease"]
        LeasePitch.objects.create(lease=lease, pitch=rows["market.Pitch"])
        rows.made["letter"] = Document.objects.create(
            kind="renewal",
            subject=f"lease:{lease.pk}",
            market=lease.market,
            contents={},
            made_at=at,
        )
        draw = rows["leasing.Draw"]
        draw.secret_sealed = house_seal().seal("00", SECRET_OF_A_DRAW)
        draw.save()
        rows.made["filed"] = PermitType.objects.get(code="MASS_EVENT")

    def path(self, address: Address) -> str:
        """The address with the row's own things in it."""
        path = address.path
        for place in reversed(address.places()):
            start = place.rindex("<")
            path = f"{path[:start]}{self._thing(place)}{path[len(place) :]}"
        return "/" + path

    def values(self, path: str) -> dict[str, Any]:
        """What stands in an address of the API, by the names of its parameters."""
        address = Address(re.sub(r"{(\w+)}", r"<\1>", path))
        return {place[place.rindex("<") + 1 : -1]: self._thing(place) for place in address.places()}

    def _thing(self, place: str) -> Any:
        if place in WORDS or place in SECRETS:
            return WORDS.get(place) or SECRETS[place]
        for noun, places in BY_ID.items():
            if place in places:
                return self.rows[noun].pk
        for (noun, column), places in BY_COLUMN.items():
            if place in places:
                return getattr(self.rows[noun], column)
        raise KeyError(place)


def a_member(vendor: Any) -> User:
    user = a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    return user


class Caller:
    """One who asks: in a browser, and on the API with a token or a session."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user is not None:
            self.client.force_login(user)
            if not user.roles.exists():
                bearer = tokens.issue_for_user(user, at=clock.now())
                self.headers = {"Authorization": f"Bearer {bearer}"}

    def ask(self, house: House, address: Address, method: str) -> Answer:
        """What is answered; what it did is undone."""
        given = body_of(address.operation, house.rows) if address.operation else {"data": {}}
        n = next(_door)
        with transaction.atomic():
            answer = self.client.generic(
                method,
                house.path(address) + given.pop("query", ""),
                headers=self.headers if address.operation else {},
                REMOTE_ADDR=f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
                **given,
            )
            text = _read(answer)
            transaction.set_rollback(True)
        problem = answer.headers.get("Content-Type") == PROBLEM
        return Answer(
            answer.status_code,
            answer.headers.get("Location", ""),
            any(word in text for word in SECRETS_TOLD),
            json.loads(text)["code"] if problem else "",
        )


def _read(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode("utf-8", "replace"))


@contextmanager
def built(blocker: Any) -> Iterator[House]:
    """One house for all the tests of a module, gone afterwards."""
    quiet = logging.getLogger("django.request")
    quiet.disabled = True
    with blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        house = House()
        for noun in sorted({*BY_ID, *(noun for noun, _ in BY_COLUMN)}):
            house.rows[noun]
        yield house
        transaction.set_rollback(True)
    quiet.disabled = False
