"""The terms of a draft as rows of its lease: lines, concessions, tenants."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from leasing.actions import plans
from leasing.core.drafts import DraftConcession, DraftLine, LeaseDraft
from leasing.models import (
    Instalment,
    InstalmentLine,
    Lease,
    LeaseConcession,
    LeaseLine,
    LeaseParty,
)
from market.core.refusals import Invalid
from market.models import FeeItem, Pitch, Vendor


def write(lease: Lease, pitches: Sequence[Pitch], terms: LeaseDraft) -> None:
    """Write them down. Raises Invalid for a fee item, a tenant or an area that is not there."""
    lines = list(terms.lines)
    if terms.deposit_fen > terms.deposit_carried_fen:
        owed_fen = terms.deposit_fen - terms.deposit_carried_fen
        lines.append(DraftLine("deposit", owed_fen, per="", first=terms.first))
    add_lines(lease, pitches, lines)
    concede(lease, terms.concessions)
    _share(lease, terms)


def add_lines(lease: Lease, pitches: Sequence[Pitch], lines: Sequence[DraftLine]) -> None:
    """Add terms of the rent to a lease."""
    items = items_of(line.item for line in lines)
    area = area_of(pitches) if any(line.per_m2 for line in lines) else None
    LeaseLine.objects.bulk_create(
        LeaseLine(
            lease=lease,
            item=items[line.item],
            amount_fen=line.amount_fen,
            per=line.per,
            starts_on=line.first,
            ends_on=line.last,
            area_m2=area if line.per_m2 else None,
            note=line.note,
        )
        for line in lines
    )


def drop_lines(lines: Iterable[LeaseLine]) -> None:
    """Take terms out of a lease as if they had never been: what was billed of them is credited.

    settle_terms() must follow.
    """
    gone = [line.pk for line in lines]
    plans.bill_again(Instalment.objects.filter(lines__line__in=gone).distinct())
    InstalmentLine.objects.filter(line__in=gone).delete()
    LeaseLine.objects.filter(pk__in=gone).delete()


def area_of(pitches: Sequence[Pitch]) -> Decimal:
    """The charged area of some pitches in m², their own area where no share is put on it."""
    areas = [pitch.charged_area_m2 or pitch.area_m2 for pitch in pitches]
    for pitch, area in zip(pitches, areas, strict=True):
        if not area:
            raise Invalid(
                "no_area",
                "{pitch} has no area on file, so nothing can be reckoned per square metre. "
                "Enter its area first, or state the amount for the whole pitch.",
                pitch=pitch.code,
                field="lines",
            )
    return sum((area for area in areas if area), Decimal(0))


def items_of(codes: Iterable[str]) -> dict[str, FeeItem]:
    """The fee items by their codes. Raises Invalid for one that is not in the table."""
    wanted = set(codes)
    items = FeeItem.objects.in_bulk(list(wanted), field_name="code")
    unknown = sorted(wanted - set(items))
    if unknown:
        raise Invalid(
            "unknown_fee_item",
            "{item} is not in the table of fee items. Choose one of: {known}.",
            item=unknown[0],
            known=", ".join(FeeItem.objects.values_list("code", flat=True)),
            field="lines",
        )
    return items


def concede(lease: Lease, concessions: Sequence[DraftConcession]) -> None:
    """Take something off the rent for a time, or several things."""
    items = items_of(each.item for each in concessions if each.item)
    LeaseConcession.objects.bulk_create(
        LeaseConcession(
            lease=lease,
            item=items.get(each.item),
            value=each.percent,
            starts_on=each.first,
            ends_on=each.last,
            reason=each.reason,
            clawback=each.clawback,
            clawback_whole=each.clawback_whole,
        )
        for each in concessions
    )


def _share(lease: Lease, terms: LeaseDraft) -> None:
    wanted = {party.vendor for party in terms.parties}
    unknown = wanted - set(Vendor.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if unknown:
        raise Invalid("no_vendor", "There is no such vendor.", field="parties")
    LeaseParty.objects.bulk_create(
        LeaseParty(
            lease=lease,
            vendor_id=party.vendor,
            part=party.part.numerator,
            whole=party.part.denominator,
            starts_on=party.first,
            ends_on=party.last,
        )
        for party in terms.parties
    )
