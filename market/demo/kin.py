"""Relatives and hands who act for a stall of the demo, and those who were asked to."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from market.actions import members, people
from market.core.actors import HELPER, OWNER
from market.core.periods import ONE_DAY
from market.demo import names, numbers
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.crew import own_hand
from market.demo.working_hours import at_work
from market.models import Invitation, User, Vendor

# whose, as what, how many days ago; from this number on they have phones
JOINED = (
    ("hall/001", HELPER, 140),
    ("hall/036", OWNER, 90),
    ("guest/001", HELPER, 33),
    ("street/001", HELPER, 12),
)
ASKED = (("hall/001", HELPER, 1), ("container/006", OWNER, 2))
THOUGHT_BETTER_OF = ("hall/036", HELPER, 20)
FIRST_PHONE = 9001


def gather(*, at: datetime) -> None:
    """Four came in, two are asked and have not come yet, one invitation was taken back."""
    for number, (key, role, ago) in enumerate(JOINED, FIRST_PHONE):
        then = at - ago * ONE_DAY
        vendor = _vendor(key)
        _log_in(vendor.phone, vendor.contact, at=at_work(then - ONE_DAY))
        asked = _invite(vendor, number, role, at=at_work(then))
        _log_in(asked.phone, "", at=at_work(then + ONE_DAY / 2))
    for number, (key, role, ago) in enumerate(ASKED, FIRST_PHONE + len(JOINED)):
        _invite(_vendor(key), number, role, at=at_work(at - ago * ONE_DAY))
    key, role, ago = THOUGHT_BETTER_OF
    vendor, then = _vendor(key), at_work(at - ago * ONE_DAY)
    asked = _invite(vendor, FIRST_PHONE + 99, role, at=then)
    members.withdraw(asked, by=own_hand(vendor), at=then + timedelta(hours=1))


def visitor(number: int, *, at: datetime) -> User:
    """Somebody who sells nothing here and has proved a phone."""
    return _log_in(numbers.phone(number), names.person(dice(f"visitor {number}")), at=at)


def _vendor(key: str) -> Vendor:
    return Vendor.objects.get(source_key=source_key(key))


def _invite(vendor: Vendor, number: int, role: str, *, at: datetime) -> Invitation:
    return members.invite(
        vendor,
        phone=numbers.phone(number),
        name=names.person(dice(f"kin {number}")),
        role=role,
        by=own_hand(vendor),
        at=at,
    )


def _log_in(phone: str, name: str, *, at: datetime) -> User:
    """Whoever proves a phone acts for the vendors that give it, and where it was invited."""
    user, _ = User.objects.get_or_create(
        phone=phone,
        defaults={
            "username": f"phone-{phone}",
            "password": make_password(None),
            "name": name,
            "date_joined": at,
        },
    )
    people.link_by_phone(user, at=at)
    return user
