"""Rounds, visits, findings, penalties and complaints, as far as one may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from market.core.actors import Actor
from market.core.inspecting.states import FindingState, InspectionState
from market.models import (
    Complaint,
    Finding,
    FindingPhoto,
    Inspection,
    Market,
    Penalty,
    Pitch,
    Round,
    Stop,
    Zone,
)
from market.queries.sight import WITH_PAPERS, sight_of
from market.queries.standing import standing

NOT_CLOSED = (FindingState.OPEN, FindingState.RECTIFIED)


@dataclass(frozen=True)
class Candidate:
    """A vendor at a pitch. key: as it is drawn by, the pitch's code and the vendor's number."""

    key: str
    pitch: Pitch
    vendor: int


def rounds_seen_by(by: Actor) -> QuerySet[Round]:
    """The rounds of one's markets, the latest first, with how many stops and how many are done."""
    been = Inspection.objects.filter(
        round=OuterRef("round"),
        vendor=OuterRef("vendor"),
        pitch=OuterRef("pitch"),
        state=InspectionState.RECORDED,
    )
    rows = Round.objects.filter(_here(by, vendors=False)).select_related("market", "zone")
    seen = Exists(been)
    done = Stop.objects.annotate(seen=seen).filter(seen=True)
    return rows.annotate(
        stops_count=Count("stops", distinct=True),
        done_count=Count("stops", filter=Q(stops__in=done), distinct=True),
    ).order_by("-day", "-pk")


def stops_of(round: Round) -> QuerySet[Stop]:
    """The stops of a round in the order of the walk; `seen` says whether one was there already."""
    been = Inspection.objects.filter(
        round=round, vendor=OuterRef("vendor"), pitch=OuterRef("pitch")
    ).filter(state=InspectionState.RECORDED)
    return (
        Stop.objects.filter(round=round)
        .select_related("vendor", "pitch__zone")
        .annotate(seen=Exists(been))
        .order_by("position")
    )


def inspections_seen_by(by: Actor) -> QuerySet[Inspection]:
    """The visits at one's markets, and to one's own stall, the latest first."""
    return (
        Inspection.objects.filter(_here(by))
        .select_related("market", "vendor", "pitch__zone", "round")
        .prefetch_related(Prefetch("findings", findings()))
        .order_by("-inspected_at", "-pk")
    )


def findings() -> QuerySet[Finding]:
    photos = FindingPhoto.objects.select_related("upload").order_by("pk")
    return (
        Finding.objects.select_related("market", "vendor", "item", "inspection__pitch")
        .prefetch_related(Prefetch("photos", photos))
        .order_by("due_on", "pk")
    )


def findings_seen_by(by: Actor) -> QuerySet[Finding]:
    """What was found at one's markets and at one's own stall, the most pressing first."""
    return findings().filter(_here(by)).exclude(inspection__state=InspectionState.VOIDED)


def not_closed(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Those that are not yet put right, or nobody has looked at again."""
    return rows.filter(state__in=NOT_CLOSED)


def late(rows: QuerySet[Finding], *, on: date) -> QuerySet[Finding]:
    """Those that were to be put right before the day, and of which nobody said that they are."""
    return rows.filter(state=FindingState.OPEN, due_on__lt=on)


def penalties_seen_by(by: Actor) -> QuerySet[Penalty]:
    """The penalties at one's markets and one's own, the latest first."""
    rows = Penalty.objects.filter(_here(by)).select_related("market", "vendor")
    return rows.order_by("-penalised_on", "-pk")


def complaints_seen_by(by: Actor) -> QuerySet[Complaint]:
    """The complaints at one's markets; whom they are about does not see them."""
    rows = Complaint.objects.filter(_here(by, vendors=False))
    return rows.select_related("market", "vendor", "pitch__zone").order_by("-received_at", "-pk")


def candidates(market: Market, zone: Zone | None, *, on: date) -> list[Candidate]:
    """Every vendor who stands on a pitch of the zone on the day, in the order of the walk."""
    pitches = Pitch.objects.filter(zone__market=market).select_related("zone")
    if zone is not None:
        pitches = pitches.filter(zone=zone)
    listed = list(pitches.order_by("zone__position", "zone", "code_key", "pk"))
    there = standing([pitch.pk for pitch in listed], on)
    return [
        Candidate(f"{pitch.zone.code}/{pitch.code}/{there[pitch.pk]}", pitch, there[pitch.pk])
        for pitch in listed
        if pitch.pk in there
    ]


def with_late_findings(market: Market, vendors: Iterable[int], *, on: date) -> set[int]:
    """Which of these vendors have something that should have been put right by now."""
    rows = Finding.objects.filter(market=market, vendor__in=list(vendors))
    return set(late(rows, on=on).values_list("vendor", flat=True))


def _here(by: Actor, *, vendors: bool = True) -> Q:
    sight = sight_of(by, "inspection", WITH_PAPERS)
    if sight.markets is None:
        return Q()
    here = Q(market__in=sight.markets)
    return here | Q(vendor__in=sight.vendors) if vendors else here
