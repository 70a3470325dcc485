"""What else is on where and when a session is, asked of the database in a few questions."""

from collections import defaultdict
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from events.core.clashes import Clash, Neighbour, Power, clashes
from events.core.occasions import hours_between
from events.core.states import HAS_ROOM, NOT_ON
from events.models import Session, SignUp
from events.queries.foreseen import occasion
from events.queries.names import called
from market.core.periods import ONE_DAY
from market.models import Hold, Zone


def clashes_of(session: Session) -> tuple[Clash, ...]:
    """What speaks against the session as it stands."""
    held = _held(session, _ground(session), "closure").values("pitch").distinct()
    # a closed day is not in its own way
    shut = 0 if session.series.kind == "closure" else held.count()
    return clashes(occasion(session), _neighbours(session), _power(session), shut)


def _beside(session: Session) -> QuerySet[Session]:
    """The other sessions of its market at its hours that are not called off."""
    rows = Session.objects.filter(
        series__market=session.series.market_id,
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    )
    return rows.exclude(pk=session.pk).exclude(state__in=NOT_ON)


def _neighbours(session: Session) -> list[Neighbour]:
    beside = list(_beside(session).select_related("series"))
    mine = SignUp.objects.filter(session=session, state__in=HAS_ROOM).values("vendor")
    both = SignUp.objects.filter(
        session__in=beside, state__in=HAS_ROOM, vendor__in=mine
    ).select_related("vendor")
    shared: dict[int, list[str]] = defaultdict(list)
    for sign_up in both.order_by("vendor__name_key"):
        shared[sign_up.session_id].append(sign_up.vendor.name)
    return [
        Neighbour(
            each.pk,
            called(each),
            None in (each.zone_id, session.zone_id) or each.zone_id == session.zone_id,
            each.series.kind == "closure",
            tuple(shared[each.pk]),
        )
        for each in beside
    ]


def _power(session: Session) -> list[Power]:
    """By zone with a budget: what its pitches held at these hours draw, and the sessions' stages."""
    zones = _ground(session).filter(power_kw__isnull=False)
    wanted: dict[int, Decimal] = defaultdict(Decimal)
    own_kw = SignUp.objects.filter(
        Q(session=session) | Q(session__in=_beside(session)), hold__released_at__isnull=True
    )
    drawn = (
        own_kw.filter(hold__isnull=False)
        .values("pitch__zone")
        .annotate(kw=Sum(Coalesce(F("power_kw"), F("pitch__power_kw"), Decimal(0))))
    )
    for row in drawn:
        wanted[row["pitch__zone"]] += row["kw"]
    for row in (
        _held(session, zones, "lease").values("pitch__zone").annotate(kw=Sum("pitch__power_kw"))
    ):
        wanted[row["pitch__zone"]] += row["kw"] or 0
    for each in [session, *_beside(session)]:
        if each.zone_id is not None and each.power_kw:
            wanted[each.zone_id] += each.power_kw
        elif each.pk == session.pk and each.power_kw:
            for zone in zones:
                wanted[zone.pk] += each.power_kw
    return [
        Power(_said(zone), zone.power_kw, wanted[zone.pk])
        for zone in zones
        if zone.power_kw is not None
    ]


def _said(zone: Zone) -> str:
    english = (get_language() or "zh").startswith("en")
    return zone.name_en if english and zone.name_en else zone.name


def _ground(session: Session) -> QuerySet[Zone]:
    zones = Zone.objects.filter(market=session.series.market_id)
    return zones if session.zone_id is None else zones.filter(pk=session.zone_id)


def _held(session: Session, zones: QuerySet[Zone], held_for: str) -> QuerySet[Hold]:
    """The holds of this kind on these zones at the session's hours."""
    hours = hours_between(session.day, session.starts_at, session.ends_at)
    weekday = session.day.isoweekday()
    return Hold.objects.filter(
        pitch__zone__in=zones,
        held_for=held_for,
        released_at__isnull=True,
        days__overlap=DateRange(session.day, session.day + ONE_DAY),
        weekdays__overlap=NumericRange(weekday, weekday + 1),
        minutes__overlap=NumericRange(hours.start, hours.end),
    )
