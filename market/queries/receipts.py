"""Receipts, as far as the people of a vendor may see them: their own part of what was paid."""

from collections.abc import Collection as Some
from dataclasses import dataclass
from typing import Any

from market.core.actors import Actor
from market.core.money import fen, in_words, yuan
from market.models import Document, Payment
from market.queries.money import payments_seen_by


@dataclass(frozen=True)
class OwnReceipt:
    """A receipt and what of it is the reader's; void when that was reversed. `amount_fen` in fen."""

    document: Document
    amount_fen: int
    void: bool


def own_receipts(actor: Actor, *, most: int) -> list[OwnReceipt]:
    """The receipts of the payments of one's own vendors, the newest first. Two queries."""
    payments = payments_seen_by(actor).filter(account__vendor__in=actor.vendors, amount_fen__gt=0)
    by_subject: dict[str, list[Payment]] = {}
    for payment in payments[:most]:
        by_subject.setdefault(f"payment:{payment.pk}", []).append(payment)
        if payment.collection_id:
            by_subject.setdefault(f"collection:{payment.collection_id}", []).append(payment)
    found = Document.objects.filter(kind="receipt", subject__in=by_subject).order_by(
        "-made_at", "-pk"
    )
    return [
        OwnReceipt(
            document,
            sum(payment.amount_fen for payment in by_subject[document.subject]),
            all(hasattr(payment, "reversal") for payment in by_subject[document.subject]),
        )
        for document in found
    ]


def own_part(contents: dict[str, Any], vendors: Some[int]) -> dict[str, Any]:
    """What a receipt says to some vendors: of one for several, only what is theirs."""
    if "parts" not in contents:
        return contents
    parts = [part for part in contents["parts"] if part["vendor_id"] in vendors]
    own_fen = sum(fen(part["amount"]) for part in parts)
    return {
        **contents,
        "parts": parts,
        "lines": [line for line in contents["lines"] if line["vendor_id"] in vendors],
        "vendor": "、".join(part["vendor"] for part in parts),
        "amount": yuan(own_fen),
        "in_words": in_words(own_fen),
        "credit": yuan(sum(fen(part["credit"]) for part in parts)),
    }
