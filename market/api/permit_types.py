"""Kinds of papers, each with its source and how sure we are."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from market.api.access import anyone
from market.api.paging import Page, Window, page
from market.api.schemas import Out
from market.models import PermitType

router = Router(auth=anyone)


class PermitTypeOut(Out):
    """A kind of paper. The day printed on a paper wins over `valid_months`."""

    code: str
    name: str
    name_en: str
    holder: str
    issuer: str
    valid_months: int | None
    renew_unit: str
    renew_opens: int | None
    renew_closes: int | None
    sensitive: bool
    banned_goods: list[str]
    source: str
    confidence: str

    @classmethod
    def of(cls, kind: PermitType) -> "PermitTypeOut":
        return cls(
            code=kind.code,
            name=kind.name,
            name_en=kind.name_en,
            holder=kind.holder,
            issuer=kind.issuer,
            valid_months=kind.valid_months,
            renew_unit=kind.renew_unit,
            renew_opens=kind.renew_opens,
            renew_closes=kind.renew_closes,
            sensitive=kind.sensitive,
            banned_goods=kind.banned_goods,
            source=kind.source,
            confidence=kind.confidence,
        )


@router.get("", response=Page[PermitTypeOut])
def permit_types(request: HttpRequest, window: Query[Window]) -> Page[PermitTypeOut]:
    return page(request, PermitType.objects.order_by("code"), window, PermitTypeOut.of)


@router.get("/{slug:code}", response=PermitTypeOut)
def permit_type(request: HttpRequest, code: str) -> PermitTypeOut:
    return PermitTypeOut.of(get_object_or_404(PermitType, code=code))
