"""Numbers by which people and businesses are known: checked as typed, and masked to be shown.

A check that passes proves typing, not identity. Each check gives the number in the one form in
which it is stored and compared.
"""

from enum import StrEnum

from market.core.identity.bank_cards import bank_card
from market.core.identity.businesses import Holder, food_permit_number, holder_of, uscc
from market.core.identity.citizens import citizen_id
from market.core.identity.masks import masked_card, masked_id, masked_name, masked_phone
from market.core.identity.phones import landline, mobile, phone
from market.core.identity.plates import plate
from market.core.identity.travellers import foreign_resident_id, hk_macau_permit, taiwan_permit


class IdKind(StrEnum):
    """Which paper an identity number stands on."""

    CITIZEN = "citizen"
    HK_MACAU = "hk_macau"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"


_CHECKS = {
    IdKind.CITIZEN: citizen_id,
    IdKind.HK_MACAU: hk_macau_permit,
    IdKind.TAIWAN: taiwan_permit,
    IdKind.FOREIGN: foreign_resident_id,
}


def identity_number(kind: IdKind, text: str) -> str:
    """This will check the number as that kind of paper writes it. Raises what that check raises."""
    return _CHECKS[kind](text)


__all__ = [
    "Holder",
    "IdKind",
    "bank_card",
    "citizen_id",
    "food_permit_number",
    "foreign_resident_id",
    "hk_macau_permit",
    "holder_of",
    "identity_number",
    "landline",
    "masked_card",
    "masked_id",
    "masked_name",
    "masked_phone",
    "mobile",
    "phone",
    "plate",
    "taiwan_permit",
    "uscc",
]
